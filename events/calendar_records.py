"""Calendar records kept true: at each save of an event, at each change of who may see it, and by the worker.

Every function here writes records first and the feed version last, in one
transaction (data.md, "Feed version").
"""

import logging
from collections.abc import Iterable
from dataclasses import asdict, replace
from datetime import datetime
from functools import partial

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import translation
from wagtail.models import Site

from events.calendar_items import BUILDER_VERSION, calendar_item, slot_of_record, slot_of_session
from events.enums import EventStatus
from events.ical.serialize import restamped, serialize_event
from events.models.calendar_record import CalendarRecord, FeedVersion
from events.signals import event_synced
from events.slot_changes import SlotChange, slot_change_of

logger = logging.getLogger("events.calendar_records")


def sync_calendar_records(
    *, page_id: int, now: datetime, subjects_before: frozenset | None = None
) -> bool:
    """Bring the records of one event in line with its committed rows; says whether anything changed.

    Reads the page and its sessions from the database, never from an instance in
    memory, which may hold a draft. A new session gets a record with a new UID at
    SEQUENCE 0; a changed slot raises SEQUENCE by one; other changes of the text only
    move LAST-MODIFIED; a session that was removed becomes cancelled and is kept. A page
    that is not live keeps its records as they are, hidden. The page is locked first, so that
    nobody writes an older page over a newer record; not its key, to which registrations refer.
    `event_synced` tells the rooms above, with every slot that changed, before the feed's version
    rises. It rises too where a live event has other keywords or topics than `subjects_before`, and so
    stands in other feeds.
    """
    from events.belonging import stored_subjects
    from events.models import EventPage

    with transaction.atomic(), translation.override(settings.LANGUAGE_CODE):
        locked = EventPage.objects.select_for_update(of=("self",), no_key=True)
        page = locked.select_related("state").filter(pk=page_id).first()
        is_live = page is not None and page.live
        slots: list[SlotChange] = []
        changed = (
            _sync_live_page(page=page, now=now, slots=slots)
            if is_live
            else _hide(page_ids=[page_id])
        )
        event_synced.send(
            sender=EventPage, page_id=page_id, page=page if is_live else None, slots=slots, now=now
        )
        has_moved = is_live and subjects_before not in (None, stored_subjects(page_id))
        if changed or has_moved:
            FeedVersion.bump(now=now)
    return changed


def _sync_live_page(*, page, now: datetime, slots: list[SlotChange]) -> bool:
    """Says whether anything changed; what changed of slots is added to `slots`, except at the first publishing."""
    site = site_of(page)
    is_visible = site is not None and not page.get_view_restrictions().exists()
    records = {
        record.session_key: record
        # Not their keys, to which people's places refer.
        for record in CalendarRecord.objects.select_for_update(no_key=True).filter(page_id=page.pk)
    }
    changed, is_known = False, bool(records)
    write = partial(_write_record, page=page, site=site, visible=is_visible, now=now, slots=slots)
    for session in page.dated_sessions:
        record = records.pop(session.key, None)
        slot = slot_of_session(page=page, session=session, record=record)
        changed |= write(record=record, key=session.key, slot=slot)
    for record in records.values():
        slot = slot_of_record(record)
        if record.ends_at > now:
            slot = replace(slot, status=EventStatus.CANCELLED)
        changed |= write(record=record, key=record.session_key, slot=slot)
    if not is_known:
        slots.clear()
    return changed


def _write_record(*, page, record, key, slot, site, visible, now, slots) -> bool:
    """Write one record if anything of it changed; the text is built with the moment it was last changed."""
    before = slot_of_record(record) if record else None
    if record is None:
        record = CalendarRecord(
            page_id=page.pk, session_key=key, created_at=now, changed_at=now, **asdict(slot)
        )
        is_new = True
    else:
        is_new = False
        if before is not None and slot != before:
            record.sequence += 1
            if slot.starts_at != before.starts_at:
                record.moved_from = before.starts_at
            for name, value in asdict(slot).items():
                setattr(record, name, value)
    text = serialize_event(calendar_item(page=page, record=record, site=site))
    site_id = site.pk if site else None
    same_place = record.is_visible == visible and record.site_id == site_id
    if not is_new and text == record.text and same_place:
        if record.builder_version != BUILDER_VERSION:
            record.builder_version = BUILDER_VERSION
            record.save(update_fields=["builder_version"])
        return False
    if text != record.text:
        record.text = restamped(text, before=record.changed_at, changed_at=now)
        record.changed_at = now
    record.is_visible, record.site_id = visible, site_id
    record.builder_version = BUILDER_VERSION
    record.save()
    if slot != before:
        slots.append(slot_change_of(record, before))
    return True


