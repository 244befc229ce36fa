"""The Mail page: who sees it, what it shows, and sending again."""

import re
from datetime import timedelta
from urllib.parse import urlencode

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse
from django.utils.html import escape

from events.outbox.enums import MailState
from events.outbox.models import OwedMail
from tests.events.outbox.conftest import NOW, outcome
from tests.faults.mail_kinds import BULK
from tests.make import make_admin, make_member

pytestmark = pytest.mark.django_db

FAILED = {"state": MailState.FAILED, "attempts": 1, "error": "550 No such user <here>"}
SENT = {"state": MailState.SENT, "attempts": 1, "sent_at": NOW}


def member_of_staff(username: str, codename: str):
    """Somebody who may enter the admin and has one right to mail."""
    user = make_member(username=username)
    right = Permission.objects.get(content_type__app_label="outbox", codename=codename)
    user.groups.get().permissions.add(right)
    return user


@pytest.fixture
def reader(index, client):
    """A member of staff who may see mail, no more."""
    user = member_of_staff("reader", "view_owedmail")
    client.force_login(user)
    return user


@pytest.fixture
def registrar(index, client):
    """A member of staff who may send mail again."""
    user = member_of_staff("registrar", "change_owedmail")
    client.force_login(user)
    return user


def url(name: str = "list", *args, **query) -> str:
    return reverse(f"mail_admin:{name}", args=args) + (f"?{urlencode(query)}" if query else "")


def shown(response) -> list[str]:
    """The addresses in the listing, from top to bottom."""
    table = response.content.decode().partition("<tbody>")[2].partition("</tbody>")[0]
    return re.findall(r"(reader-\d+)@<wbr>county\.example&gt;</span>", table)


# ---- what it shows ----


def test_listing_shows_the_newest_first_with_the_server_s_words(owed, client, reader):
    owed(**SENT)
    owed(**FAILED)

    response = client.get(url())

    assert shown(response) == ["reader-2", "reader-1"]
    text = response.content.decode()
    assert escape("550 No such user <here>") in text
    assert "Nov. 22, 2026, 3 p.m. UTC" in text
    assert "Send again" not in text
    assert "Add mail" not in text


@pytest.mark.parametrize("number", [1, 3, 50])
def test_listing_costs_as_many_queries_for_any_number(
    owed, client, reader, django_assert_num_queries, number
):
    for count in range(number):
        owed(**(FAILED if count % 2 else SENT), holder=f"registration:{count}")
    client.get(url())

    with django_assert_num_queries(12):
        response = client.get(url())

    assert len(shown(response)) == number


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({}, [5, 4, 3, 2, 1]),
        ({"state": "failed"}, [2]),
        ({"state": ["failed", "sent"]}, [3, 2]),
        ({"kind": BULK}, [4]),
        ({"holder": "registration:12"}, [5]),
        ({"holder": "registration:1"}, []),
        ({"q": "reader-3@COUNTY"}, [3]),
        ({"q": "Reader 2"}, [2]),
        ({"q": "\x00"}, [5, 4, 3, 2, 1]),
        ({"created_at_from": "2026-11-23"}, [1]),
        ({"created_at_to": "2026-11-22"}, [5, 4, 3, 2]),
        ({"created_at_from": "yesterday"}, [5, 4, 3, 2, 1]),
        ({"kind": "nonsense"}, [5, 4, 3, 2, 1]),
        ({"ordering": "to_address"}, [1, 2, 3, 4, 5]),
        ({"ordering": "nonsense"}, [5, 4, 3, 2, 1]),
    ],
)
def test_filters_search_and_order(owed, client, reader, query, found):
    owed(now=NOW + timedelta(days=1))
    owed(**FAILED)
    owed(**SENT)
    owed(kind=BULK)
    owed(holder="registration:12")

    response = client.get(url() + "?" + urlencode(query, doseq=True))

    assert shown(response) == [f"reader-{number}" for number in found]


def test_mail_of_one_person_is_named_by_the_person(owed, client, reader):
    owed(holder="registration:12", to_name="Ana Prado")

    text = client.get(url(holder="registration:12")).content.decode()

    pills = text.partition("w-active-filters")[2]
    assert "Ana Prado" in pills
    assert "registration:12" not in re.sub(
        r'value="registration:12"|holder=registration', "", pills
    )
    assert client.get(url(holder="nobody:5")).status_code == 200


def test_detail_shows_everything_there_is_to_know(owed, client, reader):
    mail = owed(**FAILED, not_before=NOW)

    text = client.get(url("inspect", mail.pk)).content.decode()

    for words in ("faults.note", mail.message_id, "550 No such user <here>", "Reader 1 <reader-1@"):
        assert escape(words) in text
    assert "Send again" not in text
    assert client.get(url("inspect", 10**17)).status_code == 404


# ---- who may ----


def test_without_permission_there_is_no_mail(owed, client, index):
    mail = owed(**FAILED)
    client.force_login(make_member())

    answers = [
        client.get(path)
        for path in (
            url(),
            url("list_results"),
            url("inspect", mail.pk),
            url("send_again", mail.pk),
        )
    ]

    assert all("reader-1" not in answer.content.decode() for answer in answers)
    assert {answer.status_code for answer in answers} <= {302, 403}
    assert ">Mail<" not in client.get(reverse("wagtailadmin_home")).content.decode()


