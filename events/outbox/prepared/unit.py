"""One UPDATE and the rows that belong to it, as one unit whose SQL is written once."""

from collections.abc import Iterable
from contextlib import nullcontext
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections, transaction
from django.db.models import BigIntegerField, Func, Model, Value

from events.outbox.prepared.insert import PreparedInsert
from events.outbox.prepared.rows import set_stored
from events.outbox.prepared.running import run
from events.outbox.prepared.statement import Prepared

# Of each row its model, and whether it brings its key.
_Shape = tuple[tuple[type[Model], bool], ...]


class PreparedUnit:
    """An UPDATE of one row and, only where it changes that row, INSERTs: all of it or nothing.

    On PostgreSQL it is one statement, committed by itself: between taking the lock of a row that
    everybody wants and giving it back, no program has to answer. A savepoint holds it where the
    caller has a transaction. Elsewhere it is a transaction of as many statements, in the same order.
    `inserts` says how a row of each model is written; none asks a signal handler.
    """

    def __init__(self, update: Prepared, *, inserts: Iterable[PreparedInsert]):
        self._update = update
        self._inserts = {insert.model: insert for insert in inserts}
        self._sql: dict[_Shape, str] = {}

    def execute(self, rows: Iterable[Model], **values: Any) -> bool:
        """Change the row of `values` and write `rows`; False where the UPDATE changed none.

        On PostgreSQL each row whose key matters brings it (`NextKey`). Elsewhere a row has its key
        before `rows` is asked for the next one, so a generator serves both. Raises IntegrityError.
        """
        connection = connections[DEFAULT_DB_ALIAS]
        if connection.vendor == "postgresql":
            return self._at_once(list(rows), values, connection)
        with transaction.atomic():
            if not self._update.execute(**values):
                return False
            for row in rows:
                self._inserts[type(row)].insert(row)
        return True

    def _at_once(self, rows: list[Model], values: dict[str, Any], connection) -> bool:
        update, params = self._update.statement(values)
        for row in rows:
            params += self._inserts[type(row)].params(row, connection)
        shape = tuple((type(row), row.pk is not None) for row in rows)
        if shape not in self._sql:
            self._sql[shape] = self._write(update, shape, connection)
        with (
            transaction.atomic() if connection.in_atomic_block else nullcontext(),
            run(self._sql[shape], params, connection) as cursor,
        ):
            is_changed = bool(cursor.fetchall())
        if is_changed:
            for row in rows:
                set_stored(row)
        return is_changed

    def _write(self, update: str, shape: _Shape, connection) -> str:
        parts, source = [f"changed AS ({update} RETURNING 1)"], "changed"
        for number, (model, has_key) in enumerate(shape):
            insert = self._inserts[model].selecting(connection, source=source, with_key=has_key)
            parts.append(f"written_{number} AS ({insert} RETURNING 1)")
            # PostgreSQL writes them in no order that it promises, but a count waits for what it counts.
            source = f"changed, (SELECT count(*) FROM written_{number}) AS before"
        return f"WITH {', '.join(parts)} SELECT 1 FROM changed"


class NextKey(Func):
    """In a query: the key that the next row of `model` will have, drawn before it is written; NULL on SQLite."""

    function = "NEXTVAL"
    output_field = BigIntegerField(null=True)

    def __init__(self, model: type[Model]):
        table, column = Value(f'"{model._meta.db_table}"'), Value(model._meta.pk.column)
        super().__init__(Func(table, column, function="PG_GET_SERIAL_SEQUENCE"))

    def as_sqlite(self, compiler, connection, **context):
        return "NULL", []
