"""Zones and moments, on ordinary days and on the days when clocks change."""

import datetime as dt
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.times import (
    DateOutOfRange,
    TimeDoesNotExist,
    UnknownZone,
    to_utc,
    zone_choices,
    zone_label,
    zone_name,
)

EASTERN = "America/New_York"
US_SPRING = (dt.date(2026, 3, 8), dt.date(2027, 3, 14), dt.date(2028, 3, 12))
US_AUTUMN = (dt.date(2026, 11, 1), dt.date(2027, 11, 7), dt.date(2028, 11, 5))
US_CHANGING = {
    "America/New_York": -5,
    "America/Chicago": -6,
    "America/Denver": -7,
    "America/Los_Angeles": -8,
    "America/Anchorage": -9,
    "America/Adak": -10,
}
US_STEADY = {
    "America/Phoenix": -7,
    "Pacific/Honolulu": -10,
    "America/Puerto_Rico": -4,
    "America/St_Thomas": -4,
    "Pacific/Guam": 10,
    "Pacific/Saipan": 10,
    "Pacific/Pago_Pago": -11,
}
ZONES = (*US_CHANGING, *US_STEADY, "Europe/Berlin", "Asia/Tokyo", "Australia/Lord_Howe")
BERLIN_SPRING = (dt.date(2026, 3, 29), dt.date(2027, 3, 28), dt.date(2028, 3, 26))
BERLIN_AUTUMN = (dt.date(2026, 10, 25), dt.date(2027, 10, 31), dt.date(2028, 10, 29))
LORD_HOWE_SPRING = (dt.date(2026, 10, 4), dt.date(2027, 10, 3), dt.date(2028, 10, 1))
LORD_HOWE_AUTUMN = (dt.date(2026, 4, 5), dt.date(2027, 4, 4), dt.date(2028, 4, 2))


def utc(*parts: int) -> dt.datetime:
    return dt.datetime(*parts, tzinfo=dt.UTC)


def moment(date: dt.date, hours: float) -> dt.datetime:
    return dt.datetime.combine(date, dt.time(), tzinfo=dt.UTC) + dt.timedelta(hours=hours)


@pytest.mark.parametrize("date", US_SPRING)
@pytest.mark.parametrize(("zone", "winter"), US_CHANGING.items())
def test_to_utc_on_a_us_spring_day(zone, winter, date):
    assert to_utc(date=date, time=dt.time(1, 59), zone=zone) == moment(date, 1 + 59 / 60 - winter)
    assert to_utc(date=date, time=dt.time(3), zone=zone) == moment(date, 3 - winter - 1)
    for time in (dt.time(2), dt.time(2, 30), dt.time(2, 59, 59)):
        with pytest.raises(TimeDoesNotExist) as caught:
            to_utc(date=date, time=time, zone=zone)
        assert caught.value.jump == (
            dt.datetime.combine(date, dt.time(2)),
            dt.datetime.combine(date, dt.time(3)),
        )


@pytest.mark.parametrize("date", US_AUTUMN)
@pytest.mark.parametrize(("zone", "winter"), US_CHANGING.items())
def test_to_utc_on_a_us_autumn_day_means_the_first_hour(zone, winter, date):
    for time in (dt.time(1, 30), dt.time(1, 30, fold=1)):
        assert to_utc(date=date, time=time, zone=zone) == moment(date, 1.5 - winter - 1)
    assert to_utc(date=date, time=dt.time(2), zone=zone) == moment(date, 2 - winter)


@pytest.mark.parametrize("date", US_SPRING + US_AUTUMN)
@pytest.mark.parametrize(("zone", "offset"), [*US_STEADY.items(), ("Asia/Tokyo", 9)])
def test_to_utc_where_clocks_never_change(zone, offset, date):
    for hour in range(24):
        expected = moment(date, hour - offset)
        assert to_utc(date=date, time=dt.time(hour), zone=zone) == expected


