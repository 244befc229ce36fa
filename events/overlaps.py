"""Sessions of one event that run at the same time."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from events.times import format_date

MOST_SESSIONS = 60


class TooManySessions(ValueError):
    """An event would have more than MOST_SESSIONS; carries their number as `count`."""

    def __init__(self, count: int, *, room: int | None = None) -> None:
        self.count = count
        words = _("An event has at most %(most)d sessions.") % {"most": MOST_SESSIONS}
        if room is None:
            advice = _("These are %(count)d. Put some into a second event.") % {"count": count}
        elif room > 0:
            advice = _("There is room for %(room)d more. Choose an earlier end, or fewer.") % {
                "room": room
            }
        else:
            advice = _("This one is full. Add a second event for the rest.")
        super().__init__(f"{words} {advice}")


class SessionsOverlap(ValueError):
    """Two sessions of an event would run at the same time; carries `session`, the later one, and `other`."""

    def __init__(self, *, session, other) -> None:
        self.session, self.other = session, other
        super().__init__(
            _(
                "This session overlaps with the one on %(session)s. Choose another time, or leave one out."
            )
            % {"session": session_words(other)}
        )


def overlaps(sessions: Iterable) -> list[SessionsOverlap]:
    """One for each dated session that starts before an earlier one has ended, in the order of time."""
    found, running = [], None
    for session in sorted(sessions, key=lambda session: (session.starts_at, session.ends_at)):
        if running is not None and session.starts_at < running.ends_at:
            found.append(SessionsOverlap(session=session, other=running))
        if running is None or session.ends_at > running.ends_at:
            running = session
    return found


def session_words(session) -> str:
    """Day, time and zone of a dated session: "Thursday, December 3, 2026, 2:00–3:30 p.m. ET"."""
    from events.cards import session_times

    return f"{format_date(session.date)}, {session_times(session)}"
