"""Register one person for chosen sessions: in each a place, or a turn on its waitlist."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from events.models import EventPage
from events.outbox.actions import owe
from events.outbox.models import OwedMail
from events.public_forms.addresses import address_key
from events.registration.actions.register import (
    ROUNDS,
    AlreadyRegistered,
    NoPlaceHeld,
    PlacesChanged,
    Registrant,
    RegistrationClosed,
    active_registration,
    answer_given_before,
    answer_token,
    check_registration_is_open,
)
from events.registration.actions.session_seats import (
    about_sessions,
    queue_up_for_session,
    take_held_in_session,
    take_session_place,
)
from events.registration.enums import Act, RegistrationState
from events.registration.models import Registration, RegistrationChange, SecondTry, SessionPlace
from events.registration.owed import invitation_mails, plain_mail
from events.registration.session_queries import (
    OfferedSession,
    SeriesStanding,
    offered_records,
    series_standing,
)

CONFIRMED, WAITLISTED = RegistrationState.CONFIRMED, RegistrationState.WAITLISTED


class SessionsNotOffered(ValueError):
    """None was chosen, or one that can't be had any more; the message says what to do."""


@dataclass(frozen=True, kw_only=True)
class Choice:
    """The sessions that somebody wants, by UID; with `whole_series` all there are, and those added later."""

    uids: Sequence[str] = ()
    whole_series: bool = False


def register_for_sessions(
    *, event: EventPage, registrant: Registrant, choice: Choice, form_token: UUID, now: datetime
) -> Registration | SecondTry:
    """Give one person the chosen sessions, each with a place or a turn, and owe them the mail that says so.

    All of them or none. A double click and a known address are answered as by `register`. Raises
    RegistrationClosed, and SessionsNotOffered where a session has begun or is off.
    """
    key = address_key(registrant.email)
    form_token = answer_token(form_token=form_token, event=event, email_key=key)
    for _round in range(ROUNDS):
        found = series_standing(event=event, email_key=key, form_token=form_token, now=now)
        if found.is_repeated:
            return answer_given_before(form_token)
        check_registration_is_open(event=event, now=now)
        chosen = chosen_of(found.offers, choice)
        try:
            if found.is_known:
                return _answer_second_try(event, registrant, form_token, chosen, found, now)
            return _join(event, registrant, form_token, choice, chosen, found, now)
        except (PlacesChanged, IntegrityError):
            continue
    raise RegistrationClosed(
        _("Very many people are registering right now. Please press Register again.")
    )


def add_by_hand_to_sessions(
    *, event: EventPage, registrant: Registrant, choice: Choice, use_held: bool = False, by,
    now: datetime,
) -> Registration:  # fmt: skip
    """Register somebody for whom staff speak, for chosen sessions: also before opening and after closing.

    With `use_held` they get a held place in each. Raises AlreadyRegistered, NoPlaceHeld,
    RegistrationClosed where there is no session to come, or SessionsNotOffered.
    """
    key, form_token = address_key(registrant.email), uuid4()
    for _round in range(ROUNDS):
        found = series_standing(event=event, email_key=key, form_token=form_token, now=now)
        chosen = chosen_of(found.offers, choice)
        try:
            if found.is_known:
                raise AlreadyRegistered(active_registration(event, key))
            return _join(
                event, registrant, form_token, choice, chosen, found, now, by=by, use_held=use_held
            )
        except (PlacesChanged, IntegrityError):
            continue
    raise RegistrationClosed(_("Very many people are registering right now. Please try again."))


def chosen_of(offers: Sequence[OfferedSession], choice: Choice) -> list[OfferedSession]:
    """What of `offers` is chosen, in the order of time; raises RegistrationClosed or SessionsNotOffered."""
    if not offers:
        raise RegistrationClosed(
            _("Every session has begun, or is called off: there is none to choose.")
        )
    if choice.whole_series:
        return list(offers)
    if not choice.uids:
        raise SessionsNotOffered(_("Choose at least one session"))
    if not set(choice.uids) <= {offer.uid for offer in offers}:
        raise SessionsNotOffered(
            _(
                "A session that you chose has begun, or does not take place any more. Look at what is"
                " left, and choose again"
            )
        )
    return [offer for offer in offers if offer.uid in choice.uids]


