"""calcurse: a calendar for the terminal that reads simply and keeps no UID."""

import shutil
import tempfile
from pathlib import Path

from tests.events.ical.parsers.reading import Entry, Reading, ask, moment, reading

NAME = "calcurse"
NEEDS = "Debian's calcurse"
KEEPS_UIDS = False
KEEPS_INVITATIONS = False


def is_installed() -> bool:
    return bool(shutil.which("calcurse"))


def read(content: bytes) -> Reading:
    with tempfile.TemporaryDirectory(prefix="calcurse-") as name:
        folder = Path(name)
        (folder / "feed.ics").write_bytes(content)
        calcurse = ("calcurse", "-D", folder / "data", "-C", folder / "config")
        (folder / "data").mkdir()
        (folder / "config").mkdir()
        said = ask(*calcurse, "--import", folder / "feed.ics")
        listing = ask(*calcurse, "--grep", "--filter-type", "cal", "--format-apt", "%s %e %m\\n")
    entries = []
    for line in listing.splitlines():
        start, end, title = line.split(" ", 2)
        entries.append(Entry(moment(int(start)), moment(int(end)), title, ""))
    return reading(
        entries,
        [line for line in said.splitlines() if "skipped" in line and " 0 skipped" not in line],
    )
