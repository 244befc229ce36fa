"""What an event's page and row say about registering."""

from collections.abc import Iterable
from datetime import datetime
from urllib.parse import urlsplit

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.models import EventPage
from events.registration.actions.register import RegistrationClosed, check_registration_is_open
from events.registration.models import SeatCount
from events.sign_up import SignUp

# Below this share of free places a visitor should hurry, and reads how many are left.
FEW = 0.25


def sign_ups(*, events: Iterable[EventPage], now: datetime) -> dict[int, SignUp]:
    """The offers of these events, by page id; one query, none where nobody can register."""
    open_events = [event for event in events if _is_open(event, now)]
    if not open_events:
        return {}
    of = {event.pk: event.alias_of_id or event.pk for event in open_events}
    seats: dict[int, list[SeatCount]] = {}
    for row in SeatCount.objects.filter(event_id__in=set(of.values())).order_by("pk"):
        seats.setdefault(row.event_id, []).append(row)
    offers = {event.pk: _offer(event, seats.get(of[event.pk], []), now) for event in open_events}
    return {pk: offer for pk, offer in offers.items() if offer is not None}


def _offer(event: EventPage, rows: list[SeatCount], now: datetime) -> SignUp | None:
    if not event.has_chosen_sessions:
        whole = [row for row in rows if row.session_key is None]
        return sign_up(event=event, seats=whole[0] if whole else None)
    keys = {session.key for session in event.dated_sessions if session.starts_at > now}
    return series_sign_up(event=event, rows=[row for row in rows if row.session_key in keys])


def series_sign_up(*, event: EventPage, rows: list[SeatCount]) -> SignUp | None:
    """The offer of an event whose sessions are chosen, by the seats of those that have not begun; None without one."""
    if not rows:
        return None
    url, free = register_url(event), sum(not row.is_full for row in rows)
    if not free:
        return SignUp(url=url, label=_("Join the waitlist"), note=_("Every session is full."))
    note = ngettext(
        "%(free)d of %(all)d session has places left",
        "%(free)d of %(all)d sessions have places left",
        len(rows),
    ) % {"free": free, "all": len(rows)}
    return SignUp(url=url, label=_("Choose sessions"), note=note)


def sign_up(*, event: EventPage, seats: SeatCount | None) -> SignUp:
    """One event's offer; `seats` is None where nobody has registered and nothing was published since."""
    url = register_url(event)
    if seats is not None and seats.is_full:
        return SignUp(url=url, label=_("Join the waitlist"), note=_("This event is full."))
    return SignUp(url=url, label=_("Register"), note=places_left(seats))


def places_left(seats: SeatCount | None) -> str:
    """`12 of 50 places left`, for an event with a limit."""
    if seats is None or seats.capacity is None or seats.free is None:
        return ""
    if seats.capacity == seats.free == 1:
        return _("1 place left")
    return ngettext(
        "%(free)d of %(capacity)d places left", "%(free)d of %(capacity)d places left", seats.free
    ) % {"free": seats.free, "capacity": seats.capacity}


def register_url(event: EventPage) -> str:
    """The path of an event's registration form: below the event's own; nothing for one without an address."""
    path = site_path(event)
    return reverse("event_registration:register", args=[path]) if path else ""


def site_path(event: EventPage) -> str:
    """The event's path within its site, such as `events/night-shift`."""
    return urlsplit(event.get_url() or "").path.strip("/")


def _is_open(event: EventPage, now: datetime) -> bool:
    try:
        check_registration_is_open(event=event, now=now)
    except RegistrationClosed:
        return False
    return True
