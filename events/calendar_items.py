"""From a published event to the items that calendars read."""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.models import Site

from events.enums import Delivery, EventStatus
from events.ical.build import UnsafeUrl, clean_url
from events.ical.item import CalendarItem, ItemStatus
from events.models.calendar_record import CalendarRecord
from events.plain_text import plain_text

# Raise it when the text of a VEVENT is built otherwise: stored texts are then written again.
BUILDER_VERSION = 1


@dataclass(frozen=True, kw_only=True)
class Slot:
    """What a calendar entry is about; a change of any of it raises SEQUENCE (RFC 5546, 2.1.4)."""

    starts_at: datetime
    ends_at: datetime
    zone: str
    place: str
    join_url: str
    status: EventStatus


def slot_of_session(*, page, session, record: CalendarRecord | None = None) -> Slot:
    """The slot of one session of a published page; `record` is what calendars were told of it so far."""
    return Slot(
        starts_at=session.starts_at,
        ends_at=session.ends_at,
        zone=session.zone,
        place=place_line(page),
        join_url=page.join_url if page.is_join_public else "",
        status=_status_of_session(page=page, session=session, record=record),
    )


def _status_of_session(*, page, session, record: CalendarRecord | None) -> EventStatus:
    """The event's; but what took place before the rest of a series was called off, did take place."""
    status = EventStatus(page.status)
    if record is None or record.status != EventStatus.SCHEDULED or status == record.status:
        return status
    decided_at = page.state.changed_at
    is_rest_ahead = any(other.ends_at > decided_at for other in page.dated_sessions)
    return EventStatus.SCHEDULED if session.ends_at <= decided_at and is_rest_ahead else status


def slot_of_record(record: CalendarRecord) -> Slot:
    """The slot that calendars were last told."""
    return Slot(
        starts_at=record.starts_at,
        ends_at=record.ends_at,
        zone=record.zone,
        place=record.place,
        join_url=record.join_url,
        status=EventStatus(record.status),
    )


def place_line(page) -> str:
    """Where to go, on one line: place and address in a room, `Online` elsewhere."""
    lines = [page.place_name, *(page.place_address.splitlines() or [page.place_city])]
    room = ", ".join(line.strip() for line in lines if line.strip())
    delivery = Delivery(page.delivery)
    if delivery == Delivery.VIRTUAL:
        return _("Online")
    if delivery == Delivery.HYBRID:
        return _("%(place)s, and online") % {"place": room} if room else _("Online")
    return room


def calendar_item(*, page, record: CalendarRecord, site: Site | None) -> CalendarItem:
    """The item of one record: its own identity and slot, the page's texts.

    The URL is a permalink by record, so that a new slug or a move of the page rewrites
    no stored text. Outside of every site there is no address, and nobody sees the text.
    """
    root = root_address(site)
    permalink = f"{root}{reverse('events:record', args=[record.uid])}" if root else ""
    return CalendarItem(
        uid=record.uid,
        sequence=record.sequence,
        status=ItemStatus.CONFIRMED
        if record.status == EventStatus.SCHEDULED
        else ItemStatus.CANCELLED,
        starts_at=record.starts_at,
        ends_at=record.ends_at,
        summary=page.title,
        description=description_text(page=page, record=record, root=root, permalink=permalink),
        location=record.place,
        url=permalink,
        join_url=record.join_url,
        created_at=record.created_at,
        changed_at=record.changed_at,
        cancelled_word=_("POSTPONED") if record.status == EventStatus.POSTPONED else _("CANCELLED"),
    )


def root_address(site: Site | None) -> str:
    """Where a site is, or nothing without a site or with a host name that is none, such as one with a space."""
    try:
        return clean_url(site.root_url) if site else ""
    except UnsafeUrl:
        return ""


def description_text(*, page, record: CalendarRecord, root: str, permalink: str) -> str:
    """Why it is off, if it is; summary, description as plain text, how to join, and the page."""
    parts = []
    if record.status != EventStatus.SCHEDULED and page.status != EventStatus.SCHEDULED:
        parts += [page.state.reason, page.state.next_step]
    parts += [page.summary, plain_text(page.description, base=root)]
    if record.join_url:
        parts.append(_("Join: %(address)s") % {"address": record.join_url})
    if permalink:
        parts.append(_("Details: %(address)s") % {"address": permalink})
    return "\n\n".join(part for part in parts if part)
