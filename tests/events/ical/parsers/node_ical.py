"""node-ical: what many web applications and home dashboards read feeds with."""

import re

from tests.events.ical.parsers import node_packages
from tests.events.ical.parsers.reading import HERE, Reading, ask_about

NAME = "node-ical"
NEEDS = "Node and node-ical from npm"
# It takes the end of an escaped backslash and an n after it for a line break.
MISREADS = re.compile(r"\\[nN]")
# It ends a name, quoted or not, at the first semicolon.
MISREADS_NAMES = re.compile(";")


def is_installed() -> bool:
    return node_packages.has("node-ical")


def read_all(contents: list[bytes]) -> list[Reading]:
    folder = str(node_packages.folder())
    return ask_about("node", HERE / "node_ical.cjs", contents=contents, NODE_PATH=folder)
