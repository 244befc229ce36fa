"""An event as the pages of registration name it: title, dates and place in words."""

from dataclasses import dataclass, replace
from datetime import datetime
from urllib.parse import urlsplit

from django.http import HttpRequest
from django.utils.translation import gettext as _

from events.calendar_items import place_line
from events.cards import shown_session
from events.detail import SessionLine, session_line
from events.enums import Delivery, EventStatus
from events.models import EventPage


@dataclass(frozen=True, kw_only=True)
class EventFacts:
    """Ready to print. `url` is empty where the page is not to be linked; `next` is the session a visitor asks about."""

    title: str
    url: str
    ics_url: str
    place: str
    sessions: list[SessionLine]
    next: SessionLine | None
    is_off: bool
    off_words: str
    contact: str


def event_facts(
    *, event: EventPage, request: HttpRequest, now: datetime, is_public: bool = True
) -> EventFacts:
    """The facts at `now`; one query for the sessions where they are not loaded."""
    sessions = event.dated_sessions
    is_off = event.status != EventStatus.SCHEDULED
    url = (event.get_url(request) or "") if is_public else ""
    return EventFacts(
        title=event.title,
        url=url,
        ics_url=f"{url}event.ics" if url and sessions and not is_off else "",
        place=place_words(event),
        sessions=[session_line(event=event, session=line, now=now) for line in sessions],
        next=session_line(event=event, session=shown_session(event, now), now=now)
        if sessions
        else None,
        is_off=is_off,
        off_words=f"{event.state.reason} {event.state.next_step}".strip() if is_off else "",
        contact=event.contact_email,
    )


def facts_of_own(facts: EventFacts, *, own: list[tuple[SessionLine, bool]]) -> EventFacts:
    """The same event with only the sessions that a person chose, each with whether they wait for it.

    The next is one that they have a place in, where there is one.
    """
    ahead = [(waits, line) for line, waits in own if not line.is_over]
    following = min(ahead, key=lambda found: (found[0], found[1].starts_at), default=None)
    if following is None:
        return facts
    return replace(facts, sessions=[line for line, _waits in own], next=following[1])


def place_words(event: EventPage) -> str:
    """Where, in a few words: `online`, `Town Hall, Springfield`."""
    if event.delivery == Delivery.VIRTUAL:
        return _("online")
    place = ", ".join(part for part in (event.place_name, event.place_city) if part.strip())
    if not place:
        place = place_line(event) if event.delivery == Delivery.IN_PERSON else ""
    if event.delivery == Delivery.HYBRID:
        return _("%(place)s, and online") % {"place": place} if place else _("online")
    return place


def address_on(*, page_url: str, path: str, request: HttpRequest) -> str:
    """`path` as an address: with the host of `page_url` where that is another than the request's."""
    parts = urlsplit(page_url)
    if parts.netloc and parts.netloc != request.get_host():
        return f"{parts.scheme}://{parts.netloc}{path}"
    return path
