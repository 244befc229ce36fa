"""Reads of events that are used in more than one place. Public means live and not private, always both."""

from datetime import datetime

from django.db.models import CharField, F, Q
from django.db.models.functions import Cast, Substr
from wagtail.query import PageQuerySet

from events.models import EventPage


def public_events() -> PageQuerySet:
    """Every event that anybody may see, with state and sessions loaded: 2 queries beside the rows."""
    return (
        EventPage.objects.live()
        .public()
        .select_related("state")
        .prefetch_related("sessions")
        .defer("description")
    )


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


def event_years(*, events: PageQuerySet) -> list[int]:
    """The years in which `events` begin, each by its own calendar, latest first.

    The year is cut from the date's text: on SQLite, ExtractYear calls Python once per row.
    """
    years = (
        events.order_by()
        .exclude(first_date=None)
        .annotate(year=Substr(Cast("first_date", CharField()), 1, 4))
        .values_list("year", flat=True)
        .distinct()
    )
    return sorted((int(year) for year in years), reverse=True)
