"""Let a request be sooner than its type's lead time, for a reason; or take that back."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from events.tta.actions.record import Doer, lock, remember, write
from events.tta.enums import EntryKind
from events.tta.models import TTARequest


@transaction.atomic
def override_lead_time(
    *, request: TTARequest, reason: str, doer: Doer, now: datetime, seen: int | None = None
) -> TTARequest:
    """Keep the reason; an empty one takes the override back. Raises ChangedMeanwhile."""
    request = lock(request.pk, seen=seen)
    reason = reason.strip()
    if request.lead_override == reason:
        return request
    request.lead_override = reason
    words = _("May be sooner than the lead time") if reason else _("The lead time holds again")
    remember(request, kind=EntryKind.CHANGE, doer=doer, now=now, words=words, comment=reason)
    return write(request, "lead_override", now=now)
