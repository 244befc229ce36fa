"""What one VEVENT says, and what it never lets through."""

import dataclasses
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Event

from events.ical.build import (
    InvalidMailbox,
    UnsafeUrl,
    build_event,
    clean_line,
    clean_text,
    clean_url,
)
from events.ical.item import CalendarItem, ItemStatus

ITEM = CalendarItem(
    uid="5b1c@example.org",
    sequence=3,
    status=ItemStatus.CONFIRMED,
    starts_at=datetime(2026, 12, 3, 19, tzinfo=UTC),
    ends_at=datetime(2026, 12, 3, 20, 30, tzinfo=UTC),
    summary="Safer streets",
    changed_at=datetime(2026, 11, 1, 12, 30, 15, 999, tzinfo=UTC),
    created_at=datetime(2026, 10, 1, 12, tzinfo=UTC),
)
FULL = dataclasses.replace(
    ITEM,
    description="First line\nhttps://example.org/a?b=1,2;3",
    location="Room 4; Floor 2, Main St",
    url="https://example.org/events/safer-streets/",
    join_url="https://meet.example.org/j/1?pwd=a%20b&x=1,2",
    organizer_name="Training Team",
    organizer_email="events+tta@example.org",
)
BARE_LINES = [
    "BEGIN:VEVENT",
    "SUMMARY:Safer streets",
    "DTSTART:20261203T190000Z",
    "DTEND:20261203T203000Z",
    "DTSTAMP:20261101T123015Z",
    "UID:5b1c@example.org",
    "SEQUENCE:3",
    "CREATED:20261001T120000Z",
    "LAST-MODIFIED:20261101T123015Z",
    "STATUS:CONFIRMED",
    "TRANSP:OPAQUE",
    "END:VEVENT",
    "",
]


def lines(item: CalendarItem) -> list[str]:
    return build_event(item).to_ical().decode().replace("\r\n ", "").split("\r\n")


def test_event_carries_what_rfc_5545_requires_and_no_more():
    assert lines(ITEM) == BARE_LINES


def test_event_carries_every_value_of_a_full_item():
    extra = [
        "CONFERENCE;FEATURE=AUDIO,VIDEO;VALUE=URI:https://meet.example.org/j/1?pwd=a%20b&x=1,2",
        "DESCRIPTION:First line\\nhttps://example.org/a?b=1\\,2\\;3",
        "LOCATION:Room 4\\; Floor 2\\, Main St",
        'ORGANIZER;CN="Training Team":mailto:events+tta@example.org',
        "URL:https://example.org/events/safer-streets/",
    ]
    assert sorted(lines(FULL)) == sorted(BARE_LINES + extra)


def test_cancelled_event_says_so_in_status_and_title_and_blocks_no_time():
    cancelled = dataclasses.replace(ITEM, status=ItemStatus.CANCELLED)
    changed = {
        "SUMMARY": "CANCELLED: Safer streets",
        "STATUS": "CANCELLED",
        "TRANSP": "TRANSPARENT",
    }
    expected = []
    for line in BARE_LINES:
        name = line.partition(":")[0]
        expected.append(f"{name}:{changed[name]}" if name in changed else line)
    assert lines(cancelled) == expected


def test_cancelled_event_takes_the_word_it_is_given():
    postponed = dataclasses.replace(ITEM, status=ItemStatus.CANCELLED, cancelled_word="POSTPONED")
    assert build_event(postponed)["SUMMARY"] == "POSTPONED: Safer streets"
    assert (
        build_event(dataclasses.replace(postponed, status=ItemStatus.CONFIRMED))["SUMMARY"]
        == "Safer streets"
    )


def test_event_has_no_alarm_attendee_rule_or_zone():
    event = build_event(FULL)
    assert event.subcomponents == []
    assert not {"ATTENDEE", "RRULE", "METHOD"} & set(event)
    assert "TZID" not in event.to_ical().decode()


def test_organizer_needs_an_email():
    named = dataclasses.replace(ITEM, organizer_name="Training Team")
    assert lines(named) == BARE_LINES


def test_organizer_without_a_name_has_no_cn():
    unnamed = dataclasses.replace(FULL, organizer_name=" \0")
    assert "ORGANIZER:mailto:events+tta@example.org" in lines(unnamed)


