"""Mail about a change of more sessions than are invited one by one: one message with a file, for good news and bad."""

from datetime import time

import pytest

from events.actions import cancel_event, postpone_event, restore_event
from events.outbox.enums import MailState
from events.outbox.models import OwedMail
from events.registration.actions import tell_of_changes
from events.registration.owed import MOST_INVITATIONS
from tests.events.registration.emails.written import MEETING, Arrived, write
from tests.events.registration.moving import all_sent, owed_to
from tests.make import (
    NOW,
    make_registration,
    make_series,
    make_session,
    make_webinar,
    publish,
    records_of,
)

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("index"),
    pytest.mark.time_machine(NOW, tick=False),
]
MANY = MOST_INVITATIONS + 1


@pytest.fixture
def event():
    return make_webinar(title="Series", sessions=[make_session(7 + day) for day in range(MANY)])


@pytest.fixture
def ana(event):
    found = make_registration(event=event, email="ana@county.example")
    all_sent()
    return found


def told() -> Arrived:
    """The one message that is owed for what was just published."""
    tell_of_changes(now=NOW)
    mail = OwedMail.objects.get(state=MailState.QUEUED)
    letter = write(mail)
    all_sent()
    return letter


def in_file(letter: Arrived) -> list[tuple[str, int, str]]:
    """STATUS, SEQUENCE and SUMMARY of each session in the one file."""
    [calendar] = letter.calendars
    assert "METHOD" not in calendar
    return [
        (str(one["STATUS"]), int(one["SEQUENCE"]), str(one["SUMMARY"])) for one in calendar.events
    ]


def test_cancelled_event_is_told_with_every_session_as_cancelled(event, ana):
    cancel_event(event=event, reason="The host is ill.", now=NOW)
    letter = told()
    assert letter.subject == "Cancelled: Series, Nov 29"
    assert in_file(letter) == [("CANCELLED", 1, "CANCELLED: Series")] * MANY
    assert {str(one["UID"]) for one in letter.calendars[0].events} == {
        record.uid for record in records_of(event)
    }
    assert (
        """\
"Series" is cancelled.

CANCELLED
Sunday, November 29, 2026, 2:00–3:30 p.m. ET (Eastern Time)
Monday, November 30, 2026, 2:00–3:30 p.m. ET (Eastern Time)
"""
        in letter.text
    )
    assert "The host is ill." in letter.text
    assert "The attached file marks these sessions in your calendar." in letter.text
    assert letter.html.count("<s>") == MANY
    assert "takes the entry out" not in letter.text + letter.html


def test_postponed_event_keeps_the_registration_and_restored_comes_as_a_file_again(event, ana):
    postpone_event(event=event, reason="No room.", now=NOW)
    letter = told()
    assert letter.subject == "Postponed: Series, Nov 29"
    assert in_file(letter) == [("CANCELLED", 1, "POSTPONED: Series")] * MANY
    assert "Your registration stays." in letter.text
    assert "/registrations/" in letter.text

    restore_event(event=event, now=NOW)
    letter = told()
    assert letter.subject == "Takes place after all: Series, Nov 29"
    assert in_file(letter) == [("CONFIRMED", 2, "Series")] * MANY


def test_removed_session_stands_in_the_file_beside_those_that_move(event, ana):
    event.sessions.add(make_session(7 + MANY))
    event = publish(event)
    told()
    sessions = sorted(event.sessions.all(), key=lambda session: session.starts_at)
    for session in sessions[1:]:
        session.start_time, session.end_time = time(16), time(17)
    event.sessions = sessions[1:]
    publish(event)
    letter = told()
    assert letter.subject == "New time: Series, Nov 30"
    found = in_file(letter)
    assert found[0] == ("CANCELLED", 1, "CANCELLED: Series")
    assert {status for status, _sequence, _summary in found[1:]} == {"CONFIRMED"}
    assert len(found) == MANY + 1


def test_removing_all_but_one_says_so_in_the_subject(event, ana):
    event.sessions.add(make_session(7 + MANY))
    event = publish(event)
    told()
    event.sessions = [event.dated_sessions[-1]]
    publish(event)
    letter = told()
    assert letter.subject == "Sessions cancelled: Series"
    assert [status for status, *_ in in_file(letter)] == ["CANCELLED"] * MANY + ["CONFIRMED"]


def test_who_chose_is_told_of_their_own_sessions_alone():
    days = [7 + day for day in range(MANY + 1)]
    event = make_series(title="Series", seats=[None] * len(days), days=days)
    make_registration(event=event, sessions=range(MANY))
    all_sent()
    event.sessions = [event.dated_sessions[-1]]
    publish(event)
    letter = told()
    assert 'Your sessions of "Series" are cancelled.' in letter.text
    assert in_file(letter) == [("CANCELLED", 1, "CANCELLED: Series")] * MANY


def test_link_to_join_is_told_with_moves_that_were_taken_back(event, ana):
    event.join_url = "https://meet.example/first"
    event = publish(event)
    told()
    moved = [{"start_time": time(16), "end_time": time(17)}, {}]
    for clock, address in zip(moved, ("https://meet.example/first", MEETING), strict=True):
        event.sessions = [
            make_session(7 + day, key=session.key)
            for day, session in enumerate(event.dated_sessions)
        ]
        for session in event.sessions.all():
            session.start_time = clock.get("start_time", session.start_time)
            session.end_time = clock.get("end_time", session.end_time)
        event.join_url = address
        event = publish(event)
        tell_of_changes(now=NOW)
    assert owed_to(ana) == [("meeting", None, None)]
    assert MEETING in told().text


def test_waitlist_reads_every_session_that_is_off():
    sessions = [make_session(7), make_session(8)]
    event = make_webinar(title="Series", capacity=0, sessions=sessions)
    make_registration(event=event)
    all_sent()
    cancel_event(event=event, reason="The host is ill.", now=NOW)
    letter = told()
    assert letter.text.count("2026, 2:00–3:30 p.m. ET") == 2
    assert letter.calendars == []
