"""Reads of registrations that are used in more than one place."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db.models import (
    Aggregate,
    BigIntegerField,
    CharField,
    DateTimeField,
    Exists,
    F,
    JSONField,
    Max,
    OuterRef,
    Subquery,
    UUIDField,
)
from django.db.models.functions import Coalesce, JSONObject, Lower

from events.enums import EventStatus
from events.models import CalendarRecord, EventPage
from events.outbox.enums import MailState
from events.outbox.models import OwedMail
from events.outbox.prepared import NextKey, Prepared, stored
from events.registration.enums import ACTIVE
from events.registration.models import Registration, RegistrationChange, SeatCount, SecondTry

STRANGERS_MAILS = 3
STRANGERS_PERIOD = timedelta(hours=1)


def promotion_freeze() -> timedelta:
    """How long before the start nobody is promoted any more: TTA_PROMOTION_FREEZE_MINUTES, or 60 minutes."""
    return timedelta(minutes=getattr(settings, "TTA_PROMOTION_FREEZE_MINUTES", 60))


SESSION_FIELDS = {"id", "uid", "sequence", "starts_at", "ends_at", "is_visible"}
_SESSION_NAMES = [
    f.attname for f in CalendarRecord._meta.concrete_fields if f.attname in SESSION_FIELDS
]


def sessions_to_come(*, event_id: int, now: datetime) -> list[CalendarRecord]:
    """The calendar records of an event's sessions that are on and not over, in the order of time; one query.

    Fields beside SESSION_FIELDS are deferred.
    """
    rows = _to_come(event_id=event_id, now=now).order_by("starts_at", "pk")
    return [_session(row) for row in rows.values(*_SESSION_NAMES)]


def _to_come(*, event_id, now):
    return CalendarRecord.objects.filter(
        page_id=event_id, status=EventStatus.SCHEDULED, ends_at__gt=now
    )


def _session(row: dict) -> CalendarRecord:
    return stored(CalendarRecord, {name: row[name] for name in _SESSION_NAMES})


class _JsonList(Aggregate):
    """The values of a group as one JSON list, in no order."""

    function = "JSONB_AGG"
    output_field = JSONField()

    def as_sqlite(self, compiler, connection, **context):
        return self.as_sql(compiler, connection, function="JSON_GROUP_ARRAY", **context)


def _session_of_json(found: dict) -> CalendarRecord:
    """A session of a _JsonList, where moments are text and SQLite's yes is 1."""
    moments = {name: _moment(found[name]) for name in ("starts_at", "ends_at")}
    return _session(found | moments | {"is_visible": bool(found["is_visible"])})


def _moment(text: str) -> datetime:
    """SQLite stores UTC without saying so."""
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def is_on(*, now: datetime) -> Exists:
    """For a SeatCount: its event is public, not called off, and has a session that is not over at `now`."""
    return Exists(
        CalendarRecord.objects.filter(
            page_id=OuterRef("event_id"),
            is_visible=True,
            status=EventStatus.SCHEDULED,
            ends_at__gt=now,
        )
    )


@dataclass(frozen=True, kw_only=True)
class Standing:
    """How an event and an address stand to each other at a moment, read without a lock.

    `sessions` are those of `sessions_to_come`. `next_key` is drawn for the registration that may follow,
    and None where the database gives keys as it writes (SQLite). `mail_after` is None, or the moment before which this
    address gets no further mail that strangers cause.
    """

    seats: SeatCount
    next_key: int | None
    is_on: bool
    is_known: bool
    is_repeated: bool
    sequence_offset: int
    sessions: list[CalendarRecord]
    mail_after: datetime | None


def standing(
    *, event: EventPage, email_key: str, form_token: UUID, now: datetime
) -> Standing | None:
    """One query; None where the event has no seat count yet."""
    rows = _STANDING.rows(
        event_id=event.pk,
        email_key=email_key,
        form_token=form_token,
        now=now,
        since=now - STRANGERS_PERIOD,
    )
    if not rows:
        return None
    [row] = rows
    oldest = row["oldest_mail_that_counts"]
    return Standing(
        seats=stored(
            SeatCount,
            {"event_id": event.pk, **{name: row[name] for name in ("id", *SeatCount.NUMBERS)}},
        ),
        next_key=row["next_key"],
        is_on=bool(row["is_on"]),
        is_known=bool(row["is_known"]),
        is_repeated=bool(row["is_repeated"] or row["is_repeated_second"]),
        sequence_offset=_above(row["held_offset"], row["left_offset"]),
        sessions=sorted(
            (_session_of_json(found) for found in row["sessions"] or ()),
            key=lambda session: (session.starts_at, session.pk),
        ),
        mail_after=oldest + STRANGERS_PERIOD if oldest else None,
    )


