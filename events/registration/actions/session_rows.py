"""Which seat rows a published event has, and who gets a place in a session that was added.

Everything here runs in the transaction that publishes.
"""

import logging
from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from django.db.models import Count

from events.enums import EventStatus, RegistrationCovers
from events.models import CalendarRecord, EventPage
from events.registration.actions.seats import (
    count_in,
    is_by_session,
    keep_back_what_fits,
    lock_rows,
)
from events.registration.actions.session_seats import (
    confirm_who_has_a_place,
    promote_in_sessions,
)
from events.registration.enums import ACTIVE, Part, RegistrationState
from events.registration.models import Registration, SeatCount, SessionPlace

logger = logging.getLogger("events.registration.sessions")

CONFIRMED, WAITLISTED = RegistrationState.CONFIRMED, RegistrationState.WAITLISTED


def is_followed_by_session(*, page: EventPage, rows: Sequence[SeatCount]) -> bool:
    """Whether the event has a seat row for each session, now that `page` is published.

    People who chose sessions can't be made to come to all of them: while any of them is registered, the
    event stays as it was, whatever an older version or a program says. The editor's form says so.
    """
    if page.has_chosen_sessions:
        return True
    if not is_by_session(rows):
        return False
    lock_rows(event_id=page.pk)
    attendees = Registration.objects.filter(event_id=page.pk, part=Part.ATTENDEE)
    if attendees.filter(state__in=ACTIVE).exists():
        logger.warning("People chose sessions of event %s: it stays that way.", page.pk)
        page.registration_covers = RegistrationCovers.CHOSEN
        EventPage.objects.filter(pk=page.pk).update(registration_covers=page.registration_covers)
        return True
    SeatCount.objects.filter(event_id=page.pk).delete()
    return False


def follow_sessions(
    *, page: EventPage, rows: Sequence[SeatCount], now: datetime
) -> list[Registration]:
    """Bring the seat rows to the published sessions; returns those promoted.

    Where people were registered for the whole event, each gets a place, or the turn that they had,
    in every session. Who asked for the whole series is given what was added.
    """
    if rows and not is_by_session(rows):
        rows = _from_the_whole_event(page)
    elif rows:
        rows = lock_rows(event_id=page.pk)
    before = {row.pk: _numbers(row) for row in rows}
    rows = [*rows, *_new_rows(page, rows)]
    capacities = {session.key: session.capacity for session in page.dated_sessions}
    for seats in rows:
        seats.capacity = capacities.get(seats.session_key, seats.capacity)
        keep_back_what_fits(seats)
    _free_what_was_left(page, rows, now)
    _give_what_was_added(page, rows, now)
    promoted = promote_in_sessions(rows=rows, now=now)
    count_in(*(row for row in rows if before.get(row.pk) != _numbers(row)))
    return promoted.people


def _numbers(seats: SeatCount) -> tuple:
    return tuple(getattr(seats, name) for name in SeatCount.NUMBERS)


def _new_rows(page: EventPage, rows: Sequence[SeatCount]) -> list[SeatCount]:
    """Rows for sessions that have none; who was there before the rows were is counted."""
    known = {row.session_key for row in rows}
    keys = [session.key for session in page.dated_sessions if session.key not in known]
    if not keys:
        return []
    there: dict = {key: Counter() for key in keys}
    places = SessionPlace.objects.filter(
        record__page_id=page.pk, record__session_key__in=keys, state__in=ACTIVE
    ).order_by()
    counts = places.values_list("record__session_key", "state").annotate(number=Count("pk"))
    for key, state, number in counts:
        there[key][state] = number
    return [
        SeatCount.objects.create(
            event_id=page.pk, session_key=key,
            taken=there[key][CONFIRMED], waiting=there[key][WAITLISTED],
        )
        for key in keys
    ]  # fmt: skip


def _from_the_whole_event(page: EventPage) -> Sequence[SeatCount]:
    """Places and rows in every session, instead of the one row; nobody gains or loses anything by it."""
    rows = lock_rows(event_id=page.pk)
    if is_by_session(rows):
        return rows
    people = Registration.objects.filter(
        event_id=page.pk, state__in=ACTIVE, part=Part.ATTENDEE
    ).order_by("pk")
    registered = list(people)
    records = list(CalendarRecord.objects.filter(page_id=page.pk).order_by("pk"))
    SessionPlace.objects.bulk_create(
        SessionPlace(
            registration=person, record=record, state=person.state, told=person.told,
            created_at=person.created_at, promoted_at=person.promoted_at,
        )
        for record in records
        for person in registered
    )  # fmt: skip
    people.order_by().update(whole_series=True)
    [whole] = rows
    SeatCount.objects.filter(pk=whole.pk).delete()
    return [
        SeatCount.objects.create(
            event_id=page.pk, session_key=record.session_key, capacity=whole.capacity,
            taken=whole.taken, held=whole.held, waiting=whole.waiting,
        )
        for record in records
    ]  # fmt: skip


def _free_what_was_left(page: EventPage, rows: Sequence[SeatCount], now: datetime) -> None:
    """Who cancelled kept what was over; a session that is ahead again is not theirs."""
    seats_of = {row.session_key: row for row in rows}
    left = SessionPlace.objects.filter(
        record__page_id=page.pk, record__ends_at__gt=now, state__in=ACTIVE,
        registration__state=RegistrationState.CANCELLED,
    )  # fmt: skip
    for key, state in left.values_list("record__session_key", "state"):
        if state == CONFIRMED:
            seats_of[key].taken -= 1
        else:
            seats_of[key].waiting -= 1
    left.update(state=RegistrationState.CANCELLED, cancelled_at=now)


def _give_what_was_added(page: EventPage, rows: Sequence[SeatCount], now: datetime) -> None:
    """A place, or a turn, for everybody who asked for the whole series and has never had the session.

    The mail follows with the change that is told (`note_change`).
    """
    people = Registration.objects.filter(event_id=page.pk, whole_series=True, state__in=ACTIVE)
    number = people.count()
    if not number:
        return
    seats_of = {row.session_key: row for row in rows}
    theirs = SessionPlace.objects.filter(registration__in=people).order_by()
    had = dict(theirs.values_list("record_id").annotate(n=Count("registration_id", distinct=True)))
    # Also while the page is private: no publishing follows when it is public again.
    ahead = CalendarRecord.objects.filter(
        page_id=page.pk, status=EventStatus.SCHEDULED, starts_at__gt=now
    )
    for record in ahead.order_by("starts_at", "pk"):
        if had.get(record.pk, 0) < number:
            of_record = SessionPlace.objects.filter(record=record).values("registration_id")
            new = people.exclude(pk__in=of_record).order_by("pk")
            _give_session(record, seats_of[record.session_key], new, now)
    confirm_who_has_a_place(event_id=page.pk, now=now)


def _give_session(record: CalendarRecord, seats: SeatCount, people, now: datetime) -> None:
    places = []
    for person in people:
        state = WAITLISTED if seats.is_full else CONFIRMED
        if state == CONFIRMED:
            seats.taken += 1
        else:
            seats.waiting += 1
        places.append(
            SessionPlace(
                registration=person, record=record, state=state, told=state, created_at=now
            )
        )
    SessionPlace.objects.bulk_create(places)
