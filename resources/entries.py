"""An entry of a topic's list: everything it prints, for a page of any kind.

This room builds the entries of resources. The rooms above register how theirs are built, so that a
webinar stands in a topic by a link and not by a copy.
"""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest
from wagtail.models import Page


@dataclass(frozen=True, kw_only=True)
class EntryLink:
    """A word that leads somewhere, such as a keyword. `url` is a path of the site; empty is no link."""

    text: str
    url: str = ""


@dataclass(frozen=True, kw_only=True)
class EntryCard:
    """One entry, ready to print (domain.md, "002"). Texts are plain; what is empty is left out.

    `year` is text. `produced_by` joins organizations with "; ", and personal authors as a
    sentence does. `description` is one paragraph or more, separated by line ends. `file_text`
    is `Download PDF • 2.31MB`.
    """

    page_id: int
    title: str
    url: str
    year: str = ""
    kind: str = ""
    produced_by: str = ""
    supported_by: str = ""
    description: str = ""
    keywords: Sequence[EntryLink] = ()
    file_text: str = ""
    file_url: str = ""


Builder = Callable[..., Sequence[EntryCard]]

_builders: dict[type, Builder] = {}


def register_entries(model: type[Page], builder: Builder) -> None:
    """Have `builder(pages=[…], request=, now=)` make the entries of `model` and its subclasses.

    The pages come as the exact class; a fixed number of queries for any number of them.
    """
    _builders[model] = builder


def entry_cards(
    *, pages: Sequence[Page], request: HttpRequest | None, now: datetime
) -> list[EntryCard]:
    """The entries of these pages in their order; queries grow with the kinds of pages, not with their number."""
    groups: dict[Builder, list[Page]] = defaultdict(list)
    for page in pages:
        groups[_builder_of(page)].append(page)
    found = {
        card.page_id: card
        for builder, group in groups.items()
        for card in builder(pages=group, request=request, now=now)
    }
    return [found[page.pk] for page in pages if page.pk in found]


def _builder_of(page: Page) -> Builder:
    """That of the nearest class; a page of no registered kind shows its title alone."""
    for model in (page.cached_content_type.model_class() or Page).__mro__:
        if model in _builders:
            return _builders[model]
    return _plain_entries


def _plain_entries(*, pages: Sequence[Page], request, now) -> list[EntryCard]:
    return [
        EntryCard(
            page_id=page.pk,
            title=page.title,
            url=page.get_url(request) or "",
            description=page.search_description,
        )
        for page in pages
    ]
