"""Invite who makes the event: presenters, moderators and staff, who take no place."""

from dataclasses import asdict
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from events.models import EventPage
from events.outbox.actions import owe
from events.public_forms.addresses import address_key
from events.registration.actions.register import (
    AlreadyRegistered,
    Registrant,
    RegistrationClosed,
)
from events.registration.actions.seats import ensure_seats
from events.registration.enums import ACTIVE, Act, Part, RegistrationState
from events.registration.models import Registration, RegistrationChange, SeatCount
from events.registration.owed import invitation_mails
from events.registration.queries import next_offset, sessions_to_come


def invite_to_team(
    *, event: EventPage, registrant: Registrant, part: Part, by, now: datetime
) -> Registration:
    """Invite a presenter, moderator or member of staff to every session, full or not; they are told of each change.

    No seat row is touched. Raises AlreadyRegistered, or RegistrationClosed where the event is off, over
    or not public.
    """
    key = address_key(registrant.email)
    records = [
        record for record in sessions_to_come(event_id=event.pk, now=now) if record.is_visible
    ]
    if not records:
        raise RegistrationClosed(
            _("Nobody can be added: the event is not public, called off or over.")
        )
    if known := _active(event, key):
        raise AlreadyRegistered(known)
    if not SeatCount.objects.filter(event_id=event.pk).exists():
        ensure_seats(event=event)  # published before this room was there; leaving locks the rows
    state = RegistrationState.CONFIRMED
    registration = Registration(
        event=event, state=state, told=state, part=part, email_key=key, added_by=by, created_at=now,
        sequence_offset=next_offset(event_id=event.pk, email_key=key), **asdict(registrant),
    )  # fmt: skip
    try:
        with transaction.atomic():
            registration.save(force_insert=True)
            RegistrationChange.objects.create(
                registration=registration, act=Act.ADDED, by=by, made_at=now
            )
            owe(
                invitation_mails(
                    registration=registration,
                    records=records,
                    kind="registration.confirmed",
                    now=now,
                )
            )
    except IntegrityError:
        # Somebody registered with this address at this very moment.
        if known := _active(event, key):
            raise AlreadyRegistered(known) from None
        raise
    return registration


def _active(event: EventPage, key: str) -> Registration | None:
    return Registration.objects.filter(event=event, email_key=key, state__in=ACTIVE).first()
