"""Dates and times as they are printed, in U.S. style."""

import datetime as dt

import pytest

from events.times import (
    DateBlock,
    companion_zones,
    date_block,
    format_date,
    format_date_range,
    format_moment,
    format_time,
    format_time_range,
)

EASTERN = "America/New_York"


def utc(*parts: int) -> dt.datetime:
    return dt.datetime(*parts, tzinfo=dt.UTC)


def test_format_time_in_us_style():
    times = [dt.time(0), dt.time(0, 5), dt.time(9), dt.time(12), dt.time(12, 30), dt.time(23, 59)]
    assert [format_time(time) for time in times] == [
        *("midnight", "12:05 a.m.", "9:00 a.m.", "noon", "12:30 p.m.", "11:59 p.m.")
    ]


@pytest.mark.parametrize(
    ("start", "end", "zone", "text"),
    [
        (utc(2026, 12, 3, 19), utc(2026, 12, 3, 20, 30), EASTERN, "2:00–3:30 p.m. ET"),
        (utc(2026, 12, 3, 14), utc(2026, 12, 3, 15), EASTERN, "9:00–10:00 a.m. ET"),
        (utc(2026, 12, 3, 17), utc(2026, 12, 3, 18), EASTERN, "noon–1:00 p.m. ET"),
        (utc(2026, 12, 3, 16), utc(2026, 12, 3, 17), EASTERN, "11:00 a.m.–noon ET"),
        (utc(2026, 12, 4, 3), utc(2026, 12, 4, 5), EASTERN, "10:00 p.m.–midnight ET"),
        (utc(2026, 12, 4, 5), utc(2026, 12, 4, 6), EASTERN, "midnight–1:00 a.m. ET"),
        (utc(2026, 12, 4, 3), utc(2026, 12, 4, 6), EASTERN, "10:00 p.m.–1:00 a.m. ET"),
        (utc(2026, 12, 3, 19), utc(2026, 12, 4, 20), EASTERN, "2:00 p.m.–3:00 p.m. ET"),
        (
            *(utc(2026, 12, 3, 19), utc(2026, 12, 3, 20, 30)),
            *("America/Los_Angeles", "11:00 a.m.–12:30 p.m. PT"),
        ),
        (utc(2026, 3, 8, 6), utc(2026, 3, 8, 8), EASTERN, "1:00–4:00 a.m. ET"),
        (utc(2026, 11, 1, 5, 30), utc(2026, 11, 1, 6, 15), EASTERN, "1:30 a.m. EDT–1:15 a.m. EST"),
        (
            *(utc(2026, 3, 29, 0, 30), utc(2026, 3, 29, 2)),
            *("Europe/Berlin", "1:30 a.m. CET–4:00 a.m. CEST"),
        ),
        (
            *(utc(2026, 10, 3, 15), utc(2026, 10, 3, 16)),
            *("Australia/Lord_Howe", "1:30 a.m. UTC+10:30–3:00 a.m. UTC+11"),
        ),
    ],
)
def test_format_time_range(start, end, zone, text):
    assert format_time_range(starts_at=start, ends_at=end, zone=zone) == text


def test_format_date_with_and_without_its_ends():
    date = dt.date(2026, 12, 3)
    assert format_date(date) == "Thursday, December 3, 2026"
    assert format_date(date, weekday=False) == "December 3, 2026"
    assert format_date(date, year=False) == "Thursday, December 3"
    assert format_date(date, weekday=False, year=False) == "December 3"


@pytest.mark.parametrize(
    ("first", "last", "text"),
    [
        (dt.date(2026, 12, 8), dt.date(2026, 12, 8), "December 8, 2026"),
        (dt.date(2026, 12, 8), dt.date(2026, 12, 9), "December 8–9, 2026"),
        (dt.date(2026, 11, 30), dt.date(2026, 12, 2), "November 30–December 2, 2026"),
        (dt.date(2026, 12, 31), dt.date(2027, 1, 2), "December 31, 2026–January 2, 2027"),
        (dt.date(2026, 12, 8), dt.date(2027, 12, 9), "December 8, 2026–December 9, 2027"),
    ],
)
def test_format_date_range_leaves_out_what_is_shared(first, last, text):
    assert format_date_range(first, last) == text


def test_format_moment_names_date_time_and_zone():
    noon, two = utc(2026, 12, 3, 17), utc(2026, 12, 3, 19)
    assert format_moment(at=noon, zone=EASTERN) == "December 3, 2026, at noon ET"
    assert format_moment(at=two, zone=EASTERN) == "December 3, 2026, at 2:00 p.m. ET"
    assert format_moment(at=noon, zone="Asia/Tokyo") == "December 4, 2026, at 2:00 a.m. JST"


@pytest.mark.parametrize(
    ("first", "last", "block"),
    [
        ((2026, 12, 3), (2026, 12, 3), ("Dec", "3", "Thu", False)),
        ((2026, 12, 8), (2026, 12, 9), ("Dec", "8–9", "Tue–Wed", True)),
        ((2026, 11, 30), (2026, 12, 2), ("Nov–Dec", "30–2", "Mon–Wed", True)),
        ((2026, 12, 31), (2027, 1, 2), ("Dec–Jan", "31–2", "Thu–Sat", True)),
        ((2024, 12, 3), (2024, 12, 3), ("Dec", "3", "2024", False)),
        ((2024, 12, 3), (2024, 12, 4), ("Dec", "3–4", "2024", True)),
        ((2024, 12, 31), (2025, 1, 2), ("Dec–Jan", "31–2", "2024–2025", True)),
    ],
)
def test_date_block_shows_the_year_only_when_it_is_not_todays(first, last, block):
    month, day, foot, is_range = block
    assert date_block(
        first=dt.date(*first), last=dt.date(*last), today=dt.date(2026, 10, 1)
    ) == DateBlock(month=month, day=day, foot=foot, is_range=is_range)


def test_companion_zones_are_the_other_three():
    times = {"starts_at": utc(2026, 12, 3, 19), "ends_at": utc(2026, 12, 3, 20, 30)}
    eastern = ("Eastern", "2:00–3:30 p.m. ET")
    central = ("Central", "1:00–2:30 p.m. CT")
    mountain = ("Mountain", "noon–1:30 p.m. MT")
    pacific = ("Pacific", "11:00 a.m.–12:30 p.m. PT")
    assert companion_zones(**times, zone=EASTERN) == [central, mountain, pacific]
    assert companion_zones(**times, zone="America/Detroit") == [central, mountain, pacific]
    assert companion_zones(**times, zone="America/Denver") == [eastern, central, pacific]


def test_companion_zones_say_when_the_date_differs():
    times = {"starts_at": utc(2026, 12, 4, 5, 30), "ends_at": utc(2026, 12, 4, 6, 30)}
    assert companion_zones(**times, zone=EASTERN)[-1] == (
        *("Pacific", "9:30–10:30 p.m. PT the day before"),
    )
    assert companion_zones(**times, zone="America/Los_Angeles")[0] == (
        *("Eastern", "12:30–1:30 a.m. ET the next day"),
    )


def test_companion_zones_are_empty_elsewhere():
    times = {"starts_at": utc(2026, 12, 3, 19), "ends_at": utc(2026, 12, 3, 20, 30)}
    zones = ("America/Phoenix", "Pacific/Honolulu", "America/Puerto_Rico", "Europe/Berlin", "UTC")
    assert [companion_zones(**times, zone=zone) for zone in zones] == [[], [], [], [], []]
