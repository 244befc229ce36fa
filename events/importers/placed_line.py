"""Each line of a saved page in exactly one place, so that nothing is lost."""

import re
from dataclasses import dataclass
from enum import Enum, auto
from urllib.parse import urlsplit

from events.importers.download_line import is_download_line
from events.importers.presenter_line import reads_as_presenter, split_marker
from resources.importers.clean_line import CleanLine, clean_lines, is_anchor
from resources.importers.line_parts import split_parts
from resources.importers.saved_file import UnreadablePage

_NOT_IN_AN_ADDRESS = re.compile(r"[\s<>\"\\^`{|}]")


class LineKind(Enum):
    TITLE = auto()
    PARAGRAPH = auto()
    PRESENTER = auto()
    HEADING = auto()
    DOWNLOAD = auto()
    ANCHOR = auto()
    RECORDING = auto()
    UNPLACED = auto()


class Section(Enum):
    """Where on the page a line stands; LIST is a run of presenters without a heading."""

    DESCRIPTION = auto()
    LIST = auto()
    PRESENTERS = auto()
    RECORDING = auto()
    SLIDES = auto()


_HEADINGS = {
    "description": Section.DESCRIPTION,
    "presenters": Section.PRESENTERS,
    "recording": Section.RECORDING,
    "webinar recording": Section.RECORDING,
    "slides": Section.SLIDES,
    "webinar slides": Section.SLIDES,
}


@dataclass(frozen=True, kw_only=True)
class PlacedLine:
    """A line and its place; `heading` is the heading above it, "" when there is none."""

    line: int
    text: str
    kind: LineKind
    section: Section
    heading: str


class NoTitle(UnreadablePage):
    """The file doesn't start with a title; `found` is what stands first, "" if nothing."""

    def __init__(self, *, found: str, line: int) -> None:
        self.found = found
        self.line = line
        if found:
            sentence = f"Line {line}, “{found[:80]}”, isn't the title of a webinar."
        else:
            sentence = "This file holds no title and no text."
        super().__init__(f"{sentence} Write the title on the first line and import the file again.")


def place_lines(text: str) -> tuple[PlacedLine, ...]:
    """Put each line that isn't blank in exactly one place, in the order of the file.

    One line is one paragraph, so missing blank lines change nothing. Raises NoTitle.
    """
    placed: list[PlacedLine] = []
    section, heading, kinds = Section.DESCRIPTION, "", set[LineKind]()
    for clean in clean_lines(text):
        kind = _kind(clean, section=section, kinds=kinds)
        if kind is LineKind.HEADING:
            section, heading = _HEADINGS[_heading_key(clean.text)], clean.text
        elif kind is LineKind.PRESENTER and section is Section.DESCRIPTION:
            section, heading = Section.LIST, ""
        kinds.add(kind)
        placed.append(
            PlacedLine(
                line=clean.line, text=clean.text, kind=kind, section=section, heading=heading
            )
        )
    if LineKind.TITLE not in kinds:
        raise NoTitle(found="", line=0)
    return tuple(placed)


def _kind(clean: CleanLine, *, section: Section, kinds: set[LineKind]) -> LineKind:
    text = clean.text
    if is_anchor(text):
        return LineKind.ANCHOR
    if LineKind.TITLE not in kinds:
        _validate_title(clean)
        return LineKind.TITLE
    if _heading_key(text) in _HEADINGS:
        return LineKind.HEADING
    if is_download_line(text):
        return LineKind.DOWNLOAD
    if section is Section.RECORDING and is_web_address(text):
        return LineKind.UNPLACED if LineKind.RECORDING in kinds else LineKind.RECORDING
    if reads_as_presenter(text, is_expected=section is Section.PRESENTERS):
        return LineKind.PRESENTER
    return LineKind.PARAGRAPH if section is Section.DESCRIPTION else LineKind.UNPLACED


def _validate_title(clean: CleanLine) -> None:
    if (
        _heading_key(clean.text) in _HEADINGS
        or is_download_line(clean.text)
        or is_web_address(clean.text)
        or _is_numbered_presenter(clean.text)
    ):
        raise NoTitle(found=clean.text, line=clean.line)


def _is_numbered_presenter(text: str) -> bool:
    if not reads_as_presenter(text, is_expected=False):
        return False
    marked = split_marker(text)
    return marked.number is not None and len(split_parts(marked.body)) >= 3


def _heading_key(text: str) -> str:
    return text.casefold().removesuffix(":").rstrip()


def is_web_address(text: str) -> bool:
    """The whole text is one http or https address that names a host and no user."""
    if _NOT_IN_AN_ADDRESS.search(text):
        return False
    try:
        address = urlsplit(text)
        is_whole = bool(address.hostname) and address.port != 0
    except ValueError:
        return False
    return address.scheme in {"http", "https"} and is_whole and "@" not in address.netloc
