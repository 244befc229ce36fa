"""The pages that a saved page speaks of and that are there already."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from wagtail.models import Page

from resources.importers.entry_title import read_entry_title
from resources.importers.question import Question
from resources.importers.saved_title import saved_slug
from resources.importers.saved_topic import SavedEntry
from resources.models import ResourceIndexPage, ResourcePage, TopicPage
from resources.names import name_key


def imported_before(*, title: str, parent: ResourceIndexPage) -> TopicPage | None:
    """The topic below `parent` with this title or with the slug it would get, the oldest first."""
    slugs = topic_slugs(title)
    topics = TopicPage.objects.child_of(parent).order_by("pk")
    key = name_key(title)
    for topic in topics:
        if topic.slug in slugs or key in (name_key(topic.title), name_key(topic.draft_title)):
            return topic
    return None


def topic_slugs(title: str) -> tuple[str, str]:
    """The slug of a topic, and the one it gets where another page has that already."""
    slug = saved_slug(title, kind="topic")
    return slug, f"{slug}-topic"


def pages_called(*, entries: Sequence[SavedEntry], parent: Page) -> dict[SavedEntry, list[Page]]:
    """For each entry the pages of its site that have its title, whatever its case; live ones first.

    Those of another edition (a resource of another year), topics, indexes and pages that other
    pages stand below are none. Three queries, however many there are.
    """
    wanted: dict[str, list[int]] = defaultdict(list)
    for entry in entries:
        wanted[name_key(entry.title)] = []
    for pk, *titles in _candidates(parent).values_list("pk", "title", "draft_title").iterator():
        for key in {_title_key(title) for title in titles} & wanted.keys():
            wanted[key].append(pk)
    numbers = [pk for found in wanted.values() for pk in found]
    found = Page.objects.filter(pk__in=numbers).specific()  # ty: ignore[missing-attribute]
    pages = {page.pk: page for page in found}
    return {
        entry: sorted(
            (pages[pk] for pk in wanted[name_key(entry.title)] if _may_be(pages[pk], entry=entry)),
            key=lambda page: (not page.live, page.pk),
        )
        for entry in entries
    }


def _candidates(parent: Page):
    root = parent.get_ancestors(inclusive=True).filter(depth__gt=1).order_by("depth").first()
    pages = Page.objects.descendant_of(root or parent)
    pages = pages.filter(locale_id=parent.locale_id, alias_of=None, numchild=0)
    return pages.not_exact_type(TopicPage, ResourceIndexPage)


def _title_key(title: str) -> str:
    return name_key(read_entry_title(title).title)


def _may_be(page: Page, *, entry: SavedEntry) -> bool:
    is_other_edition = isinstance(page, ResourcePage) and page.year and entry.year
    return not is_other_edition or page.year == entry.year


def ask_which_page(entry: SavedEntry, *, pages: Iterable[Page]) -> Question:
    """Ask which of several pages the entry means; the draft has the first."""
    return Question(
        line=entry.line,
        about="page",
        text=f"Line {entry.line}: several pages are called “{entry.title}”. Which one is meant?",
        proposals=tuple(page_words(page) for page in pages),
    )


def page_words(page: Page) -> str:
    """The kind of the page, its title, whether it is published, and where it stands."""
    kind = page.specific_class._meta.verbose_name if page.specific_class else "page"
    state = "published" if page.live else "draft"
    return f"{kind} “{page.draft_title}” ({state}) at …{page.url_path[-100:]}"


def entries_in(topic: TopicPage, *, entries: Sequence[SavedEntry]) -> dict[SavedEntry, Page | None]:
    """For each entry the page that the latest version of the topic lists for it, None if none.

    A page is known by its title of today, or by the slug that an import gave it.
    """
    rows = topic.get_latest_revision_as_object().entries.all()
    pages = Page.objects.filter(pk__in=[row.page_id for row in rows]).order_by("pk")
    by_key: dict[str, Page] = {}
    for page in pages.reverse():
        by_key[page.slug] = page
    for page in pages.reverse():
        by_key |= {_title_key(title): page for title in (page.title, page.draft_title)}
    return {
        entry: by_key.get(name_key(entry.title))
        or by_key.get(saved_slug(entry.title, kind="resource"))
        for entry in entries
    }
