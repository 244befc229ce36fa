"""What fits a query: every public page and speaker, with what the filters look at. Nothing else is loaded."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import reduce
from typing import NamedTuple

from django.contrib.contenttypes.models import ContentType
from django.db.models import Case, CharField, Field, IntegerField, Q, QuerySet, Value, When
from django.db.models.functions import Cast, Coalesce
from wagtail.models import Page, Site, get_page_models
from wagtail.query import PageQuerySet

from cms.search.index import Scores, among, scores_of
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
# How a row is filed: under a keyword that the query names, or under one that has its words.
NAMED, HAS_WORDS = 2, 1
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


# One of thousands: its score, a date or a year (ISO 8601) or nothing, its key, whether it is a speaker,
# and the number of its traits. No two are equal, so any of these orders is total.
Hit = tuple[float, str, int, bool, int]


class Found(NamedTuple):
    """All results of a query, in no order; those with the same `traits` share one entry there."""

    hits: list[Hit]
    traits: list[Traits]
    numbers: list[int]


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
    topics = TopicPage.objects.live().exclude(private)
    return topics.descendant_of(site.root_page).order_by()


def hits_of(
    *,
    words: Sequence[Word],
    keywords: Sequence[FoundKeyword],
    public: PageQuerySet,
    topics: Topics,
    now: datetime,
) -> Found:
    """All results of a query, in no order; every public page where there are no words. Two queries."""
    scores = scores_of(words=words, models=[*get_page_models(), Speaker]) if words else {}
    named = _filed([keyword.pk for keyword in keywords if keyword.is_named])
    has_words = _filed([keyword.pk for keyword in keywords if not keyword.is_named])
    is_whole = any(keyword.is_whole for keyword in keywords)
    bonus = {
        0: 0.0, HAS_WORDS: PART_KEYWORD, NAMED: WHOLE_KEYWORD if is_whole else PART_KEYWORD,
    }  # fmt: skip
    filed = _filed_how(named=named, has_words=has_words)
    if not words:
        rows = _page_rows(public, filed=filed, now=now)
        return _hits(rows, scores=scores, bonus=bonus, topics=topics)
    of_speakers = ContentType.objects.get_for_model(Speaker).pk
    pages = among(pk for content_type, pk in scores if content_type != of_speakers)
    speakers = among(pk for content_type, pk in scores if content_type == of_speakers)
    found = public.filter(Q(pk__in=pages) | named | has_words)
    persons = Speaker.objects.public().filter(pk__in=speakers)  # ty: ignore[missing-attribute]
    rows = _page_rows(found, filed=filed, now=now).union(
        _speaker_rows(persons, of_speakers), all=True
    )
    rows = rows.order_by()
    return _hits(rows, scores=scores, bonus=bonus, topics=topics)


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


def _filed_how(*, named: Q, has_words: Q) -> Case:
    return Case(
        When(named, then=Value(NAMED)),
        When(has_words, then=Value(HAS_WORDS)),
        default=Value(0),
        output_field=AS_IT_IS,
    )


def _hits(rows: QuerySet, *, scores: Scores, bonus: Mapping[int, float], topics: Topics) -> Found:
    best = max(scores.values(), default=0) or 1
    kinds, webinars = _kinds_by_type(), _webinar_types()
    found, known = Found([], [], []), {}
    for pk, content_type, when, bits, form, is_recorded, filed in rows:
        key = (content_type, when[:4], bits, form, is_recorded, topics.of_page.get(pk))
        number = known.get(key)
        if number is None:
            number = known[key] = len(known)
            kind = RECORDING if is_recorded else kinds.get(content_type, PAGE)
            slugs = () if kind == SPEAKER else key[5] or ()
            if form == Delivery.VIRTUAL and content_type in webinars:
                form = ResourceType.WEBINAR.value  # what readers call it
            found.traits.append(Traits(kind, when[:4], bits, form, slugs))
            found.numbers.append(0)
        found.numbers[number] += 1
        score = scores.get((content_type, pk), 0) / best + bonus[filed]
        is_speaker = found.traits[number].kind == SPEAKER
        found.hits.append((score, when, pk, is_speaker, number))
    return found


def _page_rows(found: PageQuerySet, *, filed: Case, now: datetime) -> QuerySet:
    return found.annotate(
        when=Coalesce(
            Cast("eventpage__first_date", CharField()),
            Cast("resourcepage__year", CharField()),
            Value(""),
        ),
        bits=Coalesce(
            Cast("eventpage__intercepts", IntegerField()),
            Cast("resourcepage__intercepts", IntegerField()),
            Value(0),
            output_field=AS_IT_IS,
        ),
        form=Coalesce("eventpage__delivery", "resourcepage__resource_type", Value("")),
        is_recorded=_flag(
            Q(eventpage__isnull=False)
            & (Q(eventpage__last_ends_at__lte=now) | Q(eventpage__last_ends_at=None))
            & _recorded
        ),
        filed=filed,
    ).values_list("pk", "content_type_id", "when", "bits", "form", "is_recorded", "filed")


def _speaker_rows(speakers: QuerySet, content_type: int) -> QuerySet:
    """Speakers in the shape of pages."""
    empty, zero = Value("", output_field=CharField()), Value(0, output_field=AS_IT_IS)
    return (
        speakers.order_by()
        .annotate(
            type=Value(content_type, output_field=AS_IT_IS),
            when=empty, bits=zero, form=empty, is_recorded=zero, filed=zero,
        )
        .values_list("pk", "type", "when", "bits", "form", "is_recorded", "filed")
    )  # fmt: skip


def _flag(condition: Q) -> Case:
    return Case(When(condition, then=Value(1)), default=Value(0), output_field=AS_IT_IS)


def _kinds_by_type() -> dict[int, str]:
    """The kind of each class, by the number of its content type."""
    kinds = ((EventPage, EVENT), (ResourcePage, RESOURCE), (TopicPage, TOPIC), (Speaker, SPEAKER))
    models = [*get_page_models(), Speaker]
    return {
        content_type.pk: next((kind for parent, kind in kinds if issubclass(model, parent)), PAGE)
        for model, content_type in ContentType.objects.get_for_models(*models).items()
    }


def _webinar_types() -> set[int]:
    models = [model for model in get_page_models() if issubclass(model, WebinarPage)]
    return {found.pk for found in ContentType.objects.get_for_models(*models).values()}
