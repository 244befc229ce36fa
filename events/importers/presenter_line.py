"""One presenter line: "1. Name, Title, Organization (Place)".

Commas are ambiguous, so a line has readings: parsing proposes, a person confirms.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from resources.importers.line_parts import split_parts
from resources.importers.line_words import (
    has_organization_word,
    has_title_word,
    is_name_like,
    is_organization_like,
    is_suffix,
)

_MARKER = re.compile(
    r"(?:(?P<number>[0-9]{1,3})\s?[.)\]:](?![0-9])|\((?P<bracketed>[0-9]{1,3})\)"
    r"|(?P<bullet>[•·‣▪●◦*–—-]))\s*(?=\S)"
)
_SEPARATE_DASH = re.compile(r"\s[–—-]\s")
_PLACE_CODE = re.compile(r"[A-Z]{2}")
_LONGEST_LINE = 500
_MOST_PARTS = 12


@dataclass(frozen=True, kw_only=True)
class Reading:
    """One way to read a presenter line; what the line doesn't give is ""."""

    name: str
    title: str
    organization: str

    def __str__(self) -> str:
        return (
            f"Name: {self.name or 'none'}; title: {self.title or 'none'}; "
            f"organization: {self.organization or 'none'}"
        )


@dataclass(frozen=True, kw_only=True)
class SavedPresenter:
    """A presenter as one line gives them; name, title and organization are the proposal.

    `number` is the number written before the name, None when there is none. `text`
    is the whole line.
    """

    line: int
    number: int | None
    name: str
    title: str
    organization: str
    text: str
    readings: tuple[Reading, ...]

    @property
    def is_certain(self) -> bool:
        """Only one reading is plausible."""
        return len(self.readings) == 1


@dataclass(frozen=True, kw_only=True)
class MarkedLine:
    """A line without its "1." or bullet; `number` is None for a bullet or no marker."""

    number: int | None
    is_marked: bool
    body: str


def split_marker(text: str) -> MarkedLine:
    """Take "1.", "1)", "1 .", "(1)" or a bullet off the line."""
    found = _MARKER.match(text)
    if found is None:
        return MarkedLine(number=None, is_marked=False, body=text)
    digits = found["number"] or found["bracketed"]
    return MarkedLine(
        number=int(digits) if digits else None, is_marked=True, body=text[found.end() :]
    )


def reads_as_presenter(text: str, *, is_expected: bool) -> bool:
    """A person is the likeliest reading of this line.

    `is_expected` is for lines under a heading "Presenters", where a number is
    enough. Elsewhere a line without a number needs a name and two commas.
    """
    if len(text) > _LONGEST_LINE:
        return False
    marked = split_marker(text)
    parts = split_parts(marked.body)
    if not parts:
        return False
    is_numbered = marked.number is not None
    if is_expected and is_numbered:
        return True
    name = _SEPARATE_DASH.split(parts[0])[0]
    words = len(name.split())
    if not is_name_like(name) or marked.body[-1] in "!?:;…" or _ends_enumeration(parts):
        return False
    if is_numbered:
        return len(parts) > 1 or 2 <= words <= 4
    if words < 2 or _ends_sentence(marked.body):
        return False
    return len(parts) >= (2 if is_expected or marked.is_marked else 3)


def _ends_enumeration(parts: tuple[str, ...]) -> bool:
    """The last part starts with "and": topics in a row, not a person."""
    return len(parts) > 1 and parts[-1].lower().startswith(("and ", "or "))


def _ends_sentence(body: str) -> bool:
    if not body.endswith("."):
        return False
    last_word = body.split()[-1]
    return "." not in last_word[:-1] and not is_suffix(last_word)


def read_presenter_line(
    *, line: int, text: str, is_organization: Callable[[str], bool] = is_organization_like
) -> SavedPresenter:
    """Read one line; two commas outside parentheses make it certain, or one before an organization.

    Never raises: a line without any comma becomes a name.
    """
    marked = split_marker(text)
    body = marked.body[:-1] if _ends_sentence(marked.body) else marked.body
    readings = _readings(body, is_organization) or (
        Reading(name=body.strip(), title="", organization=""),
    )
    proposal = readings[0]
    return SavedPresenter(
        line=line,
        number=marked.number,
        name=proposal.name,
        title=proposal.title,
        organization=proposal.organization,
        text=text,
        readings=readings,
    )


def _readings(body: str, is_organization: Callable[[str], bool]) -> tuple[Reading, ...]:
    parts = split_parts(body)
    if not parts:
        return ()
    ways = [parts]
    if len(parts) != 3:
        ways.append(split_parts(body, keeps_credentials=False))
    if _SEPARATE_DASH.search(parts[0] if len(parts) > 2 else body):
        ways.insert(0, _split_dashes(parts))
    readings = [reading for way in ways for reading in _readings_of_parts(way, is_organization)]
    if len(parts) == 3 and not is_name_like(parts[0]):
        readings.append(Reading(name="", title="", organization=body.strip()))
    return tuple(dict.fromkeys(readings))


def _split_dashes(parts: tuple[str, ...]) -> tuple[str, ...]:
    pieces = (piece.strip() for part in parts for piece in _SEPARATE_DASH.split(part))
    return tuple(piece for piece in pieces if piece)


def _readings_of_parts(
    parts: tuple[str, ...], is_organization: Callable[[str], bool]
) -> list[Reading]:
    if len(parts) == 1:
        return _readings_of_one(parts[0])
    if len(parts) == 2:
        return _readings_of_two(*parts, is_organization=is_organization)
    if len(parts) == 3:
        return [Reading(name=parts[0], title=parts[1], organization=parts[2])]
    return _readings_of_many(parts)


def _readings_of_one(part: str) -> list[Reading]:
    return [
        Reading(name=part, title="", organization=""),
        Reading(name="", title="", organization=part),
    ]


def _readings_of_two(
    name: str, rest: str, *, is_organization: Callable[[str], bool]
) -> list[Reading]:
    as_title = Reading(name=name, title=rest, organization="")
    if is_suffix(rest):
        return [as_title]
    as_organization = Reading(name=name, title="", organization=rest)
    if is_organization(rest):
        return [as_organization]
    title, at, organization = rest.partition(" at ")
    if at and has_title_word(title) and organization.strip():
        both = Reading(name=name, title=title.strip(), organization=organization.strip())
        return [both, as_title, as_organization]
    if has_title_word(rest):
        return [as_title, as_organization]
    return [as_organization, as_title]


def _readings_of_many(parts: tuple[str, ...]) -> list[Reading]:
    """Four parts or more: the organization may start at any part after the second."""
    if len(parts) > _MOST_PARTS:
        parts = (*parts[: _MOST_PARTS - 1], ", ".join(parts[_MOST_PARTS - 1 :]))
    starts = [at for at in range(2, len(parts)) if not parts[at].lower().startswith("and ")]
    starts = starts or [len(parts) - 1]
    best = _likeliest_start(parts, starts=starts)
    return [
        Reading(name=parts[0], title=", ".join(parts[1:at]), organization=", ".join(parts[at:]))
        for at in (best, *(start for start in starts if start != best))
    ]


def _likeliest_start(parts: tuple[str, ...], *, starts: list[int]) -> int:
    after_and = max((at for at, part in enumerate(parts) if part.lower()[:4] == "and "), default=0)
    late = [at for at in starts if at > after_and] or starts
    for at in late:
        if has_organization_word(parts[at]) and not has_title_word(parts[at]):
            return at
    return late[0] if _PLACE_CODE.fullmatch(parts[-1]) else late[-1]
