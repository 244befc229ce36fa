"""From items to the text of a calendar: one VEVENT at a time, then all of them in one feed.

Writing a VEVENT costs hundreds of microseconds, so its text is stored; a feed only joins.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from icalendar import Calendar, Event, vDuration, vUri

from events.ical.build import (
    EscapedText,
    UtcMoment,
    build_event,
    clean_line,
    clean_text,
    clean_url,
)
from events.ical.item import CalendarInfo, CalendarItem

PRODID = "-//wagtail-tta//events//EN"

_END = "END:VCALENDAR\r\n"
# icalendar's limit: it leaves room for the space that begins the next line.
_OCTETS = 74


def serialize_event(item: CalendarItem) -> str:
    """The VEVENT, from "BEGIN:VEVENT" to "END:VEVENT", each line ended by CRLF.

    Lines are folded at 75 octets, never inside a UTF-8 character (RFC 5545, 3.1). The same item
    always gives the same text. Raises what `build_event` raises.
    """
    return "".join(f"{folded(line)}\r\n" for line in _lines(build_event(item)))


def _lines(event: Event) -> Iterator[str]:
    """What `Event.content_lines` gives, at half of the time: few properties have parameters to be written."""
    properties: list[tuple[str, Any]] = event.property_items()
    for name, value in properties:
        if getattr(value, "params", None):
            yield event.content_line(name, value)
        else:
            octets = value if isinstance(value, bytes) else value.to_ical()
            yield f"{name}:{octets.decode()}"


def folded(line: str) -> str:
    r"""The line as icalendar folds it, at a twentieth of the time, which was half of what a VEVENT took.

    A backslash or caret that would end a line goes to the next one, with what it escapes.
    """
    octets = line.encode()
    if len(octets) <= _OCTETS:
        return line
    parts, start = [], 0
    while len(octets) - start > _OCTETS:
        end = start + _OCTETS
        while octets[end] & 0xC0 == 0x80:  # inside a character
            end -= 1
        if octets[end - 1] in b"\\^":
            end -= 1
        parts.append(octets[start:end])
        start = end
    parts.append(octets[start:])
    return b"\r\n ".join(parts).decode()


def restamped(text: str, *, before: datetime, changed_at: datetime) -> str:
    """The VEVENT of `serialize_event` as it is for another `changed_at` than `before`, without building it again.

    No text of an event begins a line (folded ones begin with a space), so only the two properties are met.
    """
    old, new = (UtcMoment(moment).to_ical().decode() for moment in (before, changed_at))
    for name in ("DTSTAMP", "LAST-MODIFIED"):
        text = text.replace(f"\r\n{name}:{old}\r\n", f"\r\n{name}:{new}\r\n", 1)
    return text


def assemble_calendar(*, info: CalendarInfo, texts: Iterable[str]) -> bytes:
    """A whole calendar in UTF-8: a header for `info`, then the ready VEVENTs in the order given.

    The texts come from `serialize_event` and are joined as they are. The same arguments always
    give the same bytes, which an ETag needs: there is no clock and no UID in the header (a random
    UID made a client keep one event of three). METHOD is left out: PUBLISH would require an
    ORGANIZER in every VEVENT (RFC 5546, 3.2.1).

    RFC 5545, 3.6 wants at least one component. Without texts we send the header alone all the
    same: parsers read it as a calendar without events, whereas an invented event would show up
    in people's calendars. Raises UnsafeUrl for the addresses in `info`.
    """
    head, end, _ = _header(info).to_ical().decode().rpartition(_END)
    return b"".join((head.encode(), *(text.encode() for text in texts), end.encode()))


def _header(info: CalendarInfo) -> Calendar:
    """The properties of RFC 5545, 3.7 and RFC 7986, 5, beside the X- names of older programs."""
    calendar = Calendar()
    calendar.add("VERSION", "2.0")
    calendar.add("PRODID", EscapedText(PRODID))
    calendar.add("CALSCALE", "GREGORIAN")
    for names, text in (
        (("NAME", "X-WR-CALNAME"), clean_line(info.name)),
        (("DESCRIPTION", "X-WR-CALDESC"), clean_text(info.description)),
        (("COLOR",), info.color),
    ):
        for name in names:
            if text:
                calendar.add(name, EscapedText(text))
    if info.url:
        calendar.add("URL", vUri(clean_url(info.url)))
    if info.source_url:
        source = vUri(clean_url(info.source_url))
        source.params["VALUE"] = "URI"
        calendar.add("SOURCE", source)
    calendar.add("REFRESH-INTERVAL", info.refresh, parameters={"VALUE": "DURATION"})
    calendar.add("X-PUBLISHED-TTL", vDuration(info.refresh))
    return calendar