def site_of(page) -> Site | None:
    """The site under whose root the page stands, the deepest root first; None outside of every site."""
    return deepest_site(page=page, sites=Site.objects.select_related("root_page"))


def deepest_site(*, page, sites: Iterable[Site]) -> Site | None:
    """`site_of` for sites that are loaded, with their root pages; runs no query."""
    above = [site for site in sites if page.path.startswith(site.root_page.path)]
    above.sort(key=lambda site: (site.root_page.depth, site.is_default_site))
    return above[-1] if above else None


def _hide(*, page_ids: Iterable[int]) -> bool:
    """Take the records of these pages out of every feed; says whether any was shown."""
    shown = CalendarRecord.objects.filter(page_id__in=page_ids, is_visible=True)
    return bool(shown.update(is_visible=False))


def hide_records(*, page_ids: Iterable[int], now: datetime) -> bool:
    """Take the records of pages that are gone out of every feed. UIDs stay reserved."""
    with transaction.atomic():
        changed = _hide(page_ids=list(page_ids))
        if changed:
            FeedVersion.bump(now=now)
    return changed


def refresh_visibility(*, path: str, now: datetime) -> bool:
    """Set who is shown for every event at or below a tree path, in two updates at any size."""
    with transaction.atomic():
        below = _events_below(path)
        public = below & public_events()
        records = CalendarRecord.objects.filter(page_id__in=below.values("pk"))
        shown = records.filter(is_visible=False, page_id__in=public.values("pk"))
        hidden = records.filter(is_visible=True).exclude(page_id__in=public.values("pk"))
        changed = bool(hidden.update(is_visible=False))
        changed |= bool(shown.exclude(site_id=None).update(is_visible=True))
        if changed:
            FeedVersion.bump(now=now)
    return changed


def sync_subtree(*, path: str, now: datetime) -> int:
    """Sync every event at or below a tree path, after something moved or its privacy changed.

    Returns the number of events whose records changed.
    """
    page_ids = list(_events_below(path).values_list("pk", flat=True))
    return sum(sync_calendar_records(page_id=page_id, now=now) for page_id in page_ids)


def _events_below(path: str):
    from events.models import EventPage

    return EventPage.objects.filter(path__startswith=path).order_by()


def public_events():
    """Events that are live and not private, as Wagtail's `public()` sees it."""
    from events.models import EventPage

    return EventPage.objects.live().public().order_by()


def pages_out_of_line() -> list[int]:
    """Ids of events whose records contradict what the database says, found by a fixed number of queries at any size.

    Out of line is: shown though not live, private or gone; hidden though public; in the feed of
    a site that it is not below; a live dated session without a record at its time; a text of
    an older builder. Texts that were changed past `EventPage.save` are not found.
    """
    from events.models import Session

    public = public_events().values("pk")
    records = CalendarRecord.objects
    wrongly_hidden = Q(is_visible=False, site_id__isnull=False)
    outdated = ~Q(builder_version=BUILDER_VERSION)
    wrongly_public = records.filter(wrongly_hidden | outdated, page_id__in=public)
    at_home = Q(pk=None)
    for site in Site.objects.select_related("root_page"):
        below = _events_below(site.root_page.path).values("pk")
        at_home |= Q(site_id=site.pk, page_id__in=below)
    wrongly_shown = records.filter(is_visible=True).exclude(at_home & Q(page_id__in=public))
    recorded = records.filter(
        page_id=OuterRef("page_id"),
        session_key=OuterRef("key"),
        starts_at=OuterRef("starts_at"),
        ends_at=OuterRef("ends_at"),
    )
    unrecorded = Session.objects.filter(page__live=True, starts_at__isnull=False).exclude(
        Exists(recorded)
    )
    queries = (wrongly_public, wrongly_shown, unrecorded)
    return sorted(
        {page_id for query in queries for page_id in query.values_list("page_id", flat=True)}
    )


def reconcile_calendar_records(*, now: datetime) -> int:
    """Repair what no signal told: a crash between, a bulk update, an upgrade. Returns the number of events repaired.

    An event that can't be repaired keeps no other from it; its error is raised at the end. After an
    upgrade all texts may be outdated: those are written again together first.
    """
    from events.calendar_rewriting import rewrite_outdated_texts

    repaired, errors = rewrite_outdated_texts(now=now), []
    for page_id in pages_out_of_line():
        try:
            repaired += sync_calendar_records(page_id=page_id, now=now)
        except Exception as error:
            logger.exception("The calendar records of page %s could not be repaired.", page_id)
            errors.append(error)
    if errors:
        raise errors[0]
    return repaired
