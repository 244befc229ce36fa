"""The times of an event: what follows from its sessions, and where it stands at a moment."""

import datetime as dt
from typing import Any

from django.utils.functional import cached_property

from events.enums import Delivery, Phase, RecordingPlan
from events.models.sessions import default_zone
from events.times import to_utc

# What `derive_instants` sets.
DERIVED = (
    "first_date",
    "first_starts_at",
    "last_ends_at",
    "registration_opens_at",
    "registration_closes_at",
)


class EventTimes:
    """The part of an event page that knows about time. It never reads the clock: moments are passed in."""

    # Fields and relations of the page, declared for readers and type checkers.
    sessions: Any
    first_date: Any
    first_starts_at: Any
    last_ends_at: Any
    registration_opens_date: Any
    registration_opens_time: Any
    registration_closes_date: Any
    registration_closes_time: Any
    delivery: Any
    recording_plan: Any
    recording_video_id: Any
    recording_url: Any

    @cached_property
    def dated_sessions(self) -> list:
        """The sessions that have a date and a time, in the order of time."""
        sessions = [session for session in self.sessions.all() if session.is_dated]
        return sorted(sessions, key=lambda session: (session.starts_at, session.ends_at))

    @property
    def zone(self) -> str:
        """The zone of the first session, or TTA_TIME_ZONE."""
        sessions = self.dated_sessions or list(self.sessions.all())
        return sessions[0].zone if sessions else default_zone()

    @property
    def has_recording(self) -> bool:
        return bool(self.recording_video_id or self.recording_url)

    @property
    def expects_recording(self) -> bool:
        """Whether a recording is planned; unless an editor chose, online events have one."""
        if self.recording_plan:
            return self.recording_plan == RecordingPlan.PLANNED
        return Delivery(self.delivery).is_online

    def phase_at(self, now: dt.datetime) -> Phase:
        """Where the event stands at `now` (aware). Between two sessions it is upcoming again.

        Without a dated session it is archive: only what has recordings or files can be
        published that way.
        """
        if self.last_ends_at is None:
            return Phase.ARCHIVE
        if now < self.last_ends_at:
            running = any(s.starts_at <= now < s.ends_at for s in self.dated_sessions)
            return Phase.LIVE if running else Phase.UPCOMING
        if self.expects_recording and not self.has_recording:
            return Phase.WAITING
        return Phase.ARCHIVE

    def derive_instants(self) -> None:
        """Set what follows from the sessions and the local times of registration."""
        for session in self.sessions.all():
            session.mint_key()
            session.derive_instants()
        self.__dict__.pop("dated_sessions", None)
        sessions = self.dated_sessions
        self.first_date = sessions[0].date if sessions else None
        self.first_starts_at = sessions[0].starts_at if sessions else None
        self.last_ends_at = max((s.ends_at for s in sessions), default=None)
        self.registration_opens_at = self._instant(
            self.registration_opens_date, self.registration_opens_time
        )
        self.registration_closes_at = self._instant(
            self.registration_closes_date, self.registration_closes_time
        )

    def _instant(self, date, time) -> dt.datetime | None:
        if date is None or time is None:
            return None
        try:
            return to_utc(date=date, time=time, zone=self.zone)
        except ValueError:
            return None
