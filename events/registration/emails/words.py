"""Words of our mail about sessions: their days and times."""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from events.calendar_items import Slot
from events.cards import local_date, session_times
from events.models import CalendarRecord, Session
from events.times import date_block, format_date, format_time, zone_label, zone_name


@dataclass(frozen=True, kw_only=True)
class SessionWords:
    """One session as it is printed: "Thursday, December 3, 2026", "2:00–3:30 p.m. ET", "Eastern Time"."""

    date: str
    times: str
    zone: str


def session_of(record: CalendarRecord | Slot) -> Session:
    """The session that calendars were told of, unsaved: also one that the page has no more."""
    zone = ZoneInfo(record.zone)
    start, end = record.starts_at.astimezone(zone), record.ends_at.astimezone(zone)
    return Session(
        date=start.date(),
        start_time=start.time(),
        end_time=end.time(),
        end_date=end.date() if end.date() != start.date() else None,
        zone=record.zone,
        starts_at=record.starts_at,
        ends_at=record.ends_at,
    )


def session_words(record: CalendarRecord | Slot) -> SessionWords:
    """A session as calendars were told it, also one that the page has no more."""
    session = session_of(record)
    times = session_times(session)
    return SessionWords(
        date=format_date(session.date),
        times=times[0].upper() + times[1:],
        zone=zone_name(record.zone),
    )


def short_date(record: CalendarRecord | Slot, *, now: datetime) -> str:
    """The day of a session for a subject: "Dec 3", with its year where that isn't today's."""
    day, today = local_date(record.starts_at, record.zone), local_date(now, record.zone)
    block = date_block(first=day, last=day, today=today)
    return (
        f"{block.month} {block.day}"
        if day.year == today.year
        else f"{block.month} {block.day}, {day.year}"
    )


def near_moment(record: CalendarRecord, *, now: datetime) -> str:
    """When a session starts, as one says it shortly before: "tomorrow at 2:00 p.m. ET"."""
    start = record.starts_at.astimezone(ZoneInfo(record.zone))
    values = {
        "time": f"{format_time(start.time())} {zone_label(zone=record.zone, at=record.starts_at)}",
        "date": short_date(record, now=now),
    }
    days = _days_ahead(start.date(), local_date(now, record.zone))
    if days == 0:
        return _("today at %(time)s") % values
    if days == 1:
        return _("tomorrow at %(time)s") % values
    return _("%(date)s at %(time)s") % values


def _days_ahead(day: date, today: date) -> int:
    return (day - today).days
