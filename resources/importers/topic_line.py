"""Each line of a saved topic page in exactly one place, so that nothing is lost."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum, auto

from resources.importers.clean_line import CleanLine, clean_lines, is_anchor
from resources.importers.entry_title import read_entry_title
from resources.importers.line_words import is_suffix
from resources.importers.saved_title import LONGEST_TITLE
from resources.names import name_key


class Field(Enum):
    """What an entry may say of itself, under the words that stand before the colon."""

    PRODUCED = "produced by"
    SUPPORTED = "supported by"
    DESCRIPTION = "description"
    KEYWORDS = "keywords"


class LineKind(Enum):
    ANCHOR = auto()
    TITLE = auto()
    INTRODUCTION = auto()
    SECTION = auto()
    ENTRY_TITLE = auto()
    FIELD = auto()
    CONTINUATION = auto()
    REPEATED = auto()
    UNPLACED = auto()


@dataclass(frozen=True, kw_only=True)
class TopicLine:
    """A line and its place. `entry` counts from 1 in the order of the file, 0 is none.

    `value` is the text without the label of a field. `is_unsure` asks for a person's eye.
    """

    line: int
    text: str
    kind: LineKind
    entry: int = 0
    field: Field | None = None
    value: str = ""
    is_highlighted: bool = False
    is_unsure: bool = False


_SECTION = re.compile(r"(?P<name>highlighted|featured|other)\s+resources?\s*[:;]?", re.IGNORECASE)
_LABEL = re.compile(
    r"(?P<label>produced by|supported by|description|key ?words?)\s*(?:[:;：]\s*(?P<value>.*)|$)",
    re.IGNORECASE,
)
_LABEL_WITHOUT_COLON = re.compile(r"(?P<label>Produced By|Supported By)\s+(?P<value>[A-Z“\"].*)")
_GOES_ON = re.compile(r"(?:[;,:&]|\band)$", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.!…][\"”’')\]]*$")


def read_label(text: str) -> tuple[Field, str] | None:
    """The field that a line begins, and its value; "Supported By;" is one too."""
    found = _LABEL.fullmatch(text) or _LABEL_WITHOUT_COLON.fullmatch(text)
    if found is None:
        return None
    label = found["label"].casefold()
    named = Field.KEYWORDS if label.startswith("key") else Field(label)
    return named, (found["value"] or "").strip()


def is_section(text: str) -> bool:
    return _SECTION.fullmatch(text) is not None


def ends_like_a_sentence(text: str) -> bool:
    """A full stop at the end, other than that of "Inc."; or longer than any title."""
    if len(text) > LONGEST_TITLE:
        return True
    return bool(_SENTENCE_END.search(text)) and not is_suffix(text.split()[-1])


def place_lines(text: str) -> tuple[TopicLine, ...]:
    """Put each line that isn't blank in one place, in the order of the file; never raises.

    One line is one paragraph, so missing blank lines change nothing.
    """
    placer = _Placer(lines=[clean for clean in clean_lines(text) if not is_anchor(clean.text)])
    for at in range(len(placer.lines)):
        placer.place(at)
    anchors = [
        TopicLine(line=clean.line, text=clean.text, kind=LineKind.ANCHOR)
        for clean in clean_lines(text)
        if is_anchor(clean.text)
    ]
    return tuple(sorted((*placer.placed, *anchors), key=lambda placed: placed.line))


@dataclass(kw_only=True)
class _Placer:
    """Where the reading stands: the open section and entry, and what the entry has said."""

    lines: Sequence[CleanLine]
    placed: list[TopicLine] = field(default_factory=list)
    title: str = ""
    section: str = ""
    entry: int = 0
    entry_title: str = ""
    said: dict[Field, list[str]] = field(default_factory=dict)
    last: Field | None = None

    def place(self, at: int) -> None:
        text = self.lines[at].text
        if not self.title:
            self.title = text
            self._add(at, LineKind.TITLE)
        elif self._is_repeated(at):
            self._add(at, LineKind.REPEATED)
        elif section := _SECTION.fullmatch(text):
            self.section = "other" if section["name"].casefold() == "other" else "highlighted"
            self.entry_title, self.said, self.last = "", {}, None
            self._add(at, LineKind.SECTION)
        elif label := read_label(text):
            self._place_field(at, *label)
        else:
            self._place_plain(at)

    def _add(self, at: int, kind: LineKind, **places) -> None:
        clean = self.lines[at]
        places.setdefault("value", clean.text)
        self.placed.append(
            TopicLine(
                line=clean.line,
                text=clean.text,
                kind=kind,
                entry=self.entry if self.entry_title else 0,
                is_highlighted=self.section == "highlighted",
                **places,
            )
        )

    def _place_field(self, at: int, named: Field, value: str) -> None:
        before = self.said.get(named)
        if before is not None and named is not self.last:
            self.entry_title, self.said, before = "", {}, None  # an entry whose title is missing
        is_unsure = bool(self.entry_title and before and any(before))
        self.said.setdefault(named, []).append(name_key(value))
        self.last = named
        kind = LineKind.FIELD if self.entry_title else LineKind.UNPLACED
        self._add(at, kind, field=named, value=value, is_unsure=is_unsure)

    def _place_plain(self, at: int) -> None:
        text = self.lines[at].text
        if not self.entry_title and not self.said:
            self._place_first(at)
            return
        kind, is_unsure = self._kind_within_entry(at)
        if kind is LineKind.ENTRY_TITLE:
            self._start_entry(at, is_unsure=is_unsure)
        elif not self.entry_title or kind is LineKind.UNPLACED:
            self._add(at, LineKind.UNPLACED)
        else:
            named = self.last if self.last and not is_unsure else Field.DESCRIPTION
            self.said.setdefault(named, []).append(name_key(text))
            self.last = named
            self._add(at, kind, field=named, is_unsure=is_unsure)

    def _is_repeated(self, at: int) -> bool:
        """The line before, once more; but a topic may list a resource of its own name."""
        if name_key(self.lines[at].text) != name_key(self.lines[at - 1].text):
            return False
        return len(self.placed) > 1 or self._label_after(at) is None

    def _start_entry(self, at: int, *, is_unsure: bool = False) -> None:
        self.entry += 1
        self.entry_title, self.said, self.last = self.lines[at].text, {}, None
        self._add(at, LineKind.ENTRY_TITLE, is_unsure=is_unsure)

    def _place_first(self, at: int) -> None:
        """A line under the topic's title or a section's heading, where no entry is open."""
        text, follows = self.lines[at].text, self._label_after(at)
        is_sentence = ends_like_a_sentence(text)
        stands_above = not self.section and not self.entry
        is_title = follows is not None and not (stands_above and is_sentence)
        if is_title or not (stands_above or is_sentence):
            self._start_entry(at)
        else:
            self._add(at, LineKind.INTRODUCTION if stands_above else LineKind.UNPLACED)

    def _label_after(self, at: int) -> Field | None:
        """The field that the next line begins."""
        if at + 1 >= len(self.lines):
            return None
        label = read_label(self.lines[at + 1].text)
        return label[0] if label else None

    def _kind_within_entry(self, at: int) -> tuple[LineKind, bool]:
        """What a line without a label is, after what its entry has said; and whether to ask."""
        text, follows = self.lines[at].text, self._label_after(at)
        is_sentence = ends_like_a_sentence(text)
        is_marked = read_entry_title(text).is_marked and not is_sentence
        if not self.said:  # right under a title
            return (LineKind.CONTINUATION, True) if is_sentence else (LineKind.ENTRY_TITLE, False)
        may_begin = follows in self.said or self.last is not Field.DESCRIPTION
        waits = self.last is Field.PRODUCED and self._goes_on()
        if is_marked or (follows is Field.PRODUCED and may_begin and not waits):
            return LineKind.ENTRY_TITLE, is_sentence
        if self._goes_on():
            return LineKind.CONTINUATION, False
        if self.last is Field.DESCRIPTION:
            return self._kind_after_description(follows, is_sentence=is_sentence)
        if not is_sentence:
            return LineKind.ENTRY_TITLE, follows is not Field.PRODUCED
        if Field.DESCRIPTION not in self.said:
            return LineKind.CONTINUATION, True
        return LineKind.UNPLACED, False

    def _goes_on(self) -> bool:
        """The field so far is empty, or ends where a list can't end."""
        values = self.said.get(self.last, []) if self.last else []
        ends_open = bool(values) and bool(_GOES_ON.search(values[-1]))
        return bool(values) and (
            not values[-1] or (ends_open and self.last is not Field.DESCRIPTION)
        )

    def _kind_after_description(
        self, follows: Field | None, *, is_sentence: bool
    ) -> tuple[LineKind, bool]:
        """Another paragraph, unless the next line begins what this entry has said already."""
        if is_sentence or follows is None:
            return LineKind.CONTINUATION, False
        if follows in self.said:
            return LineKind.ENTRY_TITLE, follows is not Field.PRODUCED
        if follows is Field.PRODUCED:
            return LineKind.ENTRY_TITLE, True
        return LineKind.CONTINUATION, False
