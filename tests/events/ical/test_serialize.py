"""The bytes of a calendar, read back by three parsers, with kind and with hostile texts."""

import dataclasses
from collections import Counter
from datetime import UTC, datetime, timedelta

import ics
import pytest
import vobject
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from events.ical.build import UnsafeUrl, clean_line, clean_text
from events.ical.item import CalendarInfo, CalendarItem, ItemStatus
from events.ical.serialize import assemble_calendar, serialize_event

ITEM = CalendarItem(
    uid="5b1c@example.org",
    sequence=3,
    status=ItemStatus.CONFIRMED,
    starts_at=datetime(2026, 12, 3, 19, tzinfo=UTC),
    ends_at=datetime(2026, 12, 3, 20, 30, tzinfo=UTC),
    summary="Safer streets; a start, and more",
    changed_at=datetime(2026, 11, 1, 12, 30, 15, tzinfo=UTC),
    created_at=datetime(2026, 10, 1, 12, tzinfo=UTC),
    description="First line\nhttps://example.org/a?b=1,2;3\n\nLast " + "long line " * 20 + "end",
    location="Room 4; Floor 2, Main St",
    url="https://example.org/events/safer-streets/",
    join_url="https://meet.example.org/j/1?pwd=a%20b",
    organizer_name='Training "Team"; all: of it',
    organizer_email="events@example.org",
)
CANCELLED = dataclasses.replace(ITEM, uid="77aa@example.org", status=ItemStatus.CANCELLED)
INFO = CalendarInfo(
    name="Webinars, all",
    description="Every webinar;\neverywhere",
    url="https://example.org/events/",
    source_url="https://example.org/events/feed.ics",
    refresh=timedelta(minutes=90),
    color="steelblue",
)
HEADER = [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//wagtail-tta//events//EN",
    "CALSCALE:GREGORIAN",
    "DESCRIPTION:Every webinar\\;\\neverywhere",
    "X-WR-CALDESC:Every webinar\\;\\neverywhere",
    "NAME:Webinars\\, all",
    "X-WR-CALNAME:Webinars\\, all",
    "COLOR:steelblue",
    "REFRESH-INTERVAL;VALUE=DURATION:PT1H30M",
    "SOURCE;VALUE=URI:https://example.org/events/feed.ics",
    "URL:https://example.org/events/",
    "X-PUBLISHED-TTL:PT1H30M",
]
FRAGMENTS = [
    *(
        "\r\n",
        "\n",
        "\r",
        "\0",
        "\t",
        "\x0b",
        "\x1c",
        "\x85",
        "\u2028",
        "\u2029",
        "\ud83d",
        "\ufeff",
    ),
    *("END:VEVENT", "BEGIN:VALARM", "\r\nATTENDEE:mailto:x@example.org", "\r\n ", "UID:x", " "),
    *("\\", "\\n", "\\N", "\\;", ";", ",", ":", '"', "^", "^n", "=", "😀", "é", "中文", "a" * 70),
]
HOSTILE = st.lists(
    st.sampled_from(FRAGMENTS) | st.text(st.characters(exclude_categories=()), max_size=8),
    max_size=30,
).map("".join)


def feed(*items: CalendarItem) -> str:
    return assemble_calendar(info=INFO, texts=map(serialize_event, items)).decode()


def property_names(text: str) -> Counter[str]:
    lines = text.replace("\r\n ", "").split("\r\n")
    return Counter(line.partition(":")[0].partition(";")[0] for line in lines)


def test_event_text_is_one_whole_vevent():
    text = serialize_event(ITEM)
    assert text.startswith("BEGIN:VEVENT\r\n")
    assert text.endswith("\r\nEND:VEVENT\r\n")
    assert text == serialize_event(dataclasses.replace(ITEM))
    assert "\n" not in text.replace("\r\n", "")


