"""The page of one registration: what they wrote and agreed to, and all that happened, in order."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse

from events.outbox.enums import MailState
from events.outbox.kinds import mail_kind
from events.outbox.models import OwedMail
from events.registration.actions import (
    Registrant,
    add_by_hand,
    cancel_registration,
    change_address,
    correct_details,
    promote_registration,
)
from tests.events.registration.admin.staff import links_in, soup_of, url
from tests.make import NOW, make_registration, make_webinar

pytestmark = [pytest.mark.django_db, pytest.mark.time_machine(NOW, tick=False)]

QUERIES = 15


def at(minutes: int):
    return NOW + timedelta(minutes=minutes)


def label(kind: str) -> str:
    return str(mail_kind(f"registration.{kind}").label)


def history(client, registration) -> list[list[str]]:
    """Each entry: the moment, what happened, and its details."""
    found = []
    for item in soup_of(client.get(url("inspect", registration.pk))).select("#history li"):
        for link in item.select("a"):
            link.decompose()
        found.append([line.strip() for line in item.get_text("\n").split("\n") if line.strip()])
    return found


def test_page_shows_what_they_wrote_and_agreed_to(client, registrar, event):
    row = make_registration(
        event=event, name="Ada", email="ada@county.example", organization="Pine County",
        role="Clinician", needs_interpreter=True, other_needs="Quiet\nplease",
        agreed_text="The session is recorded.\n\nI know.",
    )  # fmt: skip

    text = " ".join(soup_of(client.get(url("inspect", row.pk))).get_text(" ").split())

    for part in (
        "Ada", "Confirmed · Night shift, November 29, 2026", "E-mail address ada@county.example",
        "Agency or organization Pine County", "Role Clinician",
        "Needs ASL interpreter; Quiet please",
        "On November 22, 2026, at 10:00 a.m. ET: The session is recorded. I know.",
    ):  # fmt: skip
        assert part in text


def test_page_says_what_is_missing(client, registrar, event, people):
    text = " ".join(soup_of(client.get(url("inspect", people[3].pk))).get_text(" ").split())

    assert "Waitlisted, place 2 · Night shift" in text
    assert "Agency or organization Not given Role Not given Needs None named" in text
    assert "Nothing: the form asked for no consent." in text


def test_what_they_wrote_is_no_markup(client, registrar, event):
    row = make_registration(event=event, name="<b>Ada</b>", other_needs="<script>x</script>")

    page = client.get(url("inspect", row.pk)).content.decode()

    assert "&lt;script&gt;x&lt;/script&gt;" in page
    assert "<script>x" not in page
    assert "<b>Ada" not in page


def test_history_tells_everything_in_the_order_of_time(client, registrar, event, people):
    ada, ben, cleo, _dan = people
    registrar.first_name, registrar.last_name = "Rita", "Registrar"
    registrar.save()
    correct_details(
        registration=cleo, details={"role": "Dispatcher", "needs_interpreter": True}, now=at(1)
    )
    cancel_registration(registration=ada, now=at(2))
    change_address(registration=cleo, email="cleo@state.example", now=at(3), by=registrar)
    cancel_registration(registration=cleo, now=at(4), by=registrar)
    failed = OwedMail.objects.filter(holder=cleo.holder, kind="registration.promoted")
    failed.update(state=MailState.FAILED, attempts=5, error="550 No such user <cleo>")
    sent = OwedMail.objects.filter(holder=cleo.holder, kind="registration.waitlisted")
    sent.update(state=MailState.SENT, attempts=1, sent_at=at(0))

    def moment(minutes):
        return f"November 22, 2026, at 10:0{minutes} a.m. ET"

    assert history(client, cleo) == [
        [moment(0), "Registered and joined the waitlist"],
        [moment(0), f"Mail “{label('waitlisted')}”: sent", "To cleo@county.example",
         f"Sent on {moment(0)}"],
        [moment(1), "Details corrected by the registrant", "Role: nothing → Dispatcher",
         "American Sign Language interpreter: no → yes"],
        [moment(2), "Moved up from the waitlist by themselves: a place was free"],
        [moment(2), f"Mail “{label('promoted')}”: failed", "To cleo@county.example",
         "Tried 5 times", "550 No such user <cleo>"],
        [moment(3), "E-mail address changed by Rita Registrar",
         "E-mail address: cleo@county.example → cleo@state.example"],
        [moment(3), f"Mail “{label('address_left')}”: queued", "To cleo@county.example"],
        [moment(3), f"Mail “{label('invitation')}”: superseded", "To cleo@state.example"],
        [moment(4), "Cancelled by Rita Registrar"],
        [moment(4), f"Mail “{label('cancelled')}”: queued", "To cleo@state.example"],
    ]  # fmt: skip
    assert history(client, ben)[0] == [moment(0), "Registered and got a place"]


def test_added_promoted_and_tried_again_are_told(client, registrar, event, people):
    gus = add_by_hand(
        event=event, registrant=Registrant(name="Gus", email="gus@county.example"),
        by=registrar, now=at(0),
    )  # fmt: skip
    make_registration(event=event, name="Gustav", email="GUS@county.example", now=at(1))
    type(event).objects.get(pk=event.pk).seat_counts.update(held=1)
    promote_registration(registration=gus, by=registrar, now=at(2))

    told = [entry[1:2] + entry[2:] for entry in history(client, gus) if "Mail" not in entry[1]]

    assert told == [
        ["Added by hand by registrar and joined the waitlist"],
        ["Somebody registered with this address again",
         "As Gustav. Nothing changed; the address was told by mail."],
        ["Promoted from the waitlist by registrar"],
    ]  # fmt: skip


def test_every_message_leads_to_its_page_for_who_may_see_mail(client, registrar, people):
    mail = OwedMail.objects.get(holder=people[0].holder)
    addresses = {
        reverse("mail_admin:inspect", args=[mail.pk]),
        reverse("mail_admin:list") + f"?holder=registration%3A{people[0].pk}",
    }

    assert addresses <= links_in(client.get(url("inspect", people[0].pk)))
    for address in addresses:
        assert client.get(address).status_code == 200

    registrar.groups.get().permissions.remove(
        *Permission.objects.filter(content_type__app_label="outbox")
    )
    assert not addresses & links_in(client.get(url("inspect", people[0].pk)))


def test_buttons_are_those_of_the_row(client, registrar, event, people):
    links = links_in(client.get(url("inspect", people[0].pk)))

    assert {url(act, people[0].pk) for act in ("edit", "cancel", "invite")} <= links
    assert url("promote", people[0].pk) not in links
    assert url("list", event=event.pk) in links


@pytest.mark.parametrize("number", [1, 20])
def test_page_costs_the_same_for_any_length_of_history(
    client, registrar, index, number, django_assert_num_queries
):
    row = make_registration(event=make_webinar())
    for count in range(number):
        correct_details(
            registration=row, details={"name": f"Ada {count}"}, now=at(count), by=registrar
        )
    client.get(url("inspect", row.pk))

    with django_assert_num_queries(QUERIES):
        client.get(url("inspect", row.pk))
