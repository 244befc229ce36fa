"""Stored texts written again by the hundred, after an upgrade that builds them otherwise."""

import json
import logging
from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

from django.conf import settings
from django.db import connection, transaction
from django.db.models import QuerySet
from django.utils import translation
from wagtail.models import Site

from events.calendar_items import BUILDER_VERSION, calendar_item, slot_of_record, slot_of_session
from events.calendar_records import deepest_site, public_events
from events.enums import EventStatus
from events.ical.serialize import restamped, serialize_event
from events.models import CalendarRecord, EventPage, EventState, FeedVersion, Session
from events.outbox.prepared import stored

logger = logging.getLogger("events.calendar_records")

PAGES_AT_ONCE = 200
# What texts and slots are made of: a page has four times as many columns. Plain values, since to make
# a page, its sessions and its records takes Django longer than to write the text.
FACTS = (
    *("page_ptr_id", "path", "title", "summary", "description", "delivery", "place_name"),
    *("place_address", "place_city", "join_url", "join_visibility"),
)
STATE = ("status", "reason", "next_step", "changed_at")
SESSION = ("page_id", "key", "zone", "starts_at", "ends_at")
RECORD = (
    *("id", "page_id", "session_key", "site_id", "uid", "sequence", "status", "is_visible"),
    *("starts_at", "ends_at", "zone", "place", "join_url", "text", "created_at", "changed_at"),
)

UPDATE_ALL = """
    UPDATE events_calendarrecord AS record
    SET text = new.text, changed_at = %s, builder_version = %s
    FROM json_each_text(%s::json) AS new (id, text)
    WHERE record.id = new.id::bigint
"""
UPDATE_EACH = """
    UPDATE events_calendarrecord SET text = %s, changed_at = %s, builder_version = %s WHERE id = %s
"""


def rewrite_outdated_texts(*, now: datetime) -> int:
    """Write the texts of an older builder again, a transaction for every 200 events; a fixed number of queries each.

    Only where nothing else is out of line, so that nobody has to be told: the others, and those of a
    portion that fails, are left as they are for `sync_calendar_records`. Returns the number of
    events whose texts changed.
    """
    public = public_events()
    outdated = CalendarRecord.objects.exclude(builder_version=BUILDER_VERSION)
    outdated = outdated.filter(page_id__in=public.values("pk"))
    page_ids = sorted(set(outdated.values_list("page_id", flat=True)))
    rewritten = 0
    for start in range(0, len(page_ids), PAGES_AT_ONCE):
        portion = page_ids[start : start + PAGES_AT_ONCE]
        try:
            rewritten += _rewrite(page_ids=portion, public=public, now=now)
        except Exception:
            logger.warning(
                "%s events have to be rewritten one by one.", len(portion), exc_info=True
            )
    return rewritten


def _rewrite(*, page_ids: Sequence[int], public: QuerySet, now: datetime) -> int:
    """Locks pages before records and the version last, as every writer does."""
    with transaction.atomic(), translation.override(settings.LANGUAGE_CODE):
        # The rows of events alone; what is read afterwards is what the last writer left.
        locked = EventPage.objects.order_by("pk").select_for_update(no_key=True)
        page_ids = list(locked.filter(pk__in=page_ids).values_list("pk", flat=True))
        pages = _pages(public.filter(pk__in=page_ids))
        stored_records = CalendarRecord.objects.select_for_update(no_key=True)
        rows = stored_records.filter(page_id__in=page_ids).order_by("page_id", "pk")
        records = defaultdict(list)
        for row in rows.values_list(*RECORD):
            record = stored(CalendarRecord, dict(zip(RECORD, row, strict=True)))
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


def _pages(events: QuerySet) -> list[EventPage]:
    """Those of a portion with their states and dated sessions, in the order of their keys; two queries."""
    pages = {}
    names = [*FACTS, *(f"state__{name}" for name in STATE)]
    for row in events.order_by("pk").values_list(*names):
        facts, state = row[: len(FACTS)], row[len(FACTS) :]
        page = stored(EventPage, dict(zip(FACTS, facts, strict=True)))
        page._state.fields_cache["state"] = (
            stored(EventState, dict(zip(STATE, state, strict=True)))
            if state[0] is not None
            else None
        )
        page.dated_sessions = []
        pages[page.pk] = page
    dated = Session.objects.filter(page_id__in=pages, starts_at__isnull=False)
    for row in dated.order_by("starts_at", "ends_at", "pk").values_list(*SESSION):
        session = stored(Session, dict(zip(SESSION, row, strict=True)))
        pages[session.page_id].dated_sessions.append(session)
    return list(pages.values())


def _is_in_line(*, page, records: list[CalendarRecord], site: Site | None, now: datetime) -> bool:
    """Whether a sync would change texts at most: all are shown, where they belong, at the times of the sessions."""
    if site is None or any(not r.is_visible or r.site_id != site.pk for r in records):
        return False
    left = {record.session_key: record for record in records}
    for session in page.dated_sessions:
        record = left.pop(session.key, None)
        if record is None:
            return False
        slot = slot_of_session(page=page, session=session, record=record)
        if slot != slot_of_record(record):
            return False
    return all(r.status == EventStatus.CANCELLED or r.ends_at <= now for r in left.values())


def _build(*, record: CalendarRecord, page, site: Site | None, now: datetime) -> bool:
    """Set the text and, if it is another one, the moment of the change; says whether it is."""
    text = serialize_event(calendar_item(page=page, record=record, site=site))
    if text == record.text:
        return False
    record.text = restamped(text, before=record.changed_at, changed_at=now)
    return True


def _store(*, changed: list[CalendarRecord], same: list[CalendarRecord], now: datetime) -> None:
    if same:
        pks = [record.pk for record in same]
        CalendarRecord.objects.filter(pk__in=pks).update(builder_version=BUILDER_VERSION)
    if changed:
        _write(changed, now=now)
        FeedVersion.bump(now=now)


def _write(records: list[CalendarRecord], *, now: datetime) -> None:
    """In one statement, at a fraction of what `bulk_update` takes."""
    moment = connection.ops.adapt_datetimefield_value(now)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            texts = json.dumps({record.pk: record.text for record in records})
            cursor.execute(UPDATE_ALL, [moment, BUILDER_VERSION, texts])
        else:
            rows = [(record.text, moment, BUILDER_VERSION, record.pk) for record in records]
            cursor.executemany(UPDATE_EACH, rows)
