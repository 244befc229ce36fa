"""Give one person of the waitlist a place, by hand."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from events.outbox.actions import owe
from events.registration.actions.seats import count_in, lock_seats
from events.registration.enums import Act, RegistrationState
from events.registration.models import Registration, RegistrationChange
from events.registration.owed import invitation_mails
from events.registration.queries import sessions_to_come


class NotPromoted(ValueError):
    """The person stays where they are; the message says why and what to do."""


def promote_registration(*, registration: Registration, by, now: datetime) -> Registration:
    """Give this person a free place, or else a held one: out of order, and within the freeze.

    Promoting who is confirmed already changes nothing. Raises NotPromoted.
    """
    with transaction.atomic():
        seats = lock_seats(event_id=registration.event_id)
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
