"""What the filters look at, in a row of the database and in what was counted."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from django.contrib.contenttypes.models import ContentType
from wagtail.models import Page, get_page_models

from events.models import EventPage
from resources.enums import Intercept
from resources.models import ResourcePage, TopicPage
from speakers.models import Speaker

EVENT, RECORDING, RESOURCE, TOPIC, SPEAKER, PAGE = (
    "event",
    "recording",
    "resource",
    "topic",
    "speaker",
    "page",
)
# What a row is, beside its content type.
IS_RECORDED, IS_SPEAKER = 1, 2
# SQL over COLUMNS: the year of a row.
YEAR = "SUBSTR(shown_on, 1, 4)"
# The intercepts of every sum that a page can have, as text.
INTERCEPTS = [
    tuple(str(n) for n in range(len(Intercept)) if bits >> n & 1)
    for bits in range(1 << len(Intercept))
]


class Traits(NamedTuple):
    """What filters look at. `intercepts` is the sum of 2 to the power of each; `topics` are slugs."""

    kind: str
    year: str
    intercepts: int
    form: str
    topics: tuple[str, ...]


class Topics(NamedTuple):
    """Topics by the pages in them: their slugs by page, and their titles by slug."""

    of_page: dict[int, tuple[str, ...]]
    titles: dict[str, str]


def values_of(name: str, traits: Traits) -> Iterable[str]:
    """The values that something with these traits has for a filter."""
    if name == "kind":
        return (traits.kind,)
    if name == "year":
        return (traits.year,) if traits.year else ()
    if name == "type":
        return (traits.form,) if traits.form else ()
    if name == "topic":
        return traits.topics
    return INTERCEPTS[traits.intercepts]


def passing(numbers: Counter[Traits], filters: Mapping[str, str]) -> Counter[Traits]:
    """Those of `numbers` that every filter lets through."""
    if not filters:
        return numbers
    return Counter(
        {
            traits: number
            for traits, number in numbers.items()
            if all(value in values_of(name, traits) for name, value in filters.items())
        }
    )


def condition(filters: Mapping[str, str], *, topics: Topics) -> tuple[str, list]:
    """The same for a row: SQL over COLUMNS with its parameters."""
    conditions, params = ["1 = 1"], []
    for name, value in filters.items():
        if name == "kind":
            conditions.append(_is_of_kind(value))
        elif name == "topic":
            listed = [pk for pk, slugs in topics.of_page.items() if value in slugs]
            conditions.append(f"special <> {IS_SPEAKER} AND {among('pk', listed)}")
        elif name == "intercept":
            conditions.append(f"(bits & {1 << int(value)}) <> 0")
        else:
            conditions.append(f"{YEAR if name == 'year' else 'form'} = %s")
            params.append(value)
    return " AND ".join(conditions), params


def among(column: str, numbers: Iterable[int]) -> str:
    """SQL: a column has one of these numbers, of which there may be none."""
    return f"{column} IN ({', '.join(map(str, numbers)) or 'NULL'})"


def _is_of_kind(kind: str) -> str:
    if kind == RECORDING:
        return f"special = {IS_RECORDED}"
    kinds = kinds_by_type().items()
    if kind == PAGE:  # what is of no other kind, also where its class is gone
        others = [content_type for content_type, found in kinds if found != kind]
        return f"special <> {IS_RECORDED} AND NOT {among('content_type', others)}"
    types = [content_type for content_type, found in kinds if found == kind]
    return f"special <> {IS_RECORDED} AND {among('content_type', types)}"


def kind_of(special: int, content_type: int, kinds: Mapping[int, str]) -> str:
    """The kind of a row; `kinds` are those of `kinds_by_type`."""
    return RECORDING if special == IS_RECORDED else kinds.get(content_type, PAGE)


def kinds_by_type() -> dict[int, str]:
    """The kind of each class, by the number of its content type."""
    kinds = ((EventPage, EVENT), (ResourcePage, RESOURCE), (TopicPage, TOPIC), (Speaker, SPEAKER))
    models = [*get_page_models(), Speaker]
    return {
        content_type.pk: next((kind for parent, kind in kinds if issubclass(model, parent)), PAGE)
        for model, content_type in ContentType.objects.get_for_models(*models).items()
    }


def types_of(parent: type[Page]) -> set[int]:
    """The numbers of the content types of a class of pages and of those made from it."""
    models = [model for model in get_page_models() if issubclass(model, parent)]
    return {found.pk for found in ContentType.objects.get_for_models(*models).values()}
