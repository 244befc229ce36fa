"""Which events belong to a keyword, a topic or another filter: asked by lists, feeds and the pages of the library."""

from typing import TypeVar

from django.db.models import CharField, Q, QuerySet, Value

from events.models import EventKeyword, EventPage, EventTopic
from resources.models import Keyword, TopicEntry

Events = TypeVar("Events", bound=QuerySet)


def events_of_keyword(keyword_id: int) -> QuerySet:
    """Ids of the events that have this keyword, or one that was merged into it; no query of its own."""
    names = Keyword.objects.filter(Q(pk=keyword_id) | Q(merged_into=keyword_id)).order_by()
    links = EventKeyword.objects.filter(keyword__in=names.values("pk"))
    return links.order_by().values("page_id")


def events_of_topic(topic_id: int) -> QuerySet:
    """Ids of the events that name this topic, or that are among its published entries; no query of its own."""
    naming = EventTopic.objects.filter(topic=topic_id).order_by().values("page_id")
    listed = TopicEntry.objects.filter(topic=topic_id).order_by().values("page_id")
    return naming.union(listed).order_by()


def events_with(
    events: Events,
    *,
    keyword_id: int | None = None,
    topic_id: int | None = None,
    delivery: str = "",
    intercept: int | None = None,
    year: int | None = None,
    event_id: int | None = None,
) -> Events:
    """Those of `events` that have everything that is given: what a filter means, for lists and feeds alike."""
    if keyword_id is not None:
        events = events.filter(pk__in=events_of_keyword(keyword_id))
    if topic_id is not None:
        events = events.filter(pk__in=events_of_topic(topic_id))
    if delivery:
        events = events.filter(delivery=delivery)
    if intercept is not None:
        events = events.filter(intercepts__includes=intercept)
    if year is not None:
        events = events.filter(first_date__year=year)
    if event_id is not None:
        events = events.filter(pk=event_id)
    return events


def locked_subjects(page_id: int | None) -> frozenset:
    """What filters ask of an event, as stored; its row stays locked until the transaction ends.

    Locked first, so that of two who publish at once the later one sees what the earlier one wrote.
    """
    if page_id is None:
        return frozenset()
    locked = EventPage.objects.select_for_update(of=("self",), no_key=True)
    locked.filter(pk=page_id).only("pk").first()
    return stored_subjects(page_id)


def stored_subjects(page_id: int) -> frozenset:
    """What filters ask of an event, as stored: its keywords, topics, format, intercepts and first date; two queries."""
    keyword, topic = (Value(kind, CharField()) for kind in ("keyword", "topic"))
    keywords = EventKeyword.objects.filter(page_id=page_id).order_by()
    topics = EventTopic.objects.filter(page_id=page_id).order_by()
    both = keywords.values_list(keyword, "keyword_id").union(topics.values_list(topic, "topic_id"))
    own = EventPage.objects.filter(pk=page_id).order_by()
    return frozenset([*both.order_by(), *own.values_list("delivery", "intercepts", "first_date")])
