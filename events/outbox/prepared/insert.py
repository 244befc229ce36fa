"""An INSERT of one row."""

from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import Model
from django.db.models.constants import OnConflict
from django.db.models.sql import InsertQuery

from events.outbox.prepared.rows import set_stored
from events.outbox.prepared.running import run


class NoKey(RuntimeError):
    """The database did not say which key a row will have; the message says what to mend."""


class PreparedInsert:
    """An INSERT of one row on the default database, with the model's fields in their order.

    Unlike `save` it asks no signal handler. With `ignore_conflicts` a row that breaks a unique
    constraint is left out, and gets no key. Where it `needs_key`, other rows of a PreparedUnit name it.
    """

    def __init__(
        self, model: type[Model], *, ignore_conflicts: bool = False, needs_key: bool = False
    ):
        self.model, self._ignores, self._needs_key = model, ignore_conflicts, needs_key
        self._fields = [f for f in model._meta.local_concrete_fields if not f.primary_key]
        self._sql: dict[str, str] = {}

    def insert(self, row: Model) -> None:
        """Write `row`; it then has its key, and is known as stored."""
        connection = connections[DEFAULT_DB_ALIAS]
        with run(self._of(connection), self._values(row, connection), connection) as cursor:
            if not self._ignores:
                [row.pk] = cursor.fetchone()
        set_stored(row)

    def params(self, row: Model, connection) -> list[Any]:
        """The values of `row` in the order of `selecting`. Raises NoKey."""
        if self._needs_key and row.pk is None:
            raise NoKey(
                f"{row._meta.label} has no key before it is written: on PostgreSQL its sequence has to"
                " belong to its column (ALTER SEQUENCE … OWNED BY)."
            )
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
