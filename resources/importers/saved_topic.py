"""A topic page of an older library, saved as text, read into plain values.

Nothing here touches the database: what parsing can't know becomes a question.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from resources.importers.clean_line import CleanLine, UnplacedLine, ask_about_controls, clean_lines
from resources.importers.entry_title import read_entry_title
from resources.importers.named import Named, read_names
from resources.importers.producer import SavedProducer, read_producers
from resources.importers.question import Question
from resources.importers.saved_file import UnreadablePage
from resources.importers.saved_title import validate_title
from resources.importers.topic_line import (
    Field,
    LineKind,
    TopicLine,
    is_section,
    place_lines,
    read_label,
)
from resources.importers.topic_questions import ask_about_entries, ask_about_lines
from resources.names import name_key

MOST_ENTRIES = 2_000
_OF_A_WEBINAR = re.compile(
    r"webinar (?:recording|slides):?|presenters:?|download [a-z0-9]{2,5} • .*"
    r"|presented by .*\bthis webinar\b.*",
    re.IGNORECASE,
)


class NotATopicPage(UnreadablePage):
    """The text has nothing of a topic page; `line` is where it shows what it is, 0 if nowhere."""

    def __init__(self, *, line: int, found: str) -> None:
        self.line = line
        self.found = found
        if found:
            sentence = (
                f"This reads like a webinar page (line {line}: “{found[:60]}”), not like a topic "
                "page. Import it with import_webinar."
            )
        else:
            sentence = (
                "This isn't a topic page: it has no heading such as “Other Resources” and no line "
                "such as “Produced By: …”. Check that you chose the right file."
            )
        super().__init__(sentence)


class TooManyEntries(UnreadablePage):
    """No reader would find anything in a topic of so many resources."""

    def __init__(self, *, number: int) -> None:
        self.number = number
        super().__init__(
            f"This topic page lists {number:,} resources; {MOST_ENTRIES:,} are the most. Divide the "
            "file into several topics and import each."
        )


class NoTopicTitle(UnreadablePage):
    """The file doesn't start with the topic's title but with `found`, on `line`."""

    def __init__(self, *, line: int, found: str) -> None:
        self.line = line
        self.found = found
        super().__init__(
            f"Line {line}, “{found[:80]}”, isn't the title of a topic. Write the title on the "
            "first line and import the file again."
        )


@dataclass(frozen=True, kw_only=True)
class SavedEntry:
    """One resource as the page lists it; `year` is None and `resource_type` "" if not given.

    A list whose line is missing is empty.
    """

    line: int
    title: str
    year: int | None
    resource_type: str
    is_highlighted: bool
    producers: tuple[SavedProducer, ...]
    supporters: tuple[Named, ...]
    paragraphs: tuple[str, ...]
    keywords: tuple[Named, ...]

    @property
    def key(self) -> tuple[str, int | None]:
        """The same for two entries of one page about one resource; another year is another edition."""
        return name_key(self.title), self.year

    @property
    def said(self) -> tuple:
        """The same for two entries that differ in nothing but their place in the list."""
        producers = tuple(producer.text for producer in self.producers)
        return (
            self.key,
            self.resource_type,
            producers,
            self.supporters,
            self.paragraphs,
            self.keywords,
        )


@dataclass(frozen=True, kw_only=True)
class SavedTopic:
    """Everything a saved page says, and what a person must confirm about it.

    Each resource stands in `entries` once, in the order of the file.
    """

    title: str
    introduction: tuple[str, ...]
    entries: tuple[SavedEntry, ...]
    unplaced: tuple[UnplacedLine, ...]
    questions: tuple[Question, ...]

    @property
    def keywords(self) -> tuple[Named, ...]:
        """Those of all entries, each once, whatever its case."""
        return distinct(name for entry in self.entries for name in entry.keywords)


def distinct(names: Iterable[Named]) -> tuple[Named, ...]:
    """Each name once, as first written; "Crisis Intervention Team (CIT)" is the name without "(CIT)"."""
    found: dict[str, Named] = {}
    for name in names:
        key = name_key(name.name)
        if key not in found or (name.acronym and not found[key].acronym):
            found[key] = name
    return tuple(found.values())


def parse_saved_topic(text: str) -> SavedTopic:
    """Read the text of a saved topic page; each line that isn't blank is kept somewhere.

    Raises NotATopicPage, NoTopicTitle, TooManyEntries, or TitleTooLong: cutting a title would lose words.
    """
    cleaned = tuple(clean_lines(text))
    _validate_kind(cleaned)
    placed = place_lines(text)
    title = next(line for line in placed if line.kind is LineKind.TITLE)
    if is_section(title.text) or read_label(title.text):
        raise NoTopicTitle(line=title.line, found=title.text)
    validate_title(title.text, line=title.line)
    groups = _by_entry(placed)
    if len(groups) > MOST_ENTRIES:
        raise TooManyEntries(number=len(groups))
    read = [_entry(lines) for lines in groups]
    entries = _each_once(read)
    left = [line for line in placed if line.kind is LineKind.UNPLACED]
    said = {entry.said for entry in entries}
    for entry, lines in zip(read, groups, strict=True):
        if entry.said not in said:
            left += lines
    return SavedTopic(
        title=title.text,
        introduction=tuple(line.text for line in placed if line.kind is LineKind.INTRODUCTION),
        entries=entries,
        unplaced=tuple(
            UnplacedLine(line=line.line, text=line.text)
            for line in sorted(left, key=lambda line: line.line)
        ),
        questions=(
            *ask_about_controls(cleaned),
            *ask_about_lines(placed),
            *ask_about_entries(read=read, kept=entries),
        ),
    )


def _validate_kind(cleaned: Sequence[CleanLine]) -> None:
    labels = [label for clean in cleaned if (label := read_label(clean.text))]
    if any(is_section(clean.text) for clean in cleaned) or any(
        named is not Field.DESCRIPTION for named, _ in labels
    ):
        return
    shows = next((clean for clean in cleaned if _OF_A_WEBINAR.fullmatch(clean.text)), None)
    raise NotATopicPage(line=shows.line if shows else 0, found=shows.text if shows else "")


def _by_entry(placed: Sequence[TopicLine]) -> list[list[TopicLine]]:
    within = [line for line in placed if line.entry and line.kind is not LineKind.UNPLACED]
    return [list(lines) for _, lines in groupby(within, key=lambda line: line.entry)]


def _entry(lines: Sequence[TopicLine]) -> SavedEntry:
    first = lines[0]
    validate_title(first.text, line=first.line)
    title = read_entry_title(first.text)
    producers = [
        producer
        for line in _said(lines, Field.PRODUCED)
        for producer in read_producers(line.value, line=line.line)
    ]
    return SavedEntry(
        line=first.line,
        title=title.title,
        year=title.year,
        resource_type=title.resource_type,
        is_highlighted=first.is_highlighted,
        producers=tuple({name_key(producer.text): producer for producer in producers}.values()),
        supporters=read_names(_joined(lines, Field.SUPPORTED)),
        paragraphs=tuple(line.value for line in _said(lines, Field.DESCRIPTION) if line.value),
        keywords=read_names(_joined(lines, Field.KEYWORDS)),
    )


def _said(lines: Sequence[TopicLine], named: Field) -> list[TopicLine]:
    return [line for line in lines if line.field is named and line.kind is not LineKind.REPEATED]


def _joined(lines: Sequence[TopicLine], named: Field) -> str:
    """Several lines of one field as one list."""
    return ";".join(line.value for line in _said(lines, named))


def _each_once(read: Sequence[SavedEntry]) -> tuple[SavedEntry, ...]:
    """The first of each title; what stands in both sections stays where it is highlighted."""
    kept: dict[tuple[str, int | None], SavedEntry] = {}
    for entry in sorted(read, key=lambda entry: (not entry.is_highlighted, entry.line)):
        kept.setdefault(entry.key, entry)
    return tuple(sorted(kept.values(), key=lambda entry: entry.line))
