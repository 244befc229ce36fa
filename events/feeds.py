"""Feeds: which stored texts, under which name, and the version that stands for them."""

import hashlib
from datetime import UTC, datetime, time, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.models import Site

from events.calendar_items import BUILDER_VERSION, root_address
from events.feed_filter import FeedFilter, FeedSubject, feed_subject
from events.ical.item import CalendarInfo
from events.ical.serialize import assemble_calendar
from events.models import CalendarRecord, EventPage, FeedVersion

WINDOW = timedelta(days=90)
EVERYTHING = FeedFilter()


def window_start(now: datetime) -> datetime:
    """From when on a feed shows sessions: 90 days back, counted from 00:00 UTC.

    It moves once a day, so that a feed changes at no other moment without a change of
    its version.
    """
    return datetime.combine(now.astimezone(UTC).date(), time.min, UTC) - WINDOW


def feed_etag(
    *, version: FeedVersion, now: datetime, host: str, wanted: FeedFilter = EVERYTHING
) -> str:
    """What names one state of one feed: version, day, builder, host (for its site) and filter."""
    day = now.astimezone(UTC).date()
    key = f"{version.number}:{version.changed_at}:{day}:{BUILDER_VERSION}:{host}:{wanted.key}:identity"
    return hashlib.sha256(key.encode()).hexdigest()[:32]


def feed_last_modified(*, version: FeedVersion, now: datetime) -> datetime:
    """The later of the last change and the day's beginning, when the window moved."""
    midnight = window_start(now) + WINDOW
    return max(version.changed_at, midnight) if version.changed_at else midnight


def feed_content(*, site: Site, now: datetime, wanted: FeedFilter = EVERYTHING) -> bytes:
    """The feed of a site's public events, joined from stored texts; one query, and up to five for a filter.

    Sites with the same root page, such as two host names, show the same events. Raises
    NoSuchFeed where the filter stands for nothing.
    """
    subject = feed_subject(wanted=wanted, site=site)
    same_root = Site.objects.filter(root_page_id=site.root_page_id).values("pk")
    records = CalendarRecord.objects.filter(
        is_visible=True, site_id__in=same_root, ends_at__gte=window_start(now)
    )
    texts = subject.narrow(records, by="page_id").order_by("ends_at", "pk")
    return assemble_calendar(
        info=feed_info(site=site, wanted=wanted, subject=subject),
        texts=texts.values_list("text", flat=True),
    )


def feed_info(*, site: Site, wanted: FeedFilter, subject: FeedSubject) -> CalendarInfo:
    """How a feed names itself; one with a filter says what it is about."""
    names = {"site": site.site_name or site.hostname, "subject": subject.words}
    name, description = _("%(site)s: events"), _("Webinars and training events of %(site)s.")
    if subject.words:
        name = _("%(site)s: events on %(subject)s")
        description = _("Webinars and training events of %(site)s on %(subject)s.")
    root = root_address(site)
    return CalendarInfo(
        name=name % names,
        description=description % names,
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
