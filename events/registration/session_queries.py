"""Reads of chosen sessions: what is offered, who holds what, how an address stands to a series."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from events.enums import EventStatus
from events.models import CalendarRecord, EventPage
from events.registration.enums import ACTIVE, RegistrationState
from events.registration.models import Registration, SeatCount, SecondTry, SessionPlace
from events.registration.queries import is_on, mail_after, next_offset, promotion_freeze


@dataclass(frozen=True, kw_only=True)
class OfferedSession:
    """A session that one can choose now, with its seat row."""

    record: CalendarRecord
    seats: SeatCount

    @property
    def uid(self) -> str:
        return self.record.uid


def joinable(*, now: datetime, before: timedelta = timedelta()) -> Q:
    """For a CalendarRecord: public, on, and its start is further off than `before`."""
    return Q(is_visible=True, status=EventStatus.SCHEDULED, starts_at__gt=now + before)


def is_joinable(*, now: datetime) -> Exists:
    """For a SeatCount of a session: people can choose it at `now`."""
    own = {"page_id": OuterRef("event_id"), "session_key": OuterRef("session_key")}
    return Exists(CalendarRecord.objects.filter(joinable(now=now), **own))


def can_promote(*, now: datetime) -> Q:
    """For any SeatCount: somebody could be promoted at `now`, were a place free; the freeze aside."""
    return (Q(session_key=None) & is_on(now=now)) | is_joinable(now=now)


def offered_sessions(*, event_id: int, now: datetime) -> list[OfferedSession]:
    """What people can choose at `now`, in the order of time; two queries.

    A session without a seat row is left out: `follow_capacity` makes it when the event is published.
    """
    rows = SeatCount.objects.filter(event_id=event_id).exclude(session_key=None)
    seats = {row.session_key: row for row in rows.order_by("pk")}
    return [
        OfferedSession(record=record, seats=seats[record.session_key])
        for record in offered_records(event_id=event_id, now=now)
        if record.session_key in seats
    ]


def offered_records(*, event_id: int, now: datetime) -> QuerySet[CalendarRecord]:
    """The records of the sessions that people can choose, in the order of time."""
    records = CalendarRecord.objects.filter(joinable(now=now), page_id=event_id)
    return records.order_by("starts_at", "pk")


@dataclass(frozen=True, kw_only=True)
class SeriesStanding:
    """How a series and an address stand to each other at a moment, read without a lock."""

    offers: list[OfferedSession]
    is_known: bool
    is_repeated: bool
    sequence_offset: int
    mail_after: datetime | None


def series_standing(
    *, event: EventPage, email_key: str, form_token: UUID, now: datetime
) -> SeriesStanding:
    """Six queries, seven for a form that was not sent before."""
    is_repeated = any(
        model.objects.filter(form_token=form_token).exists() for model in (Registration, SecondTry)
    )
    same_address = Registration.objects.filter(event_id=event.pk, email_key=email_key)
    return SeriesStanding(
        offers=offered_sessions(event_id=event.pk, now=now),
        is_known=same_address.filter(state__in=ACTIVE).exists(),
        is_repeated=is_repeated,
        sequence_offset=next_offset(event_id=event.pk, email_key=email_key),
        mail_after=mail_after(email_key=email_key, now=now),
    )


def places_of(registrations: Iterable[Registration]) -> dict[int, list[SessionPlace]]:
    """The active places of each registration, with their records, in the order of time; one query."""
    rows = SessionPlace.objects.filter(registration__in=registrations, state__in=ACTIVE)
    found: dict[int, list[SessionPlace]] = {}
    for place in rows.select_related("record").order_by("record__starts_at", "record_id"):
        found.setdefault(place.registration_id, []).append(place)
    return found


def confirmed_to_come(*, registration: Registration, now: datetime) -> list[CalendarRecord]:
    """The sessions that this person has a place in, on and not over, in the order of time; one query."""
    places = SessionPlace.objects.filter(
        registration=registration, state=RegistrationState.CONFIRMED,
        record__status=EventStatus.SCHEDULED, record__ends_at__gt=now,
    )  # fmt: skip
    rows = places.select_related("record").order_by("record__starts_at", "record_id")
    return [place.record for place in rows]


def next_in_line(*, seats: SeatCount, now: datetime) -> QuerySet[SessionPlace]:
    """Who waits for a session and may be promoted at `now`, longest first, with registration and record."""
    on = CalendarRecord.objects.filter(
        joinable(now=now, before=promotion_freeze()),
        page_id=seats.event_id,
        session_key=seats.session_key,
    )
    waiting = SessionPlace.objects.filter(record__in=on, state=RegistrationState.WAITLISTED)
    return waiting.select_related("registration", "record").order_by("pk")


def turns(places: Iterable[SessionPlace]) -> dict[int, int]:
    """The turn of everybody who waits among `places`, by place; 1 for who is next. One query, none for nobody."""
    waiting = [place for place in places if place.is_waitlisted]
    if not waiting:
        return {}
    rows = SessionPlace.objects.filter(
        record__in={place.record_id for place in waiting},
        state=RegistrationState.WAITLISTED,
    ).order_by("record_id", "pk")
    numbers: dict[int, int] = {}
    current, number = None, 0
    for record_id, pk in rows.values_list("record_id", "pk"):
        number = number + 1 if record_id == current else 1
        current = record_id
        numbers[pk] = number
    return {place.pk: numbers[place.pk] for place in waiting if place.pk in numbers}
