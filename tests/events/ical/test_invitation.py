"""What an invitation says to one person's calendar, and what nobody can make it say."""

import dataclasses
from datetime import UTC, datetime, timedelta, timezone

import pytest
import vobject
from icalendar import Calendar

from events.ical.build import InvalidMailbox
from events.ical.invitation import (
    Attendee,
    OrganizerMissing,
    SessionIsOff,
    cancel_text,
    request_text,
    sessions_text,
)
from events.ical.item import CalendarItem, ItemStatus, NotUtc
from tests.events.ical.test_serialize import property_names

SENT_AT = datetime(2026, 11, 22, 15, 4, 5, 678, tzinfo=UTC)
ANA = Attendee(name="Ana Prado", email="ana.o'neil+tta@example.org")
ITEM = CalendarItem(
    uid="5b1c@example.org",
    sequence=3,
    status=ItemStatus.CONFIRMED,
    starts_at=datetime(2026, 12, 3, 19, tzinfo=UTC),
    ends_at=datetime(2026, 12, 3, 20, 30, tzinfo=UTC),
    summary="Safer streets",
    changed_at=datetime(2026, 11, 1, 12, 30, 15, tzinfo=UTC),
    created_at=datetime(2026, 10, 1, 12, tzinfo=UTC),
    description="First line\nhttps://example.org/a?b=1,2;3",
    location="Room 4; Floor 2, Main St",
    url="https://example.org/calendar/5b1c/",
    join_url="https://meet.example.org/j/1?pwd=a%20b",
    organizer_name="Training Team",
    organizer_email="events@example.org",
)
OFF = dataclasses.replace(ITEM, status=ItemStatus.CANCELLED, cancelled_word="POSTPONED")
BARE = dataclasses.replace(
    ITEM, description="", location="", url="", join_url="", organizer_name=""
)
HEAD = [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//wagtail-tta//events//EN",
    "CALSCALE:GREGORIAN",
]
ATTENDEE_LINE = (
    'ATTENDEE;CN="Ana Prado";PARTSTAT=ACCEPTED;ROLE=REQ-PARTICIPANT;RSVP=FALSE'
    ":mailto:ana.o'neil+tta@example.org"
)


def fields(item: CalendarItem, **changed) -> CalendarItem:
    return dataclasses.replace(item, **changed)


def lines(text: str) -> list[str]:
    return text.replace("\r\n ", "").split("\r\n")


def bare_event(*, title: str = "Safer streets", status: str, transparency: str) -> list[str]:
    return [
        "BEGIN:VEVENT",
        f"SUMMARY:{title}",
        "DTSTART:20261203T190000Z",
        "DTEND:20261203T203000Z",
        "DTSTAMP:20261122T150405Z",
        "UID:5b1c@example.org",
        "SEQUENCE:3",
        ATTENDEE_LINE,
        "CREATED:20261001T120000Z",
        "LAST-MODIFIED:20261101T123015Z",
        "ORGANIZER:mailto:events@example.org",
        f"STATUS:{status}",
        f"TRANSP:{transparency}",
        "END:VEVENT",
    ]


def test_request_is_one_event_with_one_attendee_and_no_more():
    assert lines(request_text(item=BARE, attendee=ANA, sent_at=SENT_AT)) == [
        *HEAD,
        "METHOD:REQUEST",
        *bare_event(status="CONFIRMED", transparency="OPAQUE"),
        *("END:VCALENDAR", ""),
    ]


@pytest.mark.parametrize("status", [ItemStatus.CONFIRMED, ItemStatus.CANCELLED])
def test_cancel_takes_the_entry_away_whether_the_session_is_on_or_off(status):
    text = cancel_text(item=fields(BARE, status=status), attendee=ANA, sent_at=SENT_AT)
    title = "CANCELLED: Safer streets"
    assert lines(text) == [
        *HEAD,
        "METHOD:CANCEL",
        *bare_event(title=title, status="CANCELLED", transparency="TRANSPARENT"),
        *("END:VCALENDAR", ""),
    ]


def test_cancel_says_why_in_the_word_of_the_item():
    [event] = Calendar.from_ical(cancel_text(item=OFF, attendee=ANA, sent_at=SENT_AT)).events
    assert event["SUMMARY"] == "POSTPONED: Safer streets"


