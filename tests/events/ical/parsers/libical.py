"""libical: the C library behind GNOME, KDE and cyrus; the strictest, also about what belongs together."""

import atexit
import shutil
import tempfile
from functools import cache
from pathlib import Path

from tests.events.ical.parsers.reading import HERE, ParserFailed, Reading, ask, ask_about

NAME = "libical"
NEEDS = "gcc and Debian's libical-dev"


def is_installed() -> bool:
    if not (shutil.which("gcc") and shutil.which("pkg-config")):
        return False
    try:
        ask("pkg-config", "--exists", "libical")
    except ParserFailed:
        return False
    return True


def read_all(contents: list[bytes]) -> list[Reading]:
    return ask_about(program(), contents=contents)


@cache
def program() -> Path:
    """The reader, compiled once per test process."""
    folder = Path(tempfile.mkdtemp(prefix="libical-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    flags = ask("pkg-config", "--cflags", "--libs", "libical").split()
    ask("gcc", "-Wall", "-Werror", "-o", folder / "reader", HERE / "libical.c", *flags)
    return folder / "reader"
