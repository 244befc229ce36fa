"""What the home page shows of the events and the library."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Exists, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.http import urlencode
from django.utils.translation import ngettext
from wagtail.models import Page
from wagtail.query import PageQuerySet

from events.cards import EventCard, event_card, event_cards
from events.detail import SessionLine, session_line
from events.enums import EventStatus
from events.listing import PAST
from events.models import EventIndexPage, EventPage, Session
from events.queries import past_events, upcoming_events
from events.sign_up import sign_ups
from resources.enums import Intercept
from resources.models import ResourcePage, TopicEntry, TopicPage

COMING = 4
RECORDINGS = 3
LIVE = 5
SOON = 24  # among these is the next session, also when long series began earlier
OFF = (EventStatus.CANCELLED, EventStatus.POSTPONED)

HAS_RECORDING = Q(recording_video__isnull=False) | ~Q(recording_url="")


@dataclass(frozen=True, kw_only=True)
class InterceptLink:
    """An intercept that public resources or events have; `url` leads to them."""

    number: int
    words: str
    count_words: str
    url: str


@dataclass(frozen=True, kw_only=True)
class TopicLink:
    """A public topic; `count` is the number of its public entries."""

    title: str
    url: str
    count: int


@dataclass(frozen=True, kw_only=True)
class HomeLibrary:
    """The library on the home page. Without anything filed under an intercept there are none."""

    intercepts: list[InterceptLink]
    topics: list[TopicLink]


@dataclass(frozen=True, kw_only=True)
class HomeEvents:
    """Rows for the home page. `next` is the first event still to start; `recordings` can be watched now."""

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


def home_library(*, request: HttpRequest, page) -> HomeLibrary:
    """The intercepts and topics below this home page: four queries."""
    private = Page.objects.private_q()
    public = Page.objects.live().exclude(private).order_by()
    topics = TopicPage.objects.live().exclude(private).descendant_of(page)
    return HomeLibrary(
        intercepts=_intercepts(public.descendant_of(page)),
        topics=_topics(topics=topics, public=public, request=request),
    )


def _intercepts(public: PageQuerySet) -> list[InterceptLink]:
    numbers: Counter[int] = Counter()
    for model in (EventPage, ResourcePage):
        among = model.objects.exclude(intercepts=()).filter(
            Exists(public.filter(pk=OuterRef("pk")))
        )
        counted = among.order_by().values_list("intercepts").annotate(Count("pk"))
        for intercepts, count in counted:
            numbers.update(dict.fromkeys(intercepts, count))
    try:
        search_url = reverse("search")
    except NoReverseMatch:
        return []
    if not numbers:
        return []
    return [
        InterceptLink(
            number=intercept.value,
            words=str(intercept.label),
            count_words=ngettext("%d entry", "%d entries", numbers[intercept.value])
            % numbers[intercept.value],
            url=f"{search_url}?{urlencode({'intercept': intercept.value})}",
        )
        for intercept in Intercept
    ]


def _topics(*, topics: PageQuerySet, public: PageQuerySet, request: HttpRequest) -> list[TopicLink]:
    is_public = Exists(public.filter(pk=OuterRef("page_id")))
    entries = TopicEntry.objects.filter(is_public, topic_id=OuterRef("pk"))
    number = entries.order_by().values("topic_id").annotate(number=Count("page_id", distinct=True))
    number = Coalesce(Subquery(number.values("number")), 0)
    found = topics.annotate(number=number).defer("introduction")
    return [
        TopicLink(title=topic.title, url=topic.get_url(request) or "", count=topic.number)
        for topic in found.order_by("title", "pk")
    ]


def _takes_place(event) -> bool:
    return event.status == EventStatus.SCHEDULED
