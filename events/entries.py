"""Events among a topic's entries: linked, never copied."""

from collections.abc import Sequence
from datetime import datetime

from django.http import HttpRequest
from wagtail.models import CollectionViewRestriction

from events.cards import kind_label
from events.enums import EventStatus, FileRole
from events.models import EventFile, EventPage, EventState
from events.subjects import keyword_lines_of
from resources.downloads import download_label
from resources.entries import EntryCard


def event_entries(
    *, pages: Sequence[EventPage], request: HttpRequest | None, now: datetime
) -> list[EntryCard]:
    """An entry for each of these events, in four queries for any number. One that is off says so in its title."""
    ids = [page.pk for page in pages]
    keywords, slides = keyword_lines_of(ids), public_slides(ids)
    off = EventState.objects.exclude(status=EventStatus.SCHEDULED).in_bulk(ids)
    return [
        EntryCard(
            page_id=page.pk,
            title=f"{off[page.pk].get_status_display()}: {page.title}"
            if page.pk in off
            else page.title,
            url=page.get_url(request) or "",
            year=str(page.first_date.year) if page.first_date else "",
            kind=kind_label(page),
            produced_by=page.presented_by,
            supported_by=page.funder,
            description=page.summary,
            keywords=keywords.get(page.pk, []),
            file_text=_label(slides[page.pk]) if page.pk in slides else "",
            file_url=slides[page.pk].document.url if page.pk in slides else "",
        )
        for page in pages
    ]


def public_slides(page_ids: Sequence[int]) -> dict[int, EventFile]:
    """The first slides of each event that anybody may download: not those in a private collection; two queries."""
    restrictions = CollectionViewRestriction.objects.select_related("collection")
    private = tuple(restriction.collection.path for restriction in restrictions)
    files = EventFile.objects.filter(
        page__in=page_ids, role=FileRole.SLIDES, document__isnull=False
    ).select_related("document__collection")
    found: dict[int, EventFile] = {}
    for file in files.order_by("sort_order", "pk"):
        if not file.document.collection.path.startswith(private):
            found.setdefault(file.page_id, file)
    return found


def _label(file: EventFile) -> str:
    document = file.document
    return download_label(file_type=document.file_extension, size=document.get_file_size())
