"""The events beside something of the library: what the library's pages ask for and don't know."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.models import Site

from events.belonging import events_of_keyword, events_of_topic
from events.cards import event_cards
from events.feed_filter import FeedFilter
from events.listing import PAST
from events.models import EventPage, EventResource
from events.queries import list_url, past_events, public_events, upcoming_events
from resources.joined import Joined, Subject
from resources.models import Keyword, TopicPage

ROW_TEMPLATE = "events/_row.html"
UPCOMING_ROWS, PAST_ROWS = 25, 10


def library_events(*, subject: Subject, request: HttpRequest, now: datetime) -> Sequence[Joined]:
    """The public events of a keyword, a topic or a resource on this site: to come, and over.

    What a topic lists among its entries already is not repeated among the events that are over. A
    list that is cut leads to the whole one.
    """
    if subject.pk is None or not EventPage.objects.filter(pk__in=_event_ids(subject)).exists():
        return []
    site = Site.find_for_request(request)
    events = public_events().filter(pk__in=_event_ids(subject))
    if site is not None:
        events = events.descendant_of(site.root_page)
    ahead, over = upcoming_events(now=now, events=events), past_events(now=now, events=events)
    if isinstance(subject, TopicPage):
        over = over.exclude(pk__in=[entry.page_id for entry in subject.entries.all()])
    wanted = _filter_of(subject)
    whole = list_url(site=site, request=request) if wanted else ""
    return [
        _joined(
            key="upcoming-events",
            heading=_("Upcoming events"),
            events=ahead,
            most=UPCOMING_ROWS,
            whole=whole and f"{whole}{wanted.query}",
            else_url=f"{reverse('events:subscribe')}{wanted.query}" if wanted else "",
            now=now,
            request=request,
        ),
        _joined(
            key="past-events",
            heading=_("Recordings and past events"),
            events=over,
            most=PAST_ROWS,
            whole=whole and f"{whole}{wanted.query}&when={PAST}",
            else_url="",
            now=now,
            request=request,
        ),
    ]


def _event_ids(subject: Subject) -> QuerySet:
    if isinstance(subject, Keyword):
        return events_of_keyword(subject.pk)
    if isinstance(subject, TopicPage):
        return events_of_topic(subject.pk)
    return EventResource.objects.filter(resource=subject.pk).order_by().values("page_id")


def _filter_of(subject: Subject) -> FeedFilter:
    if isinstance(subject, Keyword):
        return FeedFilter(keyword=subject.slug)
    return FeedFilter(topic=subject.slug if isinstance(subject, TopicPage) else "")


def _joined(*, key, heading, events, most, whole, else_url, now, request) -> Joined:
    """One list. Its link leads to all of it where it is cut, else to the calendar of its events."""
    found = list(events[: most + 1])
    is_cut = len(found) > most and bool(whole)
    rows = event_cards(events=found[:most] if is_cut else found, now=now, request=request)
    words = _("All of these events") if is_cut else _("Subscribe in your calendar")
    more_url = whole if is_cut else else_url
    return Joined(
        key=key,
        heading=heading,
        row_template=ROW_TEMPLATE,
        rows=rows,
        more_url=more_url,
        more_words=words if more_url else "",
    )
