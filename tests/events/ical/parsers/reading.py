"""What a parser made of a calendar, and how programs that are not Python are asked."""

import json
import os
import subprocess
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).parent
SECONDS = 60


class ParserFailed(Exception):
    """The program ended with an error or said nothing that can be read; carries what it said."""


class Entry(NamedTuple):
    """One event as the parser understood it. A parser that keeps no UID leaves it empty."""

    starts_at: datetime
    ends_at: datetime
    title: str
    uid: str


class Invitation(NamedTuple):
    """What an event in a message says beside its Entry; addresses are mailto URIs."""

    method: str
    sequence: str
    organizer: str
    attendees: list[list[str]]
    """Address, name (or nothing) and PARTSTAT of each."""


class Reading(NamedTuple):
    """The events in the order of time, and the parser's objections in its own words.

    `invitations` are those events that have an attendee.
    """

    entries: list[Entry]
    problems: list[str]
    invitations: list[Invitation] = []


def reading(
    entries: list[Entry],
    problems: list[str] | None = None,
    invitations: list[Invitation] | None = None,
) -> Reading:
    return Reading(sorted(entries), problems or [], invitations or [])


def ask(*command: str | Path, content: bytes = b"", **environment: str) -> str:
    """What a program prints when it gets the content on standard input, in UTC and UTF-8."""
    process = subprocess.run(
        command,
        input=content,
        capture_output=True,
        timeout=SECONDS,
        env={**os.environ, "TZ": "UTC", "LC_ALL": "C.UTF-8", **environment},
    )
    if process.returncode:
        raise ParserFailed((process.stderr or process.stdout).decode(errors="replace"))
    return process.stdout.decode()


def ask_for_json(*command: str | Path, content: bytes, **environment: str) -> Reading:
    """The Reading that one of our scripts prints: entries as [start, end, title, uid] in Unix time, problems,
    and invitations as lists of what an Invitation holds.
    """
    answer = ask(*command, content=content, **environment)
    try:
        told = json.loads(answer)
    except ValueError:
        raise ParserFailed(answer) from None
    return reading(
        [
            Entry(moment(start), moment(end), title, uid)
            for start, end, title, uid in told["entries"]
        ],
        told["problems"],
        [Invitation(*invitation) for invitation in told["invitations"]],
    )


def moment(seconds: float) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)