def test_to_utc_in_berlin():
    for date in BERLIN_SPRING:
        with pytest.raises(
            TimeDoesNotExist, match=r"in Berlin \(Europe/Berlin\): .* 2:00 to 3:00\."
        ):
            to_utc(date=date, time=dt.time(2, 30), zone="Europe/Berlin")
    for date in BERLIN_AUTUMN:
        assert to_utc(date=date, time=dt.time(2, 30), zone="Europe/Berlin") == moment(date, 0.5)


def test_to_utc_where_clocks_change_by_half_an_hour():
    zone = "Australia/Lord_Howe"
    for date in LORD_HOWE_SPRING:
        with pytest.raises(TimeDoesNotExist, match=r"jump from 2:00 to 2:30\."):
            to_utc(date=date, time=dt.time(2, 29), zone=zone)
        assert to_utc(date=date, time=dt.time(2, 30), zone=zone) == moment(date, 2.5 - 11)
    for date in LORD_HOWE_AUTUMN:
        assert to_utc(date=date, time=dt.time(1, 45), zone=zone) == moment(date, 1.75 - 11)


@given(
    clock=st.datetimes(min_value=dt.datetime(2026, 1, 1), max_value=dt.datetime(2028, 12, 31)),  # noqa: DTZ001
    zone=st.sampled_from(ZONES),
)
def test_to_utc_shows_the_same_clock_again_or_names_the_jump(clock, zone):
    try:
        at = to_utc(date=clock.date(), time=clock.time(), zone=zone)
    except TimeDoesNotExist as error:
        start, end = error.jump
        assert start <= clock < end
    else:
        assert at.tzinfo is dt.UTC
        local = at.astimezone(ZoneInfo(zone))
        assert (local.replace(tzinfo=None), local.fold) == (clock.replace(microsecond=0), 0)


def test_time_that_does_not_exist_tells_the_editor_what_to_do():
    with pytest.raises(TimeDoesNotExist) as caught:
        to_utc(date=dt.date(2027, 3, 14), time=dt.time(2, 30), zone=EASTERN)
    assert str(caught.value) == (
        "2:30 a.m. does not exist on March 14, 2027 in Eastern Time (America/New_York): "
        "clocks jump from 2:00 to 3:00. Choose another time."
    )
    assert caught.value.date == dt.date(2027, 3, 14)
    assert (caught.value.time, caught.value.zone) == (dt.time(2, 30), EASTERN)


@pytest.mark.parametrize(
    ("zone", "date", "time", "jump"),
    [
        ("Asia/Beirut", dt.date(2027, 3, 28), dt.time(0, 10), "midnight to 1:00 a.m. Choose"),
        ("America/Nuuk", dt.date(2027, 3, 27), dt.time(23, 10), "11:00 p.m. to midnight. Choose"),
    ],
)
def test_jump_at_midnight_is_said_in_words(zone, date, time, jump):
    with pytest.raises(TimeDoesNotExist) as caught:
        to_utc(date=date, time=time, zone=zone)
    assert f"clocks jump from {jump} another time." in str(caught.value)


@pytest.mark.parametrize(
    "zone",
    [
        "",
        "../etc/passwd",
        "/etc/passwd",
        "Mars/Base",
        "America",
        "america/new_york",
        "a\x00b",
        "�",
        "x" * 5000,
        "localtime",
        "zone.tab",
        None,
        3,
        b"UTC",
        ["UTC"],
        ZoneInfo("UTC"),
    ],
)
def test_zone_that_is_not_a_zone_is_unknown(zone):
    with pytest.raises(UnknownZone) as caught:
        to_utc(date=dt.date(2026, 12, 3), time=dt.time(14), zone=zone)
    assert caught.value.zone == zone
    with pytest.raises(UnknownZone):
        zone_name(zone)
    with pytest.raises(UnknownZone):
        zone_label(zone=zone, at=utc(2026, 12, 3))


