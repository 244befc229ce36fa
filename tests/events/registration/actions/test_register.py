"""Joining: a place, a turn on the waitlist, or the sentence that says why not."""

from datetime import time, timedelta
from uuid import uuid4

import pytest

from events.outbox.models import OwedMail
from events.registration.actions import (
    Registrant,
    RegistrationClosed,
    cancel_registration,
    hold_places,
    register,
)
from events.registration.models import Registration, SecondTry
from tests.events.calendars import record_of, records_of
from tests.events.registration.ledger import (
    faults_of,
    kinds_to,
    mails_to,
    seats_of,
    states_of,
)
from tests.make import NOW, make_event, make_registration, make_session, make_webinar

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("index")]

ANA = Registrant(
    name="Ana Ortiz",
    email="Ana.Ortiz@county.example",
    organization="Pine County",
    role="Dispatcher",
    needs_interpreter=True,
    needs_slides_early=True,
    other_needs="A seat near the door.",
    agreed_text="The session is recorded.",
)


def join(event, registrant=ANA, *, form_token=None, now=NOW):
    return register(event=event, registrant=registrant, form_token=form_token or uuid4(), now=now)


def test_first_person_is_confirmed_and_owed_an_invitation():
    event = make_webinar(capacity=2)

    registration = join(event)

    stored = Registration.objects.values().get()
    minted = {stored.pop(name) for name in ("id", "form_token", "nonce")}
    assert minted == {registration.pk, registration.form_token, registration.nonce}
    assert stored == {
        "event_id": event.pk,
        "state": "confirmed",
        "told": "confirmed",
        "part": "attendee",
        "name": "Ana Ortiz",
        "email": "Ana.Ortiz@county.example",
        "email_key": "ana.ortiz@county.example",
        "organization": "Pine County",
        "role": "Dispatcher",
        "needs_interpreter": True,
        "needs_slides_early": True,
        "other_needs": "A seat near the door.",
        "agreed_text": "The session is recorded.",
        "agreed_at": NOW,
        "added_by_id": None,
        "whole_series": False,
        "sequence_offset": 0,
        "created_at": NOW,
        "promoted_at": None,
        "cancelled_at": None,
        "bounced_at": None,
        "bounce_words": "",
    }
    assert seats_of(event) == {"capacity": 2, "taken": 1, "held": 0, "waiting": 0}


def test_invitation_owed_carries_the_session_and_its_number():
    event = make_webinar()
    record = record_of(event)

    registration = join(event)

    [mail] = mails_to(registration)
    assert (mail.kind, mail.to_name, mail.to_address) == (
        "registration.confirmed",
        "Ana Ortiz",
        "Ana.Ortiz@county.example",
    )
    assert mail.key == f"registration:{registration.pk}:{record.uid}:0:REQUEST"
    assert mail.thread == f"registration:{registration.pk}:{registration.nonce}:{record.uid}"
    assert mail.payload == {
        "registration": registration.pk,
        "uids": [record.uid],
        "sequence": 0,
        "method": "REQUEST",
        "part": 1,
        "parts": 1,
    }
    assert (mail.by_stranger, mail.not_before, mail.state) == (True, None, "queued")


def test_each_further_session_is_a_short_message_of_its_own():
    event = make_webinar(sessions=[make_session(7), make_session(8), make_session(9)])

    registration = join(event)

    mails = mails_to(registration)
    assert [mail.kind for mail in mails] == [
        "registration.confirmed",
        "registration.session",
        "registration.session",
    ]
    assert [mail.payload["uids"] for mail in mails] == [
        [record.uid] for record in records_of(event)
    ]
    assert [mail.payload["part"] for mail in mails] == [1, 2, 3]


def test_six_sessions_are_one_message():
    event = make_webinar(sessions=[make_session(day) for day in range(7, 13)])

    registration = join(event)

    [mail] = mails_to(registration)
    assert mail.kind == "registration.confirmed"
    assert mail.payload["uids"] == [record.uid for record in records_of(event)]


def test_person_without_a_place_waits_and_is_told_so():
    event = make_webinar(capacity=1)
    make_registration(event=event)

    waiting = join(event)

    assert (waiting.state, waiting.told) == ("waitlisted", "waitlisted")
    assert kinds_to(waiting) == ["waitlisted"]
    assert seats_of(event) == {"capacity": 1, "taken": 1, "held": 0, "waiting": 1}


def test_event_without_a_limit_has_a_place_for_everybody():
    event = make_webinar(capacity=None)

    registrations = [make_registration(event=event) for _ in range(5)]

    assert {registration.state for registration in registrations} == {"confirmed"}
    assert seats_of(event) == {"capacity": None, "taken": 5, "held": 0, "waiting": 0}


