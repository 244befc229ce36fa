"""What the filters of an event list offer: the years, intercepts, keywords and topics that occur in it."""

from dataclasses import dataclass, field

from django.core.cache import cache
from django.db.models import CharField, Exists, OuterRef, QuerySet
from django.db.models.functions import Cast, Substr
from wagtail.query import PageQuerySet

from events.models import FeedVersion
from resources.enums import Intercept
from resources.models import Keyword, TopicEntry

KEPT = 60  # seconds


@dataclass(frozen=True, kw_only=True)
class Named:
    """A keyword or topic that may be chosen, without the rest of its row: a list offers hundreds."""

    pk: int
    slug: str
    text: str


@dataclass(kw_only=True)
class Choices:
    """What occurs in a list, and what its address chose beside it. `keywords` and `topics` are by slug."""

    years: list[int]
    intercepts: set[int]
    keywords: dict[str, Named] = field(default_factory=dict)
    topics: dict[str, Named] = field(default_factory=dict)

    @property
    def intercept_options(self) -> list[tuple[str, str]]:
        numbers = sorted(self.intercepts)
        return [(str(number), f"{number}: {Intercept(number).label}") for number in numbers]


def choices_in(*, name: str, events: PageQuerySet, topics: PageQuerySet) -> Choices:
    """What occurs in the list of this `name`, which are `events`; one query where that is known, else four.

    It is kept for a minute, and no longer than until anything changes that feeds depend on: so what
    became private is gone at once, while a new intercept, or the end of an event, may show later.
    """
    key = f"events:choices:{FeedVersion.read().number}:{name}"
    choices = cache.get(key)
    if choices is None:
        choices = occurring(events=events, topics=topics)
        cache.set(key, choices, timeout=KEPT)
    return choices


def occurring(*, events: PageQuerySet, topics: PageQuerySet) -> Choices:
    """The years, intercepts, keywords and topics of `events`, in three queries.

    The year is cut from the date's text: on SQLite, ExtractYear calls Python once per row. Keywords
    and topics are asked one by one whether an event has them: most know it from the first.
    """
    events = events.order_by()
    year = Substr(Cast("first_date", CharField()), 1, 4)
    pairs = set(events.annotate(year=year).values_list("year", "intercepts").distinct())
    linked = Exists(events.filter(keyword_links__keyword=OuterRef("pk")))
    listed = TopicEntry.objects.filter(topic=OuterRef(OuterRef("pk"))).values("page_id")
    naming = Exists(events.filter(topic_links__topic=OuterRef("pk")))
    return Choices(
        years=sorted({int(year) for year, _ in pairs if year}, reverse=True),
        intercepts={number for _, numbers in pairs for number in numbers},
        keywords=named_keywords(Keyword.objects.filter(linked)),
        topics=named_topics(topics.filter(naming | Exists(events.filter(pk__in=listed)))),
    )


def named_keywords(keywords: QuerySet) -> dict[str, Named]:
    """The ones that readers see, by slug in the order of the alphabet; one query."""
    names = ("key", "pk", "slug", "label", "acronym")
    merged = [f"merged_into__{name}" for name in names]
    rows = keywords.order_by().values_list(*names, *merged)
    found = {row[:5] if row[6] is None else row[5:] for row in rows}
    return {
        slug: Named(pk=pk, slug=slug, text=str(Keyword(label=label, acronym=acronym)))
        for _key, pk, slug, label, acronym in sorted(found)
    }


def named_topics(topics: PageQuerySet) -> dict[str, Named]:
    """Topics by slug; where two libraries have one of the same slug, the first; one query."""
    found: dict[str, Named] = {}
    for pk, slug, title in topics.order_by("title", "path").values_list("pk", "slug", "title"):
        found.setdefault(slug, Named(pk=pk, slug=slug, text=title))
    return found
