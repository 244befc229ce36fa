"""The mail of somebody who chose sessions: only theirs, those that they wait for named as such."""

from datetime import time, timedelta

import pytest

from events.outbox.kinds import NotNeeded
from events.outbox.messages import Writer
from events.outbox.models import OwedMail
from events.registration.actions import (
    add_sessions,
    cancel_registration,
    change_address,
    give_back_session,
    send_links,
    tell_of_changes,
)
from events.registration.reminders import remind
from tests.events.registration.emails.written import owed, write, written
from tests.make import (
    NOW,
    make_registration,
    make_series,
    publish,
    records_of,
    uids_of,
    with_changed_session,
)

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("index"),
    pytest.mark.time_machine(NOW, tick=False),
]

FIRST, SECOND, THIRD = (
    "Sunday, November 29, 2026",
    "Sunday, December 6, 2026",
    "Sunday, December 13, 2026",
)
ANA = "ana@county.example"


@pytest.fixture
def event():
    return make_series(title="Lunches", seats=(0, 5, 5))


def told() -> None:
    OwedMail.objects.update(state="sent", sent_at=NOW)


def test_confirmation_holds_the_sessions_one_has_and_names_those_one_waits_for(event):
    make_registration(event=event, sessions=[0, 1])

    letter = written("confirmed")

    assert str(letter.vevent["UID"]) == uids_of(event)[1]
    when, _mark, waiting = letter.text.partition("ON THE WAITLIST")
    assert SECOND in when
    assert FIRST not in when
    assert FIRST in waiting
    assert "You are number 1." in waiting
    assert THIRD not in letter.text
    assert FIRST in letter.html
    assert "On the waitlist" in letter.html
    assert "Lunches, Dec 6" in letter.subject


def test_who_only_waits_reads_the_turn_in_each_session(event):
    make_registration(event=event, sessions=[0])

    letter = written("waitlisted")

    assert "The session of" in letter.text
    assert "is full" in letter.text
    assert FIRST in letter.text
    assert "You are number 1." in letter.text
    assert SECOND not in letter.text
    assert not letter.calendars
    assert "before a session starts" in letter.text


def test_a_place_that_becomes_free_is_told_of_that_session_only(event):
    make_registration(event=event, sessions=[0, 1])

    publish(with_changed_session(event, 0, capacity=1))

    letter = written("promoted")
    assert str(letter.vevent["UID"]) == uids_of(event)[0]
    assert FIRST in letter.text
    assert SECOND not in letter.text


def test_sessions_added_later_are_told_and_those_that_are_full_too(event):
    registration = make_registration(event=event, sessions=[1])
    add_sessions(registration=registration, uids=uids_of(event, [0, 2]), now=NOW)

    letter = written("session_added")

    assert str(letter.vevent["UID"]) == uids_of(event)[2]
    assert letter.vevent["SEQUENCE"] == 1
    when, _mark, waiting = letter.text.partition("ON THE WAITLIST")
    assert THIRD in when
    assert SECOND not in letter.text
    assert FIRST in waiting


def test_a_full_session_alone_is_a_turn_without_an_invitation(event):
    registration = make_registration(event=event, sessions=[1])
    add_sessions(registration=registration, uids=uids_of(event, [0]), now=NOW)

    letter = written("session_waitlisted")

    assert FIRST in letter.text
    assert SECOND not in letter.text
    assert not letter.calendars


def test_a_session_given_back_is_withdrawn_alone(event):
    registration = make_registration(event=event, sessions=[1, 2])
    give_back_session(registration=registration, uid=uids_of(event)[1], now=NOW)

    letter = written("session_left")

    assert str(letter.vevent["UID"]) == uids_of(event)[1]
    assert (letter.vevent["SEQUENCE"], str(letter.vevent["STATUS"])) == (1, "CANCELLED")
    assert SECOND in letter.text
    assert THIRD not in letter.text
    assert "Your other sessions stay" in letter.text


def test_a_turn_given_back_has_nothing_for_the_calendar(event):
    registration = make_registration(event=event, sessions=[0, 1])
    give_back_session(registration=registration, uid=uids_of(event)[0], now=NOW)

    letter = written("session_left")

    assert "You do not wait for this session" in letter.text
    assert not letter.calendars


def test_cancelling_names_what_was_given_back(event):
    registration = make_registration(event=event, sessions=[1, 2])
    cancel_registration(registration=registration, now=NOW)

    letter = written("cancelled")

    assert SECOND in letter.text
    assert THIRD in letter.text
    assert FIRST not in letter.text
    assert str(letter.vevent["UID"]) == uids_of(event)[1]


def test_known_address_is_told_the_true_state(event):
    make_registration(event=event, email=ANA, sessions=[0, 1])
    make_registration(event=event, email=ANA, sessions=[2])

    letter = written("known")

    assert "You have a place in 1 of its sessions, and wait for 1." in letter.text
    assert SECOND in letter.text
    assert FIRST in letter.text
    assert THIRD not in letter.text


def test_links_name_the_first_session_that_is_theirs(event):
    make_registration(event=event, email=ANA, sessions=[1, 2])
    send_links(email=ANA, now=NOW)

    text = written("links").text

    assert SECOND in text
    assert "1 more session" in text
    assert FIRST not in text


def test_another_address_gets_what_the_old_one_loses(event):
    registration = make_registration(event=event, email=ANA, sessions=[1])
    change_address(registration=registration, email="new@county.example", now=NOW)

    old, new = written("address_left"), written("invitation")

    assert str(old.vevent["UID"]) == str(new.vevent["UID"]) == uids_of(event)[1]
    assert FIRST not in new.text


def test_reminder_goes_to_those_with_a_place_in_that_session(event, time_machine):
    make_registration(event=event, email=ANA, sessions=[1])
    make_registration(event=event, email="bo@county.example", sessions=[0, 2])
    told()
    soon = records_of(event)[1].starts_at - timedelta(hours=23)

    assert remind(now=soon) == 1

    (mail,) = owed("reminder")
    assert mail.to_address == ANA
    letter = write(mail, now=soon)
    assert SECOND in letter.text
    assert "Session 1 of" not in letter.text


def test_a_reminder_of_a_session_given_back_is_not_sent(event):
    registration = make_registration(event=event, sessions=[1, 2])
    told()
    soon = records_of(event)[1].starts_at - timedelta(hours=23)
    remind(now=soon)
    give_back_session(registration=registration, uid=uids_of(event)[1], now=soon)

    with pytest.raises(NotNeeded, match="given back"):
        write(owed("reminder")[0], now=soon)


def test_a_change_is_told_with_the_turn_of_those_who_wait(event):
    make_registration(event=event, email=ANA, sessions=[0, 1])
    told()
    publish(with_changed_session(event, 0, start_time=time(16), end_time=time(17)))
    tell_of_changes(now=NOW)

    letter = written("changed_waiting")

    assert "Your turn on the waitlist stays." in letter.text
    assert "You are number 1." in letter.text
    assert SECOND not in letter.text


@pytest.mark.parametrize("number", [1, 3, 30])
def test_a_batch_reads_seven_times_and_writes_without_reading(
    event, number, django_assert_num_queries
):
    for _ in range(number):
        make_registration(event=event, sessions=[0, 1])
    mails, writers = owed("confirmed"), []

    with django_assert_num_queries(7):
        writers.append(Writer(mails))
    with django_assert_num_queries(0):
        for mail in mails:
            writers[0].write(mail, now=NOW)
