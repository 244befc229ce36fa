"""The public catalog: which records anybody may see, and the few facts of them that are public.

This is the allow-list. Views, the sitemap and templates get a CatalogRecord and never a request: what is not
copied here is not public.

**One description.** A record and its event say the same text, and it is written in one place at any time: in
the record (`public_description`) until the first event of the record is published, and on that event's page
(summary and description) from then on. The catalog reads it from where it is written, so that nobody types it twice
and no copy can fall behind. `description_of` says where that is.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.models import Site

from events.cards import EventCard, event_cards
from events.models import EventPage
from events.queries import public_events
from events.times import DateBlock, date_block, format_date
from events.tta.clock import center_date
from events.tta.dates import EventDate
from events.tta.enums import ONCE_APPROVED
from events.tta.models import RequestEvent, TTARequest

# The columns that are read for the catalog; of a request, nothing else leaves the database.
COLUMNS = (
    "number", "title", "tta_type__name", "program_area__name", "public_description",
    "event_date", "event_start_time", "event_end_time", "event_zone", "provider__organization__name",
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class CatalogRecord:
    """One record as the public sees it.

    `shown` is the event that a row names: the next one, else the last. `leaf`, `machine_date` and `when` are the
    record's own date, where no published event says it.
    """

    number: str
    title: str
    type: str
    program_area: str
    provider: str
    text: str = ""  # plain, while the record is where it is written
    summary: str = ""  # of the event page, once one is published
    description: str = ""  # rich text, the same
    events: list[EventCard] = field(default_factory=list)
    shown: EventCard | None = None
    leaf: DateBlock | None = None
    leaf_style: str = ""
    machine_date: str = ""
    when: str = ""

    @property
    def url(self) -> str:
        return reverse("tta:record", args=[self.number])


def listed_requests(*, site: Site | None) -> QuerySet[TTARequest]:
    """The requests of this site that anybody may see: marked by staff, agreed to by the requester, approved once."""
    if site is None:
        return TTARequest.objects.none()
    return TTARequest.objects.filter(
        site=site, is_in_catalog=True, may_be_listed=True, stage__in=ONCE_APPROVED
    )


def published_events(*, site: Site | None = None, private: Q | None = None) -> QuerySet:
    """Ties of requests to events that anybody may see, the first published one of each request first."""
    events = public_events(private=private).prefetch_related(None).order_by()
    if site is not None:
        events = events.descendant_of(site.root_page)
    return RequestEvent.objects.filter(page__in=events.values("pk")).order_by(
        "page__first_published_at", "pk"
    )


def catalog_records(
    requests: Iterable[dict], *, site: Site, request: HttpRequest, now: datetime, private: Q
) -> list[CatalogRecord]:
    """The records of these rows of COLUMNS, in their order, each with its public events; 3 queries at any size."""
    rows = list(requests)
    ties = list(
        published_events(site=site, private=private)
        .filter(request__number__in=[row["number"] for row in rows])
        .values_list("request__number", "page_id")
    )
    pages = {
        page.pk: page
        for page in public_events(private=private)
        .defer(None)
        .filter(pk__in=[page for _number, page in ties])
    }
    cards = dict(
        zip(pages, event_cards(events=pages.values(), now=now, request=request), strict=True)
    )
    by_number: dict[str, list[int]] = {}
    for number, page in ties:
        by_number.setdefault(number, []).append(page)
    return [
        _record(
            row, pages=[pages[pk] for pk in by_number.get(row["number"], [])], cards=cards, now=now
        )
        for row in rows
    ]


def _record(
    row: dict, *, pages: list[EventPage], cards: dict[int, EventCard], now: datetime
) -> CatalogRecord:
    first = pages[0] if pages else None
    in_time = sorted(pages, key=lambda page: (page.first_date or date.max, page.pk))
    ahead = [page for page in in_time if page.last_ends_at and page.last_ends_at > now]
    return CatalogRecord(
        number=row["number"],
        title=row["title"],
        type=row["tta_type__name"] or "",
        program_area=row["program_area__name"] or "",
        provider=row["provider__organization__name"] or "",
        text="" if first else row["public_description"],
        summary=first.summary if first else "",
        description=first.description if first else "",
        events=[cards[page.pk] for page in in_time],
        shown=cards[(ahead or in_time[-1:])[0].pk] if pages else None,
        **({} if any(page.dated_sessions for page in pages) else _own_date(row, now=now)),
    )


def _own_date(row: dict, *, now: datetime) -> dict:
    """What a record says of its own date; nothing where it has none."""
    day = row["event_date"]
    if day is None:
        return {}
    today = center_date(now)
    return {
        "leaf": date_block(first=day, last=day, today=today),
        "leaf_style": "past" if day < today else "",
        "machine_date": day.isoformat(),
        "when": _when(row),
    }


def _when(row: dict) -> str:
    """A record's own date with its times and their zone."""
    day, start, end, zone = (
        row[f"event_{name}"] for name in ("date", "start_time", "end_time", "zone")
    )
    try:
        return str(EventDate(date=day, start_time=start, end_time=end, zone=zone))
    except ValueError:
        return format_date(day)


@dataclass(frozen=True, kw_only=True)
class WhereWritten:
    """Where the public description of a record is written now; `page` is None while it is the record."""

    page: EventPage | None
    is_published: bool = False

    @property
    def words(self) -> str:
        """A sentence for staff who look at the record's own text; nothing while it is the one."""
        if self.page is None:
            return ""
        words = (
            _("The catalog shows the text of the event page “%(title)s”. Edit it there.")
            if self.is_published
            else _(
                "The draft “%(title)s” has taken this text over. Write changes there: once it is published,"
                " the catalog shows its text."
            )
        )
        return words % {"title": self.page.title}


def description_of(request: TTARequest) -> WhereWritten:
    """Where staff edit what the public reads of this request; for the record page, four queries at most."""
    ties = RequestEvent.objects.filter(request=request).select_related("page").order_by("pk")
    public = published_events(site=request.site).filter(request=request)
    first = public.select_related("page").first()
    tie = first or ties.first()
    return WhereWritten(page=tie.page if tie else None, is_published=first is not None)
