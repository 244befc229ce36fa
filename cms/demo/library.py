"""The demo's library: its words, its organizations, its resources and its topics."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeVar

from django.utils.text import slugify

from cms.demo import content
from cms.demo.pages import was_edited
from cms.demo.uploads import document
from cms.models import HomePage
from events.models import EventIndexPage, EventPage
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

BETWEEN_ADDITIONS = timedelta(days=9)

Term = TypeVar("Term", Keyword, Organization)
LibraryPage = TypeVar("LibraryPage", ResourcePage, TopicPage)
Say = Callable[[str], None]


@dataclass(frozen=True, kw_only=True)
class Library:
    """What events and topics refer to: keywords by label, pages by slug."""

    keywords: dict[str, Keyword]
    resources: dict[str, ResourcePage]
    topics: dict[str, TopicPage]


def build_library(home: HomePage, *, now: datetime, say: Say) -> Library:
    """Write what is missing of the library; topics come without entries, which `fill_topics` adds.

    What is there is left as it is. A resource or topic whose slug another page has is left out.
    """
    index = ResourceIndexPage.objects.child_of(home).order_by("path")[0]
    keywords = build_keywords(say=say)
    organizations = build_organizations(say=say)
    return Library(
        keywords=keywords,
        resources=build_resources(
            index, keywords=keywords, organizations=organizations, now=now, say=say
        ),
        topics=build_topics(index, say=say),
    )


def fill_topics(library: Library, *, index: EventIndexPage) -> None:
    """Publish the entries of the topics that nobody edited, where they differ."""
    pages = {page.slug: page for page in EventPage.objects.child_of(index)} | library.resources
    for topic in content.TOPICS:
        page = library.topics.get(topic.slug)
        if page is None or was_edited(page):
            continue
        wanted = [
            (pages[slug].pk, slug in topic.highlighted)
            for slug in (*topic.highlighted, *topic.others)
            if slug in pages
        ]
        there = [(entry.page_id, entry.is_highlighted) for entry in page.entries.all()]
        if there != wanted:
            page.entries = [
                TopicEntry(page_id=pk, is_highlighted=is_highlighted, sort_order=order)
                for order, (pk, is_highlighted) in enumerate(wanted)
            ]
            page.save_revision().publish()


# ---- the vocabulary ----


def build_keywords(*, say: Say) -> dict[str, Keyword]:
    """The demo's keywords by label."""
    found, number = {}, Keyword.objects.count()
    for item in content.KEYWORDS:
        found[item.label] = find_term(Keyword, item.label) or write_keyword(item)
    if made := Keyword.objects.count() - number:
        say(f"Keywords: {made}")
    return found


def write_keyword(item: content.DemoKeyword) -> Keyword:
    keyword = Keyword(label=item.label, acronym=item.acronym)
    keyword.synonyms = [KeywordSynonym(text=text) for text in free_names(Keyword, item.synonyms)]
    keyword.save()
    return keyword


def build_organizations(*, say: Say) -> dict[str, Organization]:
    """The demo's organizations by name; the whole comes before its part."""
    found, number = {}, Organization.objects.count()
    for item in content.ORGANIZATIONS:
        found[item.name] = find_term(Organization, item.name) or write_organization(
            item, parent=found.get(item.parent)
        )
    if made := Organization.objects.count() - number:
        say(f"Organizations: {made}")
    return found


def write_organization(
    item: content.DemoOrganization, *, parent: Organization | None
) -> Organization:
    organization = Organization(
        name=item.name, acronym=item.acronym, website=item.website, parent=parent
    )
    organization.aliases = [
        OrganizationAlias(text=text) for text in free_names(Organization, item.aliases)
    ]
    organization.save()
    return organization


def find_term(model: type[Term], name: str) -> Term | None:
    """The term that the demo made under this name, whatever it is called now; or one so called."""
    made = model.objects.filter(slug=slugify(name)).first()
    return made or model.objects.called(name).order_by("pk").first()  # ty: ignore[missing-attribute]


def free_names(model: type[Term], names: tuple[str, ...]) -> list[str]:
    """Those of the names that no other term has."""
    return [name for name in names if not model.objects.called(name).exists()]  # ty: ignore[missing-attribute]


# ---- the pages ----


def build_resources(
    index: ResourceIndexPage, *, keywords, organizations, now: datetime, say: Say
) -> dict[str, ResourcePage]:
    missing = missing_pages(index, content.RESOURCES)
    if missing:
        say(f"Resources: {len(missing)}")
    for place, item in enumerate(content.RESOURCES, start=1):
        if item in missing:
            page = unsaved_resource(item, keywords=keywords, organizations=organizations)
            page.first_published_at = now - place * BETWEEN_ADDITIONS
            add_page(index, page).save_revision().publish()
    return pages_by_slug(ResourcePage, index, content.RESOURCES)


def unsaved_resource(item: content.DemoResource, *, keywords, organizations) -> ResourcePage:
    page = ResourcePage(
        slug=item.slug,
        title=item.title,
        resource_type=item.type,
        year=item.year,
        description=described(item),
        link_url=item.url,
        document=document(item.file) if item.file else None,
        intercepts=item.intercepts,
    )
    makers = [{"organization": organizations[name]} for name in item.producers]
    makers += [{"author": name} for name in item.authors]
    page.producers = [
        ResourceProducer(**maker, sort_order=order) for order, maker in enumerate(makers)
    ]
    page.supporters = [
        ResourceSupporter(organization=organizations[name], sort_order=order)
        for order, name in enumerate(item.supporters)
    ]
    page.keyword_links = [
        ResourceKeyword(keyword=keywords[label], sort_order=order)
        for order, label in enumerate(item.keywords)
    ]
    return page


def described(item: content.DemoResource) -> str:
    """The description; where nobody knows the year, its last sentence says why."""
    if not item.undated:
        return item.description
    return f"{item.description.removesuffix('</p>')} {item.undated}</p>"


def build_topics(index: ResourceIndexPage, *, say: Say) -> dict[str, TopicPage]:
    missing = missing_pages(index, content.TOPICS)
    if missing:
        say(f"Topics: {len(missing)}")
    for item in missing:
        page = TopicPage(slug=item.slug, title=item.title, introduction=item.introduction)
        add_page(index, page).save_revision().publish()
    return pages_by_slug(TopicPage, index, content.TOPICS)


def missing_pages(index: ResourceIndexPage, items) -> list:
    """Those of the items whose slug no page of the library has."""
    there = set(index.get_children().values_list("slug", flat=True))
    return [item for item in items if item.slug not in there]


def add_page(index: ResourceIndexPage, page: LibraryPage) -> LibraryPage:
    return ResourceIndexPage.objects.get(pk=index.pk).add_child(instance=page)


def pages_by_slug(
    model: type[LibraryPage], index: ResourceIndexPage, items
) -> dict[str, LibraryPage]:
    slugs = [item.slug for item in items]
    pages = model.objects.child_of(index).filter(slug__in=slugs)
    return {page.slug: page for page in pages}
