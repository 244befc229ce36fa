"""The stored texts of the feed of all events, read in portions by a statement that is written once per process.

A server-side cursor, which Django takes for portions, needs four messages and a copy of the result at the server:
for a hundred events that is most of the answer.
"""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections

from events.outbox.prepared import Prepared

# A hundred kilobytes or so.
ROWS_OF_A_PORTION = 100


class PreparedTexts(Prepared):
    """A statement whose rows are one text each."""

    def portions(self, **values: Any) -> Iterator[bytes]:
        """The texts in UTF-8, joined by the hundred; no more than that is in memory at a time."""
        connection = connections[DEFAULT_DB_ALIAS]
        written = self._of(connection)
        params = self._params(written, values, connection)
        with connection.cursor() as cursor, connection.wrap_database_errors:
            yield from joined(text for (text,) in _rows(connection, cursor, written.sql, params))


def joined(texts: Iterable[str]) -> Iterator[bytes]:
    """The same texts in UTF-8, a hundred at a time."""
    rest = iter(texts)
    while portion := list(islice(rest, ROWS_OF_A_PORTION)):
        yield "".join(portion).encode()


def _rows(connection, cursor, sql: str, params: list) -> Iterable[tuple]:
    """On PostgreSQL the rows are taken from the line as they come, with no cursor at the server.

    Not where queries are logged, which would miss this one.
    """
    if connection.vendor != "postgresql" or connection.queries_logged:
        cursor.execute(sql, params)
        return cursor
    from psycopg import capabilities

    # libpq hands out single rows in every version, and chunks of them since 17.
    size = ROWS_OF_A_PORTION if capabilities.has_stream_chunked() else 1
    return cursor.stream(sql, params, size=size)
