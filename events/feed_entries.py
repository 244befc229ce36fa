"""What readers of news get of events: entries of upcoming sessions and of new recordings, ready to print.

Texts are plain, without what XML and calendars can't hold; each form escapes them once.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import Site

from events.calendar_items import root_address
from events.enums import EventStatus
from events.feed_filter import FeedFilter, feed_subject
from events.feeds import ROWS_AT_ONCE, day_start, feed_description, feed_name, feed_records
from events.ical.build import clean_line, clean_text
from events.models import EventPage, FeedVersion
from events.queries import list_url, past_events
from events.times import format_date, format_time_range

NEWEST = 20
# Where nothing was ever published there is no moment of a change, and it must not be now.
BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)
# What XML 1.0 can't hold (section 2.2) and a calendar can.
_NOT_IN_XML = re.compile("[\ufffe\uffff]")
_OFF = {EventStatus.CANCELLED: gettext_lazy("CANCELLED"), EventStatus.POSTPONED: gettext_lazy("POSTPONED")}  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One entry. `id` is a permalink, which no new title, slug or date changes; moments are aware.

    `guid` is what RSS has called it since before there were other forms. `more` is what JSON adds.
    """

    id: str
    url: str
    title: str
    text: str
    published_at: datetime
    updated_at: datetime
    guid: str = ""
    more: dict = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class News:
    """A feed for readers: its name, its address, and its entries, which may be read once.

    `updated_at` is the last published change.
    """

    title: str
    description: str
    author: str
    home_url: str
    address: str
    updated_at: datetime
    entries: Iterable[Entry]


def upcoming_news(*, site: Site, wanted: FeedFilter, now: datetime, address: str) -> News:
    """The public sessions to come, also those of today that are over, soonest first; two queries beside the filter's.

    So the entries change at midnight UTC and with the feed's version, and at no other moment. Raises NoSuchFeed.
    """
    version = FeedVersion.read()
    subject = feed_subject(wanted=wanted, site=site, now=now)
    records = feed_records(site=site, wanted=wanted, subject=subject, since=day_start(now))
    root = root_address(site)
    return _news(
        site=site,
        title=feed_name(site=site, subject=subject),
        description=feed_description(site=site, subject=subject),
        home_url=f"{root}{reverse('events:subscribe')}{wanted.query}",
        address=f"{root}{address}{wanted.query}",
        updated_at=version.changed_at,
        entries=_session_entries(records=records, root=root),
    )


def recording_news(
    *, request: HttpRequest, site: Site, wanted: FeedFilter, now: datetime, address: str
) -> News:
    """The 20 newest recordings of public events that are over, by when each was first published. Raises NoSuchFeed."""
    subject = feed_subject(wanted=wanted, site=site, now=now)
    events = subject.narrow(past_events(now=now).exclude(recording_since=None))
    events = events.descendant_of(site.root_page).prefetch_related(None)
    found = list(events.order_by("-recording_since", "-pk")[:NEWEST])
    root = root_address(site)
    whole = list_url(site=site, request=request) if not wanted.series else ""
    query = wanted.query.replace("?", "&", 1)
    entries = [_recording_entry(event=event, root=root, request=request) for event in found]
    names = {"site": site.site_name or site.hostname, "subject": f"{subject.kind}{subject.about}"}
    title, description = (
        (_("%(site)s: recordings of %(subject)s"), _("Recordings of %(subject)s, newest first."))
        if wanted
        else (
            _("%(site)s: recordings"),
            _("Recordings of webinars and training events of %(site)s, newest first."),
        )
    )
    return _news(
        site=site,
        title=title % names,
        description=description % names,
        home_url=_below(
            root, f"{whole}?when=past{query}" if whole else reverse("events:subscribe")
        ),
        address=f"{root}{address}{wanted.query}",
        updated_at=max((entry.updated_at for entry in entries), default=None),
        entries=entries,
    )


def _news(*, site: Site, title: str, description: str, updated_at, **fields) -> News:
    return News(
        title=_clean_line(title),
        description=_clean_line(description),
        author=_clean_line(site.site_name or site.hostname),
        updated_at=updated_at or site.root_page.last_published_at or BEGINNING,
        **fields,
    )


def _session_entries(*, records: QuerySet, root: str) -> Iterator[Entry]:
    """One entry per session, in the order of the records; read in portions, since there may be thousands."""
    about = EventPage.objects.filter(pk__in=records.order_by().values("page_id")).order_by()
    names = ("title", "summary", "state__status", "state__reason", "state__next_step")
    pages = {pk: values for pk, *values in about.values_list("pk", *names)}
    for record in records.defer("text").iterator(chunk_size=ROWS_AT_ONCE):
        if record.page_id in pages:
            yield _session_entry(record=record, about=pages[record.page_id], root=root)


def _session_entry(*, record, about: list, root: str) -> Entry:
    title, summary, status, reason, next_step = about
    is_off = record.status != EventStatus.SCHEDULED
    permalink = f"{root}{reverse('events:record', args=[record.uid])}"
    parts = [_when(record), record.place]
    if is_off and status:
        parts += [reason, next_step]
    return Entry(
        id=permalink,
        url=permalink,
        title=_clean_line(f"{_OFF[record.status]}: {title}" if is_off else title),
        text=_clean_text("\n".join(part for part in (*parts, summary) if part)),
        published_at=record.created_at,
        updated_at=record.changed_at,
        more={
            "_event": {
                "starts_at": record.starts_at.isoformat(),
                "ends_at": record.ends_at.isoformat(),
                "time_zone": record.zone,
                "place": _clean_line(record.place),
                "status": record.status,
            }
        },
    )


def _when(record) -> str:
    date = record.starts_at.astimezone(ZoneInfo(record.zone)).date()
    times = format_time_range(starts_at=record.starts_at, ends_at=record.ends_at, zone=record.zone)
    return f"{format_date(date)}, {times}"


def _recording_entry(*, event: EventPage, root: str, request: HttpRequest) -> Entry:
    since = event.recording_since
    return Entry(
        id=f"{root}{reverse('events:event', args=[event.pk])}",
        url=_below(root, f"{event.get_url(request) or ''}#recording"),
        title=_clean_line(event.title),
        text=_clean_text(event.summary),
        published_at=since,
        updated_at=max(since, event.last_published_at or since),
        guid=f"urn:uuid:{event.translation_key}",
    )


def _below(root: str, address: str) -> str:
    """The address in full; one of another site is so already."""
    return f"{root}{address}" if address.startswith("/") else address


def _clean_line(text: str) -> str:
    return _NOT_IN_XML.sub("", clean_line(text))


def _clean_text(text: str) -> str:
    return _NOT_IN_XML.sub("", clean_text(text))
