"""One record per session of an event: the identity that calendars know, and the text they get."""

import uuid
from collections.abc import Callable
from datetime import datetime
from typing import Any, TypeVar

from django.db import InterfaceError, OperationalError, connections, models, router
from django.db.models import F, Value
from django.db.models.functions import Coalesce, Greatest

from events.enums import EventStatus
from events.outbox.prepared import Prepared, stored

Answer = TypeVar("Answer")


def mint_uid() -> str:
    """A new UID: random, globally unique, without a host name (RFC 7986, 5.3)."""
    return str(uuid.uuid4())


class CalendarRecord(models.Model):
    """What calendars hold of one session; survives the session and the page (data.md, "The calendar record").

    There is no foreign key to page or session: a child row's key does not live, and
    a deleted page must not take its UID along. `text` is a whole VEVENT, CRLF line
    ends included, ready to be joined into a feed. `changed_at` is the last published
    change: DTSTAMP and LAST-MODIFIED (RFC 5545, 3.8.7).
    """

    page_id = models.PositiveBigIntegerField()
    session_key = models.UUIDField()
    site_id = models.PositiveBigIntegerField(null=True)
    uid = models.CharField(max_length=255, unique=True, default=mint_uid)
    sequence = models.PositiveIntegerField(default=0)
    status = models.CharField(
        max_length=9, choices=EventStatus.choices, default=EventStatus.SCHEDULED
    )
    is_visible = models.BooleanField(default=False)

    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    zone = models.CharField(max_length=64)
    place = models.TextField(blank=True)
    join_url = models.TextField(blank=True)
    # The start that calendars were told before the last move.
    moved_from = models.DateTimeField(null=True)

    text = models.TextField()
    builder_version = models.PositiveSmallIntegerField()
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["page_id", "session_key"], name="calendarrecord_one_per_session"
            ),
            models.CheckConstraint(
                condition=models.Q(ends_at__gt=F("starts_at")),
                name="calendarrecord_ends_after_start",
            ),
        ]
        indexes = [
            # Holds what a feed asks for, in its order; a plain boolean helps SQLite's planner nothing.
            models.Index(
                fields=["site_id", "ends_at", "id"],
                condition=models.Q(is_visible=True),
                name="calendarrecord_window",
            ),
        ]

    def __str__(self):
        return f"{self.uid} ({self.sequence})"


class FeedVersion(models.Model):
    """The one counter that every feed's ETag rests on.

    A writer bumps it as the last statement of its transaction; a reader takes it
    first and the rows afterwards. So an ETag never names newer text than it has
    (data.md, "Feed version").
    """

    number = models.PositiveBigIntegerField(default=0)
    changed_at = models.DateTimeField(null=True)

    ROW = 1

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(pk=1), name="feedversion_one_row"),
        ]

    def __str__(self):
        return str(self.number)

    @classmethod
    def read(cls) -> "FeedVersion":
        """The current version; number 0 where nothing was ever published."""
        return asked_first(cls._read)

    @classmethod
    def _read(cls) -> "FeedVersion":
        rows = _VERSION.rows(pk=cls.ROW)
        return stored(cls, rows[0]) if rows else cls(pk=cls.ROW)

    @classmethod
    def bump(cls, *, now: datetime) -> None:
        """Raise the version by one. Call it last in the transaction that changed what feeds show.

        `changed_at` never goes back, also where a writer that began earlier ends later.
        """
        moment = Value(now, output_field=models.DateTimeField())
        step = {
            "number": F("number") + 1,
            "changed_at": Greatest(Coalesce(F("changed_at"), moment), moment),
        }
        if not cls.objects.filter(pk=cls.ROW).update(**step):
            cls.objects.get_or_create(pk=cls.ROW, defaults={"number": 0})
            cls.objects.filter(pk=cls.ROW).update(**step)


def asked_first(ask: Callable[[], Answer]) -> Answer:
    """What `ask` reads from the database in one query, the first of an answer of a feed.

    A kept connection that broke is replaced; to ask first whether it still stands, as
    CONN_HEALTH_CHECKS does, would take as long as the rest of the answer.
    """
    connection: Any = connections[router.db_for_read(FeedVersion)]
    if connection.in_atomic_block or connection.health_check_done:
        return ask()
    connection.health_check_done = True
    try:
        return ask()
    except (OperationalError, InterfaceError):
        connection.close()
        return ask()


def _version(*, pk):
    return FeedVersion.objects.filter(pk=pk).order_by().values("id", "number", "changed_at")


_VERSION = Prepared(build=_version, fields={"pk": models.BigIntegerField()})
