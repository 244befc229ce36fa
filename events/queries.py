"""Reads of events that are used in more than one place. Public means live and not private, always both."""

from datetime import datetime

from django.db.models import F, Q
from django.http import HttpRequest
from wagtail.models import Page, Site
from wagtail.query import PageQuerySet

from events.models import EventIndexPage, EventPage


def private_pages() -> Q:
    """The pages that not everybody may see, as a condition for several reads of one answer; one query."""
    return PageQuerySet(Page).private_q()


def public_events(*, private: Q | None = None) -> PageQuerySet:
    """Every event that anybody may see, with state and sessions loaded: 2 queries beside the rows.

    `private` is what `private_pages()` found, where the caller needs it for other pages too.
    """
    live = EventPage.objects.live()
    public = live.public() if private is None else live.exclude(private)
    return public.select_related("state").prefetch_related("sessions").defer("description")


def upcoming_events(*, now: datetime, events: PageQuerySet | None = None) -> PageQuerySet:
    """Public events, or those of `events`, not over at `now` (aware), soonest first; live ones included.

    A cancelled or postponed event stays until its original end, so that nobody wonders
    where it went.
    """
    events = public_events() if events is None else events
    return events.filter(last_ends_at__gt=now).order_by("first_starts_at", "pk")


def past_events(*, now: datetime, events: PageQuerySet | None = None) -> PageQuerySet:
    """Public events, or those of `events`, that are over at `now` (aware), latest first; without a date last."""
    events = public_events() if events is None else events
    return events.filter(Q(last_ends_at__lte=now) | Q(last_ends_at=None)).order_by(
        F("first_starts_at").desc(nulls_last=True), "-pk"
    )


def list_url(*, site: Site | None, request: HttpRequest) -> str:
    """The address of the site's event list, or nothing where it has none."""
    lists = EventIndexPage.objects.live().public()
    if site is not None:
        lists = lists.descendant_of(site.root_page)
    found = lists.order_by("path").first()
    return (found.get_url(request) or "") if found else ""
