"""What a saved topic page's names and entries are in this library, before anything is written."""

from collections.abc import Iterator
from dataclasses import dataclass

from wagtail.models import Page

from resources.actions.import_topic.pages import ask_which_page, pages_called
from resources.actions.import_topic.terms import (
    NameOnLine,
    Vocabulary,
    load_vocabulary,
    plan_terms,
)
from resources.importers.named import Named, read_name
from resources.importers.producer import SavedProducer, ask_about_producer
from resources.importers.question import Question
from resources.importers.saved_topic import SavedEntry, SavedTopic
from resources.importers.text_length import validate_length
from resources.models import Keyword, Organization, ResourceIndexPage, ResourceProducer


@dataclass(frozen=True, kw_only=True)
class PlannedProducer:
    """One producer: an organization by its name, or else authors."""

    saved: SavedProducer
    organization: Named | None
    is_known: bool

    @property
    def authors(self) -> tuple[str, ...]:
        return () if self.organization else self.saved.authors


@dataclass(frozen=True, kw_only=True)
class PlannedEntry:
    """One entry and the page that it links; None if a draft must be made."""

    saved: SavedEntry
    page: Page | None
    producers: tuple[PlannedProducer, ...]


@dataclass(frozen=True, kw_only=True)
class Plan:
    """All that an import would write, and what a person must confirm about it."""

    saved: SavedTopic
    entries: tuple[PlannedEntry, ...]
    keywords: Vocabulary
    organizations: Vocabulary
    questions: tuple[Question, ...]


def make_plan(*, saved: SavedTopic, parent: ResourceIndexPage) -> Plan:
    """Look everything up; the same number of queries for one entry and for a hundred.

    Names are planned for new drafts only: a page that is there already is left as it is.
    Raises TextTooLong.
    """
    keywords, organizations = load_vocabulary(Keyword), load_vocabulary(Organization)
    called = pages_called(entries=saved.entries, parent=parent)
    entries = tuple(
        PlannedEntry(
            saved=entry,
            page=called[entry][0] if called[entry] else None,
            producers=tuple(_producer(saved, organizations) for saved in entry.producers),
        )
        for entry in saved.entries
    )
    new = [entry for entry in entries if entry.page is None]
    plan_terms(
        keywords, [NameOnLine(line=e.saved.line, name=n) for e in new for n in e.saved.keywords]
    )
    bodies = [item for entry in new for item in _organizations(entry)]
    plan_terms(organizations, bodies)
    organizations.ask_about_near_names(bodies)
    _validate_authors(new)
    questions = (
        *(ask_which_page(entry, pages=pages) for entry, pages in called.items() if len(pages) > 1),
        *_ask_about_producers(new),
        *organizations.questions,
        *keywords.questions,
    )
    return Plan(
        saved=saved,
        entries=entries,
        keywords=keywords,
        organizations=organizations,
        questions=questions,
    )


def _producer(saved: SavedProducer, organizations: Vocabulary) -> PlannedProducer:
    """A known organization, whatever its name reads like; else what the line reads like."""
    name = read_name(saved.text)
    is_known = organizations.knows(name)
    organization = name if is_known or not saved.authors else None
    return PlannedProducer(saved=saved, organization=organization, is_known=is_known)


def _organizations(entry: PlannedEntry) -> Iterator[NameOnLine]:
    for producer in entry.producers:
        if producer.organization:
            yield NameOnLine(line=producer.saved.line, name=producer.organization)
    for name in entry.saved.supporters:
        yield NameOnLine(line=entry.saved.line, name=name)


def _ask_about_producers(entries: list[PlannedEntry]) -> Iterator[Question]:
    for entry in entries:
        for producer in entry.producers:
            if not producer.saved.is_certain and not producer.is_known:
                yield ask_about_producer(producer.saved)


def _validate_authors(entries: list[PlannedEntry]) -> None:
    for entry in entries:
        for producer in entry.producers:
            for author in producer.authors:
                validate_length(model=ResourceProducer, name="author", text=author)
