"""What people typed, made harmless, and times as a subject says them."""

from datetime import UTC, datetime

import pytest

from events.mail_words import name_to_greet, one_line, short_title
from events.models import CalendarRecord
from events.registration.emails.words import near_moment, session_words, short_date


@pytest.mark.parametrize(
    "name",
    [
        "Ana Ruiz",
        "J. R. R. Tolkien",
        "J.R.R. Tolkien",
        "Jane Doe, Ph.D.",
        "O’Brien-Smith",
        "D'Arcy",
        "María José Nuñez",
        "李小龙",
        "Ольга",
        "นภา",
    ],
)
def test_name_to_greet_keeps_names(name):
    assert name_to_greet(f"  {name} ") == name


@pytest.mark.parametrize(
    "name",
    [
        "http://evil.example click",
        "www.evil.example",
        "evil.example",
        "Ana evil.example Ruiz",
        "x.co",
        "evil.éxample",
        "evil。example",
        "evil․example",
        "ｅｖｉｌ.ｅｘａｍｐｌｅ",
        "ana@evil.example",
        "mailto:ana",
        "Call 555 0142",
        "<b>Ana</b>",
        "{{ 7|add:7 }}",
        "{% load x %}",
        "Ana\u202egro.live",
        "Ana\x00Ruiz",
        "Ana\u200b.example",
        "You won! Click below",
        "evil/path",
        "x" * 61,
        "...",
        "",
    ],
)
def test_name_to_greet_leaves_out_what_could_be_anything_else(name):
    assert name_to_greet(name) == ""


def test_one_line_has_no_controls_and_no_hidden_signs():
    text = "Night\r\nBcc: x@evil.example\t\x00\x1b[2J\u202eShift\u2066\ufeff \u2028 \ud800end"
    assert one_line(text) == "Night Bcc: x@evil.example [2JShift end"


def test_one_line_keeps_joined_emoji():
    assert one_line("Team 👩‍🚒") == "Team 👩‍🚒"


def test_short_title_is_cut_at_a_word():
    assert short_title("Crisis response, " * 12) == "Crisis response, " * 5 + "Crisis…"
    assert short_title("Crisis") == "Crisis"


def make_record(start: str, end: str, zone="America/New_York") -> CalendarRecord:
    starts_at, ends_at = (datetime.fromisoformat(at).replace(tzinfo=UTC) for at in (start, end))
    return CalendarRecord(starts_at=starts_at, ends_at=ends_at, zone=zone)


@pytest.mark.parametrize(
    ("now", "words"),
    [
        ("2026-12-03T18:00", "today at 2:00 p.m. ET"),
        ("2026-12-03T04:59", "tomorrow at 2:00 p.m. ET"),
        ("2026-12-03T05:00", "today at 2:00 p.m. ET"),
        ("2026-12-02T04:59", "Dec 3 at 2:00 p.m. ET"),
        ("2025-12-30T12:00", "Dec 3, 2026 at 2:00 p.m. ET"),
    ],
)
def test_near_moment_counts_days_in_the_zone_of_the_event(now, words):
    record = make_record("2026-12-03T19:00", "2026-12-03T20:30")
    assert near_moment(record, now=datetime.fromisoformat(now).replace(tzinfo=UTC)) == words


def test_near_moment_over_the_change_of_clocks():
    """Saturday evening to Sunday noon, with the night that is an hour longer between them."""
    record = make_record("2026-11-01T17:00", "2026-11-01T18:00")
    now = datetime(2026, 11, 1, 3, 30, tzinfo=UTC)
    assert near_moment(record, now=now) == "tomorrow at noon ET"


def test_short_date_is_the_day_where_the_event_is():
    record = make_record("2026-12-04T03:00", "2026-12-04T04:00", zone="America/Los_Angeles")
    assert short_date(record, now=datetime(2026, 11, 1, tzinfo=UTC)) == "Dec 3"


@pytest.mark.parametrize(
    ("record", "date", "times"),
    [
        (
            ("2026-12-03T17:00", "2026-12-03T18:00"),
            "Thursday, December 3, 2026",
            "Noon–1:00 p.m. ET",
        ),
        (
            ("2026-12-04T03:00", "2026-12-04T06:00"),
            "Thursday, December 3, 2026",
            "10:00 p.m.–1:00 a.m. ET",
        ),
        (
            ("2026-12-03T14:00", "2026-12-04T22:00"),
            "Thursday, December 3, 2026",
            "9:00 a.m.–December 4, 5:00 p.m. ET",
        ),
    ],
)
def test_session_words_say_date_times_and_zone(record, date, times):
    words = session_words(make_record(*record))
    assert (words.date, words.times, words.zone) == (date, times, "Eastern Time")
