"""Make the event page of a request: a draft that is tied to the record."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from events.models import EventIndexPage, EventPage
from events.tta.actions.record import lock, remember, staff, write
from events.tta.enums import ONCE_APPROVED, EntryKind
from events.tta.event_drafts import event_draft
from events.tta.models import RequestEvent, TTARequest
from events.tta.permissions import may_change


class EventNotMade(ValueError):
    """No event page was made; the message says why and what to do."""


class NotApproved(EventNotMade):
    """Events are made of what was approved, and not called off since."""


class MayNotAdd(EventNotMade):
    """The user may not write events there."""


@transaction.atomic
def make_event(
    *,
    request: TTARequest,
    parent: EventIndexPage,
    user,
    now: datetime,
    seen: int | None = None,
) -> EventPage:
    """A draft below `parent`, filled from the record and tied to it; nothing is published, nobody is mailed.

    `seen` is the version that the user looked at, so that a double click makes one page. A record may have
    several events. Raises ChangedMeanwhile, NotApproved and MayNotAdd.
    """
    request = lock(request.pk, seen=seen)
    if request.stage not in ONCE_APPROVED:
        raise NotApproved(
            _("This request is “%(stage)s”. An event is made of a request that is approved.")
            % {"stage": request.get_stage_display()}
        )
    parent = EventIndexPage.objects.select_for_update(of=("self",)).get(pk=parent.pk)
    if not may_add_events(user=user, request=request, parent=parent):
        raise MayNotAdd(
            _(
                "You may not add events to “%(title)s”. Choose another list, or ask an administrator."
            )
            % {"title": parent.title}
        )
    page = event_draft(request=request, parent=parent, user=user)
    parent.add_child(instance=page)
    page.save_revision(user=user, clean=False, log_action=True)
    RequestEvent.objects.create(request=request, page=page, made_at=now, made_by=user)
    remember(
        request,
        kind=EntryKind.EVENT,
        doer=staff(user),
        now=now,
        words=_("Made the event page “%(title)s”, a draft.") % {"title": page.title},
    )
    write(request, now=now)
    return page


def may_add_events(*, user, request: TTARequest, parent: EventIndexPage) -> bool:
    """Whether the user works on requests, and may add pages to this list of the request's own site."""
    return (
        may_change(user)
        and parent.is_descendant_of(request.site.root_page)
        and parent.permissions_for_user(user).can_add_subpage()
    )


def lists_to_add_to(*, user, request: TTARequest) -> list[EventIndexPage]:
    """The event lists of the request's site to which the user may add, in the order of the tree."""
    lists = EventIndexPage.objects.descendant_of(request.site.root_page).order_by("path")
    return [one for one in lists if may_add_events(user=user, request=request, parent=one)]
