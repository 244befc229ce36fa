"""sabre/vobject: the PHP library behind Nextcloud and many CalDAV servers.

Debian has version 2.1, whose validator looks at encoding and property names only.
"""

import re
import shutil

from tests.events.ical.parsers.reading import HERE, ParserFailed, Reading, ask, ask_about

NAME = "sabre/vobject"
NEEDS = "Debian's php-cli and php-sabre-vobject"
# Version 2.1 leaves \, and \; as they stand in the file.
MISREADS = re.compile("[,;]")


def is_installed() -> bool:
    if not shutil.which("php"):
        return False
    try:
        ask("php", "-r", "require 'Sabre/VObject/autoload.php';")
    except ParserFailed:
        return False
    return True


def read_all(contents: list[bytes]) -> list[Reading]:
    return ask_about("php", "-d", "display_errors=stderr", HERE / "sabre.php", contents=contents)
