"""Cancel, postpone and restore an event.

The decision stands outside of revisions, so that publishing an older revision can't
undo it. Each of the three writes the decision, the calendar records and the log
entry in one transaction.
"""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from events.calendar_records import sync_calendar_records
from events.enums import EventStatus
from events.models import EventPage, EventState
from events.models.state import copy_state


class StatusNotChanged(ValueError):
    """The event's status stays as it is; the message says why and what to do."""


class NotPublished(StatusNotChanged):
    """Only what was announced can be called off."""


class EventIsOver(StatusNotChanged):
    """What has taken place can't be called off."""


class StatusUnchanged(StatusNotChanged):
    """Somebody did the same before."""


class NothingToRestore(StatusNotChanged):
    """The event is on already."""


class ReasonNeeded(StatusNotChanged):
    """Visitors read the reason, so there must be one."""


def cancel_event(
    *, event: EventPage, reason: str, next_step: str = "", user=None, now: datetime
) -> EventState:
    """Call an event off for good. The page stays and says why; calendars get CANCELLED.

    Raises StatusNotChanged (NotPublished, EventIsOver, StatusUnchanged, ReasonNeeded)
    with the sentence to show.
    """
    return _call_off(
        event=event,
        status=EventStatus.CANCELLED,
        reason=reason,
        next_step=next_step,
        user=user,
        now=now,
    )


def postpone_event(
    *, event: EventPage, reason: str, next_step: str = "", user=None, now: datetime
) -> EventState:
    """Take an event from its date without a new one yet. Raises as `cancel_event`."""
    return _call_off(
        event=event,
        status=EventStatus.POSTPONED,
        reason=reason,
        next_step=next_step,
        user=user,
        now=now,
    )


def restore_event(*, event: EventPage, reason: str = "", user=None, now: datetime) -> EventState:
    """Put a cancelled or postponed event back on, at the dates its page has now.

    The reason goes into the history only. Raises NothingToRestore.
    """
    with transaction.atomic():
        state = _lock(event)
        if not state.is_off:
            raise NothingToRestore(
                _("This event is not cancelled or postponed. Nothing to restore.")
            )
        before = state.status
        state.reason = state.next_step = ""
        return _write(
            event=event, state=state, status=EventStatus.SCHEDULED, user=user, now=now,
            action="events.restore", data={"before": before, "reason": reason},
        )  # fmt: skip


def _call_off(*, event, status, reason, next_step, user, now) -> EventState:
    reason, next_step = " ".join(reason.split()), " ".join(next_step.split())
    if not reason:
        raise ReasonNeeded(_("Say why: visitors and calendars show the reason."))
    with transaction.atomic():
        state = _lock(event)
        event.refresh_from_db(fields=["live", "last_ends_at"])
        if not event.live:
            raise NotPublished(
                _(
                    "This event is not published, so there is nothing to call off. Edit or delete the draft."
                )
            )
        is_over = event.last_ends_at is None or event.last_ends_at <= now
        if is_over and state.status != EventStatus.POSTPONED:
            raise EventIsOver(_("This event is over. Say on the page what visitors should know."))
        if state.status == status:
            raise StatusUnchanged(
                _("This event is already %(status)s.")
                % {"status": state.get_status_display().lower()}
            )
        state.reason, state.next_step = reason, next_step
        action = "events.cancel" if status == EventStatus.CANCELLED else "events.postpone"
        return _write(
            event=event, state=state, status=status, user=user, now=now,
            action=action, data={"reason": reason, "next_step": next_step},
        )  # fmt: skip


def _lock(event: EventPage) -> EventState:
    """The event's state row, locked until the transaction ends; two people at once go one after the other."""
    EventPage.objects.select_for_update(of=("self",), no_key=True).only("pk").get(pk=event.pk)
    found = EventState.objects.select_for_update().filter(page_id=event.pk).first()
    return found or EventState(page_id=event.pk, status=EventStatus.SCHEDULED)


def _write(*, event, state, status, user, now, action, data) -> EventState:
    """The decision, for the event and for its aliases, which always match their original."""
    state.status, state.changed_by, state.changed_at = status, user, now
    state.save()
    sync_calendar_records(page_id=event.pk, now=now)
    for alias in EventPage.objects.filter(alias_of_id=event.pk):
        copy_state(state=state, page_id=alias.pk)
        sync_calendar_records(page_id=alias.pk, now=now)
    log(instance=event, action=action, user=user, data=data)
    event.state = state
    return state
