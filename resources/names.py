"""When two names are the same name."""

import re
import unicodedata

SPACES = re.compile(r"\s+")
STRAIGHT = str.maketrans({"‘": "'", "’": "'", "ʼ": "'", "“": '"', "”": '"', "‐": "-", "‑": "-"})
INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\x00]")
# As many marks as the Stream-Safe Text Format has on one letter (UAX #15, section 13).
MOST_MARKS = 30
MARKS_OF_OTHER_KINDS = "\uff9e\uff9f"


def tidy_name(text: str) -> str:
    """`text` in one line with single spaces and without what nobody can see.

    Of more than 30 marks on one letter the first 30 stay: sorting thousands of them takes minutes.
    """
    plain = unicodedata.normalize("NFC", _with_few_marks(text))
    return SPACES.sub(" ", INVISIBLE.sub("", plain)).strip()


def name_key(text: str) -> str:
    """What names have in common that differ only in case, spaces, or the shape of quotes and hyphens.

    `Peers`, ` peers ` and `PEERS` are one name; `Peer` is another. Compatibility forms (NFKC) are one too.
    """
    plain = unicodedata.normalize("NFKC", tidy_name(text)).translate(STRAIGHT)
    return tidy_name(plain).casefold()


def longest_marks(text: str) -> int:
    """The length of the longest run of marks, such as accents, that stand on one letter."""
    longest = run = 0
    for char in "" if text.isascii() else text:
        run = run + 1 if is_mark(char) else 0
        longest = max(longest, run)
    return longest


def is_mark(char: str) -> bool:
    """It stands on the letter before it, at the latest in its compatibility form."""
    return unicodedata.category(char)[0] == "M" or char in MARKS_OF_OTHER_KINDS


def _with_few_marks(text: str) -> str:
    if len(text) <= MOST_MARKS or text.isascii():
        return text
    kept, run = [], 0
    for char in text:
        run = run + 1 if is_mark(char) else 0
        if run <= MOST_MARKS:
            kept.append(char)
    return "".join(kept)
