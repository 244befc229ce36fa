"""Say who takes care of a request."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from events.tta.actions.record import Doer, lock, remember, write
from events.tta.enums import EntryKind
from events.tta.models import TTARequest
from events.tta.permissions import may_change


class NotAnOwner(ValueError):
    """Only members of the request desk own requests; carries the name."""

    def __init__(self, user) -> None:
        name = user.get_full_name() or user.get_username()
        super().__init__(
            _("%(name)s is no member of the request desk, and can’t own a request.")
            % {"name": name}
        )


@transaction.atomic
def set_owner(
    *, request: TTARequest, owner, doer: Doer, now: datetime, seen: int | None = None
) -> TTARequest:
    """Make this user its owner, or None nobody; the same owner again changes nothing.

    Raises NotAnOwner and ChangedMeanwhile.
    """
    request = lock(request.pk, seen=seen)
    if owner is not None and not may_change(owner):
        raise NotAnOwner(owner)
    if request.owner_id == (owner.pk if owner else None):
        return request
    before, request.owner = _name(request.owner), owner
    remember(
        request,
        kind=EntryKind.OWNER,
        doer=doer,
        now=now,
        words=_("Owner: %(before)s → %(after)s") % {"before": before, "after": _name(owner)},
    )
    return write(request, "owner", now=now)


def _name(user) -> str:
    return (user.get_full_name() or user.get_username()) if user else _("nobody")