@pytest.mark.parametrize("write", [request_text, cancel_text])
def test_icalendar_and_vobject_read_back_every_value(write):
    text = write(item=ITEM, attendee=ANA, sent_at=SENT_AT)
    event = Calendar.from_ical(text).events[0]
    other = vobject.readOne(text)
    assert other.validate(raiseException=True)
    moments = {
        name: event.decoded(name) for name in ("DTSTART", "DTEND", "DTSTAMP", "LAST-MODIFIED")
    }
    assert moments == {
        "DTSTART": ITEM.starts_at,
        "DTEND": ITEM.ends_at,
        "DTSTAMP": SENT_AT.replace(microsecond=0),
        "LAST-MODIFIED": ITEM.changed_at,
    }
    assert (event["UID"], event["SEQUENCE"], event["LOCATION"]) == (ITEM.uid, 3, ITEM.location)
    assert (event["DESCRIPTION"], event["URL"]) == (ITEM.description, ITEM.url)
    assert event["CONFERENCE"] == ITEM.join_url
    assert event["ORGANIZER"] == other.vevent.organizer.value == "mailto:events@example.org"
    assert event["ORGANIZER"].params == {"CN": "Training Team"}
    assert event["ATTENDEE"] == other.vevent.attendee.value == f"mailto:{ANA.email}"
    assert event["ATTENDEE"].params == {
        "CN": "Ana Prado",
        "ROLE": "REQ-PARTICIPANT",
        "PARTSTAT": "ACCEPTED",
        "RSVP": "FALSE",
    }
    assert (event.errors, event.subcomponents) == ([], [])


@pytest.mark.parametrize("write", [request_text, cancel_text])
@pytest.mark.parametrize("sequence", [0, 7, 2**31 - 1])
def test_sequence_is_the_one_of_the_item(write, sequence):
    text = write(item=fields(ITEM, sequence=sequence), attendee=ANA, sent_at=SENT_AT)
    assert lines(text).count(f"SEQUENCE:{sequence}") == 1


def test_a_later_act_changes_dtstamp_and_nothing_else():
    first = request_text(item=ITEM, attendee=ANA, sent_at=SENT_AT)
    later = request_text(item=ITEM, attendee=ANA, sent_at=SENT_AT + timedelta(days=1))
    assert first.replace("DTSTAMP:20261122T150405Z", "DTSTAMP:20261123T150405Z") == later
    assert first != later


def test_the_same_act_gives_the_same_bytes():
    assert request_text(item=ITEM, attendee=ANA, sent_at=SENT_AT) == request_text(
        item=fields(ITEM), attendee=dataclasses.replace(ANA), sent_at=SENT_AT
    )


@pytest.mark.parametrize("write", [request_text, cancel_text])
def test_neither_feed_headers_nor_zones_nor_alarms_are_in_an_invitation(write):
    names = property_names(write(item=ITEM, attendee=ANA, sent_at=SENT_AT)).keys()
    assert not names & {"REFRESH-INTERVAL", "X-PUBLISHED-TTL", "NAME", "X-WR-CALNAME", "SOURCE"}
    assert not names & {"RRULE", "TZID", "TRIGGER", "PARTICIPANT"}
    assert names >= {"METHOD", "ATTENDEE", "ORGANIZER"}


def test_title_that_says_nothing_is_written_all_the_same():
    text = request_text(item=fields(ITEM, summary=" \0\n"), attendee=ANA, sent_at=SENT_AT)
    assert lines(text).count("SUMMARY:") == 1


@pytest.mark.parametrize("name", ["", " \0\r\n\x9f"])
def test_person_without_a_name_has_no_cn(name):
    nameless = Attendee(name=name, email="ana@example.org")
    assert (
        "ATTENDEE;PARTSTAT=ACCEPTED;ROLE=REQ-PARTICIPANT;RSVP=FALSE:mailto:ana@example.org"
        in lines(request_text(item=ITEM, attendee=nameless, sent_at=SENT_AT))
    )


