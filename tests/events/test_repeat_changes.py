"""Changing a session with all later ones in the admin: the form, old and new, and the draft afterwards."""

from datetime import time

import pytest

from events.models import Session
from tests.events.calendars import records_of, sequences, told, uids
from tests.events.editor import publish
from tests.events.plans import (
    change_url,
    days,
    draft_sessions,
    form_in,
    look,
    refused,
    repeat_url,
    rows,
    said,
    write,
)
from tests.make import NOW, make_event, make_session

pytestmark = [pytest.mark.django_db, pytest.mark.time_machine(NOW)]


@pytest.fixture
def page(index):
    """Four Sundays from November 29, 2026, on, from 2:00 to 3:30 p.m."""
    return make_event(sessions=[make_session(day) for day in (7, 14, 21, 28)])


def second(page) -> str:
    """The address for the second session."""
    return change_url(page, draft_sessions(page)[1])


def starts(page) -> list[str]:
    return [f"{s.date:%m/%d} {s.start_time:%H:%M}–{s.end_time:%H:%M}" for s in draft_sessions(page)]


# ---- the way through ----


def test_form_shows_the_session_as_it_is(client, editor, page):
    form = form_in(client.get(second(page)))
    assert {name: form[name] for name in ("date", "start_time", "minutes", "zone")} == {
        "date": "12/6/2026",
        "start_time": "2:00 PM",
        "minutes": "90",
        "zone": "America/New_York",
    }


def test_old_and_new_are_shown_before_anything_is_written(client, editor, page):
    response = look(client, second(page), start_time="10 am")

    assert "3 of 3 sessions change" in response.content.decode()
    assert rows(response) == [
        (f"Sunday, December {day}, 2026, 2:00–3:30 p.m. ET", "", True) for day in (6, 13, 20)
    ]
    assert [row["after"] for row in response.context["rows"]] == [
        f"Sunday, December {day}, 2026, 10:00–11:30 a.m. ET" for day in (6, 13, 20)
    ]
    assert starts(page)[1] == "12/06 14:00–15:30"


def test_this_and_later_sessions_change_in_the_draft_only(client, editor, page):
    before, keys = told(page), [session.key for session in draft_sessions(page)]

    response = write(client, second(page), look(client, second(page), start_time="10 am"))

    assert said(response) == [
        "3 sessions were changed in the draft. Publish it when they are right."
    ]
    assert starts(page) == [
        "11/29 14:00–15:30",
        "12/06 10:00–11:30",
        "12/13 10:00–11:30",
        "12/20 10:00–11:30",
    ]
    assert [session.key for session in draft_sessions(page)] == keys
    assert told(page) == before
    assert not Session.objects.filter(page=page, start_time=time(10)).exists()


def test_published_change_is_a_move_of_the_same_sessions(client, editor, page):
    before = uids(page)
    write(client, second(page), look(client, second(page), date="12/8/2026", minutes="60"))

    publish(client, page)

    assert starts(page)[1:] == ["12/08 14:00–15:00", "12/15 14:00–15:00", "12/22 14:00–15:00"]
    assert (uids(page), sequences(page)) == (before, [0, 1, 1, 1])
    assert {record.status for record in records_of(page)} == {"scheduled"}


def test_zone_changes_and_the_clock_on_the_wall_stays(client, editor, page):
    write(client, second(page), look(client, second(page), zone="America/Chicago"))
    assert [session.zone for session in draft_sessions(page)] == [
        "America/New_York", *["America/Chicago"] * 3,
    ]  # fmt: skip
    assert starts(page)[1] == "12/06 14:00–15:30"


def test_only_what_is_ticked_changes(client, editor, page):
    response = look(client, second(page), start_time="10 am")
    ticks = form_in(response)["chosen"]

    write(client, second(page), response, chosen=ticks[:1])

    assert [line[6:11] for line in starts(page)] == ["14:00", "10:00", "14:00", "14:00"]


def test_sessions_of_a_draft_change_before_they_were_ever_published(client, index, editor):
    page = make_event(live=False, sessions=[make_session(7)])
    write(client, repeat_url(page), look(client, repeat_url(page), count="2"))

    write(client, second(page), look(client, second(page), start_time="9:00 AM"))

    assert starts(page) == ["11/29 14:00–15:30", "12/06 09:00–10:30", "12/13 09:00–10:30"]


def test_who_goes_back_finds_what_was_written(client, editor, page):
    form = form_in(look(client, second(page), start_time="10 am", date="december 7, 2026"))

    shown = form_in(client.post(second(page), {**form, "again": "1"}))

    assert (shown["start_time"], shown["date"]) == ("10 am", "december 7, 2026")
    assert shown["zone"] == "America/New_York"


# ---- bad input ----

SKIPPED = (
    "2:30 a.m. does not exist on March 14, 2027 in Eastern Time (America/New_York): "
    "clocks jump from 2:00 to 3:00. Choose another time."
)


