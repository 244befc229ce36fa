"""The database's clock as a worker sees it, stepped by what a file says; the statements stay the product's."""

import contextlib
import os
import tempfile
from collections.abc import Generator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.db import connection
from django.db.backends.signals import connection_created

SCHEMA = "stepped"


def install() -> None:
    """Have each connection of this process ask our clock, where the script wants one."""
    if os.environ.get("TTA_FAULTS_CLOCK"):
        connection_created.connect(step, dispatch_uid="faults clock")


def step(*, connection, **kwargs) -> None:
    """SQLite lets a function replace its own; PostgreSQL looks for one along the search path."""
    if connection.vendor == "sqlite":
        connection.connection.create_function("strftime", 2, _stepped_strftime)
    else:
        with connection.cursor() as cursor:
            cursor.execute(f"SET search_path = {SCHEMA}, public, pg_catalog")


def _stepped_strftime(_format: str, _when: str) -> str:
    seconds = float(Path(os.environ["TTA_FAULTS_CLOCK"]).read_text())
    moment = datetime.now(UTC) + timedelta(seconds=seconds)
    return moment.strftime("%Y-%m-%d %H:%M:%S.%f")


class SteppedClock:
    """The workers' clock in a script's hands: `settings` for them, `set` to step it."""

    def __init__(self, folder: str):
        self._path = Path(folder) / "clock"
        self.settings = {"clock": self._path}
        if connection.vendor == "postgresql":
            _make_postgres_clock()
        self.set(seconds=0)

    def set(self, *, seconds: float) -> None:
        """From now on the workers' clock is off by so many seconds."""
        draft = self._path.with_suffix(".draft")
        draft.write_text(str(seconds))
        draft.rename(self._path)
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute(f"UPDATE {SCHEMA}.step SET seconds = %s", [seconds])


def _make_postgres_clock() -> None:
    """The function that stands before the real one, and the step that it adds."""
    with connection.cursor() as cursor:
        cursor.execute(f"DROP SCHEMA IF EXISTS {SCHEMA} CASCADE")
        cursor.execute(f"CREATE SCHEMA {SCHEMA}")
        cursor.execute(f"CREATE TABLE {SCHEMA}.step (seconds double precision)")
        cursor.execute(f"INSERT INTO {SCHEMA}.step VALUES (0)")
        cursor.execute(
            f"CREATE FUNCTION {SCHEMA}.statement_timestamp() RETURNS timestamptz LANGUAGE sql AS"
            " 'SELECT pg_catalog.statement_timestamp() + seconds * interval ''1 second''"
            f" FROM {SCHEMA}.step'"
        )


@contextlib.contextmanager
def stepped_clock() -> Generator[SteppedClock]:
    with tempfile.TemporaryDirectory(prefix="clock-") as folder:
        yield SteppedClock(folder)
