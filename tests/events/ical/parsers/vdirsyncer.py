"""vdirsyncer: subscribes to a feed over HTTP and keeps a file for each event; khal reads the files.

It asks without If-None-Match, whatever it got before: 304 is not what it judges. Of each event it makes a
UID of its own from the content, so that one that moves goes and comes again.
"""

import shutil
from pathlib import Path

from tests.events.ical.parsers import khal
from tests.events.ical.parsers.reading import Reading, ask, reading

NAME = "vdirsyncer"
NEEDS = "Debian's vdirsyncer and khal"
CONFIGURATION = """
[general]
status_path = "{folder}/status/"
[pair feed]
a = "site"
b = "files"
collections = null
conflict_resolution = "a wins"
[storage site]
type = "http"
url = "{url}"
[storage files]
type = "filesystem"
path = "{folder}/files/"
fileext = ".ics"
"""


def is_installed() -> bool:
    return bool(shutil.which("vdirsyncer")) and khal.is_installed()


class Subscription:
    """One person's subscription to a feed; `folder` is empty at first."""

    def __init__(self, *, url: str, folder: Path) -> None:
        self.files, self._configuration = folder / "files", folder / "config"
        self.files.mkdir()
        self._configuration.write_text(CONFIGURATION.format(url=url, folder=folder))
        self._ask("discover")

    def sync(self) -> None:
        self._ask("sync")

    def kept(self) -> dict[str, tuple[int, bytes]]:
        """Each file with the moment of its last writing."""
        return {
            path.name: (path.stat().st_mtime_ns, path.read_bytes()) for path in self.files.iterdir()
        }

    def read(self, *, days: list[str]) -> Reading:
        """What the person's calendar shows on these days, without UIDs."""
        found = khal.read_collection(self.files, days=days)
        return reading([entry._replace(uid="") for entry in found.entries], found.problems)

    def _ask(self, command: str) -> None:
        ask("vdirsyncer", "--config", self._configuration, command)
