"""The event list: which events, in which order, by which filters, on which page."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, prefetch_related_objects
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.models import Site

from events.cards import EventCard, event_cards
from events.list_choices import choices_in
from events.list_filters import EventFilterForm, event_filters
from events.models import EventIndexPage
from events.queries import past_events, private_pages, public_events, upcoming_events
from resources.models import TopicPage
from resources.pager import Pager, address, asked_page, pager_of

PAST_TEASER = 5
UPCOMING, PAST = "upcoming", "past"


@dataclass(frozen=True, kw_only=True)
class EventListing:
    """One page of the list."""

    when: str
    form: EventFilterForm
    is_filtered: bool
    count: int
    count_words: str
    cards: list[EventCard]
    past_cards: list[EventCard]
    pager: Pager
    upcoming_url: str
    past_url: str
    same_in_past_url: str
    subscribe_url: str
    subscribe_words: str
    feed_query: str


def listing_context(*, request: HttpRequest, index: EventIndexPage, now: datetime) -> dict:
    """The context of `events/event_index_page.html`: `listing` is an EventListing."""
    private = private_pages()
    listing = event_listing(request=request, index=index, private=private, now=now)
    return {"listing": listing, "private_pages": private}


def event_listing(
    *, request: HttpRequest, index: EventIndexPage, private: Q, now: datetime
) -> EventListing:
    """The list that the address asks for. Never raises for what an address may hold."""
    when = PAST if request.GET.get("when") == PAST else UPCOMING
    events = public_events(private=private).descendant_of(index).prefetch_related(None)
    query = (past_events if when == PAST else upcoming_events)(now=now, events=events)
    site = Site.find_for_request(request)
    root = site.root_page if site else index.get_parent()
    topics = TopicPage.objects.live().exclude(private).descendant_of(root)
    choices = choices_in(name=f"{root.pk}:{index.pk}:{when}", events=query, topics=topics)
    filters = event_filters(query=request.GET, choices=choices, topics=topics, site=site)
    page = asked_page(request=request, rows=filters.narrow(query))
    is_filtered = filters.is_filtered
    teaser = when == UPCOMING and page.number == 1 and not is_filtered
    rows = list(page.object_list)
    past = list(past_events(now=now, events=events)[:PAST_TEASER]) if teaser else []
    prefetch_related_objects([*rows, *past], "sessions")
    return EventListing(
        when=when,
        form=filters.form,
        is_filtered=is_filtered,
        count=page.paginator.count,
        count_words=count_words(when=when, count=page.paginator.count),
        cards=event_cards(events=rows, now=now, request=request),
        past_cards=event_cards(events=past, now=now, request=request),
        pager=pager_of(request=request, page=page),
        upcoming_url=request.path,
        past_url=f"{request.path}?when={PAST}",
        same_in_past_url=address(request, page=1, when=PAST),
        subscribe_url=f"{reverse('events:subscribe')}{filters.feed.query}",
        subscribe_words=_("Subscribe to “%(subject)s” in your calendar")
        % {"subject": filters.words}
        if filters.feed
        else _("Subscribe in your calendar"),
        feed_query=filters.feed.query,
    )


def count_words(*, when: str, count: int) -> str:
    if when == PAST:
        return ngettext("%d past event", "%d past events", count) % count
    return ngettext("%d upcoming event", "%d upcoming events", count) % count
