"""What a registrant does with their own registration, beside cancelling it."""

from datetime import datetime, timedelta

from django.db import IntegrityError, OperationalError, connection, transaction
from django.utils.translation import gettext as _

from events.outbox.actions import owe
from events.outbox.models import OwedMail
from events.public_forms.addresses import address_key
from events.registration.actions.seats import is_by_session, lock_rows
from events.registration.enums import ACTIVE, Act
from events.registration.models import Registration, RegistrationChange
from events.registration.models.registration import mint_nonce
from events.registration.owed import invitation_mails, plain_mail, withdrawal_mails
from events.registration.queries import (
    mail_after,
    next_offset,
    sessions_to_come,
)
from events.registration.session_queries import confirmed_to_come

CORRECTABLE = (
    "name", "organization", "role", "needs_interpreter", "needs_slides_early", "other_needs",
)  # fmt: skip
INVITATIONS_AN_HOUR = 3
LOCK_NOT_AVAILABLE = "55P03"  # PostgreSQL, after lock_timeout


class NothingToManage(ValueError):
    """The registration is cancelled, or its event is off or over; the message says what to do."""


class EnoughInvitations(ValueError):
    """The invitation was sent again often enough for now."""


def correct_details(
    *, registration: Registration, details: dict, now: datetime, by=None
) -> Registration:
    """Write the CORRECTABLE fields in `details` and keep what stood there before; no mail."""
    with transaction.atomic():
        registration = _lock(registration)
        changes = {
            name: [getattr(registration, name), details[name]]
            for name in CORRECTABLE
            if name in details and getattr(registration, name) != details[name]
        }
        if changes:
            for name, (_before, after) in changes.items():
                setattr(registration, name, after)
            registration.save(update_fields=list(changes))
            _remember(registration, Act.CORRECTED, by, now, changes)
    return registration


def change_address(
    *, registration: Registration, email: str, now: datetime, by=None
) -> Registration:
    """Move the registration to another address: old links die, the old calendar entry is withdrawn.

    The new address gets the invitation and a new link. An address that has a registration
    for this event already keeps it: nothing changes here, and its owner is told by mail, so
    that whoever asks learns nothing. Raises NothingToManage.
    """
    if address_key(email) == registration.email_key:
        return registration
    while True:
        try:
            return _move(registration, email, now, by)
        except IntegrityError:
            _tell_who_has_the_address(registration=registration, email=email, now=now)
            return Registration.objects.get(pk=registration.pk)
        except OperationalError as error:
            is_taken_just_now = getattr(error.__cause__, "sqlstate", "") == LOCK_NOT_AVAILABLE
            if not is_taken_just_now or connection.in_atomic_block:
                raise


def _move(registration: Registration, email: str, now: datetime, by) -> Registration:
    with transaction.atomic():
        rows = lock_rows(event_id=registration.event_id)  # before any registration, as everybody
        registration = _lock(registration)
        before = registration.email
        records = _sessions_of(
            registration, is_by_session=is_by_session(rows) and registration.takes_place, now=now
        )
        registration.sequence_offset += 1
        left = {
            "left_key": registration.email_key,
            "left_event_id": registration.event_id,
            "left_offset": registration.sequence_offset,
        }
        farewell = withdrawal_mails(
            registration=registration, kind="registration.address_left", now=now,
            records=records if registration.is_confirmed else [],
        )  # fmt: skip
        registration.email, registration.email_key = email, address_key(email)
        registration.nonce = mint_nonce()
        registration.bounced_at, registration.bounce_words = None, ""
        registration.sequence_offset = max(
            registration.sequence_offset + 1,
            next_offset(event_id=registration.event_id, email_key=registration.email_key),
        )
        _give_way_to_who_joins()
        fields = "email email_key nonce sequence_offset bounced_at bounce_words"
        registration.save(update_fields=fields.split())
        changes = {"email": [before, email]}
        _remember(registration, Act.ADDRESS_CHANGED, by, now, changes, **left)
        owe(farewell, superseding=True)
        owe(_welcome(registration, records, is_stranger=by is None, now=now))
    return registration