def test_no_chooser_shows_addresses_to_everybody_in_the_admin(owed, client, index):
    owed()
    client.force_login(make_admin())

    assert client.get("/admin/snippets/choose/outbox/owedmail/").status_code == 404


@pytest.mark.parametrize("path", ["add/", "edit/1/", "delete/1/", "copy/1/", "history/1/"])
def test_nobody_adds_edits_or_deletes(owed, client, index, path):
    owed()
    client.force_login(make_admin())

    assert client.get(url() + path).status_code == 404
    bulk = reverse("wagtail_bulk_action", args=["outbox", "owedmail", "delete"])
    client.post(f"{bulk}?id={OwedMail.objects.get().pk}")
    assert OwedMail.objects.count() == 1


def test_reader_can_t_send_again(owed, client, reader):
    mail = owed(**FAILED)

    client.post(url("send_again", mail.pk))
    bulk = reverse("wagtail_bulk_action", args=["outbox", "owedmail", "send_again"])
    client.post(f"{bulk}?id={mail.pk}")

    assert outcome(mail)[0] == "failed"


def test_permissions_can_be_given_to_a_group(client, index):
    client.force_login(make_admin())

    text = client.get(reverse("wagtailusers_groups:add")).content.decode()

    rights = Permission.objects.filter(content_type__app_label="outbox")
    assert sorted(right.codename for right in rights) == ["change_owedmail", "view_owedmail"]
    assert all(f'value="{right.pk}"' in text for right in rights)


# ---- sending again ----


def test_send_again_asks_and_a_get_changes_nothing(owed, client, registrar):
    mail = owed(**FAILED)
    listing = client.get(url()).content.decode()
    assert url("send_again", mail.pk) in listing
    assert bulk_url().rstrip("?") in listing
    assert "Delete" not in listing

    text = client.get(url("send_again", mail.pk)).content.decode()

    assert escape("550 No such user <here>") in text
    assert outcome(mail)[0] == "failed"


def test_send_again_queues_and_says_who_did_it(owed, client, registrar):
    mail = owed(**FAILED)

    response = client.post(url("send_again", mail.pk), follow=True)

    assert outcome(mail)[:2] == ("queued", 0)
    assert "The message to reader-1@county.example is in the queue." in response.content.decode()
    detail = " ".join(client.get(url("inspect", mail.pk)).content.decode().split())
    assert "<dt>Sent again by</dt> <dd> registrar, " in detail


def test_send_again_of_what_is_sent_says_that_it_is_a_second_copy(owed, client, registrar):
    mail = owed(**SENT)
    assert "They will get a second copy." in client.get(url("send_again", mail.pk)).content.decode()

    client.post(url("send_again", mail.pk))

    assert list(OwedMail.objects.order_by("pk").values_list("state", flat=True)) == [
        *("sent", "queued")
    ]


def test_send_again_that_makes_no_sense_says_why(owed, client, registrar):
    mail = owed(state=MailState.SUPERSEDED)

    response = client.post(url("send_again", mail.pk), follow=True)

    assert "A newer message took the place of this one." in response.content.decode()
    assert outcome(mail)[0] == "superseded"


def bulk_url(**query) -> str:
    path = reverse("wagtail_bulk_action", args=["outbox", "owedmail", "send_again"])
    return f"{path}?{urlencode(query, doseq=True)}"


def test_several_are_sent_again_and_others_counted(owed, client, registrar):
    mails = [owed(**FAILED), owed(**FAILED), owed(), owed(**FAILED)]
    chosen = bulk_url(id=[mail.pk for mail in mails[:3]], next=url())
    assert "These 3 messages" in client.get(chosen).content.decode()

    text = client.post(chosen, follow=True).content.decode()

    assert [outcome(mail)[0] for mail in mails] == ["queued", "queued", "queued", "failed"]
    assert "2 messages are in the queue." in text
    assert "1 message was left as it is" in text


def test_all_means_all_that_the_listing_shows(owed, client, registrar):
    mails = [owed(**FAILED), owed(**SENT), owed(**FAILED, kind=BULK)]

    client.post(bulk_url(id="all", state="failed", kind=BULK, next=url()))

    assert [outcome(mail)[0] for mail in mails] == ["failed", "sent", "queued"]
    assert OwedMail.objects.count() == 3


@pytest.mark.parametrize("chosen", ["x", "-1", "9" * 30, "²", "1e3"])
def test_nonsense_is_not_found(owed, client, registrar, chosen):
    owed(**FAILED)

    assert client.get(bulk_url(id=chosen)).status_code == 404


@pytest.mark.parametrize("action", ["delete", "send_again"])
def test_who_may_not_act_on_mail_reads_no_address_on_the_way(owed, client, index, action):
    owed(to_address="reader-1@county.example")
    client.force_login(make_member(username="writer"))
    bulk = reverse("wagtail_bulk_action", args=["outbox", "owedmail", action])
    answer = client.get(f"{bulk}?id={OwedMail.objects.get().pk}", follow=True)
    assert b"reader-1@county.example" not in answer.content
