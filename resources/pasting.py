"""A pasted list of keywords: its parts, and what each of them is likely to be."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from resources.models.vocabulary import Keyword, KeywordSynonym
from resources.names import name_key, tidy_name

LINES_OR_SEMICOLONS = re.compile(r"[;；\r\n\v\f\x1c-\x1e\x85\u2028\u2029]+")
COMMAS = re.compile(r"[,，、]+")
LABEL = re.compile(r"^\W*key\s?words?\s*:", re.IGNORECASE)
BULLET = re.compile(r"^(?:[•·‣◦▪*–—-]|\d{1,3}[.)](?=\s))\s*")
WITH_ACRONYM = re.compile(r"^(?P<label>.*\S)\s*\((?P<acronym>[^()]{2,30})\)$")
SHORTEST_FOR_A_SLIP = 6  # letters; in shorter words one letter makes another word
LONGEST_LABEL: int = Keyword._meta.get_field("label").max_length  # ty: ignore[invalid-assignment, missing-union-attribute]
LONGEST_COMPARED = 120


def split_pasted(text: str) -> list[str]:
    """The parts of a pasted list in their order, tidied, each once, without what has no letter or digit.

    Semicolons and line ends separate; commas only in a text that has neither. Bullets, numbers of a
    list and a label "Keywords:" at the beginning are left out.
    """
    text = LABEL.sub("", text)
    parts = LINES_OR_SEMICOLONS.split(text)
    if sum(bool(part.strip()) for part in parts) < 2 and not re.search(r"[;；]", text):
        parts = COMMAS.split(text)
    found: dict[str, str] = {}
    for part in parts:
        name = BULLET.sub("", tidy_name(part)).strip(" .,:")
        if any(letter.isalnum() for letter in name):
            found.setdefault(name_key(name), name)
    return list(found.values())


def name_and_acronym(text: str) -> tuple[str, str]:
    """`Sequential Intercept Model (SIM)` taken apart; without an acronym the second is empty.

    What stands in parentheses is an acronym where it has no small first letter and no space.
    """
    if (match := WITH_ACRONYM.match(text)) and re.match(r"^[A-Z0-9][^\s]*$", match["acronym"]):
        return match["label"], match["acronym"]
    return text, ""


@dataclass(frozen=True, kw_only=True)
class Proposal:
    """What one part is: `known`, or `similar` to what there is (a person decides), or new.

    `known` and `similar` are never merged terms. A keyword can be made of it if `may_be_new`: it is
    short enough, and no other has its name.
    """

    text: str
    label: str
    acronym: str
    known: Keyword | None = None
    similar: Sequence[Keyword] = ()
    is_too_long: bool = False
    is_taken: bool = False

    @property
    def may_be_new(self) -> bool:
        return not (self.known or self.is_too_long or self.is_taken)


def propose_keywords(names: Iterable[str]) -> list[Proposal]:
    """What each of these names is, in their order. Two queries for any number of names."""
    vocabulary = Vocabulary()
    return [vocabulary.propose(name) for name in names]


class Vocabulary:
    """All keywords by what they can be found by, read once."""

    def __init__(self):
        self.by_name: dict[str, Keyword] = {}
        self.by_acronym: dict[str, dict[int, Keyword]] = defaultdict(dict)
        keywords = {row.pk: row for row in Keyword.objects.select_related("merged_into")}
        self.slugs = [row.slug for row in keywords.values()]
        for keyword in keywords.values():
            self.by_name[keyword.key] = keyword.canonical
            if keyword.acronym_key:
                self.by_acronym[keyword.acronym_key][keyword.canonical.pk] = keyword.canonical
        for key, pk in KeywordSynonym.objects.values_list("key", "keyword_id"):
            if pk in keywords:
                self.by_name.setdefault(key, keywords[pk].canonical)

    def named(self, text: str) -> Keyword | None:
        """The keyword that there is under this name; no other can be made of it."""
        label, _acronym = name_and_acronym(text)
        return self.propose(text).known or self.by_name.get(name_key(label))

    def propose(self, text: str) -> Proposal:
        label, acronym = name_and_acronym(text)
        known, similar = self._find(text=text, label=label, acronym=acronym)
        return Proposal(
            text=text, label=label, acronym=acronym, known=known, similar=tuple(similar),
            is_too_long=len(label) > LONGEST_LABEL,
            is_taken=name_key(label) in self.by_name,
        )  # fmt: skip

    def _find(self, *, text: str, label: str, acronym: str) -> tuple[Keyword | None, list[Keyword]]:
        key, short = name_key(text), name_key(acronym)
        if known := self.by_name.get(key):
            return known, []
        same_acronym = list(self.by_acronym.get(short or key, {}).values())
        if named := self.by_name.get(name_key(label)):
            if not named.acronym_key or named.acronym_key == short:
                return named, []
            return None, _each_once([named, *same_acronym])
        if not short and len(same_acronym) == 1:
            return same_acronym[0], []
        return None, _each_once([*same_acronym, *self._alike(label)])

    def _alike(self, label: str) -> Iterator[Keyword]:
        """Keywords whose name has the same letters but for plurals, hyphens, accents or one slip.

        Another number is another thing: intercept 1 is not like intercept 2.
        """
        shape = letters(label)
        for slip in sorted(slips(shape)):
            for other, keyword in self._by_slip.get(slip, {}).items():
                if digits(other) == digits(shape):
                    yield keyword

    @cached_property
    def _by_slip(self) -> dict[str, dict[str, Keyword]]:
        """The keywords by every slip of their letters, and then by the letters."""
        found: dict[str, dict[str, Keyword]] = defaultdict(dict)
        for key, keyword in self.by_name.items():
            shape = letters(key)
            for slip in slips(shape):
                found[slip][shape] = keyword
        return found


def letters(text: str) -> str:
    """The letters and digits of `text`, without case, accents, spaces and plural endings."""
    plain = unicodedata.normalize("NFKD", text[:LONGEST_COMPARED]).casefold()
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return "".join(_singular(word) for word in re.findall(r"[^\W_]+", plain))


def digits(shape: str) -> str:
    return "".join(letter for letter in shape if letter.isdigit())


def slips(shape: str) -> set[str]:
    """`shape`, and `shape` without any one of its letters: two words share one if a slip parts them."""
    if len(shape) < SHORTEST_FOR_A_SLIP:
        return {shape} if shape else set()
    return {shape} | {shape[:place] + shape[place + 1 :] for place in range(len(shape))}


def _singular(word: str) -> str:
    if len(word) > 4 and word.endswith("ies"):
        return f"{word[:-3]}y"
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


def _each_once(keywords: Iterable[Keyword]) -> list[Keyword]:
    return list({keyword.pk: keyword for keyword in keywords}.values())
