"""Chosen sessions as staff read them: who has which, and the seats of each."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from events.cards import local_date
from events.enums import EventStatus
from events.models import CalendarRecord, EventPage
from events.registration.admin.seats import original_id, seats_line
from events.registration.models import Registration, SeatCount, SessionPlace
from events.registration.session_queries import places_of, turns
from events.times import format_date, format_moment


@dataclass(frozen=True, kw_only=True)
class SessionSeats:
    """One session with its seat row. `label` is its start in words."""

    record: CalendarRecord
    seats: SeatCount

    @property
    def label(self) -> str:
        return session_label(self.record)

    @property
    def line(self) -> str:
        """`December 3, 2026, at 2:00 p.m. ET: 12 confirmed of 40`."""
        return _("%(session)s: %(seats)s") % {
            "session": self.label,
            "seats": seats_line(self.seats),
        }


def session_label(record: CalendarRecord) -> str:
    """When it starts, on its own clocks; with a word where it is off."""
    label = format_moment(at=record.starts_at, zone=record.zone)
    if record.status == EventStatus.SCHEDULED:
        return label
    return _("%(session)s (off)") % {"session": label}


def session_seats(event: EventPage) -> list[SessionSeats]:
    """The sessions of an event with their seats, in the order of time; two queries, none where nobody chooses."""
    if not event.has_chosen_sessions:
        return []
    pk = original_id(event)
    rows = SeatCount.objects.filter(event_id=pk).exclude(session_key=None)
    seats = {row.session_key: row for row in rows}
    records = CalendarRecord.objects.filter(page_id=pk).order_by("starts_at", "pk")
    return [
        SessionSeats(record=record, seats=seats[record.session_key])
        for record in records
        if record.session_key in seats
    ]


def chosen_records(event_id: int | None):
    """The records of an event's sessions that have seats of their own, in the order of time; a queryset."""
    rows = SeatCount.objects.filter(
        event_id=OuterRef("page_id"), session_key=OuterRef("session_key")
    )
    records = CalendarRecord.objects.filter(Exists(rows), page_id=event_id)
    return records.order_by("starts_at", "pk")


@dataclass(frozen=True, kw_only=True)
class ChosenSessions:
    """The places of one registration in the order of time, with the turns of those that wait, by place."""

    places: list[SessionPlace]
    turns: dict[int, int]

    @property
    def turns_of_own(self) -> list[int]:
        """The turns of this person, one for each session that they wait for."""
        return [self.turns[place.pk] for place in self.places if place.pk in self.turns]

    @property
    def words(self) -> str:
        """Each session with how they stand there, separated by semicolons."""
        return "; ".join(
            f"{session_label(place.record)}: {self.state_of(place)}" for place in self.places
        )

    @property
    def short_words(self) -> str:
        """The same for a list: `December 7: Confirmed; December 14: Waitlisted, place 2`."""
        return "; ".join(f"{_day(place.record)}: {self.state_of(place)}" for place in self.places)

    def state_of(self, place: SessionPlace) -> str:
        """`Confirmed`, `Waitlisted, place 2`."""
        state = place.get_state_display()
        if place.pk not in self.turns:
            return state
        return _("%(state)s, place %(place)d") % {"state": state, "place": self.turns[place.pk]}

    def state_in(self, record: CalendarRecord) -> str:
        """How they stand in one session; "" for one that they did not choose."""
        found = [place for place in self.places if place.record.pk == record.pk]
        return self.state_of(found[0]) if found else ""


def _day(record: CalendarRecord) -> str:
    return format_date(local_date(record.starts_at, record.zone), weekday=False, year=False)


NOTHING = ChosenSessions(places=[], turns={})


def chosen_sessions(registrations: Iterable[Registration]) -> dict[int, ChosenSessions]:
    """What each of these chose, by registration; two queries, none where nobody of them chooses."""
    choosing = [row.pk for row in registrations if row.chose_sessions]
    if not choosing:
        return {}
    return _by_registration(Registration.objects.filter(pk__in=choosing))


def chosen_sessions_of(registrations) -> dict[int, ChosenSessions]:
    """The same for a queryset of any size."""
    return _by_registration(
        registrations.order_by().filter(event__registration_covers="chosen").values("pk")
    )


def _by_registration(registrations) -> dict[int, ChosenSessions]:
    places = places_of(registrations)
    numbers = turns(place for of_one in places.values() for place in of_one)
    return {pk: ChosenSessions(places=found, turns=numbers) for pk, found in places.items()}


def next_in_sessions(
    *, registration: Registration, seats: Iterable[SessionSeats], now: datetime
) -> list[str]:
    """What becomes of the places that somebody gives back, session by session."""
    places = places_of([registration]).get(registration.pk, [])
    theirs = {p.record.pk for p in places if p.is_confirmed and p.record.ends_at > now}
    return [
        _("%(session)s: whoever waits longest gets the place.") % {"session": row.label}
        if row.seats.waiting
        else _("%(session)s: nobody waits for the place.") % {"session": row.label}
        for row in seats
        if row.record.pk in theirs
    ]
