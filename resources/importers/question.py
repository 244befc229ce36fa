"""What a person must confirm before a draft may be trusted."""

from collections.abc import Sequence
from dataclasses import dataclass

WHOLE_FILE = 0


@dataclass(frozen=True, kw_only=True)
class Question:
    """One thing to confirm, in plain words.

    `line` counts from 1, WHOLE_FILE (0) when no single line is meant. `about` is one word for
    what is asked about, such as "description", "presenter", "organization" or "keyword".
    `proposals` lists the possible answers, the likeliest first.
    """

    line: int
    about: str
    text: str
    proposals: tuple[str, ...] = ()


def name_lines(lines: Sequence[int]) -> str:
    """Return "Line 4", "Lines 4 and 6" or "Lines 4, 6 and 9"."""
    numbers = [str(line) for line in lines]
    if len(numbers) == 1:
        return f"Line {numbers[0]}"
    return f"Lines {', '.join(numbers[:-1])} and {numbers[-1]}"
