"""Another link to join beside other changes: nobody misses it, whatever else the same people are told."""

from datetime import time

import pytest

from events.enums import JoinVisibility
from events.outbox.models import OwedMail
from events.registration.actions import tell_of_changes
from events.registration.admin.tell import announcement
from tests.events.registration.emails.written import write
from tests.events.registration.moving import all_sent, move, owed_to
from tests.make import (
    NOW,
    make_registration,
    make_series,
    make_session,
    make_webinar,
    publish,
    with_changed_session,
)

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("index"),
    pytest.mark.time_machine(NOW, tick=False),
]
FIRST, SECOND = "https://meet.example/room-5", "https://meet.example/room-6"
PRIVATE = {"join_url": FIRST, "join_visibility": JoinVisibility.REGISTRANTS}
EVENING = {"start_time": time(18), "end_time": time(19)}


def kinds(person) -> list[str]:
    return sorted(kind for kind, _sequence, _method in owed_to(person))


def letters(person) -> list[str]:
    mails = OwedMail.objects.filter(holder=person.holder, state="queued")
    return [write(mail).text for mail in mails]


def test_later_change_of_another_session_leaves_the_link_to_be_told():
    event = make_series(seats=(2, 1, 2), **PRIVATE)
    make_registration(event=event, sessions=[1])
    ana = make_registration(event=event, sessions=[0, 1])
    all_sent()
    event.join_url = SECOND
    event = publish(event)
    tell_of_changes(now=NOW)
    assert kinds(ana) == ["meeting"]

    publish(with_changed_session(event, 1, **EVENING))
    tell_of_changes(now=NOW)

    assert kinds(ana) == ["changed_waiting", "meeting"]


def test_link_is_told_with_a_move_that_was_taken_back():
    event = make_webinar(**PRIVATE)
    ana = make_registration(event=event)
    all_sent()
    old = event.dated_sessions[0]
    event = move(event)
    tell_of_changes(now=NOW)
    event = with_changed_session(event, 0, start_time=old.start_time, end_time=old.end_time)
    event.join_url = SECOND
    publish(event)
    tell_of_changes(now=NOW)
    assert [SECOND in text for text in letters(ana)] == [True]


def test_link_is_told_beside_a_session_that_was_removed():
    event = make_webinar(sessions=[make_session(7), make_session(14)], **PRIVATE)
    ana = make_registration(event=event)
    all_sent()
    event.sessions = event.dated_sessions[:1]
    event.join_url = SECOND
    publish(event)
    tell_of_changes(now=NOW)
    assert kinds(ana) == ["called_off", "meeting"]
    assert any(SECOND in text for text in letters(ana))


def test_editor_reads_of_everybody_where_the_link_changes_too():
    event = make_series(seats=(2, 2, 2), **PRIVATE)
    make_registration(event=event, sessions=[0])
    all_sent()
    draft = with_changed_session(event, 2, **EVENING)
    draft.join_url = SECOND
    seen = announcement(page=draft, now=NOW)
    publish(draft)
    assert tell_of_changes(now=NOW) == 1
    assert (seen.is_needed, seen.with_place) == (True, 1)


def test_editor_reads_of_everybody_where_the_draft_lets_people_choose():
    event = make_webinar(sessions=[make_session(7), make_session(14)])
    for _ in range(3):
        make_registration(event=event)
    all_sent()
    draft = with_changed_session(event, 0, **EVENING)
    draft.registration_covers = "chosen"
    seen = announcement(page=draft, now=NOW)
    publish(draft)
    assert tell_of_changes(now=NOW) == 3
    assert (seen.is_needed, seen.with_place) == (True, 3)