def _join(
    event, registrant, form_token, choice: Choice, chosen, found: SeriesStanding, now, *, by=None,
    use_held=False,
) -> Registration:  # fmt: skip
    """Write registration, places and mail first and the seat rows last (data.md, "Seats")."""
    states = {
        offer.record.pk: CONFIRMED if use_held or not offer.seats.is_full else WAITLISTED
        for offer in chosen
    }
    state = CONFIRMED if CONFIRMED in states.values() else WAITLISTED
    registration = Registration(
        event=event, state=state, told=state, email_key=address_key(registrant.email),
        form_token=form_token, sequence_offset=found.sequence_offset, created_at=now,
        agreed_at=now if registrant.agreed_text else None, added_by=by,
        whole_series=choice.whole_series, **asdict(registrant),
    )  # fmt: skip
    with transaction.atomic():
        registration.save(force_insert=True)
        SessionPlace.objects.bulk_create(
            SessionPlace(
                registration=registration, record=offer.record, state=states[offer.record.pk],
                told=states[offer.record.pk], created_at=now,
            )
            for offer in chosen
        )  # fmt: skip
        if by:
            RegistrationChange.objects.create(
                registration=registration, act=Act.ADDED, by=by, made_at=now
            )
        owe(_first_mails(registration, chosen, states, found, is_stranger=by is None, now=now))
        for offer in sorted(chosen, key=lambda offer: offer.seats.pk):
            _change_row(offer, states[offer.record.pk], use_held, now)
        if choice.whole_series:
            _check_nothing_was_added(event, chosen, now)
    return registration


def _change_row(offer: OfferedSession, state: str, use_held: bool, now: datetime) -> None:
    if use_held:
        if not take_held_in_session(seats=offer.seats, now=now):
            raise NoPlaceHeld(
                _("No held place is left in one of the sessions. Add the person without one.")
            )
        return
    change = take_session_place if state == CONFIRMED else queue_up_for_session
    if not change(seats=offer.seats, now=now):
        raise PlacesChanged


def _check_nothing_was_added(event: EventPage, chosen, now: datetime) -> None:
    """A session that was published since we read has not seen this person; what is published later will.

    Publishing locks the rows that we have just changed before it looks for who asked for the series.
    """
    if offered_records(event_id=event.pk, now=now).count() != len(chosen):
        raise PlacesChanged


def _first_mails(
    registration, chosen, states: dict, found: SeriesStanding, *, is_stranger, now
) -> list[OwedMail]:
    not_before = found.mail_after if is_stranger else None
    records = [offer.record for offer in chosen if states[offer.record.pk] == CONFIRMED]
    if not records:
        return [
            plain_mail(
                registration=registration, kind="registration.waitlisted", key="waitlisted",
                now=now, by_stranger=is_stranger, not_before=not_before,
            )
        ]  # fmt: skip
    mails = invitation_mails(
        registration=registration, records=records, kind="registration.confirmed", now=now,
        by_stranger=is_stranger, not_before=not_before,
    )  # fmt: skip
    return about_sessions(mails, records=records)


def _answer_second_try(
    event, registrant, form_token, chosen, found: SeriesStanding, now
) -> SecondTry:
    """What a new person would read of each session; the true state by one mail."""
    told = {offer.uid: WAITLISTED if offer.seats.is_full else CONFIRMED for offer in chosen}
    entered = asdict(registrant)
    entered.pop("agreed_text")
    with transaction.atomic():
        registration = active_registration(event, address_key(registrant.email))
        answer = SecondTry.objects.create(
            registration=registration,
            form_token=form_token,
            told=CONFIRMED if CONFIRMED in told.values() else WAITLISTED,
            entered={**entered, "sessions": told},
            created_at=now,
        )
        if found.mail_after is None:
            owe([
                plain_mail(registration=registration, kind="registration.known", now=now,
                           key=f"known:{form_token}", by_stranger=True)
            ])  # fmt: skip
    return answer