def _standing(*, event_id, email_key, form_token, now, since):
    same_address = Registration.objects.filter(event_id=event_id, email_key=email_key)
    held, left = _offsets_known(event_id=event_id, email_key=email_key)
    sessions = _to_come(event_id=event_id, now=now).order_by().values("page_id")
    in_one = _JsonList(JSONObject(**{name: name for name in _SESSION_NAMES}))
    by_strangers = mail_by_strangers(email_key=email_key, since=since)
    return (
        SeatCount.objects.filter(event_id=event_id, session_key=None)
        .order_by()
        .annotate(
            next_key=NextKey(Registration),
            is_on=is_on(now=now),
            is_known=Exists(same_address.filter(state__in=ACTIVE)),
            is_repeated=Exists(Registration.objects.filter(form_token=form_token)),
            is_repeated_second=Exists(SecondTry.objects.filter(form_token=form_token)),
            held_offset=Subquery(held),
            left_offset=Subquery(left),
            sessions=Subquery(sessions.annotate(all=in_one).values("all")),
            oldest_mail_that_counts=Subquery(
                by_strangers.values("due_at")[STRANGERS_MAILS - 1 : STRANGERS_MAILS]
            ),
        )
        .values(
            *("id", *SeatCount.NUMBERS, "next_key", "is_on", "is_known", "is_repeated"),
            *("is_repeated_second", "held_offset", "left_offset", "sessions"),
            "oldest_mail_that_counts",
        )
    )


_STANDING = Prepared(
    build=_standing,
    fields={
        "event_id": BigIntegerField(),
        "email_key": CharField(),
        "form_token": UUIDField(),
        "now": DateTimeField(),
        "since": DateTimeField(),
    },
)


def next_offset(*, event_id: int, email_key: str) -> int:
    """The lowest `sequence_offset` that is new to the calendar at this address; one query."""
    held, left = _offsets_known(event_id=event_id, email_key=email_key)
    return _above(*held.union(left, all=True).order_by().values_list("last", flat=True))


def _offsets_known(*, event_id: int, email_key: str):
    """Two queries for the highest offsets an address was sent: by its registrations, and by those that left it."""
    held = Registration.objects.filter(event_id=event_id, email_key=email_key)
    left = RegistrationChange.objects.filter(left_key=email_key, left_event_id=event_id)
    return (
        held.order_by().values("event_id").annotate(last=Max("sequence_offset")).values("last"),
        left.order_by().values("left_event_id").annotate(last=Max("left_offset")).values("last"),
    )


def _above(*offsets: int | None) -> int:
    return max((offset + 1 for offset in offsets if offset is not None), default=0)


def mail_after(*, email_key: str, now: datetime) -> datetime | None:
    """None, or the moment before which this address gets no further mail that strangers cause."""
    since = now - STRANGERS_PERIOD
    that_count = mail_by_strangers(email_key=email_key, since=since).values_list(
        "due_at", flat=True
    )
    oldest = that_count[STRANGERS_MAILS - 1 : STRANGERS_MAILS].first()
    return oldest + STRANGERS_PERIOD if oldest else None


def mail_by_strangers(*, email_key: str, since: datetime):
    """Mail due after `since`, or to come, that people caused without proof of the address; latest first."""
    return (
        OwedMail.objects.annotate(
            lower_address=Lower("to_address"), due_at=Coalesce(F("not_before"), F("created_at"))
        )
        .filter(lower_address=email_key, by_stranger=True)
        .exclude(state__in=[MailState.SKIPPED, MailState.SUPERSEDED])
        .filter(due_at__gt=since)
        .order_by("-due_at", "-pk")
    )


def place_on_waitlist(registration: Registration) -> int:
    """1 for who is next."""
    earlier = Registration.objects.filter(
        event_id=registration.event_id, state=registration.state, pk__lt=registration.pk
    )
    return earlier.count() + 1
