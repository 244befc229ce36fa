"""The sessions that repeating one would add, each with what speaks against it."""

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from events.models import Session
from events.overlaps import MOST_SESSIONS, SessionsOverlap, TooManySessions, overlaps, session_words
from events.repeat.days import LAST_YEAR, Frequency, Turn, federal_holiday, turns_after
from events.times import format_date, to_utc

MOST_TURNS = 400


class RuleRefused(ValueError):
    """The rule gives no plan; the message says why and what to do."""


class NoDates(RuleRefused):
    """It ends before it gives a day."""


class NothingLeft(RuleRefused):
    """Not one of its days can be added; carries the plan as `planned`."""

    def __init__(self, planned: list["PlannedSession"]) -> None:
        self.planned = planned
        super().__init__(
            _("None of these days can be added, for the reasons below. Choose a later end, or another rule.")
        )  # fmt: skip


class RuleTooLong(RuleRefused):
    """It goes over more days than anybody wants to read."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "This rule goes over more than %(most)d days, most of which are left out."
                " Repeat a later session, or choose an earlier end."
            )
            % {"most": MOST_TURNS}
        )


@dataclass(frozen=True, kw_only=True)
class Rule:
    """How a session is repeated: either up to and with the day `until`, or for `count` new sessions."""

    frequency: Frequency
    until: dt.date | None = None
    count: int | None = None
    skips_holidays: bool = True


@dataclass(frozen=True, kw_only=True)
class PlannedSession:
    """One turn of a rule. `session` (unsaved) is None where it can't be; `left_out` says why it is not proposed."""

    day: dt.date
    session: Session | None
    left_out: str = ""

    @property
    def words(self) -> str:
        return session_words(self.session) if self.session else format_date(self.day)


def plan_repeats(
    *, sessions: Sequence[Session], source: Session, rule: Rule, now: dt.datetime
) -> list[PlannedSession]:
    """What repeating `source`, one of an event's `sessions`, would add, in the order of time.

    A day on which the time does not exist, or is taken, or which a month lacks, can't be added. A
    holiday and a day in the past are left out until somebody wants them; `count` counts neither. Raises
    NoDates, NothingLeft, RuleTooLong or TooManySessions.
    """
    room = MOST_SESSIONS - len(sessions)
    if room <= 0 or (rule.count or 0) > room:
        raise TooManySessions(len(sessions) + (rule.count or 1), room=room)
    taken = [session for session in sessions if session.is_dated]
    planned: list[PlannedSession] = []
    proposed = 0
    for turn in turns_after(source.date, rule.frequency):
        if (rule.until and turn.day > rule.until) or proposed == rule.count:
            break
        if len(planned) == MOST_TURNS:
            raise RuleTooLong
        found = _planned(turn=turn, source=source, taken=taken, rule=rule, now=now)
        planned.append(found)
        if found.session and not found.left_out:
            taken.append(found.session)
            proposed += 1
        if proposed > room:
            raise TooManySessions(len(sessions) + proposed, room=room)
    if not planned:
        raise NoDates(_no_dates(source, rule))
    if not any(found.session for found in planned):
        raise NothingLeft(planned)
    return planned


def _planned(*, turn: Turn, source, taken, rule, now) -> PlannedSession:
    if turn.missing:
        return PlannedSession(day=turn.day, session=None, left_out=turn.missing)
    try:
        session = moved_session(source, day=turn.day)
    except ValueError as error:
        return PlannedSession(day=turn.day, session=None, left_out=str(error))
    for overlap in overlaps([*taken, session]):
        if session in (overlap.session, overlap.other):
            return PlannedSession(day=turn.day, session=None, left_out=_taken(overlap, session))
    return PlannedSession(
        day=turn.day, session=session, left_out=_reason(session=session, rule=rule, now=now)
    )


def moved_session(source: Session, *, day: dt.date) -> Session:
    """A new session at the same local times on another day, with a key of its own.

    Raises ValueError with the sentence to show where clocks don't show these times on that day.
    """
    end_date = source.end_date and source.end_date + (day - source.date)
    session = Session(
        key=uuid.uuid4(), date=day, start_time=source.start_time, end_time=source.end_time,
        end_date=end_date, zone=source.zone, capacity=source.capacity,
    )  # fmt: skip
    check_times(session)
    return session


def check_times(session: Session) -> None:
    """Derive the instants of a session; raise ValueError, with the sentence to show, where there are none."""
    if not 1900 <= session.date.year <= LAST_YEAR:
        raise ValueError(_("%(day)s is too far away.") % {"day": format_date(session.date)})
    to_utc(date=session.date, time=session.start_time, zone=session.zone)
    to_utc(date=session.end_date or session.date, time=session.end_time, zone=session.zone)
    session.derive_instants()
    if not session.is_dated:
        raise ValueError(_("With these times it would end before it starts."))


def _reason(*, session: Session, rule: Rule, now: dt.datetime) -> str:
    """Why a possible session is not proposed."""
    if session.ends_at < now:
        return _("This day is in the past.")
    last = session.end_date or session.date
    days = (session.date + dt.timedelta(days=n) for n in range((last - session.date).days + 1))
    names = [name for day in days if (name := federal_holiday(day))] if rule.skips_holidays else []
    return _("Federal holiday: %s.") % names[0].removesuffix(".") if names else ""


def _taken(overlap: SessionsOverlap, session: Session) -> str:
    other = overlap.other if overlap.session is session else overlap.session
    return _("It would overlap with the session on %s.") % session_words(other)


def _no_dates(source: Session, rule: Rule) -> str:
    following = next(turns_after(source.date, rule.frequency), None)
    if following is None:
        return _("This rule gives no day. Repeat an earlier session.")
    return _("This rule gives no day: the next one is %(day)s. Choose that day or a later one.") % {
        "day": format_date(following.day)
    }
