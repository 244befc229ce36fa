"""What an editor reads after publishing about places: who moved up, and who has a place beyond the limit."""

from collections.abc import Iterable
from datetime import datetime

from django.contrib import messages
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import ngettext

from events.models import EventPage
from events.registration.admin.seats import no_place_warning, overfull_warning
from events.registration.admin.sessions import session_seats
from events.registration.models import Registration, SeatCount, SessionPlace


def tell_of_places(*, request, events: Iterable[EventPage], since: datetime) -> None:
    """Messages about these events, of which publishing began at `since`.

    2 queries, and 2 for each whose sessions are chosen.
    """
    titles = {event.pk: event.title for event in events if event.alias_of_id is None}
    promoted = _promoted(event_ids=titles, since=since)
    rows = SeatCount.objects.filter(event_id__in=titles, session_key=None).order_by("event_id")
    for seats in rows:
        title = titles[seats.event_id] if len(titles) > 1 else ""
        if number := promoted.get(seats.event_id, 0):
            messages.success(request, _with_title(title, _promoted_words(number)))
        if warning := overfull_warning(seats) or no_place_warning(seats):
            messages.warning(request, _with_title(title, warning))
    for event in events:
        if event.pk in titles and event.has_chosen_sessions:
            _tell_of_sessions(request, event, promoted.get(event.pk, 0), len(titles) > 1)


def _tell_of_sessions(request, event: EventPage, promoted: int, has_title: bool) -> None:
    title = event.title if has_title else ""
    if promoted:
        messages.success(request, _with_title(title, _promoted_words(promoted)))
    for row in session_seats(event):
        if warning := overfull_warning(row.seats) or no_place_warning(row.seats):
            messages.warning(request, _with_title(title, f"{row.label}: {warning}"))


def _promoted(*, event_ids, since: datetime) -> dict[int, int]:
    rows = Registration.objects.filter(event_id__in=event_ids).order_by()
    in_session = SessionPlace.objects.filter(registration=OuterRef("pk"), promoted_at__gte=since)
    rows = rows.filter(Q(promoted_at__gte=since) | Exists(in_session))
    found: dict[int, int] = {}
    for event_id in rows.values_list("event_id", flat=True):
        found[event_id] = found.get(event_id, 0) + 1
    return found


def _promoted_words(number: int) -> str:
    return ngettext(
        "%(number)d person moved up from the waitlist and is told so by mail.",
        "%(number)d people moved up from the waitlist and are told so by mail.",
        number,
    ) % {"number": number}


def _with_title(title: str, sentence: str) -> str:
    return f"“{title}”: {sentence}" if title else sentence
