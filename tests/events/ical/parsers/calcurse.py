"""calcurse: a calendar for the terminal that reads simply and keeps no UID."""

import re
import shutil
import tempfile
from pathlib import Path

from tests.events.ical.parsers.reading import Entry, Reading, ask, each, moment, reading

NAME = "calcurse"
NEEDS = "Debian's calcurse"
KEEPS_UIDS = False
KEEPS_INVITATIONS = False
FORMAT = "%s\x1f%e\x1f%m\x1f%N\x1e"
PLACE = "-- \nLocation: "
NO_NOTE = "No note file found\n"


def is_installed() -> bool:
    return bool(shutil.which("calcurse"))


def read_all(contents: list[bytes]) -> list[Reading]:
    return each(read, contents)


def read(content: bytes) -> Reading:
    with tempfile.TemporaryDirectory(prefix="calcurse-") as name:
        folder = Path(name)
        (folder / "feed.ics").write_bytes(content)
        calcurse = ("calcurse", "-D", folder / "data", "-C", folder / "config")
        (folder / "data").mkdir()
        (folder / "config").mkdir()
        said = ask(*calcurse, "--import", folder / "feed.ics")
        listing = ask(*calcurse, "--grep", "--filter-type", "cal", "--format-apt", FORMAT)
    return reading(
        [entry(text) for text in listing.split("\x1e") if text],
        [line for line in said.splitlines() if "skipped" in line and " 0 skipped" not in line],
    )


def entry(text: str) -> Entry:
    """An appointment; in its note, printed with each line indented, the place stands below the description."""
    start, end, title, note = text.split("\x1f")
    note = re.sub("^\t", "", note, flags=re.MULTILINE)
    note = "" if note == NO_NOTE else note
    description, _, place = note.rpartition(PLACE) if PLACE in note else (note, "", "")
    return Entry(
        moment(int(start)),
        moment(int(end)),
        title,
        "",
        description.rstrip("\n"),
        place.rstrip("\n"),
    )
