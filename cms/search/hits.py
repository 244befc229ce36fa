"""What fits a query: every public page and speaker, with what the filters look at. Nothing else is loaded."""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from functools import reduce
from typing import NamedTuple

from django.contrib.contenttypes.models import ContentType
from django.db.models import Case, CharField, F, Field, Q, QuerySet, Value, When
from django.db.models.expressions import RawSQL
from django.db.models.functions import Cast, Coalesce
from wagtail.models import Page, Site, get_page_models
from wagtail.query import PageQuerySet

from cms.search.index import scores_of, search_connection
from cms.search.keywords import FoundKeyword, pages_filed_under
from cms.search.words import Word
from events.enums import Delivery
from events.models import EventPage, EventTopic, WebinarPage
from resources.enums import ResourceType
from resources.models import ResourcePage, TopicEntry, TopicPage
from speakers.models import Speaker

EVENT, RECORDING, RESOURCE, TOPIC, SPEAKER, PAGE = (
    "event",
    "recording",
    "resource",
    "topic",
    "speaker",
    "page",
)
# A text has up to 1. What is filed under the very keyword that was asked for goes before all texts.
WHOLE_KEYWORD, PART_KEYWORD = 1.5, 0.25
# What a row is, beside its content type.
IS_RECORDED, IS_SPEAKER = 1, 2
# A number as the database gives it: thousands of rows are not converted one by one.
AS_IT_IS = Field()

_recorded = Q(eventpage__recording_video__isnull=False) | ~Q(eventpage__recording_url="")


class Traits(NamedTuple):
    """What filters look at. `intercepts` is the sum of 2 to the power of each; `topics` are slugs."""

    kind: str
    year: str
    intercepts: int
    form: str
    topics: tuple[str, ...]


# One of thousands, as the database gives it: how well it fits, a date or a year (ISO 8601) or nothing, its key,
# 0 or IS_RECORDED or IS_SPEAKER, its content type, the sum of its intercepts, its format or type. A page and
# a speaker may have the same key, but no two rows are equal up to the fourth column: each order is total.
Hit = tuple[float, str, int, int, int, int, str]
COLUMNS = ("bonus", "shown_on", "pk", "special", "content_type", "bits", "form")
# What traits are made from; the number of different ones is small.
Key = tuple[int, int, str, int, str, tuple[str, ...] | None]


class Found(NamedTuple):
    """All results of a query, in no order; `keys` has one for each of `hits`."""

    hits: list[Hit]
    keys: list[Key]
    traits: dict[Key, Traits]
    numbers: Counter[Traits]
    kinds: Mapping[int, str]

    def kind_of(self, hit: Hit) -> str:
        """EVENT, RECORDING, RESOURCE, TOPIC, SPEAKER or PAGE."""
        return _kind(hit[3], hit[4], self.kinds)

    def passing(self, shown: Collection[Traits]) -> list[Hit]:
        """The results whose traits are among those shown."""
        keys = {key for key, traits in self.traits.items() if traits in shown}
        if len(keys) == len(self.traits):
            return self.hits
        return [hit for hit, key in zip(self.hits, self.keys, strict=True) if key in keys]


class Topics(NamedTuple):
    """Topics by the pages in them: their slugs by page, and their titles by slug."""

    of_page: dict[int, tuple[str, ...]]
    titles: dict[str, str]


def public_pages_of(*, site: Site, private: Q) -> PageQuerySet:
    """Everything on this site that anybody may see; `private` is what `private_q()` found."""
    pages = Page.objects.live().exclude(private)
    return pages.descendant_of(site.root_page, inclusive=True).order_by()


def public_topics_of(*, site: Site, private: Q) -> PageQuerySet:
    """The public topics of this site."""
    # Their type is the model's, which says nothing new, but has an index: else SQLite goes through all pages.
    topics = TopicPage.objects.live().exclude(private).descendant_of(site.root_page).order_by()
    return topics.filter(content_type__in=_types_of(TopicPage))


def hits_of(
    *,
    words: Sequence[Word],
    keywords: Sequence[FoundKeyword],
    public: PageQuerySet,
    topics: Topics,
    now: datetime,
) -> Found:
    """All results of a query, in no order; every public page where there are no words. One query."""
    named = _filed([keyword.pk for keyword in keywords if keyword.is_named])
    has_words = _filed([keyword.pk for keyword in keywords if not keyword.is_named])
    is_whole = any(keyword.is_whole for keyword in keywords)
    bonus: Case | Value = Value(0.0, output_field=AS_IT_IS)
    if keywords:
        bonus = Case(
            When(named, then=Value(WHOLE_KEYWORD if is_whole else PART_KEYWORD)),
            When(has_words, then=Value(PART_KEYWORD)),
            default=bonus,
        )
    if not words:
        hits = _read(*_page_rows(public, bonus=bonus, now=now).query.sql_with_params())
        return _found(hits, topics)
    if keywords:
        public = public.filter(Q(pk__in=_scored_pages()) | named | has_words)
    hits = _scored(
        pages=_page_rows(public, bonus=bonus, now=now),
        speakers=_speaker_rows(),
        scores=scores_of(words=words, models=[*get_page_models(), Speaker]),
        has_others=bool(keywords),
    )
    return _found(hits, topics)


def _scored_pages() -> RawSQL:
    """The keys of pages with a score, for the query of `_scored`."""
    of_speakers = ContentType.objects.get_for_model(Speaker).pk
    return RawSQL("SELECT pk FROM scores WHERE content_type <> %s", [of_speakers])


