"""The lines of a saved page as a reader sees them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from resources.importers.question import Question, name_lines
from resources.names import tidy_name

ANCHORS = frozenset({"top of page", "bottom of page"})
# Controls that count as spaces (tab, form feed) become a space and aren't listed here.
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ud800-\udfff]")
_NOT_SHOWN = re.compile(r"[\u200b\u2060\ufeff]")


@dataclass(frozen=True, kw_only=True)
class CleanLine:
    """A line as a reader sees it: no control characters, single spaces, never blank."""

    line: int
    text: str
    had_controls: bool


@dataclass(frozen=True, kw_only=True)
class UnplacedLine:
    """A line that found no place in the draft."""

    line: int
    text: str


def clean_lines(text: str) -> Iterator[CleanLine]:
    """Yield the lines that show something, numbered from 1 as an editor numbers them."""
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for number, raw in enumerate(lines, start=1):
        shown, controls = _CONTROLS.subn("", raw)
        cleaned = " ".join(_NOT_SHOWN.sub("", shown).split())
        if tidy_name(cleaned):
            yield CleanLine(line=number, text=cleaned, had_controls=controls > 0)


def is_anchor(text: str) -> bool:
    """The line is what a site builder writes around every page, never content."""
    return text.casefold() in ANCHORS


def ask_about_controls(lines: Sequence[CleanLine]) -> list[Question]:
    """Ask to look at the lines from which characters were left out."""
    numbers = [clean.line for clean in lines if clean.had_controls]
    if not numbers:
        return []
    message = f"{name_lines(numbers)} held characters that can't be shown; they were left out."
    return [Question(line=numbers[0], about="text", text=f"{message} Compare with the old page.")]
