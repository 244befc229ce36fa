"""Somebody who chose sessions chooses more of them, or gives some back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from events.enums import EventStatus
from events.models import CalendarRecord
from events.outbox.actions import owe
from events.outbox.models import OwedMail
from events.registration.actions.join_series import Choice, chosen_of
from events.registration.actions.manage import NothingToManage
from events.registration.actions.register import check_registration_is_open
from events.registration.actions.seats import count_in, lock_rows
from events.registration.actions.session_seats import about_sessions, promote_in_sessions
from events.registration.enums import ACTIVE, Act, RegistrationState
from events.registration.models import Registration, RegistrationChange, SeatCount, SessionPlace
from events.registration.owed import invitation_mails, plain_mail, withdrawal_mails
from events.registration.session_queries import OfferedSession, offered_sessions
from events.times import format_moment

CONFIRMED, WAITLISTED = RegistrationState.CONFIRMED, RegistrationState.WAITLISTED


@dataclass(frozen=True, kw_only=True)
class Held:
    """One registration with its active places and the event's seat rows by session key, all locked."""

    registration: Registration
    places: list[SessionPlace]
    rows: dict

    def row_of(self, record: CalendarRecord) -> SeatCount:
        return self.rows[record.session_key]


def lock_sessions_of(registration: Registration) -> Held:
    """Seat rows first, then the registration, then its places, as everybody."""
    rows = lock_rows(event_id=registration.event_id)
    locked = Registration.objects.select_for_update().get(pk=registration.pk)
    places = list(
        SessionPlace.objects.filter(registration=locked, state__in=ACTIVE)
        .select_related("record")
        .order_by("record__starts_at", "record_id")
    )
    if {place.record.session_key for place in places} - {row.session_key for row in rows}:
        # A session was published, and given to this person, while we waited for the others.
        rows = lock_rows(event_id=registration.event_id)
    return Held(registration=locked, places=places, rows={row.session_key: row for row in rows})


def add_sessions(
    *, registration: Registration, uids: Sequence[str], now: datetime, by=None
) -> list[SessionPlace]:
    """Give somebody more sessions, each with a place or a turn at the end of its waitlist; returns the new ones.

    What they have already stays as it is. Raises NothingToManage, SessionsNotOffered, and
    RegistrationClosed, which does not hold for staff (`by`).
    """
    if by is None:
        check_registration_is_open(event=registration.event, now=now)
    with transaction.atomic():
        held = lock_sessions_of(registration)
        if not held.registration.is_active:
            raise NothingToManage(_("This registration is cancelled. You can register again."))
        have = {place.record.uid for place in held.places}
        wanted = [uid for uid in uids if uid not in have]
        if uids and not wanted:
            return []
        offers = offered_sessions(event_id=held.registration.event_id, now=now)
        chosen = chosen_of(offers, Choice(uids=wanted))
        new = [_take(held, offer, now) for offer in chosen]
        held.places.extend(new)
        _rise(held)
        remember_sessions(held.registration, Act.SESSION_ADDED, [p.record for p in new], by, now)
        owe(_mails_about(held.registration, new, now))
        count_in(*(held.row_of(place.record) for place in new))
    return new


def _take(held: Held, offer: OfferedSession, now: datetime) -> SessionPlace:
    seats = held.row_of(offer.record)
    state = WAITLISTED if seats.is_full else CONFIRMED
    if state == CONFIRMED:
        seats.taken += 1
    else:
        seats.waiting += 1
    return SessionPlace.objects.create(
        registration=held.registration, record=offer.record, state=state, told=state,
        created_at=now,
    )  # fmt: skip


def _rise(held: Held) -> None:
    """A calendar that this session was taken out of takes only a higher number."""
    registration = held.registration
    registration.sequence_offset += 1
    registration.state = state_by(held.places)
    registration.save(update_fields=["state", "sequence_offset"])


def _mails_about(registration, new: Sequence[SessionPlace], now: datetime) -> list[OwedMail]:
    records = [place.record for place in new if place.is_confirmed]
    waiting = [place.record for place in new if place.is_waitlisted]
    if not records:
        mail = plain_mail(
            registration=registration, kind="registration.session_waitlisted", now=now,
            key=f"sessions-waitlisted:{registration.sequence_offset}",
        )  # fmt: skip
        return about_sessions([mail], records=waiting)
    mails = invitation_mails(
        registration=registration, records=records, kind="registration.session_added", now=now
    )
    return about_sessions(mails, records=[*records, *waiting])


