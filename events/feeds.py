"""Feeds: which stored texts, under which name, and the version that stands for them."""

from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta
from functools import lru_cache
from itertools import chain

from django.db.models import DateTimeField, IntegerField, QuerySet
from django.urls import get_script_prefix, reverse
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from wagtail.models import Site

from events.calendar_items import BUILDER_VERSION, root_address
from events.feed_filter import FeedFilter, FeedSubject, feed_subject, sites_alike
from events.feed_texts import PreparedTexts, joined
from events.ical.item import CalendarInfo
from events.ical.serialize import assemble_calendar
from events.models import CalendarRecord, EventPage, FeedVersion
from events.responses import Version

WINDOW = timedelta(days=90)
EVERYTHING = FeedFilter()
# Rows are fetched in portions: a feed of 50,000 events takes little more memory than its bytes.
ROWS_AT_ONCE = 1000


def window_start(now: datetime) -> datetime:
    """From when on a feed shows sessions: 90 days back, counted from 00:00 UTC.

    It moves once a day, so that a feed changes at no other moment without a change of
    its version.
    """
    return day_start(now) - WINDOW


def day_start(now: datetime) -> datetime:
    """00:00 UTC of the day: what is over since then counts as upcoming for readers of news."""
    return datetime.combine(now.astimezone(UTC).date(), time.min, UTC)


def feed_version(
    *, version: FeedVersion, now: datetime, host: str, wanted: FeedFilter, form: str
) -> Version:
    """What names one state of one feed: version, day, builder, host (for its site), filter and form; no query."""
    start = day_start(now)
    changed_at = version.changed_at
    parts = (version.number, changed_at, start.date(), BUILDER_VERSION, host, wanted.key, form)
    return Version(
        key=":".join(map(str, parts)),
        last_modified=start if changed_at is None else max(changed_at, start),
    )


def feed_records(
    *, site: Site, wanted: FeedFilter, subject: FeedSubject, since: datetime
) -> QuerySet:
    """The sessions of a site's public events that end at `since` or later, in the order of time; no query of its own.

    Sites with the same root page, such as two host names, show the same events. A year or a
    series is whole.
    """
    records = CalendarRecord.objects.filter(is_visible=True, site_id__in=sites_alike(site))
    if not wanted.is_whole:
        records = records.filter(ends_at__gte=since)
    if wanted:
        events = subject.narrow(EventPage.objects.order_by())
        records = records.filter(page_id__in=events.values("pk"))
    return records.order_by("ends_at", "pk")


def feed_content(*, site: Site, now: datetime, wanted: FeedFilter = EVERYTHING) -> Iterator[bytes]:
    """The calendar of a site's public events, joined from stored texts, in portions that are read when asked for.

    One query, and a fixed number for a filter. Raises NoSuchFeed where the filter stands for nothing.
    """
    subject = feed_subject(wanted=wanted, site=site, now=now)
    since = window_start(now)
    if wanted:
        records = feed_records(site=site, wanted=wanted, subject=subject, since=since)
        texts = records.values_list("text", flat=True)
        portions = joined(texts.iterator(chunk_size=ROWS_AT_ONCE))
    else:
        portions = _TEXTS.portions(root_page_id=site.root_page_id, since=since)
    head, end = (
        _frame(feed_info(site=site, wanted=wanted, subject=subject))
        if wanted
        else _frame_of_all(
            hostname=site.hostname,
            port=site.port,
            site_name=site.site_name,
            at=(get_script_prefix(), get_language()),
        )
    )
    return chain((head,), portions, (end,))


def _all_texts(*, root_page_id, since) -> QuerySet:
    site = Site(root_page_id=root_page_id)
    records = feed_records(site=site, wanted=EVERYTHING, subject=FeedSubject(), since=since)
    return records.values("text")


_TEXTS = PreparedTexts(
    build=_all_texts, fields={"root_page_id": IntegerField(), "since": DateTimeField()}
)


def _frame(info: CalendarInfo) -> tuple[bytes, bytes]:
    """What stands before and after the events."""
    head, end, _ = assemble_calendar(info=info, texts=()).rpartition(b"END:VCALENDAR\r\n")
    return head, end


@lru_cache(maxsize=256)
def _frame_of_all(*, at: tuple, **facts) -> tuple[bytes, bytes]:
    """That of the feed of all events; only these facts of a site change it, and icalendar takes its time."""
    return _frame(feed_info(site=Site(**facts), wanted=EVERYTHING, subject=FeedSubject()))


def feed_name(*, site: Site, subject: FeedSubject) -> str:
    """`TTA Center: virtual events on Peers`."""
    names = {"site": site.site_name or site.hostname, "events": f"{subject.kind}{subject.about}"}
    return _("%(site)s: %(events)s") % names


def feed_description(*, site: Site, subject: FeedSubject) -> str:
    """One sentence: `Webinars and training events of TTA Center on Peers.`"""
    is_plain = not subject.delivery and not subject.series
    kind = _("webinars and training events") if is_plain else subject.kind
    name = site.site_name or site.hostname
    sentence = _("%(events)s of %(site)s%(about)s.")
    return capfirst(sentence % {"events": kind, "site": name, "about": subject.about})


def feed_info(*, site: Site, wanted: FeedFilter, subject: FeedSubject) -> CalendarInfo:
    """How a calendar names itself; one with a filter says what it is about."""
    root = root_address(site)
    return CalendarInfo(
        name=feed_name(site=site, subject=subject),
        description=feed_description(site=site, subject=subject),
        url=f"{root}{reverse('events:subscribe')}{wanted.query}" if root else "",
        source_url=f"{root}{reverse('events:feed')}{wanted.query}" if root else "",
        color="navy",
    )


def event_file(*, page: EventPage, site: Site) -> tuple[bytes, datetime] | None:
    """The calendar file of one event and its last change; None where nothing is shown."""
    records = list(
        CalendarRecord.objects.filter(page_id=page.pk, is_visible=True).order_by("starts_at", "pk")
    )
    if not records:
        return None
    info = CalendarInfo(
        name=page.title,
        description="",
        url=page.full_url if root_address(site) else "",
        source_url=f"{page.full_url}event.ics" if root_address(site) else "",
    )
    content = assemble_calendar(info=info, texts=[record.text for record in records])
    return content, max(record.changed_at for record in records)
