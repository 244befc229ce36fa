"""What changing a session changes in all later ones of its event, each with what speaks against it."""

import copy
import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from events.models import Session
from events.overlaps import SessionsOverlap, overlaps, session_words
from events.repeat.plan import check_times
from events.times import DateOutOfRange


class NothingToChange(ValueError):
    """Every session stays as it is; the message says what to do."""


@dataclass(frozen=True, kw_only=True)
class Change:
    """What is done to each session: moved by `days`; the rest set, or left as it is where it is None."""

    days: int = 0
    start_time: dt.time | None = None
    minutes: int | None = None
    zone: str | None = None


@dataclass(frozen=True, kw_only=True)
class PlannedChange:
    """One session and what becomes of it. `after` (unsaved, same key) is None where it can't be.

    `left_out` says why the change is not proposed, `warning` what is to be mended first.
    """

    before: Session
    after: Session | None
    left_out: str = ""
    warning: str = ""

    @property
    def key(self) -> str:
        return str(self.before.key)

    @property
    def words_before(self) -> str:
        return session_words(self.before)

    @property
    def words_after(self) -> str:
        return session_words(self.after) if self.after else ""


def change_of(
    source: Session, *, date: dt.date, start_time: dt.time, minutes: int, zone: str
) -> Change:
    """What makes `source` to what was written. Raises NothingToChange."""
    change = Change(
        days=(date - source.date).days,
        start_time=start_time if start_time != source.start_time else None,
        minutes=minutes if minutes != minutes_of(source) else None,
        zone=zone if zone != source.zone else None,
    )
    if change == Change():
        raise NothingToChange(_("Nothing is changed yet. Write a new date, time, length or zone."))
    return change


def minutes_of(session: Session) -> int:
    """How long a session lasts by the clocks on the wall: 2:00 to 3:30 is 90, also in a night of change."""
    start = dt.datetime.combine(session.date, session.start_time)
    end = dt.datetime.combine(session.end_date or session.date, session.end_time)
    return int((end - start).total_seconds() // 60)


def plan_changes(
    *, sessions: Sequence[Session], source: Session, change: Change, now: dt.datetime
) -> list[PlannedChange]:
    """The change for `source` and every later one of an event's `sessions`, in the order of time.

    Nothing is written into `sessions`. What is over is left out until somebody wants it.
    """
    dated = [session for session in sessions if session.is_dated]
    later = sorted(
        (session for session in dated if session.starts_at >= source.starts_at),
        key=lambda session: (session.starts_at, session.ends_at, str(session.key)),
    )
    planned = [_planned(session=session, change=change, now=now) for session in later]
    moved = {one.key: one.after for one in planned if one.after and not one.left_out}
    clashes = clashes_by_key(moved.get(str(session.key), session) for session in dated)
    return [
        replace(one, warning=str(clashes[one.key]) if one.key in clashes else "") for one in planned
    ]


def clashes_by_key(sessions: Iterable[Session]) -> dict[str, SessionsOverlap]:
    """The dated sessions that overlap with another, by their keys."""
    found = {}
    for clash in overlaps(sessions):
        turned = SessionsOverlap(session=clash.other, other=clash.session)
        found |= {str(one.session.key): one for one in (turned, clash)}
    return found


def _planned(*, session: Session, change: Change, now: dt.datetime) -> PlannedChange:
    try:
        after = changed_session(session, change=change)
    except ValueError as error:
        return PlannedChange(before=session, after=None, left_out=str(error))
    left_out = _("This session is over.") if session.ends_at < now else ""
    return PlannedChange(before=session, after=after, left_out=left_out)


def changed_session(session: Session, *, change: Change) -> Session:
    """A copy of the session, with its key, after the change; it keeps its length unless that changes.

    Raises ValueError with the sentence to show where clocks don't show its times.
    """
    after = copy.copy(session)
    minutes = change.minutes or minutes_of(session)
    try:
        after.date = session.date + dt.timedelta(days=change.days)
        after.start_time = change.start_time or session.start_time
        end = dt.datetime.combine(after.date, after.start_time) + dt.timedelta(minutes=minutes)
    except OverflowError:
        raise DateOutOfRange(session.date) from None
    after.end_time = end.time()
    after.end_date = end.date() if end.date() != after.date else None
    after.zone = change.zone or session.zone
    check_times(after)
    return after
