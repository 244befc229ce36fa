"""Statements whose SQL is written once per process.

Django takes longer to write the larger ones than a database takes to answer: for a registration
that was most of the request.
"""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple, TypeVar
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import (
    BigIntegerField,
    DateTimeField,
    Field,
    Func,
    IntegerField,
    Model,
    QuerySet,
    UUIDField,
    Value,
)
from django.db.models.base import ModelState
from django.db.models.constants import OnConflict
from django.db.models.sql import InsertQuery, UpdateQuery

Row = TypeVar("Row", bound=Model)


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
        with cursor_of(connection) as cursor:
            cursor.execute(written.sql, self._params(written, values, connection))
            rows = [list(row) for row in cursor.fetchall()]
        for row in rows:
            for position, (converts, expression) in written.converters.items():
                for convert in converts:
                    row[position] = convert(row[position], expression, connection)
        return [dict(zip(written.names, row, strict=True)) for row in rows]

    def execute(self, **values: Any) -> int:
        """The number of rows that an UPDATE changed."""
        sql, params = self.statement(values)
        with cursor_of(connections[DEFAULT_DB_ALIAS]) as cursor:
            cursor.execute(sql, params)
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


class PreparedInsert:
    """An INSERT of one row on the default database, with the model's fields in their order.

    Unlike `save` it asks no signal handler. With `ignore_conflicts` a row that breaks a unique
    constraint is left out, and gets no key.
    """

    def __init__(self, model: type[Model], *, ignore_conflicts: bool = False):
        self.model, self._ignores = model, ignore_conflicts
        self._fields = [f for f in model._meta.local_concrete_fields if not f.primary_key]
        self._sql: dict[str, str] = {}

    def insert(self, row: Model) -> None:
        """Write `row`; it then has its key, and is known as stored."""
        connection = connections[DEFAULT_DB_ALIAS]
        with cursor_of(connection) as cursor:
            cursor.execute(self._of(connection), self._values(row, connection))
            if not self._ignores:
                [row.pk] = cursor.fetchone()
        set_stored(row)

    def params(self, row: Model, connection) -> list[Any]:
        """The values of `row` in the order of `selecting`."""
        key = [] if row.pk is None else [row.pk]
        return [*key, *self._values(row, connection)]

    def selecting(self, connection, *, source: str, with_key: bool) -> str:
        """The INSERT of as many rows with these values as `source` has, for PostgreSQL; nothing is returned."""
        quote = connection.ops.quote_name
        fields = [self.model._meta.pk, *self._fields] if with_key else self._fields
        columns = ", ".join(quote(field.column) for field in fields)
        values = ", ".join("%s" for _field in fields)
        ignoring = " ON CONFLICT DO NOTHING" if self._ignores else ""
        table = quote(self.model._meta.db_table)
        return f"INSERT INTO {table} ({columns}) SELECT {values} FROM {source}{ignoring}"

    def _values(self, row: Model, connection) -> list[Any]:
        return [
            field.get_db_prep_save(field.pre_save(row, add=True), connection)
            for field in self._fields
        ]

    def _of(self, connection) -> str:
        if connection.vendor not in self._sql:
            conflicts = OnConflict.IGNORE if self._ignores else None
            query = InsertQuery(self.model, on_conflict=conflicts)
            query.insert_values(self._fields, [self.model()])
            compiler: Any = query.get_compiler(connection=connection)
            compiler.returning_fields = None if self._ignores else [self.model._meta.pk]
            [(sql, _params)] = compiler.as_sql()
            self._sql[connection.vendor] = sql
        return self._sql[connection.vendor]


def stored(model: type[Row], values: Mapping[str, Any]) -> Row:
    """The row that `values`, by the names of its columns, were read from; its other fields are deferred.

    As unpickling makes it: `__init__` of a page takes as long as the query that found it.
    """
    row = model.__new__(model)
    row._state = ModelState()
    set_stored(row)
    row.__dict__.update(values)
    return row


def set_stored(row: Model) -> None:
    """From now on `row` is one of the database."""
    row._state.adding, row._state.db = False, DEFAULT_DB_ALIAS


class NextKey(Func):
    """In a query: the key that the next row of `model` will have, drawn before it is written; NULL on SQLite."""

    function = "NEXTVAL"
    output_field = BigIntegerField(null=True)

    def __init__(self, model: type[Model]):
        table, column = Value(f'"{model._meta.db_table}"'), Value(model._meta.pk.column)
        super().__init__(Func(table, column, function="PG_GET_SERIAL_SEQUENCE"))

    def as_sqlite(self, compiler, connection, **context):
        return "NULL", []


def cursor_of(connection):
    """Django's cursor; on PostgreSQL one whose statements the server parses once per connection.

    Not behind a pooler that hands connections from one transaction to another, for which Django has
    DISABLE_SERVER_SIDE_CURSORS: the server would not know the statement. Nor where queries are
    logged: such a cursor can't say what it sent.
    """
    connection.ensure_connection()
    if (
        connection.vendor != "postgresql"
        or connection.queries_logged
        or connection.settings_dict.get("DISABLE_SERVER_SIDE_CURSORS")
    ):
        return connection.cursor()
    from django.db.backends.postgresql.base import ServerBindingCursor

    raw: Any = connection.connection
    raw.prepare_threshold = 0  # Django's own cursors never ask for it
    cursor: Any = ServerBindingCursor
    return connection._prepare_cursor(cursor(raw))


def _mark(field: Field, number: int, turn: int) -> Any:
    """A value that no statement has by chance."""
    if isinstance(field, DateTimeField):
        return datetime(1800 + turn, 1, 1, tzinfo=UTC) + timedelta(days=number)
    if isinstance(field, UUIDField):
        return UUID(int=turn * 10**9 + number)
    if isinstance(field, IntegerField):
        return turn * 10**9 + number
    return f"mark {turn} {number}"
