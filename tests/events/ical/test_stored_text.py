"""The stored text is icalendar's to the byte, though its lines are put together here."""

import dataclasses
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar.parser import Contentline

from events.ical.build import build_event
from events.ical.item import ItemStatus
from events.ical.serialize import folded, restamped, serialize_event
from tests.events.ical.test_serialize import CANCELLED, ITEM

# Of one to four octets, with what is escaped and what looks like an escape.
TEXTS = st.text('a \\^,;:\n"é–’中🎧', max_size=400)
LINES = st.text("a\\^é–🎧 ", min_size=1, max_size=400)


@given(summary=TEXTS, description=TEXTS, location=TEXTS, status=st.sampled_from(ItemStatus))
def test_text_is_that_of_icalendar(summary, description, location, status):
    texts = {"summary": summary, "description": description, "location": location}
    item = dataclasses.replace(ITEM, **texts, status=status)
    assert serialize_event(item).encode() == build_event(item).to_ical()


@given(LINES)
def test_line_is_folded_as_icalendar_does(line):
    assert folded(line).encode() == Contentline(line).to_ical()


@pytest.mark.parametrize("length", [1, 73, 74, 75, 147, 148, 149, 1000])
@pytest.mark.parametrize("character", ["a", "é", "–", "🎧", "\\", "^"])
def test_line_of_one_character_is_folded_as_icalendar_does(character, length):
    line = character * length
    assert folded(line).encode() == Contentline(line).to_ical()
    assert folded(line).replace("\r\n ", "") == line
    assert max(len(part.encode()) for part in folded(line).split("\r\n")) <= 75


@pytest.mark.parametrize("item", [ITEM, CANCELLED])
def test_restamped_text_is_that_of_the_later_change(item):
    later = datetime(2027, 3, 4, 5, 6, 7, 890, tzinfo=UTC)
    text = serialize_event(item)
    stamped = restamped(text, before=item.changed_at, changed_at=later)
    assert stamped == serialize_event(dataclasses.replace(item, changed_at=later))
    assert stamped != text


def test_stamp_within_a_text_of_the_event_stays():
    line = f"DTSTAMP:{ITEM.changed_at:%Y%m%dT%H%M%SZ}"
    item = dataclasses.replace(ITEM, description=f"{line}\r\n{line}\r\n{line}", summary=line)
    later = ITEM.changed_at + timedelta(days=1)
    stamped = restamped(serialize_event(item), before=item.changed_at, changed_at=later)
    assert stamped == serialize_event(dataclasses.replace(item, changed_at=later))
    assert stamped.replace("\r\n ", "").count(line) == 4
