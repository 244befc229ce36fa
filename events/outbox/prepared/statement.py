"""A queryset or an UPDATE that runs with new values."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import DateTimeField, Field, IntegerField, QuerySet, UUIDField
from django.db.models.sql import UpdateQuery

from events.outbox.prepared.running import run


class NotPassedOn(Exception):
    """`build` made something else of an argument, so other values would not reach the statement."""


class _Written(NamedTuple):
    sql: str
    params: list[tuple[str, Any]]  # (an argument's name, or "", and then the value itself)
    names: list[str]
    converters: dict[int, tuple]


class Prepared:
    """A statement of fixed shape on the default database that runs with new values.

    `build` makes its queryset from one argument per name in `fields`, and passes each on as it is;
    the field is one of the kind that the argument is compared with. None is no value here: it would be
    another statement. With `update` it is an UPDATE that sets these columns.
    """

    def __init__(
        self,
        *,
        build: Callable[..., QuerySet],
        fields: Mapping[str, Field],
        update: dict[str, Any] | None = None,
    ):
        self._build, self._fields, self._update = build, fields, update
        self._written: dict[str, _Written] = {}

    def rows(self, **values: Any) -> list[dict[str, Any]]:
        """What a queryset of `values(…)` finds."""
        connection = connections[DEFAULT_DB_ALIAS]
        written = self._of(connection)
        params = self._params(written, values, connection)
        with run(written.sql, params, connection) as cursor:
            rows = [list(row) for row in cursor.fetchall()]
        for row in rows:
            for position, (converts, expression) in written.converters.items():
                for convert in converts:
                    row[position] = convert(row[position], expression, connection)
        return [dict(zip(written.names, row, strict=True)) for row in rows]

    def execute(self, **values: Any) -> int:
        """The number of rows that an UPDATE changed."""
        sql, params = self.statement(values)
        with run(sql, params, connections[DEFAULT_DB_ALIAS]) as cursor:
            return cursor.rowcount

    def statement(self, values: dict[str, Any]) -> tuple[str, list[Any]]:
        """The SQL and its parameters for these values."""
        connection = connections[DEFAULT_DB_ALIAS]
        written = self._of(connection)
        return written.sql, self._params(written, values, connection)

    def _params(self, written: _Written, values: dict[str, Any], connection) -> list[Any]:
        ready = {
            name: field.get_db_prep_value(values[name], connection)
            for name, field in self._fields.items()
        }
        return [ready[name] if name else value for name, value in written.params]

    def _of(self, connection) -> _Written:
        """The statement for this kind of database."""
        if connection.vendor not in self._written:
            self._written[connection.vendor] = self._write(connection)
        return self._written[connection.vendor]

    def _write(self, connection) -> _Written:
        """Write it with marks as values and find where they went; twice, to see that nothing else differs."""
        first, second = self._marks(1), self._marks(2)
        compiler, sql, params = self._compile(first, connection)
        _, other_sql, other_params = self._compile(second, connection)
        marks = [
            (name, self._fields[name].get_db_prep_value(mark, connection))
            for name, mark in first.items()
        ]
        places: list[tuple[str, Any]] = []
        for value, other in zip(params, other_params, strict=True):
            found = [name for name, mark in marks if value == mark]
            if not found and value != other:
                raise NotPassedOn(f"{value!r} in {sql}")
            places.append((found[0], None) if found else ("", value))
        if sql != other_sql or {name for name, _ in places} - {""} != set(self._fields):
            raise NotPassedOn(sql)
        if self._update is not None:
            return _Written(sql, places, [], {})
        columns = [column[0] for column in compiler.select]
        query = compiler.query
        names = list(query.selected or (*query.values_select, *query.annotation_select))
        return _Written(sql, places, names, compiler.get_converters(columns))

    def _marks(self, turn: int) -> dict[str, Any]:
        return {
            name: _mark(field, number, turn)
            for number, (name, field) in enumerate(self._fields.items())
        }

    def _compile(self, marks: dict[str, Any], connection) -> tuple:
        query: Any = self._build(**marks).query
        if self._update is not None:
            query = query.chain(UpdateQuery)
            query.add_update_values(self._update)
        compiler = query.get_compiler(connection=connection)
        return compiler, *compiler.as_sql()


def _mark(field: Field, number: int, turn: int) -> Any:
    """A value that no statement has by chance."""
    if isinstance(field, DateTimeField):
        return datetime(1800 + turn, 1, 1, tzinfo=UTC) + timedelta(days=number)
    if isinstance(field, UUIDField):
        return UUID(int=turn * 10**9 + number)
    if isinstance(field, IntegerField):
        return turn * 10**9 + number
    return f"mark {turn} {number}"
