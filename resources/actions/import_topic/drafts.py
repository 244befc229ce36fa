"""A plan becomes rows: new terms, draft resources, and the draft topic that lists them."""

from html import escape

from wagtail.models import Page

from resources.actions.import_topic.pages import topic_slugs
from resources.actions.import_topic.plan import Plan, PlannedEntry
from resources.importers.saved_title import saved_slug
from resources.models import (
    ResourceIndexPage,
    ResourceKeyword,
    ResourcePage,
    ResourceProducer,
    ResourceSupporter,
    TopicEntry,
    TopicPage,
)


def write_drafts(
    *, plan: Plan, parent: ResourceIndexPage, user=None
) -> tuple[TopicPage, list[Page]]:
    """The draft topic, and the page of each entry in the order of the plan.

    Highlighted entries come first, as the topic's page prints them. To be called in a transaction.
    """
    for term in (*plan.organizations.new, *plan.keywords.new):
        term.save()
    slugs = set(Page.objects.child_of(parent).values_list("slug", flat=True))
    topic_slug = next((slug for slug in topic_slugs(plan.saved.title) if slug not in slugs), "")
    topic_slug = topic_slug or _free(topic_slugs(plan.saved.title)[1], slugs)
    slugs.add(topic_slug)
    pages = []
    for entry in plan.entries:
        page = entry.page
        if page is None:
            page = _resource(plan, entry)
            page.slug = _free(saved_slug(page.title, kind="resource"), slugs)
            slugs.add(page.slug)
            _add(page, parent=parent, user=user)
        pages.append(page)
    topic = TopicPage(
        title=plan.saved.title,
        slug=topic_slug,
        introduction=_paragraphs(plan.saved.introduction),
    )
    topic.entries = _entries(plan, pages)
    _add(topic, parent=parent, user=user)
    return topic, pages


def _add(page: Page, *, parent: ResourceIndexPage, user) -> None:
    page.draft_title, page.live, page.owner = page.title, False, user
    parent.add_child(instance=page)
    page.save_revision(user=user, clean=False, log_action=True)


def _resource(plan: Plan, entry: PlannedEntry) -> ResourcePage:
    saved = entry.saved
    page = ResourcePage(
        title=saved.title,
        year=saved.year,
        resource_type=saved.resource_type,
        description=_paragraphs(saved.paragraphs),
    )
    page.producers = _producers(plan, entry)
    page.supporters = [
        ResourceSupporter(organization=organization, sort_order=order)
        for order, organization in enumerate(plan.organizations.of(saved.supporters))
    ]
    page.keyword_links = [
        ResourceKeyword(keyword=keyword, sort_order=order)
        for order, keyword in enumerate(plan.keywords.of(saved.keywords))
    ]
    return page


def _producers(plan: Plan, entry: PlannedEntry) -> list[ResourceProducer]:
    rows = []
    for producer in entry.producers:
        if producer.organization is None:
            rows += [ResourceProducer(author=author) for author in producer.authors]
            continue
        for organization in plan.organizations.of([producer.organization]):
            if not any(row.organization is organization for row in rows):
                rows.append(ResourceProducer(organization=organization))
    for order, row in enumerate(rows):
        row.sort_order = order
    return rows


def _entries(plan: Plan, pages: list[Page]) -> list[TopicEntry]:
    """Each page once: two entries may turn out to be one page."""
    listed = {}
    joined = list(zip(plan.entries, pages, strict=True))
    for entry, page in sorted(joined, key=lambda pair: not pair[0].saved.is_highlighted):
        listed.setdefault(page.pk, entry.saved.is_highlighted)
    return [
        TopicEntry(page_id=pk, is_highlighted=is_highlighted, sort_order=order)
        for order, (pk, is_highlighted) in enumerate(listed.items())
    ]


def _paragraphs(texts: tuple[str, ...]) -> str:
    return "".join(f"<p>{escape(text, quote=False)}</p>" for text in texts)


def _free(slug: str, taken: set[str]) -> str:
    """The slug, or the slug with the first number that makes it free."""
    number, free = 1, slug
    while free in taken:
        number += 1
        free = f"{slug}-{number}"
    return free