@pytest.mark.parametrize("padding", range(9))
def test_fold_never_splits_a_character(padding):
    title = "a" * padding + "😀é中" * 60
    text = serialize_event(dataclasses.replace(ITEM, summary=title, organizer_name=title))
    lines = text.encode().split(b"\r\n")
    assert max(len(line) for line in lines) <= 75
    assert [line.decode() for line in lines] == text.split("\r\n")
    assert f"SUMMARY:{title}\r\n" in text.replace("\r\n ", "")


def test_header_says_what_the_feed_is():
    lines = assemble_calendar(info=INFO, texts=[]).decode().split("\r\n")
    assert lines == [*HEADER, "END:VCALENDAR", ""]


def test_header_leaves_out_what_is_empty():
    info = CalendarInfo(name="", description="", url="", source_url="")
    assert assemble_calendar(info=info, texts=[]).decode().split("\r\n") == [
        *HEADER[:4],
        *("REFRESH-INTERVAL;VALUE=DURATION:PT1H", "X-PUBLISHED-TTL:PT1H", "END:VCALENDAR", ""),
    ]


def test_header_text_with_a_calendar_in_it_stays_text():
    name = "END:VCALENDAR\r\nBEGIN:VEVENT\r\n\\N"
    info = dataclasses.replace(INFO, name=name, description=name)
    text = assemble_calendar(info=info, texts=[serialize_event(ITEM)]).decode()
    calendar = Calendar.from_ical(text)
    assert "\r\nNAME:END:VCALENDAR BEGIN:VEVENT \\\\N\r\n" in text
    assert "\r\nX-WR-CALNAME:END:VCALENDAR BEGIN:VEVENT \\\\N\r\n" in text
    assert calendar["DESCRIPTION"] == "END:VCALENDAR\nBEGIN:VEVENT\n\\N"
    assert [event["UID"] for event in calendar.events] == [ITEM.uid]


@pytest.mark.parametrize("name", ["url", "source_url"])
def test_header_refuses_an_unsafe_address(name):
    info = dataclasses.replace(INFO, **{name: "javascript:alert(1)"})
    with pytest.raises(UnsafeUrl):
        assemble_calendar(info=info, texts=[])


def test_calendar_joins_the_ready_texts_as_they_are():
    texts = [serialize_event(ITEM), serialize_event(CANCELLED)]
    expected = "\r\n".join([*HEADER, *texts]).replace("END:VEVENT\r\n\r\n", "END:VEVENT\r\n")
    assert (
        assemble_calendar(info=INFO, texts=iter(texts)).decode() == f"{expected}END:VCALENDAR\r\n"
    )


def test_calendar_bytes_are_the_same_each_time():
    assert feed(ITEM, CANCELLED) == feed(ITEM, CANCELLED)


def test_calendar_has_no_method_no_uid_and_no_zone_of_its_own():
    names = property_names(feed(ITEM))
    assert names["UID"] == names["BEGIN"] - 1 == 1
    assert not {"METHOD", "ATTENDEE", "RRULE", "TZID"} & set(names)


def test_calendar_without_events_is_read_as_an_empty_one():
    empty = feed()
    vcalendar = vobject.readOne(empty)
    assert Calendar.from_ical(empty).subcomponents == []
    assert vcalendar.validate(raiseException=True)
    assert list(vcalendar.components()) == []
    assert ics.Calendar(empty).events == set()


def test_icalendar_reads_back_every_value():
    event, cancelled = Calendar.from_ical(feed(ITEM, CANCELLED)).events
    assert {name: event.decoded(name) for name in ("DTSTART", "DTEND", "DTSTAMP")} == {
        "DTSTART": ITEM.starts_at,
        "DTEND": ITEM.ends_at,
        "DTSTAMP": ITEM.changed_at,
    }
    assert event.decoded("CREATED") == ITEM.created_at
    assert event.decoded("LAST-MODIFIED") == ITEM.changed_at
    assert (event["UID"], event["SEQUENCE"], event["STATUS"]) == (ITEM.uid, 3, "CONFIRMED")
    assert (event["SUMMARY"], event["LOCATION"]) == (ITEM.summary, ITEM.location)
    assert (event["DESCRIPTION"], event["URL"]) == (ITEM.description, ITEM.url)
    assert event["CONFERENCE"] == ITEM.join_url
    assert event["CONFERENCE"].params == {"FEATURE": ["AUDIO", "VIDEO"], "VALUE": "URI"}
    assert event["ORGANIZER"] == "mailto:events@example.org"
    assert event["ORGANIZER"].params == {"CN": ITEM.organizer_name}
    assert event.errors == cancelled.errors == []
    assert cancelled["SUMMARY"] == f"CANCELLED: {ITEM.summary}"


