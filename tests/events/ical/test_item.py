"""What a calendar item refuses to be."""

import dataclasses
from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest

from events.ical.item import (
    CalendarInfo,
    CalendarItem,
    EndNotAfterStart,
    InvalidColor,
    InvalidRefresh,
    InvalidSequence,
    InvalidUid,
    ItemStatus,
    NotUtc,
)

ITEM = CalendarItem(
    uid="5b1c@example.org",
    sequence=0,
    status=ItemStatus.CONFIRMED,
    starts_at=datetime(2026, 12, 3, 19, tzinfo=UTC),
    ends_at=datetime(2026, 12, 3, 20, 30, tzinfo=UTC),
    summary="Safer streets",
    changed_at=datetime(2026, 11, 1, 12, tzinfo=UTC),
    created_at=datetime(2026, 10, 1, 12, tzinfo=UTC),
)
INFO = CalendarInfo(
    name="Webinars",
    description="",
    url="https://example.org/events/",
    source_url="https://example.org/events/feed.ics",
)
MOMENTS = ("starts_at", "ends_at", "changed_at", "created_at")


def test_item_is_a_frozen_value():
    assert dataclasses.replace(ITEM) == ITEM
    assert len({ITEM, dataclasses.replace(ITEM)}) == 1
    with pytest.raises(dataclasses.FrozenInstanceError):
        ITEM.sequence = 1  # ty: ignore[invalid-assignment]
    assert not hasattr(ITEM, "__dict__")


def test_item_leaves_what_is_optional_empty():
    optional = ("description", "location", "url", "join_url", "organizer_name", "organizer_email")
    assert [getattr(ITEM, name) for name in optional] == [""] * 6


@pytest.mark.parametrize("name", MOMENTS)
@pytest.mark.parametrize(
    "tzinfo",
    [
        None,
        ZoneInfo("America/New_York"),
        ZoneInfo("Europe/London"),
        timezone(timedelta(hours=1)),
        timezone(timedelta(0), "GMT"),
    ],
)
def test_item_refuses_a_moment_that_is_not_utc(name, tzinfo):
    value = getattr(ITEM, name).replace(tzinfo=tzinfo)
    with pytest.raises(
        NotUtc, match=f"{name} is datetime.* pass an aware datetime in UTC"
    ) as caught:
        dataclasses.replace(ITEM, **{name: value})
    assert (caught.value.name, caught.value.value) == (name, value)


@pytest.mark.parametrize("name", MOMENTS)
def test_item_takes_utc_from_zoneinfo(name):
    value = getattr(ITEM, name).replace(tzinfo=ZoneInfo("UTC"))
    assert dataclasses.replace(ITEM, **{name: value}) == ITEM


@pytest.mark.parametrize("length", [timedelta(0), timedelta(seconds=-1), timedelta(milliseconds=9)])
def test_item_refuses_an_end_that_is_not_a_second_after_the_start(length):
    with pytest.raises(EndNotAfterStart) as caught:
        dataclasses.replace(ITEM, ends_at=ITEM.starts_at + length)
    assert caught.value.starts_at == ITEM.starts_at
    assert caught.value.ends_at == ITEM.starts_at + length
    assert str(caught.value).endswith("the start, 2026-12-03 19:00:00 UTC. Choose a later end.")


@pytest.mark.parametrize(
    "uid", ["", " ", " a", "a ", "a\r\nX:b", "a\0", "a\x85b", "a\u2028", "\ud800"]
)
def test_item_refuses_a_uid_that_would_have_to_be_cleaned(uid):
    with pytest.raises(InvalidUid) as caught:
        dataclasses.replace(ITEM, uid=uid)
    assert caught.value.uid == uid


@pytest.mark.parametrize("sequence", [-1, 2**31, True, 1.0, "1", None])
def test_item_refuses_a_sequence_that_is_not_a_count(sequence):
    with pytest.raises(InvalidSequence) as caught:
        dataclasses.replace(ITEM, sequence=sequence)
    assert caught.value.sequence is sequence


@pytest.mark.parametrize("sequence", [0, 1, 2**31 - 1])
def test_item_takes_a_sequence_of_any_count(sequence):
    assert dataclasses.replace(ITEM, sequence=sequence).sequence == sequence


def test_info_asks_for_a_refresh_every_hour_unless_told():
    assert (INFO.refresh, INFO.color) == (timedelta(hours=1), "")


@pytest.mark.parametrize("refresh", [timedelta(0), timedelta(hours=-1), timedelta(seconds=1.5)])
def test_info_refuses_a_refresh_that_is_not_whole_seconds(refresh):
    with pytest.raises(InvalidRefresh) as caught:
        dataclasses.replace(INFO, refresh=refresh)
    assert caught.value.refresh == refresh


@pytest.mark.parametrize("color", ["#003366", "steel blue", "navy\r\nX:y", "rgb(0,0,0)"])
def test_info_refuses_a_color_that_is_not_a_name(color):
    with pytest.raises(InvalidColor, match="Use a CSS name such as steelblue") as caught:
        dataclasses.replace(INFO, color=color)
    assert caught.value.color == color
