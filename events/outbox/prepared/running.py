"""How a statement that is written once reaches the database."""

from functools import cache, lru_cache
from typing import Any


def run(sql: str, params: list[Any], connection) -> Any:
    """Django's cursor, a context manager, after `sql` with `params` for its `%s`.

    On PostgreSQL the server parses the statement once per connection, and the program never. Not
    behind a pooler that hands connections from one transaction to another, for which Django has
    DISABLE_SERVER_SIDE_CURSORS: the server would not know the statement. Nor where queries are
    logged: such a cursor can't say what it sent.
    """
    connection.ensure_connection()
    if (
        connection.vendor != "postgresql"
        or connection.queries_logged
        or connection.settings_dict.get("DISABLE_SERVER_SIDE_CURSORS")
    ):
        cursor = connection.cursor()
        cursor.execute(sql, params)
        return cursor
    raw = connection.connection
    raw.prepare_threshold = 0  # Django's own cursors never ask for it
    cursor = connection._prepare_cursor(_raw_cursor()(raw))
    cursor.execute(_numbered(sql), params)
    return cursor


@cache
def _raw_cursor() -> type:
    """psycopg's cursor for `$1`: it does not look for marks in a text that has none."""
    from django.db.backends.postgresql.base import CursorMixin
    from psycopg import RawCursor

    return type("_RawCursor", (CursorMixin, RawCursor), {})


@lru_cache(maxsize=256)
def _numbered(sql: str) -> str:
    number = sql.replace("%%", "").count("%s")
    return sql % tuple(f"${position}" for position in range(1, number + 1))