def _scored(
    *, pages: QuerySet, speakers: QuerySet, scores: QuerySet, has_others: bool
) -> list[Hit]:
    """Rows that fit some words; `has_others`: and all other pages there.

    Both databases look for the words once: what stands in WITH and is used twice, they keep. Scores need
    the best one only where something is added to them.
    """
    tables: list[tuple[str, Sequence[str], QuerySet]] = [
        ("scores", ("content_type", "pk", "score"), scores),
        ("pages", COLUMNS, pages),
        ("speakers", COLUMNS, speakers),
    ]
    parts, params = [], []
    for name, columns, rows in tables:
        sql, values = rows.query.sql_with_params()
        parts.append(f"{name}({', '.join(columns)}) AS ({sql})")
        params += values
    join, fit = "JOIN", "score"
    if has_others:
        join = "LEFT JOIN"
        fit = "COALESCE(score / COALESCE(NULLIF((SELECT MAX(score) FROM scores), 0), 1), 0) + bonus"
    columns = ", ".join([fit, *COLUMNS[1:]])
    sql = (
        f"WITH {', '.join(parts)}"
        f" SELECT {columns} FROM pages {join} scores USING (content_type, pk)"
        f" UNION ALL SELECT {columns} FROM speakers JOIN scores USING (content_type, pk)"
    )
    return _read(sql, params)


def _read(sql: str, params: Sequence) -> list[Hit]:
    """All rows at once, as the database gives them."""
    with search_connection().cursor() as cursor:
        cursor.execute(sql, params)
        return cursor.fetchall()


def topics_of_pages(topics: PageQuerySet) -> Topics:
    """Which pages these topics list, or which events belong to them. One query."""
    names = ("page_id", "topic__slug", "topic__title")
    of_these = {"topic_id__in": topics.values("pk")}
    rows = (
        TopicEntry.objects.filter(**of_these)
        .order_by()
        .values_list(*names)
        .union(EventTopic.objects.filter(**of_these).order_by().values_list(*names))
        .order_by()
    )
    slugs: dict[int, list[str]] = defaultdict(list)
    titles: dict[str, str] = {}
    for page_id, slug, title in rows:
        slugs[page_id].append(slug)
        titles[slug] = title
    return Topics({pk: tuple(sorted(found)) for pk, found in slugs.items()}, titles)


def _filed(keyword_ids: list[int]) -> Q:
    """For a page: it is filed under one of these keywords."""
    filed = pages_filed_under(keyword_ids) if keyword_ids else []
    return reduce(lambda one, other: one | Q(pk__in=other), filed, Q(pk__in=[]))


def _found(hits: list[Hit], topics: Topics) -> Found:
    slugs_of = topics.of_page.get
    keys = [
        (special, content_type, shown_on[:4], bits, form, slugs_of(pk))
        for _fit, shown_on, pk, special, content_type, bits, form in hits
    ]
    counted, kinds, webinars = Counter(keys), _kinds_by_type(), _types_of(WebinarPage)
    traits = {key: _traits(key, kinds=kinds, webinars=webinars) for key in counted}
    numbers: Counter[Traits] = Counter()
    for key, number in counted.items():
        numbers[traits[key]] += number
    return Found(hits, keys, traits, numbers, kinds)


def _traits(key: Key, *, kinds: Mapping[int, str], webinars: Collection[int]) -> Traits:
    special, content_type, year, bits, form, slugs = key
    if form == Delivery.VIRTUAL and content_type in webinars:
        form = ResourceType.WEBINAR.value  # what readers call it
    kind = _kind(special, content_type, kinds)
    return Traits(kind, year, bits, form, () if kind == SPEAKER else slugs or ())


def _kind(special: int, content_type: int, kinds: Mapping[int, str]) -> str:
    return RECORDING if special == IS_RECORDED else kinds.get(content_type, PAGE)


def _page_rows(pages: PageQuerySet, *, bonus: Case | Value, now: datetime) -> QuerySet:
    return pages.annotate(
        bonus=bonus,
        shown_on=Coalesce(
            Cast("eventpage__first_date", CharField()),
            Cast("resourcepage__year", CharField()),
            Value(""),
        ),
        special=Case(
            When(
                Q(eventpage__isnull=False)
                & (Q(eventpage__last_ends_at__lte=now) | Q(eventpage__last_ends_at=None))
                & _recorded,
                then=Value(IS_RECORDED),
            ),
            default=Value(0),
            output_field=AS_IT_IS,
        ),
        bits=Coalesce(
            "eventpage__intercepts",
            "resourcepage__intercepts",
            Value(0),
            output_field=AS_IT_IS,
        ),
        form=Coalesce("eventpage__delivery", "resourcepage__resource_type", Value("")),
    ).values_list("bonus", "shown_on", "pk", "special", "content_type_id", "bits", "form")


def _speaker_rows() -> QuerySet:
    """Public speakers in the shape of pages."""
    content_type = ContentType.objects.get_for_model(Speaker).pk
    values = (0.0, "", F("pk"), IS_SPEAKER, content_type, 0, "")
    columns = [value if isinstance(value, F) else Value(value) for value in values]
    speakers = Speaker.objects.public()  # ty: ignore[missing-attribute]
    return speakers.order_by().values_list(*columns)


def _kinds_by_type() -> dict[int, str]:
    """The kind of each class, by the number of its content type."""
    kinds = ((EventPage, EVENT), (ResourcePage, RESOURCE), (TopicPage, TOPIC), (Speaker, SPEAKER))
    models = [*get_page_models(), Speaker]
    return {
        content_type.pk: next((kind for parent, kind in kinds if issubclass(model, parent)), PAGE)
        for model, content_type in ContentType.objects.get_for_models(*models).items()
    }


def _types_of(parent: type[Page]) -> set[int]:
    """The numbers of the content types of a class of pages and of those made from it."""
    models = [model for model in get_page_models() if issubclass(model, parent)]
    return {found.pk for found in ContentType.objects.get_for_models(*models).values()}
