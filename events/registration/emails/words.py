"""Words of our mail: what people typed made harmless, times, and subjects on one line."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from events.calendar_items import Slot
from events.cards import local_date, session_times
from events.models import CalendarRecord, Session
from events.times import date_block, format_date, format_time, zone_label, zone_name

LONGEST_NAME = 60
LONGEST_TITLE = 100

_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]+")
# Direction marks and characters without width: they make text read otherwise than it is written.
_UNSEEN = re.compile(r"[\xad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_INITIALS = re.compile(r"[^\W\d_]+(\.[^\W\d_])+\.?,?")


def one_line(text: str) -> str:
    """The text on one line, without controls, direction marks and what can't be encoded."""
    return " ".join(_UNSEEN.sub("", _CONTROLS.sub(" ", str(text))).split())


def name_to_greet(name: str) -> str:
    """The name where it can only be read as one; else nothing, and the greeting does without.

    Anybody can type a name for anybody's address. Only letters, spaces, hyphens, apostrophes,
    commas and the dots of initials and degrees ("J. R.", "Ph.D.") pass: no mail program finds an
    address or a phone number to link in them, and there is no room for a message.
    """
    text = " ".join(name.split())
    if len(text) > LONGEST_NAME or not any(sign.isalpha() for sign in text):
        return ""
    if not all(sign in " .,'’-" or unicodedata.category(sign)[0] in "LM" for sign in text):
        return ""
    dotted = [word for word in text.split(" ") if "." in word.rstrip(".,")]
    return text if all(_INITIALS.fullmatch(word) for word in dotted) else ""


def short_title(title: str) -> str:
    """The title for a subject, cut at a word so that the date behind it is still seen."""
    title = one_line(title)
    if len(title) <= LONGEST_TITLE:
        return title
    return title[:LONGEST_TITLE].rsplit(" ", 1)[0].rstrip(" ,;:-–") + "…"


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
