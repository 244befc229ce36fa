"""Register one person for an event: a place, or a turn on the waitlist."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from uuid import UUID, uuid4, uuid5

from django.db import IntegrityError, transaction
from django.db.models import Model
from django.utils.translation import gettext as _

from events.enums import EventStatus
from events.models import EventPage
from events.outbox.actions import owe
from events.outbox.models import OwedMail
from events.public_forms.addresses import address_key
from events.registration.actions.seats import (
    QUEUE_UP,
    TAKE_HELD,
    TAKE_PLACE,
    SeatsAreBySession,
    ensure_seats,
)
from events.registration.enums import ACTIVE, Act, RegistrationState
from events.registration.models import Registration, RegistrationChange, SecondTry
from events.registration.owed import invitation_mails, plain_mail
from events.registration.queries import Standing, standing
from events.times import format_moment

# Between reading the seat row and changing it somebody else may have changed it: then all is undone
# and tried again. Each round that fails is one that another person has won.
ROUNDS = 200


class RegistrationClosed(ValueError):
    """Nobody can register for this event now; the message says why and what to do."""


class NoPlaceHeld(ValueError):
    """Staff asked for a held place, and none is left."""


class AlreadyRegistered(ValueError):
    """Only staff are told so; it carries `registration`."""

    def __init__(self, registration: Registration) -> None:
        self.registration = registration
        super().__init__(
            _("%(email)s is registered for this event already.") % {"email": registration.email}
        )


class PlacesChanged(Exception):
    """The seat row is not as it was read."""


@dataclass(frozen=True, kw_only=True)
class Registrant:
    """One person as they describe themselves. `email` is a usable address; `agreed_text` what they consented to."""

    name: str
    email: str
    organization: str = ""
    role: str = ""
    needs_interpreter: bool = False
    needs_slides_early: bool = False
    other_needs: str = ""
    agreed_text: str = ""


def register(
    *, event: EventPage, registrant: Registrant, form_token: UUID, now: datetime
) -> Registration | SecondTry:
    """Give one person a place, or a turn on the waitlist, and owe them the mail that says so.

    A double click (the same form token and address) returns the first answer, so that it sends
    one invitation; the answer's `form_token` leads to the result page. An address that is
    registered already gets a SecondTry: what it says of the place is what a new person would
    read at that moment; the true state goes by mail. Raises RegistrationClosed with the
    sentence to show.
    """
    key = address_key(registrant.email)
    form_token = answer_token(form_token=form_token, event=event, email_key=key)
    for _round in range(ROUNDS):
        found = standing(event=event, email_key=key, form_token=form_token, now=now)
        if found and found.is_repeated:
            return answer_given_before(form_token)
        check_registration_is_open(event=event, now=now)
        if found is None:
            _make_seats(event)
            continue
        if not found.is_on:
            raise RegistrationClosed(_("This event is not open for registration any more."))
        try:
            if found.is_known:
                return _answer_second_try(event, registrant, form_token, found, now)
            return _join(event, registrant, form_token, found, now)
        except (PlacesChanged, IntegrityError):
            continue
    raise RegistrationClosed(
        _("Very many people are registering right now. Please press Register again.")
    )


def add_by_hand(
    *,
    event: EventPage,
    registrant: Registrant,
    use_held: bool = False,
    by,
    now: datetime,
) -> Registration:
    """Register somebody for whom staff speak: also before opening and after closing, never twice.

    With `use_held` they get one of the places that staff keep back. Raises AlreadyRegistered,
    NoPlaceHeld, or RegistrationClosed where the event is off, over or not public.
    """
    key, form_token = address_key(registrant.email), uuid4()
    for _round in range(ROUNDS):
        found = standing(event=event, email_key=key, form_token=form_token, now=now)
        if found is None:
            _make_seats(event)
            continue
        if not found.is_on:
            raise RegistrationClosed(
                _("Nobody can be added: the event is not public, called off or over.")
            )
        try:
            if found.is_known:
                raise AlreadyRegistered(active_registration(event, key))
            return _join(event, registrant, form_token, found, now, by=by, use_held=use_held)
        except (PlacesChanged, IntegrityError):
            continue
    raise RegistrationClosed(_("Very many people are registering right now. Please try again."))


def _make_seats(event: EventPage) -> None:
    """For an event that was published before this room was there; not for one whose sessions are chosen."""
    try:
        ensure_seats(event=event)
    except SeatsAreBySession as error:
        raise RegistrationClosed(str(error)) from None


def check_registration_is_open(*, event: EventPage, now: datetime) -> None:
    """Raise RegistrationClosed unless people may register at `now`, to the second; runs no query."""
    if not event.live or not event.takes_registrations or event.last_ends_at is None:
        raise RegistrationClosed(_("There is no registration for this event."))
    if event.status != EventStatus.SCHEDULED:
        raise RegistrationClosed(
            _("This event is %(status)s, so nobody can register.")
            % {"status": event.state.get_status_display().lower()}
        )
    if event.last_ends_at <= now:
        raise RegistrationClosed(_("This event is over."))
    if event.registration_opens_at and now < event.registration_opens_at:
        raise RegistrationClosed(
            _("Registration opens on %(moment)s.")
            % {"moment": format_moment(at=event.registration_opens_at, zone=event.zone)}
        )
    if event.registration_closes_at and event.registration_closes_at <= now:
        raise RegistrationClosed(
            _("Registration closed on %(moment)s.")
            % {"moment": format_moment(at=event.registration_closes_at, zone=event.zone)}
        )


def answer_token(*, form_token: UUID, event: EventPage, email_key: str) -> UUID:
    """What the answer to this form is stored under: who goes back and registers a colleague sends another form."""
    return uuid5(form_token, f"{event.pk}:{email_key}")


def answer_given_before(form_token: UUID) -> Registration | SecondTry:
    """What this very form was answered the first time."""
    found = Registration.objects.filter(form_token=form_token).first()
    return found or SecondTry.objects.get(form_token=form_token)


def active_registration(event: EventPage, key: str) -> Registration:
    """Who has this address at this event; raises PlacesChanged where they left since it was read."""
    found = Registration.objects.filter(event=event, email_key=key, state__in=ACTIVE).first()
    if found is None:  # cancelled since it was read
        raise PlacesChanged
    return found


def _join(
    event,
    registrant,
    form_token,
    found: Standing,
    now,
    *,
    by=None,
    use_held=False,
) -> Registration:
    """Change the seat row and write registration and mail, all or nothing (`seats.py`)."""
    is_confirmed = use_held or not found.seats.is_full
    state = RegistrationState.CONFIRMED if is_confirmed else RegistrationState.WAITLISTED
    registration = Registration(
        pk=found.next_key, event=event, state=state, told=state,
        email_key=address_key(registrant.email), form_token=form_token,
        sequence_offset=found.sequence_offset, created_at=now,
        agreed_at=now if registrant.agreed_text else None, added_by=by, **asdict(registrant),
    )  # fmt: skip
    rows = _rows_of_joining(registration, found, by=by, now=now)
    if use_held:
        if not TAKE_HELD.execute(rows, pk=found.seats.pk, now=now):
            raise NoPlaceHeld(_("No held place is left. Add the person without one."))
    elif not (TAKE_PLACE if is_confirmed else QUEUE_UP).execute(rows, pk=found.seats.pk, now=now):
        raise PlacesChanged
    return registration


def _rows_of_joining(registration, found: Standing, *, by, now) -> Iterator[Model]:
    """The registration, and then, with its key, what names it."""
    yield registration
    if by:
        yield RegistrationChange(registration=registration, act=Act.ADDED, by=by, made_at=now)
    yield from _first_mails(registration, found, is_stranger=by is None, now=now)


def _first_mails(registration, found: Standing, *, is_stranger, now) -> list[OwedMail]:
    not_before = found.mail_after if is_stranger else None
    if registration.is_waitlisted:
        return [
            plain_mail(
                registration=registration, kind="registration.waitlisted", key="waitlisted",
                now=now, by_stranger=is_stranger, not_before=not_before,
            )
        ]  # fmt: skip
    return invitation_mails(
        registration=registration,
        records=found.sessions,
        kind="registration.confirmed",
        now=now,
        by_stranger=is_stranger,
        not_before=not_before,
    )


def _answer_second_try(event, registrant, form_token, found: Standing, now) -> SecondTry:
    """The same answer as to anybody, and one mail with the true state, unless strangers sent enough already."""
    told = RegistrationState.WAITLISTED if found.seats.is_full else RegistrationState.CONFIRMED
    entered = asdict(registrant)
    entered.pop("agreed_text")
    with transaction.atomic():
        registration = active_registration(event, address_key(registrant.email))
        answer = SecondTry.objects.create(
            registration=registration,
            form_token=form_token,
            told=told,
            entered=entered,
            created_at=now,
        )
        if found.mail_after is None:
            owe([
                plain_mail(registration=registration, kind="registration.known", now=now,
                           key=f"known:{form_token}", by_stranger=True)
            ])  # fmt: skip
    return answer
