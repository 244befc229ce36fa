"""Cancel a request for good, with the reason that the requester reads."""

from datetime import datetime

from django.db import transaction

from events.tta.actions.move import STAGE_FIELDS, move_locked
from events.tta.actions.record import Doer, lock, write
from events.tta.actions.reviews import CommentMissing, close_review
from events.tta.enums import Stage
from events.tta.models import TTARequest


@transaction.atomic
def cancel_request(
    *, request: TTARequest, reason: str, doer: Doer, now: datetime, seen: int | None = None
) -> TTARequest:
    """Cancel it and mail the requester; a workflow that still runs ends. Its events stay as they are.

    Raises CommentMissing, CannotMove and ChangedMeanwhile.
    """
    if not reason.strip():
        raise CommentMissing
    request = lock(request.pk, seen=seen)
    move_locked(request=request, to=Stage.CANCELLED, doer=doer, now=now, comment=reason)
    write(request, *STAGE_FIELDS, now=now)
    close_review(request=request, user=doer.user)
    return request