def give_back_session(
    *, registration: Registration, uid: str, now: datetime, by=None
) -> Registration:
    """Give one session back, or the turn on its waitlist: its calendar entry is withdrawn, the next moves up.

    Giving it back twice is giving it back once. Without another session to come the registration is
    cancelled. Raises NothingToManage for a session that is over.
    """
    with transaction.atomic():
        held = lock_sessions_of(registration)
        leaving = [place for place in held.places if place.record.uid == uid]
        if not held.registration.is_active or not leaving:
            return held.registration
        if leaving[0].record.ends_at <= now:
            raise NothingToManage(_("This session is over, so there is nothing to give back."))
        leave(held=held, leaving=leaving, by=by, now=now)
    return held.registration


def leave(*, held: Held, leaving: Sequence[SessionPlace], by, now: datetime) -> None:
    """Write that these places are given back, with all that follows; for a caller that has locked them."""
    registration = held.registration
    staying = [place for place in held.places if place not in leaving]
    is_over_for_them = not any(place.record.ends_at > now for place in staying)
    confirmed = [place.record for place in leaving if place.is_confirmed]
    was_waiting = not confirmed and (bool(leaving) or registration.is_waitlisted)
    registration.sequence_offset += 1
    registration.state = RegistrationState.CANCELLED if is_over_for_them else state_by(staying)
    registration.cancelled_at = now if is_over_for_them else None
    registration.save(update_fields=["state", "cancelled_at", "sequence_offset"])
    SessionPlace.objects.filter(pk__in=[place.pk for place in leaving]).update(
        state=RegistrationState.CANCELLED, cancelled_at=now
    )
    rows = {row.pk: row for row in (held.row_of(place.record) for place in leaving)}
    for place in leaving:
        seats = held.row_of(place.record)
        if place.is_confirmed:
            seats.taken -= 1
        else:
            seats.waiting -= 1
    act = Act.CANCELLED if is_over_for_them else Act.SESSION_LEFT
    remember_sessions(registration, act, [place.record for place in leaving], by, now)
    kind = "registration.session_left"
    if is_over_for_them:
        kind = "registration.left_waitlist" if was_waiting else "registration.cancelled"
    mails = withdrawal_mails(
        registration=registration, kind=kind, now=now,
        records=[record for record in confirmed if record.status == EventStatus.SCHEDULED],
    )  # fmt: skip
    records = [place.record for place in leaving]
    owe(
        about_sessions(mails, records=records, was_waiting=was_waiting),
        superseding=True,
    )
    freed = [rows[pk] for pk in sorted(rows)]
    promote_in_sessions(rows=freed, now=now)
    count_in(*freed)


def leave_series(*, registration: Registration, now: datetime, by=None) -> Registration:
    """Not be given sessions that are added later any more; what one has stays."""
    with transaction.atomic():
        registration = Registration.objects.select_for_update().get(pk=registration.pk)
        if registration.whole_series:
            registration.whole_series = False
            registration.save(update_fields=["whole_series"])
            RegistrationChange.objects.create(
                registration=registration, act=Act.CORRECTED, by=by, made_at=now,
                changes={"whole_series": [True, False]},
            )  # fmt: skip
    return registration


def state_by(places: Sequence[SessionPlace]) -> RegistrationState:
    """A registration's state by its active places."""
    return CONFIRMED if any(place.is_confirmed for place in places) else WAITLISTED


def remember_sessions(registration, act: Act, records, by, now: datetime) -> None:
    """The history of a registration names sessions as they were then."""
    names = [format_moment(at=record.starts_at, zone=record.zone) for record in records]
    has_them = act == Act.SESSION_ADDED
    words = "; ".join(names)
    RegistrationChange.objects.create(
        registration=registration, act=act, by=by, made_at=now,
        changes={"sessions": ["", words] if has_them else [words, ""]} if words else {},
    )  # fmt: skip
