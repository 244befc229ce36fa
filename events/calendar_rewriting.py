"""Stored texts written again by the hundred, after an upgrade that builds them otherwise."""

import logging
from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils import translation
from wagtail.models import Site

from events.calendar_items import BUILDER_VERSION, calendar_item, slot_of_record, slot_of_session
from events.calendar_records import deepest_site, public_events
from events.enums import EventStatus
from events.ical.serialize import restamped, serialize_event
from events.models import CalendarRecord, FeedVersion

logger = logging.getLogger("events.calendar_records")

PAGES_AT_ONCE = 200
# What texts and slots are made of: a page has four times as many columns.
FACTS = (
    *("path", "title", "summary", "description", "delivery", "place_name", "place_address"),
    *("place_city", "join_url", "join_visibility"),
    *("state__status", "state__reason", "state__next_step"),
)


def rewrite_outdated_texts(*, now: datetime) -> int:
    """Write the texts of an older builder again, a transaction for every 200 events; a fixed number of queries each.

    Only where nothing else is out of line, so that nobody has to be told: the others, and those of a
    portion that fails, are left as they are for `sync_calendar_records`. Returns the number of
    events whose texts changed.
    """
    outdated = CalendarRecord.objects.exclude(builder_version=BUILDER_VERSION)
    outdated = outdated.filter(page_id__in=public_events().values("pk"))
    page_ids = sorted(set(outdated.values_list("page_id", flat=True)))
    rewritten = 0
    for start in range(0, len(page_ids), PAGES_AT_ONCE):
        portion = page_ids[start : start + PAGES_AT_ONCE]
        try:
            rewritten += _rewrite(page_ids=portion, now=now)
        except Exception:
            logger.warning(
                "%s events have to be rewritten one by one.", len(portion), exc_info=True
            )
    return rewritten


def _rewrite(*, page_ids: Sequence[int], now: datetime) -> int:
    """Locks pages before records and the version last, as every writer does."""
    with transaction.atomic(), translation.override(settings.LANGUAGE_CODE):
        locked = (
            public_events().select_for_update(of=("self",), no_key=True).filter(pk__in=page_ids)
        )
        locked = locked.select_related("state").prefetch_related("sessions").only(*FACTS)
        pages = list(locked.order_by("pk"))
        records = defaultdict(list)
        stored = CalendarRecord.objects.select_for_update(no_key=True).filter(page_id__in=page_ids)
        for record in stored.order_by("page_id", "pk"):
            records[record.page_id].append(record)
        sites = list(Site.objects.select_related("root_page"))
        changed, same = [], []
        for page in pages:
            site = deepest_site(page=page, sites=sites)
            if _is_in_line(page=page, records=records[page.pk], site=site, now=now):
                for record in records[page.pk]:
                    has_changed = _build(record=record, page=page, site=site, now=now)
                    (changed if has_changed else same).append(record)
        _store(changed=changed, same=same, now=now)
    return len({record.page_id for record in changed})


def _is_in_line(*, page, records: list[CalendarRecord], site: Site | None, now: datetime) -> bool:
    """Whether a sync would change texts at most: all are shown, where they belong, at the times of the sessions."""
    if site is None or any(not r.is_visible or r.site_id != site.pk for r in records):
        return False
    left = {record.session_key: record for record in records}
    for session in page.dated_sessions:
        record = left.pop(session.key, None)
        if record is None or slot_of_session(page=page, session=session) != slot_of_record(record):
            return False
    return all(r.status == EventStatus.CANCELLED or r.ends_at <= now for r in left.values())


def _build(*, record: CalendarRecord, page, site: Site | None, now: datetime) -> bool:
    """Set the text and, if it is another one, the moment of the change; says whether it is."""
    record.builder_version = BUILDER_VERSION
    text = serialize_event(calendar_item(page=page, record=record, site=site))
    if text == record.text:
        return False
    record.text = restamped(text, before=record.changed_at, changed_at=now)
    record.changed_at = now
    return True


def _store(*, changed: list[CalendarRecord], same: list[CalendarRecord], now: datetime) -> None:
    """An INSERT of locked rows that becomes an UPDATE writes them in bulk, several times as fast as `bulk_update`."""
    if same:
        pks = [record.pk for record in same]
        CalendarRecord.objects.filter(pk__in=pks).update(builder_version=BUILDER_VERSION)
    if changed:
        CalendarRecord.objects.bulk_create(
            changed,
            update_conflicts=True,
            unique_fields=["id"],
            update_fields=["text", "changed_at", "builder_version"],
        )
        FeedVersion.bump(now=now)
