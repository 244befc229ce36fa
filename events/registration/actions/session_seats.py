"""The seat rows of sessions: how places in chosen sessions change hands.

Joining changes the rows last, in the order of their keys, each by one conditional UPDATE. (A whole event
has one row, and one statement that does all of it: `seats.py`.) Everything else locks all rows of the
event first, in that order, and reads what it needs afterwards; so no two of those acts run at the same
time on one event, and none waits for another in a circle.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, F, OuterRef

from events.models import CalendarRecord
from events.outbox.actions import owe
from events.outbox.models import OwedMail
from events.registration.enums import RegistrationState
from events.registration.models import Registration, SeatCount, SessionPlace
from events.registration.models.seat_count import HAS_NO_PLACE, HAS_PLACE
from events.registration.owed import invitation_mails
from events.registration.session_queries import is_joinable, next_in_line


def take_session_place(*, seats: SeatCount, now: datetime) -> bool:
    """Take a free place; False where there is none (any more), or the session can't be chosen."""
    return bool(_open(seats, now).filter(HAS_PLACE).update(taken=F("taken") + 1))


def queue_up_for_session(*, seats: SeatCount, now: datetime) -> bool:
    """Count one more person who waits; False where a place is free after all, or nobody can choose it."""
    return bool(_open(seats, now).filter(HAS_NO_PLACE).update(waiting=F("waiting") + 1))


def take_held_in_session(*, seats: SeatCount, now: datetime) -> bool:
    """Turn a held place into a taken one; False where none is held."""
    held = _open(seats, now).filter(held__gt=0)
    return bool(held.update(held=F("held") - 1, taken=F("taken") + 1))


def _open(seats: SeatCount, now: datetime):
    return SeatCount.objects.filter(is_joinable(now=now), pk=seats.pk)


@dataclass(frozen=True, kw_only=True)
class Promoted:
    """Who got which places, and the seat rows that changed, which are not written yet."""

    places: list[SessionPlace]
    rows: list[SeatCount]

    @property
    def people(self) -> list[Registration]:
        """Each of them once, in the order in which they joined."""
        found = {place.registration.pk: place.registration for place in self.places}
        return [found[pk] for pk in sorted(found)]


def promote_in_sessions(*, rows: Sequence[SeatCount], now: datetime) -> Promoted:
    """Give the free places of locked rows to those who wait longest, and owe them mail; the caller writes the rows.

    Nobody is promoted within the freeze before that session's start, nor where it is off.
    """
    promoted = Promoted(places=[], rows=[])
    for seats in rows:
        if not seats.waiting or seats.free == 0:
            continue
        waiting = next_in_line(seats=seats, now=now).select_for_update(of=("self",))
        if places := list(waiting[: seats.free]):
            promoted.places.extend(places)
            promoted.rows.append(seats)
            _give(seats, places, now)
    if promoted.places:
        confirm_who_has_a_place(event_id=rows[0].event_id, now=now)
        owe(promotion_mails(places=promoted.places, now=now))
    return promoted


def _give(seats: SeatCount, places: list[SessionPlace], now: datetime) -> None:
    last = places[-1]
    SessionPlace.objects.filter(
        record_id=last.record.pk, state=RegistrationState.WAITLISTED, pk__lte=last.pk
    ).update(state=RegistrationState.CONFIRMED, promoted_at=now)
    seats.taken += len(places)
    seats.waiting -= len(places)


def confirm_who_has_a_place(*, event_id: int, now: datetime) -> None:
    """Registrations follow their places, in one statement for any number."""
    has_place = Exists(
        SessionPlace.objects.filter(registration=OuterRef("pk"), state=RegistrationState.CONFIRMED)
    )
    Registration.objects.filter(
        has_place, event_id=event_id, state=RegistrationState.WAITLISTED
    ).update(state=RegistrationState.CONFIRMED, promoted_at=now)


def promotion_mails(*, places: Iterable[SessionPlace], now: datetime) -> list[OwedMail]:
    """One person's new places in one act make one full message and short ones."""
    gained: dict[int, tuple[Registration, list[CalendarRecord]]] = {}
    for place in places:
        gained.setdefault(place.registration.pk, (place.registration, []))[1].append(place.record)
    mails: list[OwedMail] = []
    for _pk, (registration, records) in sorted(gained.items()):
        records.sort(key=lambda record: (record.starts_at, record.pk))
        mails += about_sessions(
            invitation_mails(
                registration=registration, records=records, kind="registration.promoted", now=now
            ),
            records=records,
        )
    return mails


def about_sessions(
    mails: list[OwedMail], *, records: Sequence[CalendarRecord], **facts
) -> list[OwedMail]:
    """The same mails, which now know of which sessions the act was."""
    for mail in mails:
        mail.payload |= {"sessions": [record.uid for record in records], **facts}
    return mails