def test_unknown_zone_tells_the_editor_what_to_do():
    assert str(UnknownZone("Mars/Base")) == (
        "There is no time zone named 'Mars/Base'. Choose one from the list."
    )


def test_date_at_the_end_of_time_is_out_of_range():
    with pytest.raises(DateOutOfRange, match=r"December 31, 9999 is too far away. Check the year."):
        to_utc(date=dt.date.max, time=dt.time(23), zone=EASTERN)


@pytest.mark.parametrize(
    ("zone", "winter", "summer"),
    [
        ("America/New_York", "ET", "ET"),
        ("America/Detroit", "ET", "ET"),
        ("America/Chicago", "CT", "CT"),
        ("America/Denver", "MT", "MT"),
        ("America/Phoenix", "MST", "MST"),
        ("America/Los_Angeles", "PT", "PT"),
        ("America/Anchorage", "AKT", "AKT"),
        ("America/Adak", "HST", "HDT"),
        ("Pacific/Honolulu", "HT", "HT"),
        ("America/Puerto_Rico", "AT", "AT"),
        ("Pacific/Guam", "ChST", "ChST"),
        ("Europe/Berlin", "CET", "CEST"),
        ("Europe/London", "GMT", "BST"),
        ("Asia/Tokyo", "JST", "JST"),
        ("Asia/Kolkata", "IST", "IST"),
        ("Asia/Colombo", "UTC+5:30", "UTC+5:30"),
        ("Asia/Kathmandu", "UTC+5:45", "UTC+5:45"),
        ("Asia/Riyadh", "UTC+3", "UTC+3"),
        ("America/Sao_Paulo", "UTC-3", "UTC-3"),
        ("Pacific/Marquesas", "UTC-9:30", "UTC-9:30"),
        ("Australia/Lord_Howe", "UTC+11", "UTC+10:30"),
        ("Antarctica/Troll", "UTC", "UTC+2"),
        ("UTC", "UTC", "UTC"),
    ],
)
def test_zone_label_in_winter_and_summer(zone, winter, summer):
    labels = [zone_label(zone=zone, at=utc(2026, month, 15)) for month in (1, 7)]
    assert labels == [winter, summer]


def test_zone_label_refuses_a_naive_moment():
    with pytest.raises(ValueError, match="pass an aware datetime"):
        zone_label(zone=EASTERN, at=dt.datetime(2026, 1, 15))  # noqa: DTZ001


def test_zone_name_is_what_people_say():
    zones = [*US_CHANGING, *US_STEADY, "Europe/Berlin", "America/Argentina/Buenos_Aires", "UTC"]
    assert [zone_name(zone) for zone in zones] == [
        *("Eastern Time", "Central Time", "Mountain Time", "Pacific Time", "Alaska Time"),
        *("Aleutian Time", "Arizona Time", "Hawaii Time", "Atlantic Time", "Atlantic Time"),
        *("Chamorro Time", "Chamorro Time", "Samoa Time", "Berlin", "Buenos Aires", "UTC"),
    ]


def test_zone_choices_list_every_zone_once():
    (us, united_states), (world, cities) = zone_choices()
    zones = [zone for zone, _ in united_states + cities]
    assert (us, world) == ("United States", "World")
    assert united_states[0] == (EASTERN, "Eastern Time (America/New_York)")
    assert united_states[4] == (
        "America/Phoenix",
        "Arizona Time, no daylight saving (America/Phoenix)",
    )
    assert {*US_CHANGING, *US_STEADY} == {zone for zone, _ in united_states}
    assert cities[-1] == ("UTC", "UTC")
    assert cities[:-1] == sorted(cities[:-1])
    assert ("Europe/Berlin", "Europe/Berlin") in cities
    assert len(zones) == len(set(zones))
    assert set(zones) <= available_timezones()


def test_zone_choices_belong_to_the_caller():
    zone_choices()[0][1].clear()
    assert zone_choices()[0][1] != []
