"""khal: a calendar for the terminal; imports a file and lists what it then has."""

import json
import os
import re
import shutil
import tempfile
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from tests.events.ical.parsers.reading import HERE, Entry, Reading, ask, portions, reading

NAME = "khal"
NEEDS = "Debian's khal"
KEEPS_INVITATIONS = False
# Its icalendar (4.0) unescapes twice.
MISREADS = re.compile(r"\\")
ANY_DAY = date(2026, 1, 1)
CONFIGURATION = """
[calendars]
[[feed]]
path = {events}
[locale]
local_timezone = UTC
default_timezone = UTC
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%dT%H:%M
longdatetimeformat = %Y-%m-%dT%H:%M
[default]
default_calendar = feed
[sqlite]
path = {folder}/khal.db
"""
FIELDS = ("start-long-full", "end-long-full", "title", "uid", "description", "location")
LINE = "\x1f".join(f"{{{field}}}" for field in FIELDS) + "\x1e"


def is_installed() -> bool:
    return bool(shutil.which("khal"))


def read_all(contents: list[bytes]) -> list[Reading]:
    """A process of khal's own Python imports and lists file after file: to start it takes a second."""
    return [found for portion in portions(contents) for found in _read_all(portion)]


def _read_all(contents: list[bytes]) -> list[Reading]:
    with tempfile.TemporaryDirectory(prefix="khal-", dir=memory()) as name:
        folders = [Path(name, str(number)) for number in range(len(contents))]
        orders = [
            order(content, folder=folder) for content, folder in zip(contents, folders, strict=True)
        ]
        return carry_out(orders, folder=Path(name))


def read_collection(events: Path, *, days: list[str]) -> Reading:
    """What khal finds on these days in a folder with a file for each event, as vdirsyncer leaves it."""
    with tempfile.TemporaryDirectory(prefix="khal-") as name:
        khal = configured(folder=Path(name), events=events)
        [found] = carry_out([[listing(khal, days)]], folder=Path(name))
    return found


def carry_out(orders: list[list[list[str]]], *, folder: Path) -> list[Reading]:
    (folder / "orders.json").write_text(json.dumps(orders))
    answers = ask(python(), "-I", HERE / "khal_run.py", folder / "orders.json").splitlines()
    return [reading_of(json.loads(answer)) for answer in answers]


def memory() -> str | None:
    """Where files cost no time, if there is such a place: khal waits for the disk after each event."""
    return "/dev/shm" if os.access("/dev/shm", os.W_OK) else None


def order(content: bytes, *, folder: Path) -> list[list[str]]:
    """What khal is told: import the file into a calendar of its own, list what there is on its days."""
    (folder / "feed").mkdir(parents=True)
    (folder / "feed.ics").write_bytes(content)
    khal = configured(folder=folder, events=folder / "feed")
    importing = [*khal, "import", "--batch", "-a", "feed", str(folder / "feed.ics")]
    return [importing, listing(khal, days_of(content))]


def configured(*, folder: Path, events: Path) -> list[str]:
    (folder / "config").write_text(CONFIGURATION.format(folder=folder, events=events))
    return ["--config", str(folder / "config")]


def listing(khal: list[str], days: list[str]) -> list[str]:
    return [*khal, "list", "--once", "--day-format", "", "--format", LINE, *days]


def days_of(content: bytes) -> list[str]:
    """The first day of the file and the one after its last; to list 20 years takes khal a second."""
    days = [
        date.fromisoformat(day)
        for day in re.findall(r"\nDT(?:START|END):(\d{8})", content.decode())
    ]
    return [f"{min(days, default=ANY_DAY)}", f"{max(days, default=ANY_DAY) + timedelta(days=1)}"]


def python() -> str:
    """The interpreter that khal runs on, which has its modules."""
    return Path(shutil.which("khal")).read_text().splitlines()[0].removeprefix("#!").strip()


def reading_of(answer: dict) -> Reading:
    return reading(
        [entry(line) for line in answer["listing"].split("\x1e") if line.strip()],
        answer["problems"],
    )


def entry(line: str) -> Entry:
    start, end, *texts = line.lstrip("\n").split("\x1f")
    return Entry(in_utc(start), in_utc(end), *texts)


def in_utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)
