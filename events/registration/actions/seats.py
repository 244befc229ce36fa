"""The seat row: how places change hands. Every change of it in the product is here.

Joining is one unit: a conditional UPDATE, and with it the registration and its mail. Everything else
locks the row first and reads what it needs afterwards. So whoever has the lock sees everybody that the
row counts. (Seen on PostgreSQL: locking a registration before the seats gave deadlocks.)
"""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import BigIntegerField, DateTimeField, F, Q
from django.utils.translation import gettext as _

from events.models import EventPage
from events.outbox.actions import OWE
from events.outbox.models import OwedMail
from events.outbox.prepared import Prepared, PreparedInsert, PreparedUnit
from events.registration.enums import RegistrationState
from events.registration.models import Registration, RegistrationChange, SeatCount
from events.registration.models.seat_count import HAS_NO_PLACE, HAS_PLACE
from events.registration.owed import invitation_mails
from events.registration.queries import is_on, promotion_freeze, sessions_to_come


class SeatsAreBySession(ValueError):
    """The event has no seats as a whole: people choose sessions; the message says what to do."""


# ---- joining: the seat row, the registration and its mail as one unit ----


def _open(*, pk, now):
    return SeatCount.objects.filter(is_on(now=now), pk=pk)


def _joining(condition: Q, **update) -> PreparedUnit:
    return PreparedUnit(
        Prepared(
            build=lambda **seats: _open(**seats).filter(condition),
            fields={"pk": BigIntegerField(), "now": DateTimeField()},
            update=update,
        ),
        inserts=[
            PreparedInsert(Registration, needs_key=True),
            PreparedInsert(RegistrationChange),
            OWE,
        ],
    )


# Each is executed with `pk` of the seat row and `now`, and is False where the event is off, or:
TAKE_PLACE = _joining(HAS_PLACE, taken=F("taken") + 1)  # no place is free (any more)
QUEUE_UP = _joining(HAS_NO_PLACE, waiting=F("waiting") + 1)  # one is free after all
TAKE_HELD = _joining(Q(held__gt=0), held=F("held") - 1, taken=F("taken") + 1)  # none is held


# ---- everything else: lock first ----


def ensure_seats(*, event: EventPage) -> SeatCount:
    """The seat row of an event, made from its published capacity where it is missing.

    Raises SeatsAreBySession.
    """
    found = SeatCount.objects.filter(event_id=event.pk, session_key=None).first()
    if found:
        return found
    published = EventPage.objects.only("capacity", "registration_covers").get(pk=event.pk)
    if published.has_chosen_sessions:
        raise SeatsAreBySession(
            _("People choose sessions of this event now. Please open its form again.")
        )
    return SeatCount.objects.get_or_create(
        event_id=event.pk, session_key=None, defaults={"capacity": published.capacity}
    )[0]


def lock_seats(*, event_id: int) -> SeatCount:
    """The seat row, locked until the transaction ends. Raises SeatsAreBySession."""
    rows = lock_rows(event_id=event_id)
    if is_by_session(rows):
        raise SeatsAreBySession(_("Each session of this event has seats of its own."))
    return rows[0]


def lock_rows(*, event_id: int) -> list[SeatCount]:
    """Every seat row of an event in the order of keys, locked until the transaction ends: one, or one per session."""
    rows = SeatCount.objects.select_for_update().filter(event_id=event_id).order_by("pk")
    # What was replaced while we waited for its lock is found at the second look.
    found = list(rows) or list(rows.all())
    if not found:
        raise SeatCount.DoesNotExist(event_id)
    return found


def is_by_session(rows: Sequence[SeatCount]) -> bool:
    """Whether these seat rows of one event are those of its sessions."""
    return bool(rows) and rows[0].session_key is not None


def keep_back_what_fits(seats: SeatCount) -> None:
    """Of the held places as many as the capacity leaves room for."""
    if seats.capacity is not None:
        seats.held = min(seats.held, max(0, seats.capacity - seats.taken))


def promote_next(*, seats: SeatCount, now: datetime) -> tuple[list[Registration], list[OwedMail]]:
    """Give the free places of a locked seat row to those who wait longest; the caller writes mail and row.

    Nobody is promoted within the freeze before the start, nor where the event is off.
    """
    if not seats.waiting or seats.free == 0:
        return [], []
    records = sessions_to_come(event_id=seats.event_id, now=now)
    if not records or not records[0].is_visible or is_frozen(records=records, now=now):
        return [], []
    waiting = Registration.objects.filter(
        event_id=seats.event_id, state=RegistrationState.WAITLISTED
    ).order_by("pk")
    promoted = list(waiting.select_for_update()[: seats.free])
    if not promoted:
        return [], []
    waiting.filter(pk__lte=promoted[-1].pk).order_by().update(
        state=RegistrationState.CONFIRMED, promoted_at=now
    )
    mails: list[OwedMail] = []
    for registration in promoted:
        registration.state, registration.promoted_at = RegistrationState.CONFIRMED, now
        mails += invitation_mails(
            registration=registration, records=records, kind="registration.promoted", now=now
        )
    seats.taken += len(promoted)
    seats.waiting -= len(promoted)
    return promoted, mails


def is_frozen(*, records, now: datetime) -> bool:
    """Whether the start of the next session is too near for anybody to be promoted."""
    return records[0].starts_at - promotion_freeze() <= now


def count_in(*rows: SeatCount) -> None:
    """Write the counters of locked rows."""
    for seats in rows:
        seats.save(update_fields=["capacity", "taken", "held", "waiting"])
