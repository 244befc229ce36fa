"""Names of keywords and organizations as a page writes them: "Crisis Intervention Team (CIT)"."""

import re
from dataclasses import dataclass

from resources.names import name_key, tidy_name

_IN_PARENTHESES = re.compile(r"(?P<name>.*\S)\s*\((?P<inside>[^()]{1,40})\)")
_ACRONYM = re.compile(r"[A-Z][A-Za-z0-9&+./-]{1,14}")
_WORD = re.compile(r"[^\W_]+")
_LEGAL_FORM = re.compile(
    r"(?:,\s*|\s+)(?:inc|incorporated|llc|llp|lp|ltd|limited|pllc|pc|corp|pbc)\.?$"
)
_MOST_CAPITALS_LEFT_OUT = 2


@dataclass(frozen=True, kw_only=True)
class Named:
    """A name taken apart; `acronym` is "" when the text gives none."""

    text: str
    name: str
    acronym: str


def read_name(text: str) -> Named:
    """Take an acronym in parentheses off, if its letters are the first letters of the words.

    "City of Millbrook (OH)" stays whole: there the parentheses hold a place.
    """
    tidy = tidy_name(text)
    found = _IN_PARENTHESES.fullmatch(tidy)
    if found and stands_for(found["inside"].strip(), found["name"]):
        return Named(text=tidy, name=found["name"], acronym=found["inside"].strip())
    return Named(text=tidy, name=tidy, acronym="")


def read_names(value: str) -> tuple[Named, ...]:
    """The names in a text that separates them by ";", each once, as first written."""
    names: dict[str, Named] = {}
    for part in value.split(";"):
        if tidy := _without_stop(tidy_name(part)):
            names.setdefault(name_key(tidy), read_name(tidy))
    return tuple(names.values())


def doubtful_acronym(name: Named) -> str:
    """What stands in parentheses like an acronym, but in letters that the name doesn't begin with."""
    found = _IN_PARENTHESES.fullmatch(name.name)
    inside = found["inside"].strip() if found else ""
    looks = bool(_ACRONYM.fullmatch(inside)) and inside.isupper() and len(inside) > 2
    return inside if looks else ""


def stands_for(acronym: str, name: str) -> bool:
    """The letters of the acronym are first letters of the name's words, in their order."""
    if not _ACRONYM.fullmatch(acronym) or sum(letter.isupper() for letter in acronym) < 2:
        return False
    letters = [letter.casefold() for letter in acronym if letter.isalnum()]
    initials = [word[0].casefold() for word in _WORD.findall(name)]
    if not initials or letters[0] not in initials[: _MOST_CAPITALS_LEFT_OUT + 1]:
        return False
    rest = iter(initials)
    return all(letter in rest for letter in letters)


def near_key(text: str) -> str:
    """What two names share that may be one body: all but "The", "Inc." and an acronym.

    That the keys are equal is a reason to ask, never a reason to merge.
    """
    name = tidy_name(text)
    found = _IN_PARENTHESES.fullmatch(name)
    if found and _ACRONYM.fullmatch(found["inside"].strip()):
        name = found["name"]
    key = name_key(name).removeprefix("the ")
    return _LEGAL_FORM.sub("", key).strip(" ,")


def _without_stop(text: str) -> str:
    """Without what ends a list: "peers." is peers; "U.S." and "Policy Research, Inc." stay."""
    text = text.strip(" ,")
    if text.count(".") == 1 and text.endswith(".") and not _LEGAL_FORM.search(text.casefold()):
        return text[:-1].rstrip()
    return text
