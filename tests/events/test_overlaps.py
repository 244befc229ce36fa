"""Sessions of one event that run at the same time: found, and refused in the editor's form."""

import pytest

from events.overlaps import MOST_SESSIONS, overlaps
from tests.events.editor import add_session, edit_url, form_in, read_form, refused, remove_row, send
from tests.make import NOW, make_event, make_session

pytestmark = [pytest.mark.django_db, pytest.mark.time_machine(NOW)]


def found(*sessions) -> list[tuple[int, int]]:
    for session in sessions:
        session.derive_instants()
    return [(sessions.index(one.session), sessions.index(one.other)) for one in overlaps(sessions)]


def test_sessions_that_touch_do_not_overlap():
    assert found(make_session(7, "14:00", "15:00"), make_session(7, "15:00", "16:00")) == []


def test_later_session_overlaps_with_the_one_that_still_runs():
    all_day = make_session(7, "09:00", "17:00")
    assert found(make_session(7, "14:00", "15:00"), all_day, make_session(7, "15:30", "16:00")) == [
        (0, 1),
        (2, 1),
    ]


def test_zones_are_counted_in():
    eastern = make_session(7, "14:00", "15:00")
    assert found(eastern, make_session(7, "14:00", "15:00", zone="America/Chicago")) == []
    assert found(eastern, make_session(7, "13:30", "14:30", zone="America/Chicago")) == [(1, 0)]


@pytest.mark.parametrize("action", ["", "publish"])
def test_overlapping_sessions_are_refused_at_the_later_one(client, editor, action):
    page = make_event(sessions=[make_session(7)])
    form = read_form(client, edit_url(page))
    add_session(form, date="2026-11-29", start_time="13:00", end_time="14:01")
    add_session(form, date="2026-11-30")

    response = send(client, edit_url(page), form, action=action)

    assert refused(response) == {
        "sessions-0-start_time": [
            "This session overlaps with the one on Sunday, November 29, 2026, 1:00–2:01 p.m. ET."
            " Choose another time, or leave one out."
        ]
    }
    assert form_in(response)["sessions-1-end_time"] == "14:01"


def test_session_that_is_removed_is_in_nobody_s_way(client, editor):
    page = make_event(sessions=[make_session(7)])
    form = read_form(client, edit_url(page))
    remove_row(form, "sessions", 0)
    add_session(form, date="2026-11-29")

    assert send(client, edit_url(page), form, action="publish").status_code == 302


def test_more_sessions_than_an_event_can_have_are_refused(client, editor):
    page = make_event(sessions=[make_session(day) for day in range(1, MOST_SESSIONS + 1)])
    form = read_form(client, edit_url(page))
    assert send(client, edit_url(page), form).status_code == 302

    form = read_form(client, edit_url(page))
    add_session(form, date="2027-12-01")
    assert refused(send(client, edit_url(page), form)) == {
        "sessions": [
            "An event has at most 60 sessions. These are 61. Put some into a second event."
        ]
    }
