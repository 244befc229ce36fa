"""A line taken apart at its commas."""

import itertools
import re

from resources.importers.line_words import is_suffix

_PARENTHESES = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_COMMA = re.compile(r",(?!(?<=[0-9],)[0-9])")


def split_commas(text: str) -> tuple[str, ...]:
    """Split at commas that stand outside closed parentheses and numbers."""
    guarded = text
    while guarded != (hidden := _PARENTHESES.sub(lambda m: "\0" * len(m[0]), guarded)):
        guarded = hidden
    cuts = [-1, *(comma.start() for comma in _COMMA.finditer(guarded)), len(text)]
    parts = (text[start + 1 : end].strip() for start, end in itertools.pairwise(cuts))
    return tuple(part for part in parts if part)


def split_parts(text: str, *, keeps_credentials: bool = True) -> tuple[str, ...]:
    """Split at commas; "Inc.", "LLC", "Jr." and their like stay with what precedes.

    So do credentials such as "Ph.D.", unless `keeps_credentials` is false.
    """
    parts: list[str] = []
    for part in split_commas(text):
        if parts and is_suffix(part, counts_credentials=keeps_credentials):
            parts[-1] = f"{parts[-1]}, {part}"
        else:
            parts.append(part)
    return tuple(parts)
