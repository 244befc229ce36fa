"""How a resource prints: its entry in a list, and the phrases that its own page shares with it."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.http import HttpRequest

from resources.entries import EntryCard, EntryLink
from resources.enums import ResourceType
from resources.models import (
    Keyword,
    Organization,
    ResourceKeyword,
    ResourcePage,
    ResourceProducer,
    ResourceSupporter,
)
from resources.phrases import (
    file_text,
    link_text,
    outside_address,
    produced_by,
    title_without_type,
)
from resources.plain_text import paragraphs
from resources.public_files import public_documents


@dataclass(frozen=True, kw_only=True)
class Terms:
    """Who and what a resource names, in the editors' order and as readers see it.

    A producer is an organization or a person, as (organization, person) with one of them empty.
    """

    producers: list[tuple[str, str]] = field(default_factory=list)
    supporters: list[str] = field(default_factory=list)
    keywords: list[EntryLink] = field(default_factory=list)


def resource_entries(
    *, pages: Sequence[ResourcePage], request: HttpRequest | None, now: datetime
) -> list[EntryCard]:
    """The entries of these resources; one query each for producers, supporters, keywords and files."""
    terms = terms_of(ids=[page.pk for page in pages])
    files = public_documents(page.document_id for page in pages)
    kinds = {item.value: str(item.label) for item in ResourceType}
    return [
        resource_entry(
            page=page,
            kind=kinds.get(page.resource_type, page.resource_type),
            terms=terms[page.pk],
            file=files.get(page.document_id),
            request=request,
        )
        for page in pages
    ]


def resource_entry(
    *,
    page: ResourcePage,
    kind: str,
    terms: Terms,
    file: Any,
    request: HttpRequest | None,
) -> EntryCard:
    """One entry; no query. `file` is the page's document if everybody may have it."""
    outside = outside_address(page)
    return EntryCard(
        page_id=page.pk,
        title=title_without_type(title=page.title, kind=kind),
        url=page.get_url(request) or "",
        year=str(page.year or ""),
        kind=kind,
        produced_by=produced_by(terms.producers),
        supported_by="; ".join(dict.fromkeys(terms.supporters)),
        description=paragraphs(page.description),
        keywords=tuple(dict.fromkeys(terms.keywords)),
        file_text=file_text(file) or link_text(outside),
        file_url=file.url if file else outside,
    )


def terms_of(*, ids: Sequence[int]) -> defaultdict[int, Terms]:
    """What the live rows of these pages name, merged terms as what they were merged into: 3 queries.

    Only columns are read: a topic of 200 entries names a thousand terms, few of them different.
    """
    found: defaultdict[int, Terms] = defaultdict(Terms)
    organization, keyword = _Printed(Organization, "name"), _Printed(Keyword, "label")
    columns = organization.columns("organization")
    for page_id, author, *values in _rows(ResourceProducer, ids, "author", *columns):
        found[page_id].producers.append((organization(values).text, author))
    for page_id, *values in _rows(ResourceSupporter, ids, *columns):
        found[page_id].supporters.append(organization(values).text)
    for page_id, *values in _rows(ResourceKeyword, ids, *keyword.columns("keyword")):
        found[page_id].keywords.append(keyword(values))
    return found


def _rows(model, ids: Sequence[int], *columns: str) -> Iterable[tuple]:
    rows = model.objects.filter(page_id__in=ids).order_by("sort_order", "pk")
    return rows.values_list("page_id", *columns)


class _Printed:
    """Prints terms of one model from their columns, each different one once."""

    def __init__(self, model: type[Keyword | Organization], name: str):
        self.model, self.names = model, (name, "acronym", "slug")
        self.printed: dict[tuple, EntryLink] = {}

    def columns(self, relation: str) -> list[str]:
        """The columns of the term, then those of what it was merged into."""
        return [
            f"{relation}__{step}{name}" for step in ("", "merged_into__") for name in self.names
        ]

    def __call__(self, values: Sequence[str | None]) -> EntryLink:
        own, canonical = values[:3], values[3:]
        key = tuple(own if canonical[0] is None else canonical)
        if key not in self.printed:
            term = None if key[0] is None else self.model(**dict(zip(self.names, key, strict=True)))
            self.printed[key] = EntryLink(text="") if term is None else term_link(term)
        return self.printed[key]


def term_link(term: Keyword | Organization) -> EntryLink:
    """A term's name, with its address where it has a page."""
    url = term.get_absolute_url() if isinstance(term, Keyword) else ""
    return EntryLink(text=str(term), url=url)
