"""A series is published again: other seats, more sessions, fewer, or another choice of what registering covers."""

from datetime import time

import pytest

from events.outbox.models import OwedMail
from events.registration.actions import give_back_session, tell_of_changes
from events.registration.models import EventChange, Registration, SeatCount
from tests.events.registration.ledger import kinds_to, mails_to
from tests.events.registration.series_ledger import places_of, series_faults, session_seats
from tests.make import (
    NOW,
    make_registration,
    make_series,
    make_session,
    make_webinar,
    publish,
    uids_of,
    with_changed_session,
)

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("index"),
    pytest.mark.time_machine(NOW, tick=False),
]


def with_one_more(event, **fields):
    event.sessions = [*event.dated_sessions, make_session(28, **fields)]
    return publish(event)


def test_who_asked_for_the_series_gets_what_is_added_and_is_told():
    event = make_series()
    whole = make_registration(event=event, whole_series=True)
    waits = make_registration(event=event, whole_series=True)
    single = make_registration(event=event, sessions=[0])
    OwedMail.objects.update(state="sent", sent_at=NOW)

    event = with_one_more(event, capacity=1)
    tell_of_changes(now=NOW)

    assert places_of(whole)[-1:] == ["confirmed"]
    assert places_of(waits)[-1:] == ["waitlisted"]
    assert places_of(single) == ["waitlisted"]
    assert kinds_to(whole)[-1] == "changed"
    assert mails_to(whole)[-1].payload["uids"] == uids_of(event, [3])
    assert kinds_to(waits)[-1] == "changed_waiting"
    assert kinds_to(single) == ["waitlisted"]
    assert session_seats(event)[3] == (1, 1, 0, 1)
    assert series_faults(event) == []


def test_a_session_that_was_given_back_does_not_come_again():
    event = make_series()
    whole = make_registration(event=event, whole_series=True)
    give_back_session(registration=whole, uid=uids_of(event, [1])[0], now=NOW)

    publish(with_changed_session(event, 1, capacity=9))

    assert places_of(whole) == ["confirmed", "cancelled", "confirmed"]


def test_a_moved_session_is_told_to_those_who_have_or_await_it():
    event = make_series(seats=(1, 5, 5))
    has = make_registration(event=event, sessions=[0])
    waits = make_registration(event=event, sessions=[0, 1])
    other = make_registration(event=event, sessions=[1, 2])
    OwedMail.objects.update(state="sent", sent_at=NOW)
    before = [len(mails_to(person)) for person in (has, waits, other)]

    publish(with_changed_session(event, 0, start_time=time(16), end_time=time(17)))
    tell_of_changes(now=NOW)

    assert [len(mails_to(person)) for person in (has, waits, other)] == [
        before[0] + 1, before[1] + 1, before[2],
    ]  # fmt: skip
    assert (kinds_to(has)[-1], kinds_to(waits)[-1]) == ("changed", "changed_waiting")
    assert mails_to(has)[-1].payload["sequence"] == 1


def test_a_removed_session_is_taken_out_of_its_holders_calendars_only():
    event = make_series()
    has = make_registration(event=event, sessions=[0, 1])
    other = make_registration(event=event, sessions=[1])
    OwedMail.objects.update(state="sent", sent_at=NOW)

    event.sessions = event.dated_sessions[1:]
    publish(event)
    tell_of_changes(now=NOW)

    assert kinds_to(has)[-1] == "called_off"
    assert mails_to(has)[-1].payload["method"] == "CANCEL"
    assert kinds_to(other) == ["confirmed"]
    assert session_seats(event)[0] == (2, 1, 0, 0)


def test_people_of_a_whole_event_get_every_session_when_they_may_choose():
    event = make_webinar(capacity=1, sessions=[make_session(7), make_session(14)])
    has, waits = make_registration(event=event), make_registration(event=event)
    OwedMail.objects.update(state="sent", sent_at=NOW)

    event.registration_covers, event.capacity = "chosen", None
    event.sessions = [with_seats(session) for session in event.dated_sessions]
    event = publish(event)

    assert places_of(has) == ["confirmed", "confirmed"]
    assert places_of(waits) == ["waitlisted", "waitlisted"]
    assert Registration.objects.filter(whole_series=True).count() == 2
    assert session_seats(event) == [(1, 1, 0, 1), (1, 1, 0, 1)]
    assert SeatCount.objects.filter(session_key=None).count() == 0
    assert series_faults(event) == []
    assert kinds_to(has) == ["confirmed", "session"]
    assert EventChange.objects.count() == 0


def with_seats(session):
    session.capacity = 1
    return session


def test_an_older_version_does_not_make_people_come_to_all_sessions():
    event = make_series()
    registration = make_registration(event=event, sessions=[0])

    event.registration_covers = "all"
    event = publish(event)

    assert event.has_chosen_sessions
    assert places_of(registration) == ["confirmed"]
    assert session_seats(event)[0] == (2, 1, 0, 0)


def test_without_registrations_either_choice_can_be_published():
    event = make_series()
    event.registration_covers, event.capacity = "all", 3
    event = publish(event)
    assert list(SeatCount.objects.values_list("session_key", "capacity")) == [(None, 3)]
    assert make_registration(event=event).state == "confirmed"
