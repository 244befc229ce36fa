"""Repeat a session, and change one with all later ones: into the draft, nothing is published."""

from collections.abc import Collection
from datetime import date, datetime

from django.utils.translation import gettext as _

from events.drafts import locked_draft, session_of
from events.models import EventPage, Session
from events.overlaps import MOST_SESSIONS, TooManySessions
from events.repeat.changes import Change, clashes_by_key, plan_changes
from events.repeat.plan import Rule, plan_repeats


class NothingChosen(ValueError):
    """No session was ticked, or one that can't be; the message says what to do."""


def repeat_session(
    *,
    event: EventPage,
    version: str,
    key,
    rule: Rule,
    days: Collection[date],
    user=None,
    now: datetime,
) -> list[Session]:
    """Add the sessions that the rule gives on these days to the draft, each with a key of its own.

    Raises DraftChanged where `version` (of `version_of`) is out of date, SessionGone, NothingChosen,
    TooManySessions, RuleRefused and SessionsOverlap; then nothing is written.
    """
    with locked_draft(event=event, version=version) as draft:
        sessions = list(draft.sessions.all())
        planned = plan_repeats(sessions=sessions, source=session_of(draft, key), rule=rule, now=now)
        added = [one.session for one in planned if one.session and one.day in days]
        if not added or len(added) != len(set(days)):
            raise NothingChosen(_("Tick at least one of these dates."))
        if (count := len(sessions) + len(added)) > MOST_SESSIONS:
            raise TooManySessions(count, room=MOST_SESSIONS - len(sessions))
        _refuse_overlaps([s for s in sessions if s.is_dated] + added, among=added)
        draft.sessions.add(*added)
        draft.save_revision(user=user, clean=False, log_action=True)
    return added


def change_sessions(
    *,
    event: EventPage,
    version: str,
    key,
    change: Change,
    keys: Collection[str],
    user=None,
    now: datetime,
) -> list[Session]:
    """Change these sessions, each of them the one of `key` or a later one, in the draft. Their keys stay.

    So what is published moves in calendars; nothing is cancelled or invited anew. Raises DraftChanged,
    SessionGone, NothingChosen and SessionsOverlap; then nothing is written.
    """
    with locked_draft(event=event, version=version) as draft:
        sessions = list(draft.sessions.all())
        planned = plan_changes(
            sessions=sessions, source=session_of(draft, key), change=change, now=now
        )
        changed = {one.key: one.after for one in planned if one.after and one.key in keys}
        if not changed or len(changed) != len(set(keys)):
            raise NothingChosen(_("Tick at least one of these sessions."))
        after = [changed.get(str(session.key), session) for session in sessions]
        _refuse_overlaps([s for s in after if s.is_dated], among=list(changed.values()))
        draft.sessions.set(after)
        draft.save_revision(user=user, clean=False, log_action=True)
    return list(changed.values())


def _refuse_overlaps(sessions: list[Session], *, among: list[Session]) -> None:
    """Raise SessionsOverlap for the first that these would make; what overlapped before is not their fault."""
    clashes = clashes_by_key(sessions)
    for session in among:
        if str(session.key) in clashes:
            raise clashes[str(session.key)]