@pytest.mark.parametrize(
    ("typed", "field", "sentence"),
    [
        ({}, "__all__", "Nothing is changed yet. Write a new date, time, length or zone."),
        ({"date": ""}, "date", "Add the day of the session."),
        ({"date": "soon"}, "date", "“soon” can't be read as a date. Write it like 12/1/2026 or December 1, 2026."),
        ({"date": "12/31/9999"}, "date", "December 31, 9999 is too far away. Check the year."),
        ({"start_time": ""}, "start_time", "Add when the session starts."),
        ({"start_time": "2:00"}, "start_time", "“2:00” can't be read as a time. Write it like 2:00 PM or 14:00."),
        ({"date": "3/14/2027", "start_time": "2:30 AM"}, "start_time", SKIPPED),
        ({"minutes": ""}, "minutes", "Say how long the session is, for example 90."),
        ({"minutes": "0"}, "minutes", "The session ends before it starts. Write 1 or more."),
        ({"minutes": "-90"}, "minutes", "The session ends before it starts. Write 1 or more."),
        ({"minutes": "an hour"}, "minutes", "Write a whole number of minutes, for example 90."),
        ({"minutes": "20161"}, "minutes", "This is longer than two weeks. Write the minutes of one session."),
        ({"zone": "Mars/Olympus"}, "zone", "There is no time zone “Mars/Olympus”. Choose one from the list."),
        ({"zone": ""}, "zone", "Choose a time zone from the list."),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named_at_its_field_and_kept(client, editor, page, typed, field, sentence):
    response = look(client, second(page), **typed)

    assert refused(response) == {field: [sentence]}
    shown = form_in(response)
    for name, value in typed.items():
        assert name == "zone" or shown[name] == value
    assert len(draft_sessions(page)) == 4
    assert {line[6:] for line in starts(page)} == {"14:00–15:30"}


def test_overlap_is_marked_at_its_session_and_refused(client, editor, page):
    response = look(client, second(page), date="11/29/2026")
    sentence = (
        "This session overlaps with the one on Sunday, November 29, 2026, 2:00–3:30 p.m. ET."
        " Choose another time, or leave one out."
    )
    assert [row["problem"] for row in response.context["rows"]] == [sentence, "", ""]
    ticks = form_in(response)["chosen"]

    response = write(client, second(page), response)

    assert response.context["problem"] == "Nothing was saved yet. Look at the marked session."
    assert response.context["rows"][0]["problem"] == sentence
    assert form_in(response)["chosen"] == ticks
    assert rows(response)
    assert days(page)[0:2] == ["2026-11-29", "2026-12-06"]


def test_overlap_that_leaving_one_out_makes_is_found_at_the_end(client, editor, page):
    """A week later: each takes the place of the next, unless that one stays."""
    response = look(client, second(page), date="12/13/2026")
    assert [row["problem"] for row in response.context["rows"]] == ["", "", ""]
    ticks = form_in(response)["chosen"]

    refusal = write(client, second(page), response, chosen=[ticks[0], ticks[2]])

    assert [bool(row["problem"]) for row in refusal.context["rows"]] == [True, False, False]
    assert days(page)[1] == "2026-12-06"
    write(client, second(page), refusal, chosen=ticks)
    assert days(page) == ["2026-11-29", "2026-12-13", "2026-12-20", "2026-12-27"]


def test_sessions_that_can_t_change_have_no_tick(client, index, editor):
    page = make_event(sessions=[make_session(105), make_session(112)])  # March 7 and 14
    response = look(client, change_url(page), start_time="2:30 AM")
    assert [(row["value"] != "", row["note"]) for row in response.context["rows"]] == [
        (True, ""),
        (False, SKIPPED),
    ]

    write(client, change_url(page), response)

    assert starts(page) == ["03/07 02:30–04:00", "03/14 14:00–15:30"]


def test_what_is_over_stays_unless_it_is_ticked(client, index, editor):
    page = make_event(sessions=[make_session(-7), make_session(7)])
    response = look(client, change_url(page), minutes="60")
    assert [(note, ticked) for _, note, ticked in rows(response)] == [
        ("This session is over.", False),
        ("", True),
    ]

    write(client, change_url(page), response)

    assert [line[12:] for line in starts(page)] == ["15:30", "15:00"]


@pytest.mark.parametrize("chosen", [[], ["x"], ["11111111-1111-4111-8111-111111111111"]])
def test_ticks_that_the_plan_does_not_have_are_refused(client, editor, page, chosen):
    response = look(client, second(page), minutes="60")

    response = write(client, second(page), response, chosen=chosen)

    assert "Tick at least one of these sessions." in response.content.decode()
    assert {line[12:] for line in starts(page)} == {"15:30"}


def test_earlier_session_cannot_be_slipped_in(client, editor, page):
    response = look(client, second(page), minutes="60")
    first = str(draft_sessions(page)[0].key)

    write(client, second(page), response, chosen=[*form_in(response)["chosen"], first])

    assert {line[12:] for line in starts(page)} == {"15:30"}
