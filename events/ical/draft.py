"""What is planned and not decided, for the calendars of those who plan it."""

from __future__ import annotations

from events.ical.build import build_event
from events.ical.item import CalendarItem


def draft_text(item: CalendarItem) -> str:
    """A VEVENT that says it may not happen: TENTATIVE (RFC 5545, 3.8.1.11), and it blocks no time.

    Without SEQUENCE, which is for what was published. Lines end in CRLF and have at most 75 octets in
    UTF-8. Raises what `build_event` raises.
    """
    event = build_event(item)
    for name, value in (("STATUS", "TENTATIVE"), ("TRANSP", "TRANSPARENT")):
        del event[name]
        event.add(name, value)
    del event["SEQUENCE"]
    return event.to_ical().decode()