def test_organizer_name_is_cleaned_and_quoted():
    hostile = 'Jo "J"\r\nATTENDEE:mailto:x@example.org;\x00\x9f b\ud800'
    event = build_event(dataclasses.replace(FULL, organizer_name=hostile))
    cleaned = 'Jo "J" ATTENDEE:mailto:x@example.org; b'
    assert Event.from_ical(event.to_ical())["ORGANIZER"].params["CN"] == cleaned
    assert "ATTENDEE" not in event


@pytest.mark.parametrize(
    "email",
    [
        "Team <a@example.org>",
        "a@example.org\r\nX:y",
        "a b@example.org",
        "a",
        "a@",
        "@example.org",
        "a@b@example.org",
        "a@example.org,b@example.org",
        "mailto:a@example.org",
        "é@example.org",
    ],
)
def test_organizer_that_is_not_a_bare_mailbox_is_refused(email):
    with pytest.raises(InvalidMailbox, match=r"such as events@example\.org") as caught:
        build_event(dataclasses.replace(ITEM, organizer_email=email))
    assert caught.value.email == email


BAD_URLS = [
    *("javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "ftp://example.org/"),
    *(
        "mailto:a@example.org",
        "//example.org/",
        "/events/",
        "example.org",
        "https://",
        "https:///x",
    ),
    *("https://example.org/a b", " https://example.org/", "https://example.org/\r\nATTENDEE:x"),
    *("https://example.org/\x00", "https://example.org/\x85", "https://example.org/\u2028x"),
    *("https://example.org/\ud800", "https://[example.org/", "https://example.org:port/"),
    *("java\tscript:alert(1)", "https://exam\nple.org/", "https://example.org:99999/"),
]


@pytest.mark.parametrize("url", BAD_URLS)
@pytest.mark.parametrize("name", ["url", "join_url"])
def test_url_that_is_not_a_plain_web_address_is_refused(name, url):
    with pytest.raises(UnsafeUrl, match="Start it with https:// and leave out spaces") as caught:
        build_event(dataclasses.replace(ITEM, **{name: url}))
    assert caught.value.url == url


@pytest.mark.parametrize(
    ("url", "uri"),
    [
        ("https://example.org/a?b=1,2;3&c=%20#d", "https://example.org/a?b=1,2;3&c=%20#d"),
        ("HTTP://Example.org:8080", "HTTP://Example.org:8080"),
        ("https://[::1]/a", "https://[::1]/a"),
        ("https://example.org/événement", "https://example.org/%C3%A9v%C3%A9nement"),
        ('https://example.org/"<a>\\{b}', "https://example.org/%22%3Ca%3E%5C%7Bb%7D"),
    ],
)
def test_clean_url_is_ascii_and_otherwise_the_same(url, uri):
    assert clean_url(url) == uri


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("a\r\nb\nc", "a\nb\nc"),
        ("a\rb", "ab"),
        ("a\r\r\nb", "a\nb"),
        ("a\0\x07\x0b\x0c\x1b\x7f\x85\x9fb", "ab"),
        ("a\tb", "a b"),
        ("a\u2028b\u2029c", "a\nb\nc"),
        ("\ud800a\udfff", "a"),
        ("\ufeffa", "a"),
        (" \n a\n\n b \r\n", "a\n\n b"),
        ("😀 é — naïve", "😀 é — naïve"),
    ],
)
def test_clean_text_keeps_line_breaks_and_drops_controls(text, cleaned):
    assert clean_text(text) == cleaned


def test_clean_line_is_one_line():
    assert clean_line(" Safer\r\n\tstreets\u2028 \n\n now ") == "Safer streets now"


@given(text=st.text(st.characters(exclude_categories=())))
def test_clean_text_twice_changes_nothing(text):
    assert clean_text(clean_text(text)) == clean_text(text)
    assert clean_line(clean_line(text)) == clean_line(text)


def test_backslash_n_is_text_and_never_a_line_break():
    path = "C:\\New\\notes\\;\\,"
    event = build_event(dataclasses.replace(ITEM, summary=path, description=path))
    read = Event.from_ical(event.to_ical())
    assert (read["SUMMARY"], read["DESCRIPTION"]) == (path, path)
