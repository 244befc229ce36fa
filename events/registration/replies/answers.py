"""What somebody's calendar program answers to an invitation: METHOD:REPLY (RFC 5546, 3.2.3).

Only the few lines that matter are read. A calendar's time zones and rules are never worked out: they can be
made to take hours.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from urllib.parse import unquote

from icalendar.parser import Contentline

from events.public_forms.addresses import address_key
from events.registration.replies.letter import (
    Letter,
    NotUnderstood,
    content_type,
    parameter,
    text_of,
)

CALENDAR_TYPES = ("text/calendar", "application/ics")
# An answer with a time zone and the whole description has less than a fifth of it.
LARGEST_CALENDAR = 100_000
LONGEST_LINE = 2000
LONGEST_UID = 255

_FOLD = re.compile(r"\r?\n[ \t]")
_LINE_END = re.compile(r"\r\n|\n|\r")
_READ = {"BEGIN", "END", "METHOD", "UID", "SEQUENCE", "ATTENDEE", "DTSTAMP", "RECURRENCE-ID"}
_NAME = re.compile(r"[A-Za-z-]+")


@dataclass(frozen=True, kw_only=True)
class Answer:
    """One answer to one invitation. `statuses` maps each ATTENDEE's address, for comparing, to its PARTSTAT."""

    uid: str
    sequence: int
    statuses: dict[str, str]
    answered_at: datetime | None


@dataclass
class _Event:
    """The lines of one VEVENT that are read, by name."""

    values: dict[str, list[str]] = field(default_factory=dict)
    statuses: list[tuple[str, str]] = field(default_factory=list)

    def one(self, name: str) -> str:
        found = self.values.get(name, [])
        if len(found) > 1:
            raise NotUnderstood(f"This answer has {name} more than once.")
        return found[0] if found else ""


def read_answer(letter: Letter) -> Answer | None:
    """The answer that this mail carries, None where it has none. Raises NotUnderstood for one that is none of ours.

    The alternative and the attached file say the same; the first that says REPLY is taken.
    """
    for part in letter.parts():
        if content_type(part) not in CALENDAR_TYPES:
            continue
        method, events = _read_calendar(text_of(part))
        if method != "REPLY":
            continue
        if (named := parameter(part, "method")) and named != "reply":
            raise NotUnderstood("The mail names another method than its calendar (RFC 6047, 2.4).")
        return _answer(events)
    return None


def _answer(events: list[_Event]) -> Answer:
    if len(events) != 1:
        raise NotUnderstood("An answer to one of our invitations has one VEVENT.")
    [event] = events
    if event.one("RECURRENCE-ID"):
        raise NotUnderstood("None of our invitations recurs.")
    uid, sequence = event.one("UID"), event.one("SEQUENCE") or "0"
    if not uid or len(uid) > LONGEST_UID or not uid.isprintable():
        raise NotUnderstood("This answer names no invitation.")
    if not re.fullmatch(r"[0-9]{1,9}", sequence):
        raise NotUnderstood("SEQUENCE is no number.")
    return Answer(
        uid=uid,
        sequence=int(sequence),
        statuses=_statuses(event.statuses),
        answered_at=_moment(event.one("DTSTAMP")),
    )


def _statuses(found: list[tuple[str, str]]) -> dict[str, str]:
    statuses: dict[str, str] = {}
    for address, status in found:
        if statuses.setdefault(address, status) != status:
            raise NotUnderstood("This answer says two things of one person.")
    return statuses


def _read_calendar(text: str) -> tuple[str, list[_Event]]:
    """METHOD, and the lines of each VEVENT. What stands inside a VEVENT's own components is not the VEVENT's."""
    if len(text) > LARGEST_CALENDAR:
        raise NotUnderstood("This calendar is too large to be an answer.")
    method, events, inside = "", [], []
    for name, params, value in _lines(text):
        if name == "BEGIN":
            inside.append(value.upper())
            if inside == ["VCALENDAR", "VEVENT"]:
                events.append(_Event())
        elif name == "END":
            inside = inside[:-1]
        elif name == "METHOD" and inside == ["VCALENDAR"]:
            method = value.upper()
        elif name == "ATTENDEE" and inside == ["VCALENDAR", "VEVENT"]:
            status = str(params.get("PARTSTAT", "NEEDS-ACTION")).upper()
            events[-1].statuses.append((_address(value), status))
        elif inside == ["VCALENDAR", "VEVENT"]:
            events[-1].values.setdefault(name, []).append(value)
    return method, events


def _lines(text: str) -> Iterator[tuple[str, dict, str]]:
    """The lines that are read, unfolded (RFC 5545, 3.1), as name, parameters and value; the others are left out."""
    for line in _LINE_END.split(_FOLD.sub("", text.lstrip("\ufeff"))):
        found = _NAME.match(line)
        if not found or found[0].upper() not in _READ or len(line) > LONGEST_LINE:
            continue
        try:
            name, params, value = Contentline(line, strict=False).parts()
        except ValueError:
            raise NotUnderstood("This calendar has a line that can't be read.") from None
        yield name.upper(), params, str(value).strip()


def _address(value: str) -> str:
    """The mailbox of an ATTENDEE; programs write mailto: in several ways."""
    scheme, _colon, rest = value.partition(":")
    return address_key(unquote(rest)) if scheme.strip().lower() == "mailto" else ""


def _moment(value: str) -> datetime | None:
    try:
        return datetime.strptime(value, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
    except ValueError:
        return None
