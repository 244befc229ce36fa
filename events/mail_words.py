"""Words of all our mail: what people typed made harmless, and subjects on one line."""

import re
import unicodedata

LONGEST_NAME = 60
LONGEST_TITLE = 100

_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]+")
# Direction marks and characters without width: they make text read otherwise than it is written.
_UNSEEN = re.compile(r"[\xad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_INITIALS = re.compile(r"[^\W\d_]+(\.[^\W\d_])+\.?,?")


def one_line(text: str) -> str:
    """The text on one line, without controls, direction marks and what can't be encoded."""
    return " ".join(_UNSEEN.sub("", _CONTROLS.sub(" ", str(text))).split())


def name_to_greet(name: str) -> str:
    """The name where it can only be read as one; else nothing, and the greeting does without.

    Anybody can type a name for anybody's address. Only letters, spaces, hyphens, apostrophes,
    commas and the dots of initials and degrees ("J. R.", "Ph.D.") pass: no mail program finds an
    address or a phone number to link in them, and there is no room for a message.
    """
    text = " ".join(name.split())
    if len(text) > LONGEST_NAME or not any(sign.isalpha() for sign in text):
        return ""
    if not all(sign in " .,'’-" or unicodedata.category(sign)[0] in "LM" for sign in text):
        return ""
    dotted = [word for word in text.split(" ") if "." in word.rstrip(".,")]
    return text if all(_INITIALS.fullmatch(word) for word in dotted) else ""


def short_title(title: str) -> str:
    """The title for a subject, cut at a word so that the date behind it is still seen."""
    title = one_line(title)
    if len(title) <= LONGEST_TITLE:
        return title
    return title[:LONGEST_TITLE].rsplit(" ", 1)[0].rstrip(" ,;:-–") + "…"
