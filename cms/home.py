"""What the home page shows of the events."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q
from django.http import HttpRequest

from events.cards import EventCard, event_card, event_cards
from events.detail import SessionLine, session_line
from events.enums import Delivery, EventStatus, RecordingPlan
from events.listing import PAST
from events.models import EventIndexPage, Session
from events.queries import past_events, upcoming_events
from events.sign_up import sign_ups

COMING = 4
RECORDINGS = 3
LIVE = 5
SOON = 24  # among these is the next session, also when long series began earlier
OFF = (EventStatus.CANCELLED, EventStatus.POSTPONED)

_planned_unless_said = Q(recording_plan="", delivery__in=(Delivery.VIRTUAL, Delivery.HYBRID))
_waits = Q(recording_plan=RecordingPlan.PLANNED) | _planned_unless_said
HAS_RECORDING = (
    Q(recording_video__isnull=False)
    | ~Q(recording_url="")
    | (Q(last_ends_at__isnull=False) & _waits)
)


@dataclass(frozen=True, kw_only=True)
class HomeEvents:
    """Rows for the home page. `next` is the first event still to start that takes place."""

    next: EventCard | None
    next_session: SessionLine | None
    live: list[EventCard]
    coming: list[EventCard]
    recordings: list[EventCard]
    upcoming_count: int
    events_url: str
    past_url: str


def home_context(*, request: HttpRequest, page, now: datetime) -> HomeEvents:
    """The events below this home page, from a fixed number of queries."""
    upcoming = upcoming_events(now=now).descendant_of(page)
    running = Session.objects.filter(starts_at__lte=now, ends_at__gt=now).values("page_id")
    live = [event for event in upcoming.filter(pk__in=running)[:LIVE] if _takes_place(event)]
    soon = list(upcoming.exclude(pk__in=running)[:SOON])
    ahead = [
        (event, session)
        for event in soon
        if _takes_place(event)
        for session in event.dated_sessions
        if session.starts_at > now
    ]
    first, session = min(ahead, key=lambda pair: pair[1].starts_at, default=(None, None))
    recordings = (
        past_events(now=now)
        .descendant_of(page)
        .filter(HAS_RECORDING)
        .exclude(state__status__in=OFF)
    )
    offers = sign_ups(events=[*live, *soon], now=now)
    index = EventIndexPage.objects.live().public().descendant_of(page).first()
    events_url = index.get_url(request) if index else ""
    return HomeEvents(
        next=event_card(event=first, now=now, request=request, offer=offers.get(first.pk))
        if first
        else None,
        next_session=session_line(event=first, session=session, now=now)
        if first and session
        else None,
        live=event_cards(events=live, now=now, request=request, offers=offers),
        coming=event_cards(events=soon[:COMING], now=now, request=request, offers=offers),
        recordings=event_cards(events=recordings[:RECORDINGS], now=now, request=request),
        upcoming_count=upcoming.count(),
        events_url=events_url,
        past_url=f"{events_url}?when={PAST}" if events_url else "",
    )


def _takes_place(event) -> bool:
    return event.status == EventStatus.SCHEDULED
