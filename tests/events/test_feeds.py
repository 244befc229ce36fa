"""Feeds and calendar files, read back by three parsers: what is in them, from when, until when."""

from datetime import UTC, date, datetime, timedelta

import icalendar
import ics
import pytest
import vobject

from events.actions import cancel_event, postpone_event, restore_event
from events.feeds import window_start
from events.models import CalendarRecord
from tests.make import (
    NOW,
    make_presenter,
    make_session,
    make_webinar,
    publish,
)

pytestmark = [pytest.mark.time_machine(NOW, tick=False), pytest.mark.usefixtures("index")]

FEED = "/calendar/events.ics"


def get(client, address: str = FEED, **headers) -> bytes:
    response = client.get(address, headers=headers)
    assert response.status_code == 200
    assert response.headers["Content-Type"] == "text/calendar; charset=utf-8"
    return response.content


def events_in(content: bytes) -> list:
    calendar = icalendar.Calendar.from_ical(content)
    assert [sub.name for sub in calendar.subcomponents] == ["VEVENT"] * len(calendar.subcomponents)
    return calendar.walk("VEVENT")


def summaries(client, address: str = FEED, **headers) -> list[str]:
    return [str(event["SUMMARY"]) for event in events_in(get(client, address, **headers))]


def by_three_parsers(content: bytes) -> list[list[tuple]]:
    """UID, title, start and end of each event as icalendar, vobject and ics read them."""
    text = content.decode()
    with_icalendar = [
        (str(e["UID"]), str(e["SUMMARY"]), e["DTSTART"].dt, e["DTEND"].dt)
        for e in events_in(content)
    ]
    calendar = vobject.readOne(text)
    with_vobject = [
        (e.uid.value, e.summary.value, e.dtstart.value, e.dtend.value)
        for e in getattr(calendar, "vevent_list", [])
    ]
    with_ics = [
        (e.uid, e.name, e.begin.datetime, e.end.datetime)
        for e in sorted(ics.Calendar(text).events, key=lambda e: e.begin)
    ]
    return [with_icalendar, with_vobject, with_ics]


# ---- what is in a feed ----


def test_feed_reads_alike_in_three_parsers(client):
    pages = [
        make_webinar(title=title, sessions=[make_session(7 + count)])
        for count, title in enumerate(
            ("Plain", "🎧 Emoji, commas; semicolons\\backslash", "END:VEVENT", "Zürich " * 20)
        )
    ]
    expected = [
        (
            CalendarRecord.objects.get(page_id=page.pk).uid,
            page.title.strip(),
            page.first_starts_at,
            page.last_ends_at,
        )
        for page in pages
    ]
    for found in by_three_parsers(get(client)):
        assert [(uid, title.strip(), *times) for uid, title, *times in found] == expected


def test_feed_without_events_is_a_calendar(client):
    content = get(client)
    assert events_in(content) == []
    assert by_three_parsers(content) == [[], [], []]


def test_feed_says_what_it_is(client):
    make_webinar()
    calendar = icalendar.Calendar.from_ical(get(client))
    assert {name: str(calendar[name]) for name in ("NAME", "URL", "SOURCE", "DESCRIPTION")} == {
        "NAME": "TTA Center: events",
        "URL": "http://testserver/calendar/",
        "SOURCE": "http://testserver/calendar/events.ics",
        "DESCRIPTION": "Webinars and training events of TTA Center.",
    }
    assert calendar["REFRESH-INTERVAL"].dt == timedelta(hours=1)
    assert str(calendar["X-PUBLISHED-TTL"]) == "PT1H"
    assert "METHOD" not in calendar
    assert "UID" not in calendar


def test_feed_entry_has_everything_of_its_session(client):
    page = make_webinar(
        title="Night calls",
        summary="What it is about.",
        description="<p>Bring <a href='https://example.org/'>a call</a>.</p>",
        join_url="https://meet.example.org/1",
        join_visibility="public",
        presenters=[make_presenter(name="Ana Prado")],
    )
    [event] = events_in(get(client))
    record = CalendarRecord.objects.get(page_id=page.pk)
    permalink = f"http://testserver/calendar/{record.uid}/"
    assert str(event["DESCRIPTION"]) == (
        "What it is about.\n\nBring a call (https://example.org/).\n\n"
        f"Join: https://meet.example.org/1\n\nDetails: {permalink}"
    )
    assert {name: str(event[name]) for name in ("STATUS", "TRANSP", "URL", "CONFERENCE")} == {
        "STATUS": "CONFIRMED",
        "TRANSP": "OPAQUE",
        "URL": permalink,
        "CONFERENCE": "https://meet.example.org/1",
    }
    assert (str(event["LOCATION"]), event["SEQUENCE"]) == ("Online", 0)
    assert event["DTSTAMP"].dt == event["LAST-MODIFIED"].dt == event["CREATED"].dt == NOW
    for name in ("ATTENDEE", "ORGANIZER", "RRULE"):
        assert name not in event


def test_feed_is_in_the_order_of_time(client):
    for title, day in (("C", 9), ("A", -3), ("B", 8)):
        make_webinar(title=title, sessions=[make_session(day)])
    assert summaries(client) == ["A", "B", "C"]


def test_feed_has_every_session_with_a_uid_of_its_own(client):
    make_webinar(title="Series", sessions=[make_session(day) for day in (-7, 7, 14)])
    found = events_in(get(client))
    assert [event["DTSTART"].dt.date().day for event in found] == [15, 29, 6]
    assert len({str(event["UID"]) for event in found}) == 3


