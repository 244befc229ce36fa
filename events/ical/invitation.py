"""Invitations: one VEVENT for one person, as REQUEST or CANCEL (RFC 5546, 3.2.2 and 3.2.5).

A person's calendar decides by UID, SEQUENCE and DTSTAMP what is newer. The first two come with the item; DTSTAMP is
the moment of the act.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from icalendar import Calendar, Event, vCalAddress

from events.ical.build import EscapedText, build_event, calendar_address, validate_mailbox
from events.ical.item import CalendarItem, ItemStatus, validate_utc
from events.ical.serialize import PRODID


class OrganizerMissing(ValueError):
    """An item without the mailbox that it is sent from (RFC 5546, 3.2.2); carries `uid`."""

    def __init__(self, uid: str) -> None:
        self.uid = uid
        super().__init__(
            "An invitation needs an organizer. "
            "Give it the address that the mail is sent from, such as events@example.org."
        )


class SessionIsOff(ValueError):
    """A REQUEST for what is cancelled or postponed would put it back; carries `uid`."""

    def __init__(self, uid: str) -> None:
        self.uid = uid
        super().__init__("This session is off, so nobody can be invited. Send a cancellation.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Attendee:
    """The one person an invitation is for; `email` is a bare mailbox in ASCII, or InvalidMailbox.

    The name may hold anything, or be empty; what a calendar can't carry is taken out.
    """

    name: str
    email: str

    def __post_init__(self) -> None:
        validate_mailbox(self.email)


def request_text(*, item: CalendarItem, attendee: Attendee, sent_at: datetime) -> str:
    """A whole calendar with METHOD:REQUEST: this person has a place in this session, at these times.

    Nothing is asked: PARTSTAT is ACCEPTED. A move is another REQUEST with a higher SEQUENCE. Lines
    end in CRLF and have at most 75 octets in UTF-8. Raises SessionIsOff, OrganizerMissing, NotUtc
    for `sent_at`, and what `build_event` raises.
    """
    if item.status == ItemStatus.CANCELLED:
        raise SessionIsOff(item.uid)
    return _message_text(method="REQUEST", item=item, attendee=attendee, sent_at=sent_at)


def cancel_text(*, item: CalendarItem, attendee: Attendee, sent_at: datetime) -> str:
    """A whole calendar with METHOD:CANCEL: this person's entry goes, whatever the item's status is.

    RFC 5546, 3.2.5 leaves STATUS out where one of several attendees is uninvited. Here each person's
    entry knows no attendee but that person, and is cancelled as a whole: STATUS:CANCELLED. Raises
    what `request_text` raises, but not SessionIsOff.
    """
    off = replace(item, status=ItemStatus.CANCELLED)
    return _message_text(method="CANCEL", item=off, attendee=attendee, sent_at=sent_at)


def sessions_text(*, items: Iterable[CalendarItem], sent_at: datetime) -> bytes:
    """A file with a person's sessions in the order given, where they are too many for a REQUEST each.

    A file to import, not a message: no METHOD and no ATTENDEE. Nor does it say how often to fetch it
    again, as a feed does. Raises NotUtc for `sent_at`, and what `build_event` raises.
    """
    calendar = _calendar()
    for item in items:
        calendar.add_component(_event(item=item, sent_at=sent_at))
    return calendar.to_ical()


def _message_text(*, method: str, item: CalendarItem, attendee: Attendee, sent_at: datetime) -> str:
    if not item.organizer_email:
        raise OrganizerMissing(item.uid)
    event = _event(item=item, sent_at=sent_at)
    event.add("ATTENDEE", _attendee_line(attendee))
    if "SUMMARY" not in event:
        event.add("SUMMARY", EscapedText(""))  # required, though it may be empty
    calendar = _calendar()
    calendar.add("METHOD", method)
    calendar.add_component(event)
    return calendar.to_ical().decode()


def _calendar() -> Calendar:
    calendar = Calendar()
    calendar.add("VERSION", "2.0")
    calendar.add("PRODID", EscapedText(PRODID))
    calendar.add("CALSCALE", "GREGORIAN")
    return calendar


def _event(*, item: CalendarItem, sent_at: datetime) -> Event:
    """The session's VEVENT, said at `sent_at`: in a message DTSTAMP is no longer the last change."""
    validate_utc(name="sent_at", value=sent_at)
    event = build_event(item)
    del event["DTSTAMP"]
    event.add("DTSTAMP", sent_at.astimezone(UTC))
    return event


def _attendee_line(attendee: Attendee) -> vCalAddress:
    address = calendar_address(name=attendee.name, email=attendee.email)
    address.params["ROLE"] = "REQ-PARTICIPANT"
    address.params["PARTSTAT"] = "ACCEPTED"
    address.params["RSVP"] = "FALSE"
    return address
