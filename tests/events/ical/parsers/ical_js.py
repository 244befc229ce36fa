"""ical.js: the engine of Thunderbird's calendar."""

from tests.events.ical.parsers import node_packages
from tests.events.ical.parsers.reading import HERE, Reading, ask_for_json

NAME = "ical.js"
NEEDS = "Node and ical.js from npm"


def is_installed() -> bool:
    return node_packages.has("ical.js")


def read(content: bytes) -> Reading:
    folder = str(node_packages.folder())
    return ask_for_json("node", HERE / "ical_js.cjs", content=content, NODE_PATH=folder)
