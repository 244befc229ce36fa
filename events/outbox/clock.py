"""One clock for all workers: the database's."""

from datetime import UTC, datetime

from django.db import connection

STATEMENTS = {
    "postgresql": "SELECT statement_timestamp()",
    "sqlite": "SELECT strftime('%Y-%m-%d %H:%M:%f', 'now')",
}


def database_now() -> datetime:
    """The moment at which the database runs this statement, also inside a transaction; one query."""
    with connection.cursor() as cursor:
        cursor.execute(STATEMENTS[connection.vendor])
        (moment,) = cursor.fetchone()
    if isinstance(moment, str):
        moment = datetime.fromisoformat(moment).replace(tzinfo=UTC)
    return moment
