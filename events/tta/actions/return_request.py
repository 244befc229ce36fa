"""Return a request for changes: the requester reads the comment, changes what it asks for, submits again."""

from datetime import datetime

from django.db import transaction

from events.tta.actions.move import STAGE_FIELDS, move_locked
from events.tta.actions.record import Doer, lock, write
from events.tta.actions.reviews import CommentMissing, close_review
from events.tta.enums import Stage
from events.tta.models import TTARequest


@transaction.atomic
def return_request(
    *, request: TTARequest, comment: str, doer: Doer, now: datetime, seen: int | None = None
) -> TTARequest:
    """Give it back with the comment, mail the requester, and end a workflow that still runs.

    Raises CommentMissing, CannotMove and ChangedMeanwhile.
    """
    if not comment.strip():
        raise CommentMissing
    request = lock(request.pk, seen=seen)
    move_locked(request=request, to=Stage.RETURNED, doer=doer, now=now, comment=comment)
    write(request, *STAGE_FIELDS, now=now)
    close_review(request=request, user=doer.user)
    return request
