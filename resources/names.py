"""When two names are the same name."""

import re
import unicodedata

SPACES = re.compile(r"\s+")
STRAIGHT = str.maketrans({"‘": "'", "’": "'", "ʼ": "'", "“": '"', "”": '"', "‐": "-", "‑": "-"})
INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\x00]")


def tidy_name(text: str) -> str:
    """`text` in one line with single spaces and without what nobody can see."""
    return SPACES.sub(" ", INVISIBLE.sub("", unicodedata.normalize("NFC", text))).strip()


def name_key(text: str) -> str:
    """What names have in common that differ only in case, spaces, or the shape of quotes and hyphens.

    `Peers`, ` peers ` and `PEERS` are one name; `Peer` is another. Compatibility forms (NFKC) are one too.
    """
    plain = unicodedata.normalize("NFKC", tidy_name(text)).translate(STRAIGHT)
    return tidy_name(plain).casefold()
