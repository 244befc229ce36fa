"""The library's list: its topics, and which resources, in which order, by which filters, on which page."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import ngettext
from wagtail.query import PageQuerySet

from resources.entries import EntryCard, entry_cards
from resources.filters import ResourceFilterForm, filter_choices, filtered, with_current_terms
from resources.models import ResourceIndexPage, TopicPage
from resources.pager import Pager, asked_page, pager_of
from resources.queries import newest_year_first, public_pages, public_resources


@dataclass(frozen=True, kw_only=True)
class TopicLine:
    """A topic with the number of its public entries in words; none is empty."""

    title: str
    url: str
    count_words: str


@dataclass(frozen=True, kw_only=True)
class ResourceListing:
    """One page of the list. The topics stand above its first page while no filter is in use."""

    topics: list[TopicLine]
    form: ResourceFilterForm
    is_filtered: bool
    count_words: str
    cards: list[EntryCard]
    pager: Pager
    clear_url: str


def listing_context(*, request: HttpRequest, index: ResourceIndexPage, now: datetime) -> dict:
    """The context of `resources/resource_index_page.html`: `listing` is a ResourceListing."""
    return {"listing": resource_listing(request=request, index=index, now=now)}


def resource_listing(
    *, request: HttpRequest, index: ResourceIndexPage, now: datetime
) -> ResourceListing:
    """The list that the address asks for. Never raises for what an address may hold."""
    resources = public_resources().descendant_of(index)
    topics = topics_with_counts(index=index, resources=resources)
    own_topics = [topic for topic in topics if topic.resource_count]  # ty: ignore[missing-attribute]
    choices = filter_choices(resources=resources, topics=own_topics)
    data = with_current_terms(data=request.GET, choices=choices)
    form = ResourceFilterForm(data, choices=choices)
    found = filtered(resources=resources, chosen=form.chosen, topics=own_topics)
    page = asked_page(request=request, rows=newest_year_first(found))
    is_start = page.number == 1 and not form.chosen
    return ResourceListing(
        topics=topic_lines(topics, request=request) if is_start else [],
        form=form,
        is_filtered=bool(form.chosen),
        count_words=resources_in_words(page.paginator.count),
        cards=entry_cards(pages=list(page.object_list), request=request, now=now),
        pager=pager_of(request=request, page=page),
        clear_url=request.path,
    )


def topics_with_counts(*, index: ResourceIndexPage, resources: PageQuerySet) -> Sequence[TopicPage]:
    """The public topics below the index by title, with `entry_count` and, of `resources` alone, `resource_count`."""
    pages, own = public_pages(), resources.order_by().values("pk")
    topics = TopicPage.objects.filter(pk__in=pages.descendant_of(index).values("pk"))
    return list(
        topics.order_by("title", "pk").annotate(
            entry_count=_count_of_entries(among=pages.values("pk")),
            resource_count=_count_of_entries(among=own),
        )
    )


def _count_of_entries(*, among: QuerySet) -> Count:
    return Count("entries__page", filter=Q(entries__page__in=among), distinct=True)


def topic_lines(topics: Sequence[TopicPage], *, request: HttpRequest) -> list[TopicLine]:
    return [
        TopicLine(
            title=topic.title,
            url=topic.get_url(request) or "",
            count_words=entries_in_words(topic.entry_count),  # ty: ignore[missing-attribute]
        )
        for topic in topics
    ]


def resources_in_words(count: int) -> str:
    return ngettext("%d resource", "%d resources", count) % count


def entries_in_words(count: int) -> str:
    """`2 entries`; nothing for none."""
    return ngettext("%d entry", "%d entries", count) % count if count else ""
