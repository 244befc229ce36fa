"""Places appear, are kept back, or are given to who waits: of an event as a whole, or of its sessions."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from events.models import EventPage
from events.outbox.actions import owe
from events.registration.actions.seats import (
    count_in,
    ensure_seats,
    is_by_session,
    keep_back_what_fits,
    lock_rows,
    lock_seats,
    promote_next,
)
from events.registration.actions.session_rows import follow_sessions, is_followed_by_session
from events.registration.actions.session_seats import promote_in_sessions
from events.registration.models import Registration, SeatCount


class TooManyHeld(ValueError):
    """More places are to be held than there are."""


def follow_capacity(*, page: EventPage, now: datetime) -> list[Registration]:
    """Bring the seat rows to the published capacities and promote who fits now; returns those promoted.

    Runs in the transaction that publishes. A lowered capacity takes nobody's place; held places
    that it leaves no room for are held no more.
    """
    with transaction.atomic():
        rows = list(SeatCount.objects.filter(event_id=page.pk).order_by("pk"))
        if is_followed_by_session(page=page, rows=rows):
            return follow_sessions(page=page, rows=rows, now=now)
        seats = rows[0] if rows and not is_by_session(rows) else ensure_seats(event=page)
        if seats.capacity == page.capacity and (not seats.waiting or seats.free == 0):
            return []
        seats = lock_seats(event_id=page.pk)
        seats.capacity = page.capacity
        keep_back_what_fits(seats)
        promoted, mails = promote_next(seats=seats, now=now)
        owe(mails)
        count_in(seats)
    return promoted


def hold_places(
    *, event: EventPage, number: int, now: datetime, session_key: UUID | None = None
) -> SeatCount:
    """Keep back `number` places in all for people whom staff add; fewer than before promotes who waits.

    Where people choose sessions, `session_key` says in which. Raises TooManyHeld where fewer are free.
    """
    with transaction.atomic():
        if session_key is None:
            ensure_seats(event=event)
            seats = lock_seats(event_id=event.pk)
        else:
            rows = lock_rows(event_id=event.pk)
            seats = next(row for row in rows if row.session_key == session_key)
        most = None if seats.capacity is None else max(seats.held, seats.capacity - seats.taken)
        if most is not None and number > most:
            raise TooManyHeld(_("Only %(most)d places can be held.") % {"most": most})
        seats.held = number
        _promote(seats, now)
        count_in(seats)
    return seats


def fill_free_places(*, event_id: int, now: datetime) -> list[Registration]:
    """Promote whoever fits, in order; nothing to do is nothing done. For the worker, and after a freeze was lifted."""
    with transaction.atomic():
        rows = lock_rows(event_id=event_id)
        if is_by_session(rows):
            promoted = promote_in_sessions(rows=rows, now=now)
            count_in(*promoted.rows)
            return promoted.people
        [seats] = rows
        people, mails = promote_next(seats=seats, now=now)
        if people:
            owe(mails)
            count_in(seats)
    return people


def _promote(seats: SeatCount, now: datetime) -> None:
    if seats.session_key is not None:
        promote_in_sessions(rows=[seats], now=now)
        return
    _people, mails = promote_next(seats=seats, now=now)
    owe(mails)