def test_feed_lines_end_with_crlf_and_are_short(client):
    make_webinar(title="Zürich 🎧 " * 20)
    lines = get(client).split(b"\r\n")
    assert lines[-1] == b""
    assert max(len(line) for line in lines) <= 75
    assert all(b"\n" not in line and b"\r" not in line for line in lines)


# ---- cancelled and postponed ----


@pytest.mark.parametrize(
    ("action", "word"), [(cancel_event, "CANCELLED"), (postpone_event, "POSTPONED")]
)
def test_event_that_is_off_stays_and_says_so(client, action, word):
    page = make_webinar(title="Night calls")
    [before] = events_in(get(client))
    action(event=page, reason="The river rose.", next_step="Come in May.", now=NOW)
    [event] = events_in(get(client))
    assert str(event["SUMMARY"]) == f"{word}: Night calls"
    assert (str(event["STATUS"]), str(event["TRANSP"])) == ("CANCELLED", "TRANSPARENT")
    assert (event["UID"], event["SEQUENCE"]) == (before["UID"], before["SEQUENCE"] + 1)
    assert str(event["DESCRIPTION"]).startswith("The river rose.\n\nCome in May.\n\n")
    assert events_in(get(client, f"{page.url}event.ics")) == [event]

    restore_event(event=page, now=NOW)
    [after] = events_in(get(client))
    assert (str(after["SUMMARY"]), str(after["STATUS"])) == ("Night calls", "CONFIRMED")
    assert (after["UID"], after["SEQUENCE"]) == (before["UID"], 2)


def test_cancelled_event_stays_as_long_as_any_other(client, time_machine):
    page = make_webinar(title="Night calls")
    cancel_event(event=page, reason="The river rose.", now=NOW)
    for days, found in ((90 + 7, ["CANCELLED: Night calls"]), (90 + 9, [])):
        time_machine.move_to(NOW + timedelta(days=days))
        assert summaries(client) == found


def test_removed_session_stays_as_cancelled(client):
    page = make_webinar(title="Series", sessions=[make_session(7), make_session(8)])
    page.sessions = [page.dated_sessions[1]]
    publish(page)
    assert summaries(client) == ["CANCELLED: Series", "Series"]


# ---- the window ----


def test_window_begins_90_days_back_at_midnight_utc():
    start = datetime(2026, 8, 24, tzinfo=UTC)
    day = datetime(2026, 11, 22, tzinfo=UTC)
    for now in (day, NOW, day + timedelta(hours=23, minutes=59, seconds=59)):
        assert window_start(now) == start
    assert window_start(day + timedelta(days=1)) == start + timedelta(days=1)
    eastern = datetime.fromisoformat("2026-11-22T19:00:00-05:00")
    assert window_start(eastern) == start + timedelta(days=1)


@pytest.mark.parametrize(("end", "is_in"), [("23:59", False), ("00:00", True), ("00:01", True)])
def test_session_leaves_the_feed_when_its_end_is_before_the_window(client, end, is_in):
    day = date(2026, 8, 23)
    later = None if end == "23:59" else date(2026, 8, 24)
    make_webinar(sessions=[make_session(day, "22:00", end, "UTC", end_date=later)])
    assert len(summaries(client)) == is_in
    assert CalendarRecord.objects.get().ends_at.hour == int(end[:2])


def test_session_leaves_the_feed_at_midnight_utc_and_not_during_the_day(client, time_machine):
    make_webinar(sessions=[make_session(date(2026, 8, 24), "09:00", "10:00", "UTC")])
    for moment, count in (
        (datetime(2026, 11, 22, 23, 59, 59, 999999, UTC), 1),
        (datetime(2026, 11, 23, tzinfo=UTC), 0),
    ):
        time_machine.move_to(moment)
        assert len(summaries(client)) == count


def test_everything_ahead_is_in_the_feed(client):
    make_webinar(title="Far", sessions=[make_session(date(2034, 1, 1))])
    assert summaries(client) == ["Far"]


# ---- one event's file ----


def test_file_of_an_event_has_all_its_sessions_also_old_ones(client):
    page = make_webinar(
        title="Series", slug="series", sessions=[make_session(day) for day in (-200, -100, 7)]
    )
    response = client.get("/events/series/event.ics")
    assert response.headers["Content-Disposition"] == 'attachment; filename="series.ics"'
    found = by_three_parsers(response.content)
    assert found[0] == found[1] == found[2]
    assert [start for _, _, start, _ in found[0]] == [s.starts_at for s in page.dated_sessions]
    calendar = icalendar.Calendar.from_ical(response.content)
    assert str(calendar["NAME"]) == "Series"
    assert str(calendar["SOURCE"]) == "http://testserver/events/series/event.ics"
    in_feed = {str(event["UID"]) for event in events_in(get(client))}
    assert in_feed < {uid for uid, *_ in found[0]}


def test_file_of_an_event_without_a_session_is_not_there(client):
    make_webinar(slug="old", sessions=[], recording_url="https://video.example.org/1")
    assert client.get("/events/old/").status_code == 200
    assert client.get("/events/old/event.ics").status_code == 404


@pytest.mark.parametrize(
    "address",
    ["/event.ics", "/events/event.ics", "/events/none/event.ics", "/none/event.ics",
     "/events/series/event.ics/", "/events/%00/event.ics", "/events/series/x/event.ics"],
)  # fmt: skip
def test_address_that_is_no_event_has_no_file(client, address):
    make_webinar(slug="series")
    assert client.get("/events/series/event.ics").status_code == 200
    assert client.get(address).status_code == 404
