"""khal: a calendar for the terminal; imports a file and lists what it then has."""

import re
import shutil
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from tests.events.ical.parsers.reading import Entry, Reading, ask, reading

NAME = "khal"
NEEDS = "Debian's khal"
KEEPS_INVITATIONS = False
# Its icalendar (4.0) unescapes twice.
MISREADS = re.compile(r"\\")
CONFIGURATION = """
[calendars]
[[feed]]
path = {folder}/feed
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
LINE = "\x1f".join(("{start-long-full}", "{end-long-full}", "{uid}", "{title}")) + "\x1e"
FIRST_DAY, LAST_DAY = "2020-01-01", "2040-01-01"


def is_installed() -> bool:
    return bool(shutil.which("khal"))


def read(content: bytes) -> Reading:
    with tempfile.TemporaryDirectory(prefix="khal-") as name:
        folder = Path(name)
        (folder / "feed").mkdir()
        (folder / "feed.ics").write_bytes(content)
        configuration = folder / "config"
        configuration.write_text(CONFIGURATION.format(folder=folder))
        khal = ("khal", "--config", configuration)
        ask(*khal, "import", "--batch", "-a", "feed", folder / "feed.ics")
        listing = ask(
            *khal, "list", "--once", "--day-format", "", "--format", LINE, FIRST_DAY, LAST_DAY
        )
    return reading([entry(line) for line in listing.split("\x1e") if line.strip()])


def entry(line: str) -> Entry:
    start, end, uid, title = line.lstrip("\n").split("\x1f")
    return Entry(in_utc(start), in_utc(end), title, uid)


def in_utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)
