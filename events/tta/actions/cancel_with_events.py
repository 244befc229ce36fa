"""Cancel a request together with its events to come, or without them: who cancels is asked."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from events.actions import StatusNotChanged, cancel_event
from events.enums import EventStatus
from events.models import EventPage
from events.tta.actions.cancel_request import cancel_request
from events.tta.actions.record import Doer, remember
from events.tta.enums import EntryKind
from events.tta.models import TTARequest


class EventNotCancelled(ValueError):
    """One of the events can't be cancelled by this user or at this time, so nothing was; the message says which."""


def events_to_ask_about(*, request: TTARequest, now: datetime) -> list[EventPage]:
    """The published events of the request that are postponed, or not over at `now`; soonest first."""
    return list(
        EventPage.objects.live()
        .filter(
            Q(last_ends_at__gt=now) | Q(state__status=EventStatus.POSTPONED),
            tta_request_event__request=request,
        )
        .exclude(state__status=EventStatus.CANCELLED)
        .select_related("state")
        .order_by("first_starts_at", "pk")
    )


@transaction.atomic
def cancel_with_events(
    *,
    request: TTARequest,
    reason: str,
    doer: Doer,
    now: datetime,
    seen: int | None = None,
    events: Collection[int] = (),
    public_reason: str = "",
) -> TTARequest:
    """Cancel the request, and of its events those whose ids are in `events`; all of it or nothing.

    Registrants of these get CANCEL. `reason` goes to the requester; `public_reason` stands on the event pages and in
    calendars, and is needed where there are events. Raises EventNotCancelled, and all that `cancel_request` raises.
    """
    cancelled = cancel_request(request=request, reason=reason, doer=doer, now=now, seen=seen)
    chosen = [page for page in events_to_ask_about(request=cancelled, now=now) if page.pk in events]
    for page in chosen:
        _cancel(page=page, reason=public_reason, user=doer.user, now=now)
        remember(
            cancelled,
            kind=EntryKind.EVENT,
            doer=doer,
            now=now,
            words=_("Cancelled the event “%(title)s” with the request.") % {"title": page.title},
            comment=public_reason,
        )
    return cancelled


def _cancel(*, page: EventPage, reason: str, user, now: datetime) -> None:
    if user is None or not page.permissions_for_user(user).can_publish():
        raise EventNotCancelled(
            _(
                "You may not cancel “%(title)s”: that needs the right to publish it. Leave it, or ask an editor."
            )
            % {"title": page.title}
        )
    try:
        cancel_event(event=page, reason=reason, user=user, now=now)
    except StatusNotChanged as error:
        raise EventNotCancelled(f"“{page.title}”: {error}") from error
