"""The event list: which events, in which order, by which filters, on which page."""

from dataclasses import dataclass
from datetime import datetime

from django.core.paginator import Paginator
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

PER_PAGE = 25
PAST_TEASER = 5
UPCOMING, PAST = "upcoming", "past"


@dataclass(frozen=True, kw_only=True)
class EventListing:
    """One page of the list. `pages` are (number or None for a gap, address, is_current)."""

    when: str
    form: EventFilterForm
    is_filtered: bool
    count: int
    count_words: str
    cards: list[EventCard]
    past_cards: list[EventCard]
    pages: list[tuple[int | str | None, str, bool]]
    previous_url: str
    next_url: str
    notice: str
    upcoming_url: str
    past_url: str
    same_in_past_url: str
    subscribe_url: str
    subscribe_words: str


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
    filters = event_filters(query=request.GET, choices=choices, topics=topics)
    paginator = Paginator(filters.narrow(query), PER_PAGE)
    page = paginator.get_page(request.GET.get("page"))
    is_filtered = filters.is_filtered
    teaser = when == UPCOMING and page.number == 1 and not is_filtered
    rows = list(page.object_list)
    past = list(past_events(now=now, events=events)[:PAST_TEASER]) if teaser else []
    prefetch_related_objects([*rows, *past], "sessions")
    return EventListing(
        when=when,
        form=filters.form,
        is_filtered=is_filtered,
        count=paginator.count,
        count_words=count_words(when=when, count=paginator.count),
        cards=event_cards(events=rows, now=now, request=request),
        past_cards=event_cards(events=past, now=now, request=request),
        pages=[
            (None, "", False)
            if number == paginator.ELLIPSIS
            else (number, address(request, page=number), number == page.number)
            for number in paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1)
        ]
        if paginator.num_pages > 1
        else [],
        previous_url=address(request, page=page.number - 1) if page.has_previous() else "",
        next_url=address(request, page=page.number + 1) if page.has_next() else "",
        notice=page_notice(
            asked=request.GET.get("page"), shown=page.number, last=paginator.num_pages
        ),
        upcoming_url=request.path,
        past_url=f"{request.path}?when={PAST}",
        same_in_past_url=address(request, page=1, when=PAST),
        subscribe_url=f"{reverse('events:subscribe')}{filters.feed.query}",
        subscribe_words=_("Subscribe to “%(subject)s” in your calendar")
        % {"subject": filters.subject_words}
        if filters.feed
        else _("Subscribe in your calendar"),
    )


def count_words(*, when: str, count: int) -> str:
    if when == PAST:
        return ngettext("%d past event", "%d past events", count) % count
    return ngettext("%d upcoming event", "%d upcoming events", count) % count


def address(request: HttpRequest, *, page: int | str, when: str = "") -> str:
    """This list's address with another page number, and among other events; page 1 goes without."""
    query = request.GET.copy()
    if when:
        query["when"] = when
    query.pop("page", None)
    if page != 1:
        query["page"] = str(page)
    encoded = query.urlencode()
    return f"?{encoded}" if encoded else request.path


def page_notice(*, asked: str | None, shown: int, last: int) -> str:
    """A sentence where the address asks for a page that is not there; otherwise nothing."""
    if not asked or asked == str(shown):
        return ""
    if not asked.isascii() or not asked.isdecimal() or len(asked) > 9:
        return _("The address names a page that does not exist. This is page %(shown)d.") % {
            "shown": shown
        }
    return _("There is no page %(asked)s. This is page %(shown)d of %(last)d.") % {
        "asked": asked,
        "shown": shown,
        "last": last,
    }
