"""ics: a Python library with a grammar of its own."""

import re

import ics

from tests.events.ical.parsers.reading import Entry, Reading, reading

NAME = "ics"
NEEDS = "requirements.lock"
# It takes the end of an escaped backslash and an n after it for a line break.
MISREADS = re.compile(r"\\[nN]")


def is_installed() -> bool:
    return True


def read(content: bytes) -> Reading:
    return reading(
        [
            Entry(event.begin.datetime, event.end.datetime, event.name, event.uid)
            for event in ics.Calendar(content.decode()).events
        ]
    )