def test_vobject_reads_back_every_value():
    calendar = vobject.readOne(feed(ITEM, CANCELLED))
    assert calendar.validate(raiseException=True)
    event, cancelled = calendar.vevent_list
    assert {name: [line.value for line in found] for name, found in event.contents.items()} == {
        "uid": [ITEM.uid],
        "sequence": ["3"],
        "status": ["CONFIRMED"],
        "transp": ["OPAQUE"],
        "dtstart": [ITEM.starts_at],
        "dtend": [ITEM.ends_at],
        "dtstamp": [ITEM.changed_at],
        "created": [ITEM.created_at],
        "last-modified": [ITEM.changed_at],
        "summary": [ITEM.summary],
        "description": [ITEM.description],
        "location": [ITEM.location],
        "url": [ITEM.url],
        "conference": [ITEM.join_url],
        "organizer": ["mailto:events@example.org"],
    }
    assert event.conference.params == {"FEATURE": ["AUDIO", "VIDEO"], "VALUE": ["URI"]}
    assert (cancelled.status.value, cancelled.transp.value) == ("CANCELLED", "TRANSPARENT")


def test_ics_reads_back_every_value():
    events = {event.uid: event for event in ics.Calendar(feed(ITEM, CANCELLED)).events}
    event, cancelled = events[ITEM.uid], events[CANCELLED.uid]
    moments = [event.begin, event.end, event.last_modified]
    assert moments == [ITEM.starts_at, ITEM.ends_at, ITEM.changed_at]
    assert (event.name, event.location) == (ITEM.summary, ITEM.location)
    assert (event.description, event.url) == (ITEM.description, ITEM.url)
    assert str(event.organizer).endswith(":mailto:events@example.org")
    assert (event.status, event.transparent) == ("CONFIRMED", False)
    assert (cancelled.status, cancelled.transparent) == ("CANCELLED", True)


@given(summary=HOSTILE, description=HOSTILE, location=HOSTILE, organizer_name=HOSTILE)
def test_hostile_texts_add_no_line_and_are_read_back(**texts):
    texts = {name: f"x{text}x" for name, text in texts.items()}
    item = dataclasses.replace(ITEM, **texts)
    text = serialize_event(item)
    lines = text.encode().split(b"\r\n")
    calendar = assemble_calendar(info=INFO, texts=[text, serialize_event(CANCELLED)])
    event = Calendar.from_ical(calendar).events[0]
    other = vobject.readOne(calendar.decode()).vevent_list[0]
    expected = [
        clean_line(item.summary),
        clean_text(item.description),
        clean_line(item.location),
    ]
    assert property_names(text) == property_names(serialize_event(ITEM))
    assert text.splitlines() == text.split("\r\n")[:-1]
    assert max(len(line) for line in lines) <= 75
    assert [line.decode() for line in lines] == text.split("\r\n")
    assert [event[name] for name in ("SUMMARY", "DESCRIPTION", "LOCATION")] == expected
    assert [other.summary.value, other.description.value, other.location.value] == expected
    assert event["ORGANIZER"] == other.organizer.value == "mailto:events@example.org"


@given(name=HOSTILE, description=HOSTILE)
def test_hostile_feed_names_add_no_line(name, description):
    info = dataclasses.replace(INFO, name=f"x{name}", description=f"x{description}")
    text = assemble_calendar(info=info, texts=[]).decode()
    assert property_names(text) == property_names(feed())
    assert text.splitlines() == text.split("\r\n")[:-1]
    assert Calendar.from_ical(text)["DESCRIPTION"] == clean_text(info.description)
