"""A webinar page saved from an older site as text, read into plain values.

Nothing here touches the database: what parsing can't know becomes a question.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from events.importers.download_line import SavedDownload, read_download_line
from events.importers.placed_line import (
    LineKind,
    NoTitle,
    PlacedLine,
    Section,
    is_web_address,
    place_lines,
)
from events.importers.presented_by import Credit, ask_about_credit, read_credits
from events.importers.presenter_line import (
    Reading,
    SavedPresenter,
    read_presenter_line,
    split_marker,
)
from events.importers.presenter_questions import (
    ask_about_numbered_paragraphs,
    ask_about_presenters,
    ask_about_unnumbered,
)
from resources.importers.clean_line import UnplacedLine, ask_about_controls, clean_lines
from resources.importers.question import WHOLE_FILE, Question
from resources.importers.saved_file import (
    EmptyFile,
    NotText,
    UnknownEncoding,
    UnreadablePage,
    WrongEncoding,
    decode_saved_page,
)
from resources.importers.saved_title import TitleTooLong, validate_title

__all__ = [
    "EmptyFile",
    "NoTitle",
    "NotText",
    "Question",
    "Reading",
    "SavedDownload",
    "SavedPresenter",
    "SavedWebinar",
    "TitleTooLong",
    "UnknownEncoding",
    "UnplacedLine",
    "UnreadablePage",
    "WrongEncoding",
    "decode_saved_page",
    "parse_saved_page",
]

_ADDRESS = re.compile(r"https?://\S+", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class SavedWebinar:
    """Everything a saved page says, and what a person must confirm about it.

    `presented_by`, `funder` and `recording_url` are "" when the page has none.
    """

    title: str
    paragraphs: tuple[str, ...]
    presented_by: str
    funder: str
    presenters: tuple[SavedPresenter, ...]
    has_recording_heading: bool
    recording_url: str
    downloads: tuple[SavedDownload, ...]
    unplaced: tuple[UnplacedLine, ...]
    questions: tuple[Question, ...]


def parse_saved_page(text: str) -> SavedWebinar:
    """Read the text of a saved webinar page; each line that isn't blank is kept somewhere.

    Raises NoTitle, and TitleTooLong: a first line of more than 255 characters is
    most often the description of a page whose title is missing, and cutting it
    would lose words, so this is an error and not a question.
    """
    placed = place_lines(text)
    title = _of_kind(placed, LineKind.TITLE)[0]
    validate_title(title.text, line=title.line)
    presenters = tuple(
        read_presenter_line(line=place.line, text=place.text)
        for place in _of_kind(placed, LineKind.PRESENTER)
    )
    credit = next((credit for _, credit in _credits(placed)), None)
    recordings = _of_kind(placed, LineKind.RECORDING)
    return SavedWebinar(
        title=title.text,
        paragraphs=tuple(place.text for place in _of_kind(placed, LineKind.PARAGRAPH)),
        presented_by=credit.presented_by if credit else "",
        funder=credit.funder if credit else "",
        presenters=presenters,
        has_recording_heading=any(
            place.kind is LineKind.HEADING and place.section is Section.RECORDING
            for place in placed
        ),
        recording_url=recordings[0].text if recordings else "",
        downloads=_downloads(placed),
        unplaced=tuple(
            UnplacedLine(line=place.line, text=place.text)
            for place in _of_kind(placed, LineKind.UNPLACED)
        ),
        questions=_questions(text, placed=placed, presenters=presenters),
    )


def _of_kind(placed: Sequence[PlacedLine], kind: LineKind) -> list[PlacedLine]:
    return [place for place in placed if place.kind is kind]


def _downloads(placed: Sequence[PlacedLine]) -> tuple[SavedDownload, ...]:
    holds_files = {Section.RECORDING, Section.SLIDES}
    downloads = (
        read_download_line(
            line=place.line,
            text=place.text,
            heading=place.heading.rstrip(": ") if place.section in holds_files else "",
        )
        for place in _of_kind(placed, LineKind.DOWNLOAD)
    )
    return tuple(download for download in downloads if download is not None)


def _credits(placed: Sequence[PlacedLine]) -> list[tuple[int, Credit]]:
    return [
        (place.line, credit)
        for place in _of_kind(placed, LineKind.PARAGRAPH)
        for credit in read_credits(place.text)
    ]


def _ask_about_credits(placed: Sequence[PlacedLine]) -> list[Question]:
    credits_by_line = _credits(placed)
    if not credits_by_line:
        return []
    readings = tuple(dict.fromkeys(credit for _, credit in credits_by_line))
    return [ask_about_credit(line=credits_by_line[0][0], readings=readings)]


def _questions(
    text: str, *, placed: Sequence[PlacedLine], presenters: Sequence[SavedPresenter]
) -> tuple[Question, ...]:
    paragraphs = _of_kind(placed, LineKind.PARAGRAPH)
    unnumbered = [
        place.line
        for place in _of_kind(placed, LineKind.PRESENTER)
        if split_marker(place.text).number is None and place.section is not Section.PRESENTERS
    ]
    numbered = [place.line for place in paragraphs if split_marker(place.text).number is not None]
    return (
        *ask_about_controls(tuple(clean_lines(text))),
        *_ask_about_what_is_missing(
            has_paragraphs=bool(paragraphs), has_presenters=bool(presenters)
        ),
        *_ask_about_credits(placed),
        *ask_about_presenters(presenters),
        *ask_about_unnumbered(unnumbered),
        *ask_about_numbered_paragraphs(numbered),
        *_ask_about_recordings(placed),
    )


def _ask_about_what_is_missing(*, has_paragraphs: bool, has_presenters: bool) -> list[Question]:
    questions = []
    if not has_paragraphs:
        message = "No description was found. Check that the file is whole, or write one."
        questions.append(Question(line=WHOLE_FILE, about="description", text=message))
    if not has_presenters:
        message = "No presenter was found. Check that the file is whole, or add them by hand."
        questions.append(Question(line=WHOLE_FILE, about="presenter", text=message))
    return questions


def _ask_about_recordings(placed: Sequence[PlacedLine]) -> list[Question]:
    """Ask about addresses under the recording heading that did not become the recording."""
    questions = []
    for place in _of_kind(placed, LineKind.UNPLACED):
        addresses = [found.rstrip(".,;)") for found in _ADDRESS.findall(place.text)]
        proposals = tuple(address for address in addresses if is_web_address(address))
        if place.section is Section.RECORDING and proposals:
            message = f"Line {place.line} holds a link that isn't used. Is it the recording?"
            questions.append(
                Question(line=place.line, about="recording", text=message, proposals=proposals)
            )
    return questions
