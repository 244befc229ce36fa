"""The title line of an entry: "A Night on Call (2021) - Webinar"."""

import re
from dataclasses import dataclass

from resources.enums import ResourceType
from resources.names import name_key, tidy_name

FIRST_YEAR, LAST_YEAR = 1900, 2100
_YEAR = re.compile(r"(?P<rest>.*\S)\s*\((?P<year>[12][0-9]{3})\)")
_SUFFIX = re.compile(r"(?P<rest>.*(?:\s|[)\"”’]))[-–—]\s*(?P<label>[^()–—]+)")
_QUOTES = (('"', '"'), ("“", "”"), ("'", "'"), ("‘", "’"), ("«", "»"))


@dataclass(frozen=True, kw_only=True)
class EntryTitle:
    """A title without what stands beside it; `year` is None and `resource_type` "" if not given."""

    title: str
    year: int | None
    resource_type: str

    @property
    def is_marked(self) -> bool:
        """A year or a type stood at the end, as nothing but a title has it."""
        return self.year is not None or bool(self.resource_type)


def read_entry_title(text: str) -> EntryTitle:
    """Take the year in parentheses and the type after a dash off the end, and quotes off the rest.

    Each at most once, in either order. What would leave no title stays.
    """
    title, year, resource_type = tidy_name(text), None, ""
    for _ in range(2):
        if year is None and (found := _year(title)):
            title, year = found
        if not resource_type and (typed := _type(title)):
            title, resource_type = typed
    return EntryTitle(title=_unquoted(title), year=year, resource_type=resource_type)


def _year(title: str) -> tuple[str, int] | None:
    found = _YEAR.fullmatch(title)
    if found is None or not FIRST_YEAR <= int(found["year"]) <= LAST_YEAR:
        return None
    return found["rest"], int(found["year"])


def _type(title: str) -> tuple[str, str] | None:
    found = _SUFFIX.fullmatch(title)
    if found is None or not (rest := found["rest"].strip()):
        return None
    key = name_key(found["label"])
    types = {name_key(str(choice.label)): choice.value for choice in ResourceType}
    return (rest, types[key]) if key in types else None


def _unquoted(title: str) -> str:
    """Quotes around the whole title are how a list writes it; quotes inside belong to it."""
    for left, right in _QUOTES:
        inside = title[1:-1]
        is_around = len(title) > 2 and title[0] == left and title[-1] == right
        if is_around and left not in inside and right not in inside and inside.strip():
            return inside.strip()
    return title