@pytest.mark.parametrize("write", [request_text, cancel_text])
def test_invitation_without_an_organizer_is_refused(write):
    with pytest.raises(OrganizerMissing, match=r"the mail is sent from") as caught:
        write(item=fields(ITEM, organizer_email=""), attendee=ANA, sent_at=SENT_AT)
    assert caught.value.uid == ITEM.uid


def test_nobody_is_invited_to_what_is_off():
    with pytest.raises(SessionIsOff, match="nobody can be invited") as caught:
        request_text(item=OFF, attendee=ANA, sent_at=SENT_AT)
    assert caught.value.uid == ITEM.uid


@pytest.mark.parametrize(
    "moment",
    [datetime(2026, 11, 22, 15), SENT_AT.astimezone(timezone(timedelta(0), "GMT"))],  # noqa: DTZ001
)
@pytest.mark.parametrize("write", [request_text, cancel_text])
def test_moment_of_the_act_is_in_utc(write, moment):
    with pytest.raises(NotUtc, match=r"^sent_at is ") as caught:
        write(item=ITEM, attendee=ANA, sent_at=moment)
    assert (caught.value.name, caught.value.value) == ("sent_at", moment)


@pytest.mark.parametrize(
    "email",
    [
        *(
            "",
            "ana",
            "ana@",
            "@example.org",
            "a b@example.org",
            "a@b@example.org",
            " a@example.org",
        ),
        *(
            "Ana <ana@example.org>",
            "<ana@example.org>",
            "mailto:ana@example.org",
            "a@b.org,c@d.org",
        ),
        *(
            "ana@example.org\r\nATTENDEE:mailto:x@example.org",
            "ana@example.org\n",
            "a\0@example.org",
        ),
        *('"a b"@example.org', "ana@[127.0.0.1]", "ana@example..org", "ana@example.org."),
    ],
)
def test_attendee_that_is_not_a_bare_mailbox_is_refused(email):
    with pytest.raises(InvalidMailbox, match="Write one address without a name") as caught:
        Attendee(name="Ana", email=email)
    assert caught.value.email == email


@pytest.mark.parametrize("email", ["añá@example.org", "ana@exämple.org", "аna@example.org"])
def test_attendee_beyond_ascii_is_refused_with_the_reason(email):
    with pytest.raises(InvalidMailbox, match="letters A to Z, without accents") as caught:
        Attendee(name="Ana", email=email)
    assert caught.value.email == email


@pytest.mark.parametrize(
    ("email", "uri"),
    [
        ("ana@xn--exmple-cua.org", "mailto:ana@xn--exmple-cua.org"),
        ("Ana.Prado@Example.ORG", "mailto:Ana.Prado@Example.ORG"),
        ("50%&?x=1#/y@example.org", "mailto:50%25%26%3Fx%3D1%23%2Fy@example.org"),
        ("a" * 64 + "@" + "b" * 63 + ".org", "mailto:" + "a" * 64 + "@" + "b" * 63 + ".org"),
    ],
)
def test_attendee_is_a_mailto_uri(email, uri):
    text = request_text(item=ITEM, attendee=Attendee(name="", email=email), sent_at=SENT_AT)
    [event] = Calendar.from_ical(text).events
    assert event["ATTENDEE"] == uri


def test_file_of_sessions_has_each_session_once_and_is_no_message():
    second = fields(BARE, uid="77aa@example.org", starts_at=BARE.starts_at + timedelta(minutes=5))
    text = sessions_text(items=iter([second, BARE]), sent_at=SENT_AT).decode()
    event = bare_event(status="CONFIRMED", transparency="OPAQUE")
    event.remove(ATTENDEE_LINE)
    other = "\n".join(event).replace("5b1c@", "77aa@").replace("T190000Z", "T190500Z").split("\n")
    assert lines(text) == [*HEAD, *other, *event, "END:VCALENDAR", ""]


def test_file_of_sessions_keeps_the_word_for_one_that_is_off():
    calendar = Calendar.from_ical(sessions_text(items=[ITEM, OFF], sent_at=SENT_AT))
    titles = [(event["SUMMARY"], event["STATUS"]) for event in calendar.events]
    assert titles == [("Safer streets", "CONFIRMED"), ("POSTPONED: Safer streets", "CANCELLED")]