def test_capacity_of_zero_is_a_waitlist():
    event = make_webinar(capacity=0)

    assert join(event).state == "waitlisted"
    assert seats_of(event) == {"capacity": 0, "taken": 0, "held": 0, "waiting": 1}


def test_held_places_are_not_for_visitors():
    event = make_webinar(capacity=3)
    hold_places(event=event, number=2, now=NOW)

    states = [make_registration(event=event).state for _ in range(2)]

    assert states == ["confirmed", "waitlisted"]
    assert seats_of(event) == {"capacity": 3, "taken": 1, "held": 2, "waiting": 1}


def test_double_click_is_one_registration_and_one_mail():
    event = make_webinar(capacity=2)
    token = uuid4()

    first = join(event, form_token=token)
    second = join(event, form_token=token, now=NOW + timedelta(seconds=1))

    assert second == first
    assert second.form_token == first.form_token
    assert kinds_to(first) == ["confirmed"]
    assert seats_of(event)["taken"] == 1


def test_double_click_is_answered_also_when_registration_has_closed_between():
    day = make_session().date
    event = make_webinar(registration_closes_date=day, registration_closes_time=time(12))
    closes = event.registration_closes_at
    token = uuid4()
    first = join(event, form_token=token, now=closes - timedelta(seconds=1))

    assert join(event, form_token=token, now=closes) == first
    with pytest.raises(RegistrationClosed):
        join(event, now=closes)


def test_same_form_with_another_address_registers_a_second_person():
    event = make_webinar()
    token = uuid4()
    ana = join(event, form_token=token)

    ben = join(event, Registrant(name="Ben", email="ben@county.example"), form_token=token)

    assert ben != ana
    assert states_of(event) == ["confirmed", "confirmed"]


def test_double_click_of_a_second_try_is_one_mail():
    event = make_webinar()
    registration = join(event)
    token = uuid4()

    first = join(event, form_token=token)
    assert join(event, form_token=token) == first
    assert isinstance(first, SecondTry)
    assert kinds_to(registration) == ["confirmed", "known"]


@pytest.mark.parametrize("email", ["ana.ortiz@county.example", "ANA.ORTIZ@COUNTY.EXAMPLE"])
def test_known_address_changes_nothing_and_the_truth_goes_by_mail(email):
    event = make_webinar(capacity=2)
    registration = join(event)
    before = Registration.objects.values().get()

    answer = join(event, Registrant(name="Somebody Else", email=email))

    assert isinstance(answer, SecondTry)
    assert (answer.registration, answer.told) == (registration, "confirmed")
    assert answer.entered == {
        "name": "Somebody Else",
        "email": email,
        "organization": "",
        "role": "",
        "needs_interpreter": False,
        "needs_slides_early": False,
        "other_needs": "",
    }
    assert Registration.objects.values().get() == before
    assert kinds_to(registration) == ["confirmed", "known"]
    assert mails_to(registration)[1].to_address == "Ana.Ortiz@county.example"
    assert seats_of(event)["taken"] == 1


def test_known_address_reads_what_a_new_person_would():
    event = make_webinar(capacity=1)
    confirmed = join(event)

    answer = join(event)

    assert (confirmed.state, answer.told) == ("confirmed", "waitlisted")
    assert seats_of(event) == {"capacity": 1, "taken": 1, "held": 0, "waiting": 0}


def test_known_address_of_who_had_cancelled_before_leads_to_the_registration_that_holds():
    event = make_webinar()
    cancelled = join(event)
    cancel_registration(registration=cancelled, now=NOW)
    again = join(event)

    assert join(event).registration == again
    assert kinds_to(again) == ["confirmed", "known"]
    assert "known" not in kinds_to(cancelled)


def test_who_registers_again_is_last_and_gets_higher_numbers():
    event = make_webinar(capacity=1)
    first = join(event)
    other = make_registration(event=event)
    cancel_registration(registration=first, now=NOW)

    again = join(event)

    first.refresh_from_db()
    other.refresh_from_db()
    assert (first.state, other.state, again.state) == ("cancelled", "confirmed", "waitlisted")
    assert first.sequence_offset == 1
    assert again.sequence_offset == 2
    assert faults_of(event) == []


def test_same_address_may_come_to_two_events():
    first, second = make_webinar(), make_event(capacity=5)

    assert [type(join(event)) for event in (first, second)] == [Registration] * 2
    assert OwedMail.objects.count() == 2


def test_refusal_writes_nothing():
    event = make_webinar(live=False)

    with pytest.raises(RegistrationClosed):
        join(event)

    assert (Registration.objects.count(), OwedMail.objects.count()) == (0, 0)
