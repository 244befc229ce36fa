"""ical.js: the engine of Thunderbird's calendar."""

from tests.events.ical.parsers import node_packages
from tests.events.ical.parsers.reading import HERE, Reading, ask_about

NAME = "ical.js"
NEEDS = "Node and ical.js from npm"


def is_installed() -> bool:
    return node_packages.has("ical.js")


def read_all(contents: list[bytes]) -> list[Reading]:
    folder = str(node_packages.folder())
    return ask_about("node", HERE / "ical_js.cjs", contents=contents, NODE_PATH=folder)
