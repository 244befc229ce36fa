"""Feeds: which stored texts, under which name, and the version that stands for them."""

from datetime import UTC, datetime, time, timedelta

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from wagtail.models import Site

from events.calendar_items import BUILDER_VERSION, root_address
from events.feed_filter import FeedFilter, FeedSubject, feed_subject, sites_alike
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


def feed_version(*, now: datetime, host: str, wanted: FeedFilter, form: str) -> Version:
    """What names one state of one feed: version, day, builder, host (for its site), filter and form; one query."""
    version = FeedVersion.read()
    day = now.astimezone(UTC).date()
    parts = (version.number, version.changed_at, day, BUILDER_VERSION, host, wanted.key, form)
    return Version(
        key=":".join(map(str, parts)),
        last_modified=max(version.changed_at or day_start(now), day_start(now)),
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


def feed_content(*, site: Site, now: datetime, wanted: FeedFilter = EVERYTHING) -> bytes:
    """The calendar of a site's public events, joined from stored texts; one query, and a fixed number for a filter.

    Raises NoSuchFeed where the filter stands for nothing.
    """
    subject = feed_subject(wanted=wanted, site=site, now=now)
    records = feed_records(site=site, wanted=wanted, subject=subject, since=window_start(now))
    texts = records.values_list("text", flat=True)
    return assemble_calendar(
        info=feed_info(site=site, wanted=wanted, subject=subject),
        texts=texts.iterator(chunk_size=ROWS_AT_ONCE),
    )


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
