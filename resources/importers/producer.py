"""Who made a resource: "Luz Ferreira, Ansel T. Brightwater, and Mary Quill", or a body's name.

A comma may stand inside a name, so what isn't sure is a question.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from resources.importers.line_parts import split_commas, split_parts
from resources.importers.line_words import (
    has_organization_word,
    is_name_like,
    is_suffix,
    vocabulary,
)
from resources.importers.question import Question
from resources.names import tidy_name

_JOINT = re.compile(r"\s+(?:and|&)\s+", re.IGNORECASE)
_LEADING_JOINT = re.compile(r"^(?:and|&)\s+", re.IGNORECASE)
_ET_AL = re.compile(r",?\s+et\.?\s+al\.?$", re.IGNORECASE)
_INITIAL = re.compile(r"[A-Z]\.(?:-?[A-Z]\.)*")
_ONLY_INITIALS = re.compile(r"[A-Z]\.?(?:[\s-]?[A-Z]\.?){0,3}")
_WORD = re.compile(r"[^\W\d_]+")
_NOT_IN_PERSONS = vocabulary(
    "addiction advocacy advocates america american applied behavioral care children citizens",
    "collaborative commons communities community corrections counties courts criminal crisis",
    "disability drug education family federal fund global government governments harbor health",
    "home house human international justice law legal lived local mental ministries movement",
    "national nations network of policing policy prevention project public recovery regional",
    "research resource resources response rural safety science sciences social society solutions",
    "state states studies support systems technology the treatment united urban veterans voices",
    "welfare",
)


@dataclass(frozen=True, kw_only=True)
class SavedProducer:
    """One producer, or a row of authors. Without `authors` the text names an organization.

    `proposals` are the ways to read it, the one taken first; one way is certain.
    """

    line: int
    text: str
    authors: tuple[str, ...]
    proposals: tuple[str, ...]

    @property
    def is_certain(self) -> bool:
        return len(self.proposals) < 2


def read_producers(value: str, *, line: int) -> tuple[SavedProducer, ...]:
    """Read a text that separates producers by ";"; never raises.

    Beside a person who is surely one, a name that may be a person's is a person's.
    """
    texts = [tidy for part in value.split(";") if (tidy := tidy_name(part).strip(" ,"))]
    read = [_read_producer(text, line=line) for text in dict.fromkeys(texts)]
    if not any(producer.authors and producer.is_certain for producer in read):
        return tuple(read)
    return tuple(
        _as_person(producer) if _may_be_person(producer) else producer for producer in read
    )


def ask_about_producer(producer: SavedProducer) -> Question:
    """Ask who is meant; the first proposal is what the draft says."""
    return Question(
        line=producer.line,
        about="producer",
        text=f"Line {producer.line}: who is “{producer.text}”?",
        proposals=producer.proposals,
    )


def _read_producer(text: str, *, line: int) -> SavedProducer:
    shown = _ET_AL.sub("", text)
    has_more = shown != text
    people = _inverted(shown) or _people(shown)
    are_persons = bool(people) and all(_could_be_person(name) for name in people)
    is_sure = are_persons and any(_is_surely_person(name) for name in people)
    is_likely = is_sure or has_more or len(people) > 1 or len(shown.split()) == 2
    if are_persons and is_likely:
        proposals = [_authors_words(people)]
        if not is_sure:
            proposals.append(_organization_words(text))
        if has_more:
            proposals.append(f"{_authors_words(people)}; add those behind “et al.” by hand")
        return SavedProducer(line=line, text=text, authors=people, proposals=tuple(proposals))
    proposals = [_organization_words(text)]
    if are_persons or _turned(shown):
        proposals.append(_authors_words(people if are_persons else _turned(shown)))
    elif len(parts := split_parts(text)) > 1:
        proposals.append("organizations: " + "; ".join(_LEADING_JOINT.sub("", p) for p in parts))
    return SavedProducer(line=line, text=text, authors=(), proposals=tuple(proposals))


def _people(text: str) -> tuple[str, ...]:
    """The text cut where a list of persons would be cut."""
    parts = (_LEADING_JOINT.sub("", part) for part in split_parts(text))
    return tuple(name.strip() for part in parts for name in _JOINT.split(part) if name.strip())


def _inverted(text: str) -> tuple[str, ...]:
    """`Wren, T., and Poe, A. B.` as `T. Wren` and `A. B. Poe`; nothing for any other text."""
    parts = [_LEADING_JOINT.sub("", part) for part in split_commas(_JOINT.sub(", ", text))]
    pairs = list(zip(parts[::2], parts[1::2], strict=False))
    if (
        not parts
        or len(parts) % 2
        or not all(_ONLY_INITIALS.fullmatch(given) for _, given in pairs)
    ):
        return ()
    return tuple(f"{given} {family}" for family, given in pairs)


def _turned(text: str) -> tuple[str, ...]:
    """`Wren, Tobias` as `Tobias Wren`, which may also be a town and its state."""
    parts = split_commas(text)
    if len(parts) != 2 or is_suffix(parts[1]) or len(parts[0].split()) != 1:
        return ()
    name = f"{parts[1]} {parts[0]}"
    return (name,) if len(name.split()) <= 3 and _could_be_person(name) else ()


def _could_be_person(name: str) -> bool:
    bare = name.split(",")[0]
    words = bare.split()
    if not 2 <= len(words) <= 5 or "(" in bare or not is_name_like(bare):
        return False
    if has_organization_word(bare):
        return False
    if any(len(word) > 2 and word.isalpha() and word.isupper() for word in words):
        return False
    return _NOT_IN_PERSONS.isdisjoint(word.casefold() for word in _WORD.findall(bare))


def _is_surely_person(name: str) -> bool:
    """An initial, or a degree behind a comma: no body is called so."""
    bare, *suffixes = name.split(",")
    has_degree = any(
        is_suffix(suffix.strip()) and not is_suffix(suffix.strip(), counts_credentials=False)
        for suffix in suffixes
    )
    return has_degree or any(_INITIAL.fullmatch(word) for word in bare.split())


def _may_be_person(producer: SavedProducer) -> bool:
    people = _people(producer.text)
    return not producer.authors and len(people) == 1 and _could_be_person(people[0])


def _as_person(producer: SavedProducer) -> SavedProducer:
    people = _people(producer.text)
    proposals = (_authors_words(people), _organization_words(producer.text))
    return replace(producer, authors=people, proposals=proposals)


def _authors_words(people: Sequence[str]) -> str:
    return ("authors: " if len(people) > 1 else "author: ") + "; ".join(people)


def _organization_words(text: str) -> str:
    return f"one organization: {text}"
