"""What fits a query: every public page and speaker, counted by what the filters look at, and a stretch of them."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import reduce
from typing import NamedTuple

from django.contrib.contenttypes.models import ContentType
from django.db.models import Case, Q, QuerySet, Value, When
from django.db.models.expressions import RawSQL
from wagtail.models import Page, Site, get_page_models
from wagtail.query import PageQuerySet

from cms.search.columns import AS_IT_IS, COLUMNS, page_rows, speaker_rows
from cms.search.index import scores_of, search_connection
from cms.search.keywords import FoundKeyword, pages_filed_under
from cms.search.traits import (
    IS_SPEAKER,
    YEAR,
    Topics,
    Traits,
    among,
    condition,
    kind_of,
    kinds_by_type,
    types_of,
)
from cms.search.words import Word
from events.models import EventTopic
from resources.models import TopicEntry, TopicPage
from speakers.models import Speaker

# A text has up to 1. What is filed under the very keyword that was asked for goes before all texts.
WHOLE_KEYWORD, PART_KEYWORD = 1.5, 0.25


class Stretch(NamedTuple):
    """Which results to read: of those that pass `filters`, best or newest first, `count` after `start`."""

    filters: Mapping[str, str]
    is_newest_first: bool
    start: int
    count: int


class Hit(NamedTuple):
    """One result: its key, and EVENT, RECORDING, RESOURCE, TOPIC, SPEAKER or PAGE."""

    pk: int
    kind: str


class Table(NamedTuple):
    """What a statement can name: a name, its columns, and its rows."""

    name: str
    columns: Sequence[str]
    rows: QuerySet


class Found(NamedTuple):
    """How many of all results have which traits, and the results of a stretch in their order."""

    numbers: Counter[Traits]
    hits: list[Hit]


def public_pages_of(*, site: Site, private: Q) -> PageQuerySet:
    """Everything on this site that anybody may see; `private` is what `private_q()` found."""
    pages = Page.objects.live().exclude(private)
    return pages.descendant_of(site.root_page, inclusive=True).order_by()


def public_topics_of(*, site: Site, private: Q) -> PageQuerySet:
    """The public topics of this site."""
    # Their type is the model's, which says nothing new, but has an index: else SQLite goes through all pages.
    topics = TopicPage.objects.live().exclude(private).descendant_of(site.root_page).order_by()
    return topics.filter(content_type__in=types_of(TopicPage))


def hits_of(
    *,
    words: Sequence[Word],
    keywords: Sequence[FoundKeyword],
    public: PageQuerySet,
    topics: Topics,
    stretch: Stretch,
    now: datetime,
) -> Found:
    """What a query finds; every public page where there are no words. One statement."""
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
    if words and keywords:
        public = public.filter(Q(pk__in=_scored_pages()) | named | has_words)
    tables = [Table("pages", COLUMNS, page_rows(public, bonus=bonus, now=now))]
    fitting = f"SELECT {', '.join(COLUMNS)} FROM pages"
    if words:
        # Without others, what is no page and no speaker finds no row to stand beside.
        models = [*get_page_models(), Speaker] if keywords else None
        scores = scores_of(words=words, models=models)
        tables.insert(0, Table("scores", ("content_type", "pk", "score"), scores))
        tables.append(Table("speakers", COLUMNS, speaker_rows()))
        fitting = _with_scores(has_others=bool(keywords))
    rows = _read(tables, fitting, topics=topics, stretch=stretch)
    return _found(rows, topics=topics, is_newest_first=stretch.is_newest_first)


def _scored_pages() -> RawSQL:
    """The keys of pages with a score, for a statement that has `scores`."""
    of_speakers = ContentType.objects.get_for_model(Speaker).pk
    return RawSQL("SELECT pk FROM scores WHERE content_type <> %s", [of_speakers])


def _with_scores(*, has_others: bool) -> str:
    """Pages and speakers that fit some words; `has_others`: and all other pages there.

    Scores need the best one only where something is added to them.
    """
    join, fit = "JOIN", "score"
    if has_others:
        join = "LEFT JOIN"
        fit = "COALESCE(score / COALESCE(NULLIF((SELECT MAX(score) FROM scores), 0), 1), 0) + bonus"
    columns = ", ".join([fit, *COLUMNS[1:]])
    return (
        f"SELECT {columns} FROM pages {join} scores USING (content_type, pk)"
        f" UNION ALL SELECT {columns} FROM speakers JOIN scores USING (content_type, pk)"
    )


def _read(
    tables: Sequence[Table], fitting: str, *, topics: Topics, stretch: Stretch
) -> list[tuple]:
    """Of the rows of `fitting`, which may name `tables`: how many have which traits, and the stretch, unordered.

    A number is (0, 0.0, year, how many, special, content type, bits, form, its page if that is in topics);
    a result is (1, *COLUMNS, 0). Thousands of rows stay where they are. Both databases look for the words
    once: what stands in WITH and is used twice, they keep, unless told otherwise; pages are looked up by the
    scores.
    """
    parts, params = [], []
    for name, columns, rows in tables:
        sql, values = rows.query.sql_with_params()
        how = "" if name == "scores" else "NOT MATERIALIZED "
        parts.append(f"{name}({', '.join(columns)}) AS {how}({sql})")
        params += values
    parts.append(f"hits({', '.join(COLUMNS)}) AS MATERIALIZED ({fitting})")
    # A page in topics is a group of its own; which they are, is known here.
    is_listed = f"special <> {IS_SPEAKER} AND {among('pk', topics.of_page)}"
    traits = f"special, content_type, bits, form, CASE WHEN {is_listed} THEN pk ELSE 0 END"
    where, values = condition(stretch.filters, topics=topics)
    by = ", ".join(f"{column} DESC" for column in _order(stretch.is_newest_first))
    sql = (
        f"WITH {', '.join(parts)} SELECT 0, 0.0, {YEAR}, COUNT(*), {traits} FROM hits"
        f" GROUP BY {YEAR}, {traits} UNION ALL SELECT * FROM ("
        f"SELECT 1, {', '.join(COLUMNS)}, 0 FROM hits WHERE {where}"
        f" ORDER BY {by} LIMIT {stretch.count} OFFSET {stretch.start}) AS shown"
    )
    with search_connection().cursor() as cursor:
        cursor.execute(sql, [*params, *values])
        return cursor.fetchall()


def _order(is_newest_first: bool) -> tuple[str, ...]:
    by = ("shown_on", "bonus") if is_newest_first else ("bonus", "shown_on")
    return (*by, "pk", "special")


def _found(rows: list[tuple], *, topics: Topics, is_newest_first: bool) -> Found:
    kinds = kinds_by_type()
    numbers: Counter[Traits] = Counter()
    shown = []
    for is_hit, *row in rows:
        if is_hit:
            shown.append(dict(zip(COLUMNS, row[:-1], strict=True)))
            continue
        _fit, year, number, special, content_type, bits, form, listed = row
        kind = kind_of(special, content_type, kinds)
        numbers[Traits(kind, year, bits, form, topics.of_page.get(listed, ()))] += number
    order = _order(is_newest_first)
    shown.sort(key=lambda row: [row[column] for column in order], reverse=True)
    return Found(
        numbers,
        [Hit(row["pk"], kind_of(row["special"], row["content_type"], kinds)) for row in shown],
    )


def topics_of_pages(topics: PageQuerySet) -> Topics:
    """Which pages these topics list, or which events belong to them. Two queries."""
    found = {pk: (slug, title) for pk, slug, title in topics.values_list("pk", "slug", "title")}
    names = ("page_id", "topic_id")
    listed = TopicEntry.objects.order_by().values_list(*names)
    belonging = EventTopic.objects.order_by().values_list(*names)
    slugs: dict[int, set[str]] = defaultdict(set)
    titles: dict[str, str] = {}
    for page_id, topic_id in listed.union(belonging).order_by():
        if topic_id in found:
            slug, title = found[topic_id]
            slugs[page_id].add(slug)
            titles[slug] = title
    return Topics({pk: tuple(sorted(of_page)) for pk, of_page in slugs.items()}, titles)


def _filed(keyword_ids: list[int]) -> Q:
    """For a page: it is filed under one of these keywords."""
    filed = pages_filed_under(keyword_ids) if keyword_ids else []
    return reduce(lambda one, other: one | Q(pk__in=other), filed, Q(pk__in=[]))
