"""What the page of one resource shows, ready to print."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import prefetch_related_objects
from django.http import HttpRequest
from wagtail.models import Site

from resources.entries import EntryCard, EntryLink
from resources.joined import Joined, joined_with
from resources.models import Organization, ResourcePage
from resources.phrases import file_text, link_text, outside_address
from resources.public_files import public_documents
from resources.queries import topics_of
from resources.resource_entries import Terms, resource_entry, term_link


@dataclass(frozen=True, kw_only=True)
class ResourceDetail:
    """Everything `resources/resource_page.html` prints beside the page's own texts. What is empty is left out."""

    entry: EntryCard
    file: EntryLink | None
    link: EntryLink | None
    topics: Sequence[EntryLink]
    joined: list[Joined]


def resource_context(*, request: HttpRequest, page: ResourcePage, now: datetime) -> dict:
    """The template's context: `resource` is a ResourceDetail, for a page in preview too."""
    return {"resource": resource_detail(request=request, page=page, now=now)}


def resource_detail(*, request: HttpRequest, page: ResourcePage, now: datetime) -> ResourceDetail:
    """The resource with its terms as readers see them, without a private file.

    Its topics are the public ones of this site that list it.
    """
    outside = outside_address(page)
    file = public_documents([page.document_id]).get(page.document_id)
    return ResourceDetail(
        entry=_entry(page=page, file=file, request=request),
        file=EntryLink(text=file_text(file), url=file.url) if file else None,
        link=EntryLink(text=link_text(outside), url=outside) if outside else None,
        topics=[
            EntryLink(text=topic.title, url=topic.get_url(request) or "")
            for topic in topics_of(page_id=page.pk, site=Site.find_for_request(request))
        ],
        joined=joined_with(subject=page, request=request, now=now) if page.pk else [],
    )


def _entry(*, page: ResourcePage, file: Any, request: HttpRequest) -> EntryCard:
    """The entry from the rows that the page holds, saved or not."""
    producers, supporters = list(page.producers.all()), list(page.supporters.all())
    links = list(page.keyword_links.all())
    prefetch_related_objects(producers, "organization__merged_into")
    prefetch_related_objects(supporters, "organization__merged_into")
    prefetch_related_objects(links, "keyword__merged_into")
    terms = Terms(
        producers=[(_name(row.organization), row.author) for row in producers],
        supporters=[_name(row.organization) for row in supporters],
        keywords=[term_link(row.keyword.canonical) for row in links],
    )
    kind = page.get_resource_type_display()
    return resource_entry(page=page, kind=kind, terms=terms, file=file, request=request)


def _name(organization: Organization | None) -> str:
    return str(organization.canonical) if organization else ""
