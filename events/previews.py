"""Each phase and state of an event, shown to its editor before it comes."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from events.enums import EventStatus, Phase

PREVIEW_MODES = [
    ("", _("As it is now")),
    (Phase.UPCOMING.value, _("Upcoming")),
    (Phase.LIVE.value, _("Live")),
    (Phase.WAITING.value, _("Waiting for the recording")),
    (Phase.ARCHIVE.value, _("Archive")),
    (EventStatus.CANCELLED.value, _("Cancelled")),
    (EventStatus.POSTPONED.value, _("Postponed")),
]


@dataclass(frozen=True, kw_only=True)
class EventPreview:
    """The moment and state to show; `phase` None means: what follows from the moment."""

    now: datetime
    phase: Phase | None
    state: object | None


def preview_mode(*, page, mode_name: str, now: datetime) -> EventPreview:
    """The preview of that name; an unknown name shows the page as it is now.

    What stands in the form has not been saved, so its instants are derived here.
    """
    from events.models import EventState

    page.derive_instants()
    if mode_name in Phase.values:
        phase = Phase(mode_name)
        plain = EventState(page=page, status=EventStatus.SCHEDULED, changed_at=now)
        return EventPreview(now=_moment_of(page, phase, now), phase=phase, state=plain)
    if mode_name in (EventStatus.CANCELLED, EventStatus.POSTPONED):
        state = getattr(page, "state", None)
        if state is None or state.status != mode_name:
            state = EventState(
                page=page,
                status=mode_name,
                reason=_("The reason you give stands here."),
                next_step=_("What comes next stands here."),
                changed_at=now,
            )
        return EventPreview(
            now=_moment_of(page, Phase.UPCOMING, now), phase=Phase.UPCOMING, state=state
        )
    return EventPreview(now=now, phase=None, state=None)


def _moment_of(page, phase: Phase, now: datetime) -> datetime:
    """A moment at which the event is in that phase, as far as it has sessions."""
    if page.first_starts_at is None:
        return now
    if phase == Phase.UPCOMING:
        return page.first_starts_at - timedelta(days=1)
    if phase == Phase.ARCHIVE:
        return page.last_ends_at + timedelta(days=30)
    return page.first_starts_at if phase == Phase.LIVE else page.last_ends_at