def _give_way_to_who_joins() -> None:
    """Wait briefly for an address that somebody registers with at this moment, then begin again.

    They hold the address and wait for the seat row, which we hold: a deadlock, in which PostgreSQL
    would undo anybody's transaction after a second (its deadlock_timeout). SQLite has one writer.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL lock_timeout = '100ms'")


def correct_all(
    *, registration: Registration, details: dict, email: str, now: datetime, by
) -> Registration:
    """`correct_details` and `change_address`, both or neither; raises what they raise."""
    with transaction.atomic():
        lock_rows(event_id=registration.event_id)  # before the registration, as everywhere
        correct_details(registration=registration, details=details, now=now, by=by)
        return change_address(registration=registration, email=email, now=now, by=by)


def send_invitation_again(*, registration: Registration, now: datetime, by=None) -> Registration:
    """Owe the invitation once more, with a higher number so that every calendar takes it.

    Raises NothingToManage, and EnoughInvitations after INVITATIONS_AN_HOUR.
    """
    has_chosen = registration.chose_sessions
    with transaction.atomic():
        registration = _lock(registration)
        records = _sessions_of(registration, is_by_session=has_chosen, now=now)
        if not registration.is_confirmed or not records:
            raise NothingToManage(
                _(
                    "There is no invitation to send: you are on the waitlist, or the event is off or over."
                )
            )
        if _times_invited_again(registration, now) >= INVITATIONS_AN_HOUR:
            raise EnoughInvitations(
                _(
                    "We sent it three times within the hour. Please look into your junk mail, or ask us."
                )
            )
        registration.sequence_offset += 1
        registration.save(update_fields=["sequence_offset"])
        _remember(registration, Act.INVITED_AGAIN, by, now, {})
        owe(
            invitation_mails(
                registration=registration, records=records, kind="registration.invitation", now=now
            ),
            superseding=True,
        )
    return registration


def send_links(*, email: str, now: datetime) -> None:
    """Owe one mail with the manage links of every active registration of an address to come; nothing tells the caller.

    Without a registration nothing is owed; neither is it after STRANGERS_MAILS within an hour.
    """
    key = address_key(email)
    active = Registration.objects.filter(
        email_key=key, state__in=ACTIVE, event__last_ends_at__gt=now
    ).order_by("pk")
    with transaction.atomic():
        first = active.first()
        if first is None or mail_after(email_key=key, now=now):
            return
        owe([
            plain_mail(registration=first, kind="registration.links", now=now, by_stranger=True,
                       key=f"links:{now.isoformat()}")
        ])  # fmt: skip


def _sessions_of(registration: Registration, *, is_by_session: bool, now: datetime) -> list:
    """The sessions to come that this person has a place in, or, where nobody chooses, all there are."""
    if is_by_session:
        return confirmed_to_come(registration=registration, now=now)
    return sessions_to_come(event_id=registration.event_id, now=now)


def _lock(registration: Registration) -> Registration:
    """The row as it is now, locked; a cancelled one is not worked on."""
    registration = Registration.objects.select_for_update().get(pk=registration.pk)
    if not registration.is_active:
        raise NothingToManage(_("This registration is cancelled. You can register again."))
    return registration


def _remember(registration, act, by, now, changes, **left) -> None:
    RegistrationChange.objects.create(
        registration=registration, act=act, by=by, changes=changes, made_at=now, **left
    )


def _welcome(registration: Registration, records, *, is_stranger, now) -> list[OwedMail]:
    """Mail to the new address, which nobody has proved to be theirs: it counts as a stranger's."""
    key = registration.email_key
    not_before = mail_after(email_key=key, now=now) if is_stranger else None
    if registration.is_confirmed and records:
        return invitation_mails(
            registration=registration, records=records, kind="registration.invitation", now=now,
            by_stranger=is_stranger, not_before=not_before,
        )  # fmt: skip
    return [
        plain_mail(
            registration=registration, kind="registration.known", key=f"moved:{registration.nonce}",
            now=now, by_stranger=is_stranger, not_before=not_before,
        )
    ]  # fmt: skip


def _tell_who_has_the_address(*, registration: Registration, email: str, now: datetime) -> None:
    key = address_key(email)
    owner = Registration.objects.filter(
        event_id=registration.event_id, email_key=key, state__in=ACTIVE
    ).first()
    if owner and mail_after(email_key=key, now=now) is None:
        owe([
            plain_mail(registration=owner, kind="registration.known", now=now, by_stranger=True,
                       key=f"moved-to:{now.isoformat()}")
        ])  # fmt: skip


def _times_invited_again(registration: Registration, now: datetime) -> int:
    return RegistrationChange.objects.filter(
        registration=registration, act=Act.INVITED_AGAIN, made_at__gt=now - timedelta(hours=1)
    ).count()
