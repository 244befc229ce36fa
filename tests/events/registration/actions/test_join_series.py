"""Registering for chosen sessions: in each a place or a turn, all of them or none."""

from datetime import timedelta
from uuid import uuid4

import pytest

from events.registration.actions import (
    AlreadyRegistered,
    Choice,
    NoPlaceHeld,
    Registrant,
    RegistrationClosed,
    SessionsNotOffered,
    add_by_hand_to_sessions,
    hold_places,
    register,
    register_for_sessions,
)
from events.registration.models import Registration, SecondTry, SessionPlace
from tests.events.registration.ledger import kinds_to, mails_to
from tests.events.registration.series_ledger import places_of, series_faults, session_seats
from tests.make import (
    NOW,
    make_admin,
    make_registration,
    make_series,
    publish,
    records_of,
    uids_of,
    with_changed_session,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("index")]

ANA = Registrant(name="Ana Ortiz", email="ana@county.example")


def join(event, *, token=None, now=NOW, registrant=ANA, **choice):
    return register_for_sessions(
        event=event, registrant=registrant, choice=Choice(**choice), form_token=token or uuid4(),
        now=now,
    )  # fmt: skip


def test_a_person_gets_a_place_in_the_chosen_sessions_only():
    event = make_series()

    registration = join(event, uids=uids_of(event, [0, 2]))

    assert registration.state == "confirmed"
    assert places_of(registration) == ["confirmed", "confirmed"]
    assert session_seats(event) == [(2, 1, 0, 0), (2, 0, 0, 0), (2, 1, 0, 0)]
    assert kinds_to(registration) == ["confirmed", "session"]
    assert [mail.payload["uids"] for mail in mails_to(registration)] == [
        [uid] for uid in uids_of(event, [0, 2])
    ]
    assert series_faults(event) == []


def test_of_a_full_session_one_gets_a_turn_and_of_the_others_a_place():
    event = make_series(seats=(0, 2, 2))

    registration = join(event, uids=uids_of(event, [0, 1]))

    assert registration.state == "confirmed"
    assert places_of(registration) == ["waitlisted", "confirmed"]
    assert session_seats(event)[0] == (0, 0, 0, 1)
    assert kinds_to(registration) == ["confirmed"]
    assert mails_to(registration)[0].payload["uids"] == uids_of(event, [1])


def test_who_waits_for_all_is_on_the_waitlist():
    event = make_series(seats=(0, 0, 2))

    registration = join(event, uids=uids_of(event, [0, 1]))

    assert registration.state == registration.told == "waitlisted"
    assert kinds_to(registration) == ["waitlisted"]


def test_the_whole_series_is_every_session_that_has_not_begun():
    event = make_series(days=(0, 14, 21))
    during = records_of(event)[0].starts_at + timedelta(minutes=5)

    registration = join(event, whole_series=True, now=during)

    assert registration.whole_series
    assert session_seats(event) == [(2, 0, 0, 0), (2, 1, 0, 0), (2, 1, 0, 0)]


def test_nothing_chosen_is_refused():
    event = make_series()

    with pytest.raises(SessionsNotOffered, match="Choose at least one session"):
        join(event, uids=[])

    assert not Registration.objects.exists()


def test_a_session_that_began_or_was_removed_is_refused_and_nothing_is_written():
    event = make_series(days=(0, 14, 21))
    began = records_of(event)[0]
    first, second, third = uids_of(event, [0, 1, 2])
    event.sessions = [s for s in event.dated_sessions if s.key != records_of(event)[1].session_key]
    event = publish(event)

    for uid, now in ((first, began.starts_at), (second, NOW)):
        with pytest.raises(SessionsNotOffered, match="does not take place any more"):
            join(event, uids=[uid, third], now=now)

    assert not Registration.objects.exists()
    assert not SessionPlace.objects.exists()


def test_where_every_session_has_begun_registration_is_closed():
    event = make_series(days=(0,), seats=(2,))

    with pytest.raises(RegistrationClosed, match="Every session has begun"):
        join(event, uids=uids_of(event), now=records_of(event)[0].starts_at)


def test_a_double_click_is_answered_once():
    event, token = make_series(), uuid4()

    first = join(event, token=token, uids=uids_of(event, [0]))
    again = join(event, token=token, uids=uids_of(event, [0]))

    assert again == first
    assert session_seats(event)[0] == (2, 1, 0, 0)


def test_a_known_address_reads_what_a_new_person_would():
    event = make_series(seats=(1, 2, 2))
    known = join(event, uids=uids_of(event, [0]))

    answer = join(event, uids=uids_of(event, [0, 1]))

    assert isinstance(answer, SecondTry)
    full, free = uids_of(event, [0, 1])
    assert answer.told == "confirmed"
    assert answer.entered["sessions"] == {full: "waitlisted", free: "confirmed"}
    assert places_of(known) == ["confirmed"]
    assert session_seats(event) == [(1, 1, 0, 0), (2, 0, 0, 0), (2, 0, 0, 0)]
    assert kinds_to(known) == ["confirmed", "known"]


def test_joining_a_series_as_a_whole_event_is_refused():
    event = make_series()

    with pytest.raises(RegistrationClosed, match="open its form again"):
        register(event=event, registrant=ANA, form_token=uuid4(), now=NOW)


def test_staff_add_somebody_to_a_held_place_never_twice():
    event, staff = make_series(seats=(1, 2, 2)), make_admin()
    key = records_of(event)[0].session_key
    hold_places(event=event, number=1, now=NOW, session_key=key)
    choice = Choice(uids=uids_of(event, [0]))
    added = {"event": event, "choice": choice, "by": staff, "now": NOW}
    other = Registrant(name="Ben", email="ben@county.example")

    registration = add_by_hand_to_sessions(registrant=ANA, use_held=True, **added)

    assert places_of(registration) == ["confirmed"]
    assert session_seats(event)[0] == (1, 1, 0, 0)
    with pytest.raises(AlreadyRegistered):
        add_by_hand_to_sessions(registrant=ANA, **added)
    with pytest.raises(NoPlaceHeld):
        add_by_hand_to_sessions(registrant=other, use_held=True, **added)


def test_seats_follow_the_published_sessions():
    event = make_series()
    make_registration(event=event, sessions=[0])
    make_registration(event=event, sessions=[0])
    waiting = make_registration(event=event, sessions=[0])
    assert waiting.state == "waitlisted"

    publish(with_changed_session(event, 0, capacity=3))

    waiting.refresh_from_db()
    assert waiting.state == "confirmed"
    assert session_seats(event)[0] == (3, 3, 0, 0)
    assert kinds_to(waiting) == ["waitlisted", "promoted"]
    assert series_faults(event) == []
