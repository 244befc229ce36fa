"""Words against the search index of Wagtail, on SQLite (FTS5) and PostgreSQL (tsvector).

Wagtail's own query classes find whole words, and beginnings in titles only. This finds both
everywhere, and whole words count more. What is indexed, and when, stays Wagtail's.
"""

from collections.abc import Iterable, Sequence

from django.contrib.contenttypes.models import ContentType
from django.db import connections, router
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import BigIntegerField, F, Field, Lookup, Model, QuerySet, Value
from django.db.models.expressions import RawSQL
from django.db.models.functions import Cast
from wagtail.search import models as index_models
from wagtail.search.backends import get_search_backend

from cms.search.words import Word

TITLE_WEIGHT = 4.0


def search_connection() -> BaseDatabaseWrapper:
    """The database with the index."""
    return connections[router.db_for_read(index_models.IndexEntry)]


def is_postgres() -> bool:
    return search_connection().vendor == "postgresql"


def scores_of(*, words: Sequence[Word], models: Iterable[type[Model]] | None = None) -> QuerySet:
    """Content type, key and score of the rows of these models, or of all, that fit, unread; a higher score is better.

    A row fits that has every word, or another word that begins like it.
    """
    entry, rows = _matching(words, models)
    number = Cast(f"{entry}object_id", BigIntegerField())
    return rows.order_by().values_list(f"{entry}content_type_id", number, _score(words))


def _matching(words: Sequence[Word], models: Iterable[type[Model]] | None) -> tuple[str, QuerySet]:
    """The way from a row to its index entry, and the rows that fit."""
    if is_postgres():
        from django.contrib.postgres.search import CombinedSearchVector

        vector = CombinedSearchVector(F("title"), "||", F("body"), None)
        rows = index_models.IndexEntry.objects.annotate(vector=vector)
        entry, rows = "", rows.filter(vector=_tsquery(words))
    else:
        entry = "index_entry__"
        rows = index_models.SQLiteFTSIndexEntry.objects.filter(Matches(_fts5(words)))
    if models is not None:
        types = [found.pk for found in ContentType.objects.get_for_models(*models).values()]
        rows = rows.filter(**{f"{entry}content_type_id__in": types})
    return entry, rows


def _score(words: Sequence[Word]):
    if not is_postgres():
        # bm25 is lower where it is better; the columns are autocomplete, body, title.
        table = index_models.SQLiteFTSIndexEntry._meta.db_table
        return RawSQL(f"-1.0 * bm25({table}, 0.0, 1.0, {TITLE_WEIGHT})", (), output_field=Field())
    from django.contrib.postgres.search import SearchRank

    query = _tsquery(words)
    return SearchRank(F("title"), query) * Value(TITLE_WEIGHT) + SearchRank(F("body"), query)


def _fts5(words: Sequence[Word]) -> str:
    """Each word in quotes, so that nothing in it is an operator; words have letters and digits only."""
    return " AND ".join(
        f'("{word.text}" OR "{word.beginning}" *)' if word.beginning else f'"{word.text}"'
        for word in words
    )


def _tsquery(words: Sequence[Word]):
    from django.contrib.postgres.search import SearchQuery

    text = " & ".join(
        f"('{word.text}' | '{word.beginning}':*)" if word.beginning else f"'{word.text}'"
        for word in words
    )
    return SearchQuery(text, search_type="raw", config=get_search_backend().config)


class Matches(Lookup):
    """Rows of the FTS5 table whose title or body fits an expression of FTS5."""

    lookup_name = "matches"

    def __init__(self, expression: str):
        self.expression = expression
        super().__init__(None, None)

    def as_sql(self, compiler, connection):
        table = index_models.SQLiteFTSIndexEntry._meta.db_table
        return f"{table} MATCH %s", [f"{{title body}} : ({self.expression})"]
