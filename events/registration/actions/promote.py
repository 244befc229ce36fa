"""Give one person of the waitlist a place, by hand."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from events.enums import EventStatus
from events.outbox.actions import owe
from events.registration.actions.own_sessions import lock_sessions_of, remember_sessions
from events.registration.actions.seats import count_in, is_by_session, lock_rows
from events.registration.actions.session_seats import promotion_mails
from events.registration.enums import Act, RegistrationState
from events.registration.models import Registration, RegistrationChange
from events.registration.owed import invitation_mails
from events.registration.queries import sessions_to_come


class NotPromoted(ValueError):
    """The person stays where they are; the message says why and what to do."""


def promote_registration(*, registration: Registration, by, now: datetime) -> Registration:
    """Give this person a free place, or else a held one: out of order, and within the freeze.

    Promoting who is confirmed already changes nothing. Where people choose sessions, it is each session
    that this person waits for and that has a place. Raises NotPromoted.
    """
    with transaction.atomic():
        rows = lock_rows(event_id=registration.event_id)
        if is_by_session(rows):
            return _promote_in_sessions(registration, by=by, now=now)
        [seats] = rows
        registration = Registration.objects.select_for_update().get(pk=registration.pk)
        if registration.is_confirmed:
            return registration
        if not registration.is_waitlisted:
            raise NotPromoted(_("This registration is cancelled. Add the person again instead."))
        records = sessions_to_come(event_id=registration.event_id, now=now)
        if not records:
            raise NotPromoted(_("The event is called off or over, so there is no place to give."))
        if seats.free == 0:
            if not seats.held:
                raise NotPromoted(
                    _("No place is free. Raise the capacity, or cancel another registration first.")
                )
            seats.held -= 1
        registration.state, registration.promoted_at = RegistrationState.CONFIRMED, now
        registration.save(update_fields=["state", "promoted_at"])
        RegistrationChange.objects.create(
            registration=registration, act=Act.PROMOTED, by=by, made_at=now
        )
        owe(
            invitation_mails(
                registration=registration, records=records, kind="registration.promoted", now=now
            )
        )
        seats.taken += 1
        seats.waiting -= 1
        count_in(seats)
    return registration


def _promote_in_sessions(registration: Registration, *, by, now: datetime) -> Registration:
    held = lock_sessions_of(registration)
    registration = held.registration
    if not registration.is_active:
        raise NotPromoted(_("This registration is cancelled. Add the person again instead."))
    waiting = [place for place in held.places if place.is_waitlisted]
    if not waiting:
        return registration
    ahead = [
        place
        for place in waiting
        if place.record.status == EventStatus.SCHEDULED and place.record.ends_at > now
    ]
    if not ahead:
        raise NotPromoted(_("The sessions are called off or over, so there is no place to give."))
    given = [place for place in ahead if _has_place(held.row_of(place.record))]
    if not given:
        raise NotPromoted(
            _(
                "No place is free in these sessions. Add seats, or cancel another registration first."
            )
        )
    for place in given:
        seats = held.row_of(place.record)
        seats.held -= seats.free == 0
        seats.taken += 1
        seats.waiting -= 1
        place.state, place.promoted_at = RegistrationState.CONFIRMED, now
        place.save(update_fields=["state", "promoted_at"])
        place.registration = registration
    if registration.is_waitlisted:
        registration.state, registration.promoted_at = RegistrationState.CONFIRMED, now
        registration.save(update_fields=["state", "promoted_at"])
    remember_sessions(registration, Act.PROMOTED, [place.record for place in given], by, now)
    owe(promotion_mails(places=given, now=now))
    count_in(*(held.row_of(place.record) for place in given))
    return registration


def _has_place(seats) -> bool:
    return seats.free != 0 or seats.held > 0
