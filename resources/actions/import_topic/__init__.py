"""Import a topic from a page that was saved as text: drafts, and a list of what a person must look at."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from wagtail.models import Page

from resources.actions.import_topic.drafts import write_drafts
from resources.actions.import_topic.pages import entries_in, imported_before
from resources.actions.import_topic.plan import Plan, make_plan
from resources.importers.question import Question
from resources.importers.saved_topic import SavedEntry, SavedTopic
from resources.models import ResourceIndexPage, TopicPage


class WrittenMeanwhile(RuntimeError):
    """Somebody else made one of the same names or pages at the same moment; nothing was written."""


@dataclass(frozen=True, kw_only=True)
class ImportedEntry:
    """One entry. `page` is what it links: None for a new one in a dry run, or one the topic lacks."""

    saved: SavedEntry
    page: Page | None
    is_new: bool


@dataclass(frozen=True, kw_only=True)
class TopicReport:
    """What an import did, or would do. `page` is None in a dry run that found nothing imported before."""

    page: TopicPage | None
    is_new: bool
    saved: SavedTopic
    entries: tuple[ImportedEntry, ...]
    new_keywords: list[str] = field(default_factory=list)
    new_organizations: list[str] = field(default_factory=list)
    questions: tuple[Question, ...] = ()
    to_do: list[str] = field(default_factory=list)


def import_topic(
    *, saved: SavedTopic, parent: ResourceIndexPage, user=None, is_dry_run: bool = False
) -> TopicReport:
    """A draft topic below `parent` with drafts of its resources, in one transaction; twice is once.

    A topic that was imported before is left as it is: people may have edited it. So is a page
    that has an entry's title already; the topic links it. Keywords and organizations are found by
    any of their names; new ones are made. Raises TextTooLong before anything is written, or
    WrittenMeanwhile.
    """
    try:
        with transaction.atomic():
            locked = ResourceIndexPage.objects.select_for_update(of=("self",)).get(pk=parent.pk)
            if topic := imported_before(title=saved.title, parent=locked):
                return _report_of_existing(topic, saved=saved)
            plan = make_plan(saved=saved, parent=locked)
            if is_dry_run:
                return _report(plan, topic=None, pages=[entry.page for entry in plan.entries])
            topic, pages = write_drafts(plan=plan, parent=locked, user=user)
            return _report(plan, topic=topic, pages=pages)
    except IntegrityError as error:
        raise WrittenMeanwhile(
            _("Somebody else changed the library at the same moment, so nothing was written."
              " Import the file again.")
        ) from error  # fmt: skip


def _report(plan: Plan, *, topic: TopicPage | None, pages: Sequence[Page | None]) -> TopicReport:
    entries = tuple(
        ImportedEntry(saved=entry.saved, page=page, is_new=entry.page is None)
        for entry, page in zip(plan.entries, pages, strict=True)
    )
    to_do = []
    if any(entry.is_new for entry in entries):
        to_do = [
            _("Add the link or the file to each new resource: the text has no addresses."),
            _("Publish the new resources, and then the topic: readers see no drafts."),
        ]
    return TopicReport(
        page=topic,
        is_new=True,
        saved=plan.saved,
        entries=entries,
        new_keywords=[str(term) for term in plan.keywords.new],
        new_organizations=[str(term) for term in plan.organizations.new],
        questions=(*plan.saved.questions, *plan.questions),
        to_do=to_do,
    )


def _report_of_existing(topic: TopicPage, *, saved: SavedTopic) -> TopicReport:
    """What the file and the topic have in common; nothing is written."""
    listed = entries_in(topic, entries=saved.entries)
    return TopicReport(
        page=topic,
        is_new=False,
        saved=saved,
        entries=tuple(
            ImportedEntry(saved=entry, page=listed[entry], is_new=False) for entry in saved.entries
        ),
        questions=saved.questions,
        to_do=[
            _("The topic doesn't list “%(title)s”. Add it by hand if it should.")
            % {"title": entry.title}
            for entry in saved.entries
            if listed[entry] is None
        ],
    )
