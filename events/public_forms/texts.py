"""What people type, without what nobody can see: control characters, marks that turn the reading direction."""

import re
import unicodedata

# They join letters of Persian, Hindi and others, and parts of emoji.
JOINERS = {"\u200c", "\u200d"}
INVISIBLE = {"Cc", "Cf", "Cs"}


def one_line(text: str) -> str:
    """The text on one line, as it was typed otherwise."""
    return " ".join(_visible(re.sub(r"[\s\x1c-\x1f\x85]+", " ", text)).split())


def several_lines(text: str) -> str:
    """The text with its lines, as it was typed otherwise; at most one empty line in a row."""
    lines = [_visible(line.replace("\t", " ")).rstrip() for line in text.splitlines()]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def bare(text: str) -> str:
    """The text without spaces and invisible characters at its ends, which copying leaves there."""
    seen = [number for number, c in enumerate(text) if not (c.isspace() or _is_invisible(c))]
    return text[seen[0] : seen[-1] + 1] if seen else ""


def _visible(text: str) -> str:
    return "".join(c for c in text if c in JOINERS or not _is_invisible(c))


def _is_invisible(character: str) -> bool:
    return unicodedata.category(character) in INVISIBLE
