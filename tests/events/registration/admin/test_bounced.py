"""What staff see of mail that came back: in the list, by a filter, and on the registration's page."""

import pytest

from events.outbox.models import OwedMail
from events.registration.replies.actions import take_mail
from tests.events.registration.admin.staff import list_rows, names, soup_of, url
from tests.events.registration.replies.written_mail import answer, returned, send_what_is_owed
from tests.make import NOW

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.time_machine(NOW, tick=False),
    pytest.mark.usefixtures("registrar"),
]

WORDS = "550 5.1.1 <ada@county.example>: Recipient address rejected: User unknown <b>here</b>"


@pytest.fixture
def bounced(people):
    """Ada's confirmation came back."""
    ada = people[0]
    mail = OwedMail.objects.get(holder=ada.holder)
    content = returned(mail).replace(
        b"User unknown in local recipient table", b"User unknown <b>here</b>"
    )
    take_mail(content=content, now=NOW)
    ada.refresh_from_db()
    assert ada.bounce_words == WORDS
    return ada


def test_list_says_whose_mail_bounced_and_finds_them(client, people, bounced):
    told = {row["Name"]: row["E-mail"] for row in list_rows(client)}

    assert told["Ada"] == "ada@county.example Mail bounced"
    assert told["Ben"] == "ben@county.example"
    assert names(client, mail="bounced") == ["Ada"]
    assert names(client, mail="nonsense") == []


def test_page_says_when_and_in_whose_words(client, people, bounced):
    page = client.get(url("inspect", bounced.pk))
    text = " ".join(soup_of(page).get_text(" ").split())

    moment = "November 22, 2026, at 10:00 a.m. ET"
    assert f"Mail bounced on {moment}. Correct the address" in text
    assert f"ask the person for another one. {WORDS} Correct Send the invitation again" in text
    assert f"{moment} Mail came back {WORDS}" in text
    assert b"<b>here</b>" not in page.content
    assert "Mail bounced" not in soup_of(client.get(url("inspect", people[1].pk))).get_text()


def test_page_tells_of_a_decline(client, people):
    ben = people[1]
    send_what_is_owed()
    take_mail(content=answer(ben), now=NOW)

    text = " ".join(soup_of(client.get(url("inspect", ben.pk))).get_text(" ").split())

    assert "Confirmed · Night shift" in text
    assert "Declined in the calendar; asked whether to give the place back" in text
    assert "Mail “Declined in the calendar”: queued" in text
