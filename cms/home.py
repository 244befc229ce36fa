"""What the home page shows of the events."""

from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest

from events.cards import EventCard, event_card, event_cards
from events.detail import SessionLine, session_line
from events.enums import EventStatus, Phase
from events.listing import PAST
from events.models import EventIndexPage
from events.queries import past_events, upcoming_events

COMING = 4
RECORDINGS = 3


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
    soon = list(upcoming[: COMING * 2])
    live = [event for event in soon if event.phase_at(now) == Phase.LIVE and _takes_place(event)]
    coming = [event for event in soon if event not in live][:COMING]
    first = next((event for event in coming if _takes_place(event)), None)
    session = next((s for s in first.dated_sessions if s.starts_at > now), None) if first else None
    recordings = [
        event
        for event in past_events(now=now).descendant_of(page)[: RECORDINGS * 3]
        if _takes_place(event) and (event.has_recording or event.phase_at(now) == Phase.WAITING)
    ]
    index = EventIndexPage.objects.live().descendant_of(page).first()
    events_url = index.get_url(request) if index else ""
    return HomeEvents(
        next=event_card(event=first, now=now, request=request) if first else None,
        next_session=session_line(event=first, session=session, now=now)
        if first and session
        else None,
        live=event_cards(events=live, now=now, request=request),
        coming=event_cards(events=coming, now=now, request=request),
        recordings=event_cards(events=recordings[:RECORDINGS], now=now, request=request),
        upcoming_count=upcoming.count(),
        events_url=events_url,
        past_url=f"{events_url}?when={PAST}" if events_url else "",
    )


def _takes_place(event) -> bool:
    return event.status == EventStatus.SCHEDULED
