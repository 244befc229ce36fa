"""What a parser made of a calendar, and how programs that are not Python are asked."""

import json
import os
import subprocess
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime
from itertools import chain
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).parent
SECONDS = 300
FILES_AT_ONCE = 200


class ParserFailed(Exception):
    """The program ended with an error or said nothing that can be read; carries what it said."""


class Entry(NamedTuple):
    """One event as the parser understood it. A parser that keeps no UID leaves it empty."""

    starts_at: datetime
    ends_at: datetime
    title: str
    uid: str
    description: str = ""
    place: str = ""


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


def each(read: Callable[[bytes], Reading], contents: list[bytes]) -> list[Reading]:
    """What a parser in this process reads in each file; an error is an objection to that file alone."""

    def tried(content: bytes) -> Reading:
        try:
            return read(content)
        except Exception as error:
            return reading([], [f"{type(error).__name__}: {error}"])

    return [tried(content) for content in contents]


def ask(*command: str | Path, **environment: str) -> str:
    """What a program prints, in UTC and UTF-8; ParserFailed with what it said where it fails."""
    process = subprocess.run(
        command,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=SECONDS,
        env={**os.environ, "TZ": "UTC", "LC_ALL": "C.UTF-8", **environment},
    )
    if process.returncode:
        raise ParserFailed((process.stderr or process.stdout).decode(errors="replace"))
    return process.stdout.decode()


def ask_about(*command: str | Path, contents: list[bytes], **environment: str) -> list[Reading]:
    """The Readings that one of our scripts prints, one line of JSON for each file that it is given.

    A line has entries as [start, end, title, uid, description, place] in Unix time, problems, and
    invitations as lists of what an Invitation holds. One process reads many files.
    """
    answers = (
        _ask_about(*command, contents=portion, **environment) for portion in portions(contents)
    )
    return list(chain.from_iterable(answers))


def portions(contents: list[bytes]) -> list[list[bytes]]:
    """The files as many at once as a process is given."""
    starts = range(0, len(contents), FILES_AT_ONCE)
    return [contents[start : start + FILES_AT_ONCE] for start in starts]


def _ask_about(*command: str | Path, contents: list[bytes], **environment: str) -> list[Reading]:
    with tempfile.TemporaryDirectory(prefix="judged-") as name:
        paths = [Path(name, f"{number}.ics") for number in range(len(contents))]
        for path, content in zip(paths, contents, strict=True):
            path.write_bytes(content)
        lines = ask(*command, *paths, **environment).splitlines()
    if len(lines) != len(contents):
        raise ParserFailed(f"{len(lines)} answers to {len(contents)} files: {lines[-1:]}")
    return [_reading_of(line) for line in lines]


def _reading_of(line: str) -> Reading:
    try:
        told = json.loads(line)
    except ValueError:
        raise ParserFailed(line) from None
    return reading(
        [
            Entry(moment(start), moment(end), *(text or "" for text in texts))
            for start, end, *texts in told["entries"]
        ],
        told["problems"],
        [Invitation(*invitation) for invitation in told["invitations"]],
    )


def moment(seconds: float) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)
