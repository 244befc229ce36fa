"""Give a place or a turn back, and promote who is next."""

from datetime import datetime

from django.db import transaction

from events.outbox.actions import owe
from events.registration.actions.own_sessions import leave, lock_sessions_of
from events.registration.actions.seats import (
    count_in,
    is_by_session,
    lock_rows,
    promote_next,
)
from events.registration.enums import Act, RegistrationState
from events.registration.models import Registration, RegistrationChange
from events.registration.owed import withdrawal_mails
from events.registration.queries import sessions_to_come


def cancel_registration(*, registration: Registration, now: datetime, by=None) -> Registration:
    """Cancel, tell the person, and give the place to who waits longest, all or nothing.

    What is over is taken out of nobody's calendar, and a chosen session that is over stays theirs.
    Cancelling twice is cancelling once. `by` is the member of staff, or None for the person.
    """
    with transaction.atomic():
        rows = lock_rows(event_id=registration.event_id)
        if is_by_session(rows) and registration.takes_place:
            return _cancel_sessions(registration, by=by, now=now)
        registration = Registration.objects.select_for_update().get(pk=registration.pk)
        if not registration.is_active:
            return registration
        was_confirmed = registration.is_confirmed
        registration.state, registration.cancelled_at = RegistrationState.CANCELLED, now
        registration.sequence_offset += 1
        registration.save(update_fields=["state", "cancelled_at", "sequence_offset"])
        RegistrationChange.objects.create(
            registration=registration, act=Act.CANCELLED, by=by, made_at=now
        )
        records = sessions_to_come(event_id=registration.event_id, now=now) if was_confirmed else []
        kind = "registration.cancelled" if was_confirmed else "registration.left_waitlist"
        owe(
            withdrawal_mails(registration=registration, records=records, kind=kind, now=now),
            superseding=True,
        )
        if not registration.takes_place:
            return registration
        [seats] = rows
        if was_confirmed:
            seats.taken -= 1
        else:
            seats.waiting -= 1
        _promoted, mails = promote_next(seats=seats, now=now)
        owe(mails)
        count_in(seats)
    return registration


def _cancel_sessions(registration: Registration, *, by, now: datetime) -> Registration:
    held = lock_sessions_of(registration)
    if held.registration.is_active:
        leaving = [place for place in held.places if place.record.ends_at > now]
        leave(held=held, leaving=leaving, by=by, now=now)
    return held.registration
