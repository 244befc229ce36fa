"""What an event is about, ready to print: topics, keywords, and resources that go with it."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest

from events.models import EventKeyword, EventPage
from resources.entries import EntryCard, EntryLink, entry_cards
from resources.models import Keyword, ResourcePage, TopicEntry, TopicPage


@dataclass(frozen=True, kw_only=True)
class EventSubjects:
    """Texts and paths for one event; its topics are those it names and those that list it. What is empty is hidden."""

    topics: list[EntryLink]
    keywords: list[EntryLink]
    resources: list[EntryCard]


def event_subjects(*, page: EventPage, request: HttpRequest, now: datetime) -> EventSubjects:
    """The subjects of a page, also of one that was not saved. A fixed number of queries for any number of rows."""
    keyword_ids = [link.keyword_id for link in page.keyword_links.all()]
    keywords = keywords_by_id(keyword_ids)
    resources = _in_order(ResourcePage, [link.resource_id for link in page.resource_links.all()])
    topic_ids = [link.topic_id for link in page.topic_links.all()]
    return EventSubjects(
        topics=[
            EntryLink(text=topic.title, url=topic.get_url(request) or "")
            for topic in _in_order(TopicPage, [*topic_ids, *_topics_listing(page)])
        ],
        keywords=keyword_lines(keywords.get(pk) for pk in keyword_ids),
        resources=entry_cards(pages=resources, request=request, now=now) if resources else [],
    )


def keywords_by_id(ids: Iterable[int]) -> dict[int, Keyword]:
    """Keywords with what they were merged into; one query."""
    return Keyword.objects.select_related("merged_into").in_bulk(list(ids))


def keyword_lines(keywords: Iterable[Keyword | None]) -> list[EntryLink]:
    """Each keyword that readers see, once, in the order of its first mention."""
    seen = dict.fromkeys(keyword.merged_into or keyword for keyword in keywords if keyword)
    return [EntryLink(text=str(keyword), url=keyword.get_absolute_url()) for keyword in seen]


def keyword_lines_of(page_ids: Sequence[int]) -> dict[int, list[EntryLink]]:
    """The published keywords of many events by page id; one query."""
    links = EventKeyword.objects.filter(page__in=page_ids).select_related("keyword__merged_into")
    found = defaultdict(list)
    for link in links.order_by("sort_order", "pk"):
        found[link.page_id].append(link.keyword)
    return {page_id: keyword_lines(keywords) for page_id, keywords in found.items()}


def _topics_listing(page: EventPage) -> list[int]:
    """The topics that have the page among their entries, by title; one query, none for a page that was not saved."""
    if page.pk is None:
        return []
    entries = TopicEntry.objects.filter(page_id=page.pk).order_by("topic__title", "topic_id")
    return list(entries.values_list("topic_id", flat=True))


def _in_order(model, ids: list[int]) -> list:
    """The public pages among these, each once, in this order; 2 queries, none for no ids."""
    found = model.objects.live().public().in_bulk(ids) if ids else {}
    return [found[pk] for pk in dict.fromkeys(ids) if pk in found]
