"""Giving a place or a turn back, and who gets it then."""

from datetime import timedelta

import pytest

from events.outbox.models import OwedMail
from events.registration.actions import cancel_registration, hold_places
from events.registration.models import Registration, RegistrationChange
from tests.events.calendars import record_of, records_of
from tests.events.registration.ledger import (
    faults_of,
    kinds_to,
    mails_to,
    seats_of,
    states_of,
)
from tests.make import NOW, make_admin, make_registration, make_session, make_webinar

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("index")]

LATER = NOW + timedelta(minutes=5)


def cancel(registration, *, now=LATER, by=None):
    return cancel_registration(registration=registration, now=now, by=by)


def test_cancelled_place_is_free_and_the_entry_is_withdrawn():
    event = make_webinar(capacity=2)
    registration = make_registration(event=event)
    record = record_of(event)

    cancelled = cancel(registration)

    assert (cancelled.state, cancelled.cancelled_at) == ("cancelled", LATER)
    assert seats_of(event) == {"capacity": 2, "taken": 0, "held": 0, "waiting": 0}
    confirmed, withdrawal = mails_to(registration)
    assert (confirmed.state, withdrawal.state) == ("superseded", "queued")
    assert withdrawal.kind == "registration.cancelled"
    assert withdrawal.key == f"registration:{registration.pk}:{record.uid}:1:CANCEL"
    assert withdrawal.payload == {
        "registration": registration.pk,
        "uids": [record.uid],
        "sequence": 1,
        "method": "CANCEL",
        "part": 1,
        "parts": 1,
    }
    assert not withdrawal.by_stranger


def test_invitation_that_was_sent_stays_sent():
    registration = make_registration(event=make_webinar())
    OwedMail.objects.update(state="sent", sent_at=NOW)

    cancel(registration)

    assert [mail.state for mail in mails_to(registration)] == ["sent", "queued"]


def test_cancelling_twice_is_cancelling_once():
    event = make_webinar(capacity=1)
    registration = make_registration(event=event)
    first, second = make_registration(event=event), make_registration(event=event)

    cancel(registration)
    again = cancel(registration, now=LATER + timedelta(minutes=1))

    assert again.cancelled_at == LATER
    assert states_of(event) == ["cancelled", "confirmed", "waitlisted"]
    assert kinds_to(registration) == ["confirmed", "cancelled"]
    assert (kinds_to(first), kinds_to(second)) == (["waitlisted", "promoted"], ["waitlisted"])


def test_place_goes_to_who_waits_longest_with_mail():
    event = make_webinar(capacity=1)
    registration = make_registration(event=event)
    waiting = [make_registration(event=event) for _ in range(3)]
    record = record_of(event)

    cancel(registration)

    assert states_of(event) == ["cancelled", "confirmed", "waitlisted", "waitlisted"]
    promoted = Registration.objects.get(pk=waiting[0].pk)
    assert (promoted.told, promoted.promoted_at) == ("waitlisted", LATER)
    assert [kinds_to(one) for one in waiting] == [
        ["waitlisted", "promoted"],
        ["waitlisted"],
        ["waitlisted"],
    ]
    assert mails_to(promoted)[1].key == f"{promoted.holder}:{record.uid}:0:REQUEST"
    assert seats_of(event) == {"capacity": 1, "taken": 1, "held": 0, "waiting": 2}


def test_waiting_person_who_withdraws_frees_no_place():
    event = make_webinar(capacity=1)
    make_registration(event=event)
    waiting, next_one = make_registration(event=event), make_registration(event=event)

    cancel(waiting)

    assert states_of(event) == ["confirmed", "cancelled", "waitlisted"]
    assert kinds_to(waiting) == ["waitlisted", "left_waitlist"]
    assert mails_to(waiting)[1].payload == {"registration": waiting.pk, "uids": []}
    assert kinds_to(next_one) == ["waitlisted"]
    assert faults_of(event) == []


@pytest.mark.parametrize(("minutes", "state"), [(61, "confirmed"), (60, "waitlisted")])
def test_within_the_freeze_before_the_start_nobody_is_promoted(minutes, state):
    event = make_webinar(capacity=1)
    registration, waiting = make_registration(event=event), make_registration(event=event)

    cancel(registration, now=event.first_starts_at - timedelta(minutes=minutes))

    waiting.refresh_from_db()
    assert waiting.state == state


def test_freeze_is_a_setting(settings):
    settings.TTA_PROMOTION_FREEZE_MINUTES = 0
    event = make_webinar(capacity=1)
    registration, waiting = make_registration(event=event), make_registration(event=event)

    cancel(registration, now=event.first_starts_at - timedelta(seconds=1))

    waiting.refresh_from_db()
    assert waiting.state == "confirmed"


def test_place_freed_within_the_freeze_goes_to_nobody_who_comes_later():
    event = make_webinar(capacity=1)
    registration, _waiting = make_registration(event=event), make_registration(event=event)
    moment = event.first_starts_at - timedelta(minutes=10)

    cancel(registration, now=moment)
    late = make_registration(event=event, now=moment)

    assert late.state == "waitlisted"
    assert seats_of(event) == {"capacity": 1, "taken": 0, "held": 0, "waiting": 2}


def test_lowered_capacity_is_not_filled_again():
    event = make_webinar(capacity=2)
    first, _second = make_registration(event=event), make_registration(event=event)
    make_registration(event=event)
    event.capacity = 1
    event.save()

    cancel(first)

    assert states_of(event) == ["cancelled", "confirmed", "waitlisted"]
    assert faults_of(event) == []


def test_held_place_is_not_given_to_who_waits():
    event = make_webinar(capacity=2)
    first = make_registration(event=event)
    hold_places(event=event, number=1, now=NOW)
    _waiting = [make_registration(event=event) for _ in range(2)]

    cancel(first)

    assert states_of(event) == ["cancelled", "confirmed", "waitlisted"]
    assert seats_of(event) == {"capacity": 2, "taken": 1, "held": 1, "waiting": 1}


def test_each_session_to_come_is_withdrawn():
    event = make_webinar(sessions=[make_session(day) for day in (7, 8, 9)])
    registration = make_registration(event=event)
    _over, *to_come = records_of(event)

    cancel(registration, now=event.first_starts_at + timedelta(hours=2))

    withdrawals = mails_to(registration)[3:]
    assert [mail.kind for mail in withdrawals] == [
        "registration.cancelled",
        "registration.session_cancelled",
    ]
    assert [mail.payload["uids"] for mail in withdrawals] == [[one.uid] for one in to_come]


def test_history_says_who_cancelled():
    staff = make_admin()
    event = make_webinar()
    by_staff, by_person = make_registration(event=event), make_registration(event=event)

    cancel(by_staff, by=staff)
    cancel(by_person)

    changes = RegistrationChange.objects.values_list("registration", "act", "by", "made_at")
    assert sorted(changes) == [
        (by_staff.pk, "cancelled", staff.pk, LATER),
        (by_person.pk, "cancelled", None, LATER),
    ]
