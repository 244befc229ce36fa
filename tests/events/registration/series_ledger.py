"""What is stored of a series, read back and compared with itself."""

from collections import Counter

from events.registration.enums import ACTIVE, RegistrationState
from events.registration.models import Registration, SeatCount, SessionPlace
from tests.make import records_of

CONFIRMED, WAITLISTED = RegistrationState.CONFIRMED, RegistrationState.WAITLISTED


def session_seats(event) -> list[tuple]:
    """(capacity, taken, held, waiting) of each session, in the order of time."""
    rows = {row.session_key: row for row in SeatCount.objects.filter(event_id=event.pk)}
    return [
        tuple(getattr(rows[record.session_key], name) for name in SeatCount.NUMBERS)
        for record in records_of(event)
    ]


def places_of(registration) -> list[str]:
    """The states of somebody's places, in the order of their making."""
    rows = SessionPlace.objects.filter(registration_id=registration.pk).order_by("pk")
    return list(rows.values_list("state", flat=True))


def series_faults(event, *, most: dict | None = None, frozen=()) -> list[str]:
    """What must never be: wrong counters, idle or oversold places, registrations beside their places.

    `most` has the highest capacity that a session key ever had; in sessions of `frozen` keys a place
    may be idle.
    """
    faults = []
    for row in SeatCount.objects.filter(event_id=event.pk):
        places = SessionPlace.objects.filter(
            record__page_id=event.pk, record__session_key=row.session_key
        )
        counts = Counter(places.values_list("state", flat=True))
        if row.taken != counts[CONFIRMED]:
            faults.append(f"taken is {row.taken} of {dict(counts)}")
        if row.waiting != counts[WAITLISTED]:
            faults.append(f"waiting is {row.waiting} of {dict(counts)}")
        if row.waiting and row.free != 0 and row.session_key not in frozen:
            faults.append(f"{row.free} idle while {row.waiting} wait")
        if most and most[row.session_key] is not None and row.taken > most[row.session_key]:
            faults.append(f"{row.taken} taken of at most {most[row.session_key]}")
    for registration in Registration.objects.filter(event_id=event.pk):
        states = Counter(places_of(registration))
        expected = next((s for s in (CONFIRMED, WAITLISTED) if states[s]), "cancelled")
        if registration.state != expected and registration.state != "cancelled":
            faults.append(f"{registration} is {registration.state} with {dict(states)}")
        if registration.state == "cancelled" and registration.places.filter(
            state__in=ACTIVE, record__ends_at__gt=registration.cancelled_at
        ):
            faults.append(f"{registration} is cancelled with {dict(states)}")
    active = Registration.objects.filter(event_id=event.pk, state__in=ACTIVE)
    addresses = Counter(active.values_list("email_key", flat=True))
    return faults + [f"{key} is registered {n} times" for key, n in addresses.items() if n > 1]


def whole_series_faults(event) -> list[str]:
    """Who asked for the whole series and was never given one of its sessions."""
    people = Registration.objects.filter(event_id=event.pk, whole_series=True, state__in=ACTIVE)
    return [
        f"{person} has never had {record.uid}"
        for person in people
        for record in records_of(event)
        if record.status == "scheduled"
        if not SessionPlace.objects.filter(registration=person, record=record).exists()
    ]
