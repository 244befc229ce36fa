"""Data::ICal: Perl's reader from the days of RFC 2445, as older programs are."""

import re
import shutil

from tests.events.ical.parsers.reading import HERE, ParserFailed, Reading, ask, ask_about

NAME = "Data::ICal"
NEEDS = "Debian's libdata-ical-perl"
# It takes a backslash, once unescaped, and an n after it for a line break.
MISREADS = re.compile(r"\\[nN]")


def is_installed() -> bool:
    if not shutil.which("perl"):
        return False
    try:
        ask("perl", "-MData::ICal", "-e", "1")
    except ParserFailed:
        return False
    return True


def read_all(contents: list[bytes]) -> list[Reading]:
    return ask_about("perl", HERE / "data_ical.pl", contents=contents)
