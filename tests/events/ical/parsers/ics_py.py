"""ics: a Python library with a grammar of its own."""

import re

import ics

from tests.events.ical.parsers.reading import Entry, Invitation, Reading, each, reading

NAME = "ics"
NEEDS = "requirements.lock"
# It takes the end of an escaped backslash and an n after it for a line break.
MISREADS = re.compile(r"\\[nN]")


def is_installed() -> bool:
    return True


def read_all(contents: list[bytes]) -> list[Reading]:
    return each(read, contents)


def read(content: bytes) -> Reading:
    calendar = ics.Calendar(content.decode())
    return reading(
        [
            Entry(
                event.begin.datetime,
                event.end.datetime,
                event.name,
                event.uid,
                event.description or "",
                event.location or "",
            )
            for event in calendar.events
        ],
        invitations=[
            Invitation(
                calendar.method,
                next(line.value for line in event.extra if line.name == "SEQUENCE"),
                f"mailto:{event.organizer.email}",
                [[f"mailto:{one.email}", name(one), one.partstat] for one in event.attendees],
            )
            for event in calendar.events
            if event.attendees
        ],
    )


def name(attendee) -> str:
    """Nothing where the file has none: ics then takes the address for it."""
    return "" if attendee.common_name == attendee.email else attendee.common_name
