"""The filters of the search: which there are, how many results each would leave, and their addresses."""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.search.traits import (
    EVENT,
    PAGE,
    RECORDING,
    RESOURCE,
    SPEAKER,
    TOPIC,
    Traits,
    passing,
    values_of,
)
from events.enums import Delivery
from resources.enums import Intercept, ResourceType

SHOWN = 6  # choices of a filter; the others fold
LONGEST_SHOWN = 40  # characters of what an address got wrong
LONGEST_VALUE = 255
# What links from elsewhere carry along; it says nothing about results.
FOREIGN = ("utm_", "fbclid", "gclid", "mc_")

KINDS = {
    EVENT: gettext_lazy("Events"),
    RECORDING: gettext_lazy("Recordings"),
    RESOURCE: gettext_lazy("Resources"),
    TOPIC: gettext_lazy("Topics"),
    SPEAKER: gettext_lazy("Speakers"),
    PAGE: gettext_lazy("Pages"),
}
TYPES = {**dict(Delivery.choices), **dict(ResourceType.choices)}
HEADINGS = {
    "kind": gettext_lazy("Kind"),
    "intercept": gettext_lazy("Intercept"),
    "topic": gettext_lazy("Topic"),
    "year": gettext_lazy("Year"),
    "type": gettext_lazy("Format or type"),
}
UNKNOWN = {
    "kind": gettext_lazy("There is no kind “%s”."),
    "intercept": gettext_lazy("There is no intercept “%s”: they go from 0 to 5."),
    "topic": gettext_lazy("There is no topic “%s”."),
    "year": gettext_lazy("“%s” is no year."),
    "type": gettext_lazy("There is no format or type “%s”."),
}
SORT, NEWEST = "sort", "new"


@dataclass(frozen=True, kw_only=True)
class Choice:
    """One value of a filter. `url` sets it, or takes it away where it `is_active`."""

    label: str
    count: int
    url: str
    is_active: bool


@dataclass(frozen=True, kw_only=True)
class Facet:
    """A filter with the values that occur; `more` are those that fold."""

    name: str
    heading: str
    choices: list[Choice]
    more: list[Choice]


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What an address asks for: filters that make sense, and a sentence for each that doesn't."""

    filters: dict[str, str]
    is_newest_first: bool
    unknown: list[str]

    def url(
        self,
        *,
        text: str,
        page: int = 1,
        newest: bool | None = None,
        changes: Mapping[str, str] | None = None,
    ) -> str:
        """The address of these results with other filters; an empty one is left out."""
        filters = {**self.filters, **(changes or {})}
        sort = self.is_newest_first if newest is None else newest
        named = {
            "q": text,
            **{name: filters.get(name, "") for name in HEADINGS},
            SORT: NEWEST if sort else "",
            "page": str(page) if page > 1 else "",
        }
        return f"?{urlencode({name: value for name, value in named.items() if value})}"


def read_filters(parameters: Mapping[str, str], *, topics: Collection[str]) -> Asked:
    """The filters in an address; `topics` has the slug of the one that is asked for, if it exists.

    What does not exist is named, and ignored.
    """
    filters, unknown = {}, []
    for name, value in parameters.items():
        if not value or name in ("q", "page") or name.startswith(FOREIGN):
            continue
        if name == SORT:
            if value != NEWEST:
                unknown.append(_("There is no order “%s”.") % _short(value))
        elif name not in HEADINGS:
            unknown.append(_("There is no filter “%s”.") % _short(name))
        elif _exists(name, value, topics):
            filters[name] = value
        else:
            unknown.append(UNKNOWN[name] % _short(value))
    return Asked(
        filters=filters, is_newest_first=parameters.get(SORT) == NEWEST, unknown=unknown[:5]
    )


def _exists(name: str, value: str, topics: Collection[str]) -> bool:
    if name == "kind":
        return value in KINDS
    if name == "type":
        return value in TYPES
    if name == "intercept":
        return value in {str(intercept.value) for intercept in Intercept}
    if name == "year":
        return len(value) == 4 and value.isascii() and value.isdecimal()
    return value in topics


def _short(value: str) -> str:
    plain = "".join(letter for letter in value[: LONGEST_SHOWN + 1] if letter.isprintable())
    return plain if len(plain) <= LONGEST_SHOWN else f"{plain[:LONGEST_SHOWN]}…"


def facets(
    *, numbers: Counter[Traits], asked: Asked, text: str, topic_titles: Mapping[str, str]
) -> list[Facet]:
    """Every filter that has a choice, with how many results it would leave beside the other filters."""
    found, filtered = [], passing(numbers, asked.filters)
    for name, heading in HEADINGS.items():
        others = {other: value for other, value in asked.filters.items() if other != name}
        counts: Counter[str] = Counter()
        left = passing(numbers, others) if name in asked.filters else filtered
        for traits, number in left.items():
            for value in values_of(name, traits):
                counts[value] += number
        active = asked.filters.get(name, "")
        if active:
            counts.setdefault(active, 0)
        choices = [
            Choice(
                label=label_of(name, value, topic_titles),
                count=counts[value],
                url=asked.url(text=text, changes={name: "" if value == active else value}),
                is_active=value == active,
            )
            for value in _in_order(name, counts)
        ]
        if choices:
            shown = len(choices) if len(choices) <= SHOWN + 1 else SHOWN
            found.append(
                Facet(
                    name=name,
                    heading=str(heading),
                    choices=choices[:shown],
                    more=choices[shown:],
                )
            )
    return found


def _in_order(name: str, counts: Counter[str]) -> list[str]:
    if name == "kind":
        return [kind for kind in KINDS if kind in counts]
    if name == "intercept":
        return sorted(counts)
    if name == "year":
        return sorted(counts, reverse=True)
    return sorted(counts, key=lambda value: (-counts[value], value))


def label_of(name: str, value: str, topic_titles: Mapping[str, str]) -> str:
    """A value of a filter as it is printed."""
    if name == "intercept":
        return f"{value} {Intercept(int(value)).label}"
    if name == "topic":
        return topic_titles.get(value, value)
    if name == "year":
        return value
    return str((KINDS if name == "kind" else TYPES)[value])
