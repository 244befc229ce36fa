"""The sessions that people choose from, in words: for the form, and for a person's own page."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from events.detail import SessionLine, session_line
from events.enums import EventStatus
from events.models import CalendarRecord, EventPage
from events.registration.emails.words import session_of
from events.registration.enums import RegistrationState
from events.registration.models import SeatCount, SessionPlace
from events.registration.session_queries import offered_sessions
from events.registration.sign_up import places_left


@dataclass(frozen=True, kw_only=True)
class Offer:
    """One session that can be chosen. `seats` is `5 of 40 places left`, or that it is full; may be empty."""

    uid: str
    line: SessionLine
    seats: str
    is_full: bool


@dataclass(frozen=True, kw_only=True)
class OwnSession:
    """One session that a person has or waits for. `turn` is 1 for who is next, None with a place."""

    uid: str
    line: SessionLine
    turn: int | None
    is_off: bool
    can_leave: bool


def offers(*, event: EventPage, now: datetime) -> list[Offer]:
    """What can be chosen at `now`, in the order of time; two queries, and one for the sessions where not loaded."""
    sessions = by_key(event)
    return [
        Offer(
            uid=offered.uid,
            line=session_line(event=event, session=sessions[offered.record.session_key], now=now),
            seats=seats_words(offered.seats),
            is_full=offered.seats.is_full,
        )
        for offered in offered_sessions(event_id=event.pk, now=now)
        if offered.record.session_key in sessions
    ]


def own_sessions(
    *, event: EventPage, places: Iterable[SessionPlace], turns: dict[int, int], now: datetime
) -> list[OwnSession]:
    """What a person has and waits for, in the order of `places`; also what was removed since."""
    sessions = by_key(event)
    found = []
    for place in places:
        record = place.record
        session = sessions.get(record.session_key) or session_of(record)
        found.append(
            OwnSession(
                uid=record.uid,
                line=session_line(event=event, session=session, now=now),
                turn=turns.get(place.pk) if place.is_waitlisted else None,
                is_off=record.status != EventStatus.SCHEDULED,
                can_leave=record.ends_at > now,
            )
        )
    return found


def seats_words(seats: SeatCount) -> str:
    """`Full: waitlist`, `5 of 40 places left`, or nothing where there is no limit."""
    return _("Full: waitlist") if seats.is_full else places_left(seats)


def by_key(event: EventPage) -> dict:
    """The dated sessions of an event by their keys."""
    return {session.key: session for session in event.dated_sessions}


def told_sessions(
    *, event: EventPage, told: dict[str, str], now: datetime
) -> list[tuple[SessionLine, bool]]:
    """The sessions of an answer, by UID what was told: each with whether one waits for it; one query."""
    sessions = by_key(event)
    records = CalendarRecord.objects.filter(page_id=event.pk, uid__in=told)
    return [
        (
            session_line(
                event=event,
                session=sessions.get(record.session_key) or session_of(record),
                now=now,
            ),
            told[record.uid] == RegistrationState.WAITLISTED,
        )
        for record in records.order_by("starts_at", "pk")
    ]
