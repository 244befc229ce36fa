"""The library: its vocabulary, resources and topics."""

from itertools import count

from wagtail.models import Page

from resources.models import (
    Keyword,
    KeywordSynonym,
    Organization,
    OrganizationAlias,
    ResourceIndexPage,
    ResourceKeyword,
    ResourcePage,
    ResourceProducer,
    ResourceSupporter,
    TopicEntry,
    TopicPage,
)
from tests.make.events import make_site

_numbers = count(1)


def make_library() -> ResourceIndexPage:
    """The resource index beside the event index; what is there already is used."""
    found = ResourceIndexPage.objects.order_by("pk").first()
    if found:
        return found
    home = make_site().get_parent()
    return Page.objects.get(pk=home.pk).add_child(
        instance=ResourceIndexPage(title="Library", slug="library", show_in_menus=True)
    )


def make_keyword(label: str | None = None, *, synonyms=(), **fields) -> Keyword:
    keyword = Keyword(label=label or f"Keyword {next(_numbers)}", **fields)
    keyword.synonyms = [KeywordSynonym(text=text) for text in synonyms]
    keyword.save()
    return keyword


def make_organization(name: str | None = None, *, aliases=(), **fields) -> Organization:
    organization = Organization(name=name or f"Organization {next(_numbers)}", **fields)
    organization.aliases = [OrganizationAlias(text=text) for text in aliases]
    organization.save()
    return organization


def make_resource(
    *, parent=None, producers=(), supporters=(), keywords=(), live=True, **fields
) -> ResourcePage:
    """A resource below the library; `producers` are organizations, or names of authors."""
    number = next(_numbers)
    fields.setdefault("title", f"Resource {number}")
    fields.setdefault("slug", f"resource-{number}")
    page = ResourcePage(live=live, **fields)
    page.producers = [
        ResourceProducer(author=who, sort_order=order)
        if isinstance(who, str)
        else ResourceProducer(organization=who, sort_order=order)
        for order, who in enumerate(producers)
    ]
    page.supporters = [
        ResourceSupporter(organization=who, sort_order=order)
        for order, who in enumerate(supporters)
    ]
    page.keyword_links = [
        ResourceKeyword(keyword=keyword, sort_order=order) for order, keyword in enumerate(keywords)
    ]
    parent = parent or make_library()
    return type(parent).objects.get(pk=parent.pk).add_child(instance=page)


def make_topic(*, parent=None, entries=(), highlighted=(), live=True, **fields) -> TopicPage:
    """A topic below the library; `highlighted` and `entries` are pages, in their order."""
    number = next(_numbers)
    fields.setdefault("title", f"Topic {number}")
    fields.setdefault("slug", f"topic-{number}")
    page = TopicPage(live=live, **fields)
    page.entries = [
        TopicEntry(page_id=entry.pk, is_highlighted=order < len(highlighted), sort_order=order)
        for order, entry in enumerate([*highlighted, *entries])
    ]
    parent = parent or make_library()
    return type(parent).objects.get(pk=parent.pk).add_child(instance=page)
