"""Withdraw one's own request, while nothing is decided."""

from datetime import datetime

from django.db import transaction

from events.tta.actions.mail_link import is_mailed_often
from events.tta.actions.move import STAGE_FIELDS, move_locked
from events.tta.actions.record import lock, requester, write
from events.tta.actions.reviews import close_review
from events.tta.emails.owed import owe_desk
from events.tta.enums import Actor, EntryKind, Stage
from events.tta.models import TTARequest
from events.tta.stages import may_move


def may_withdraw(request: TTARequest) -> bool:
    return may_move(request.stage, Stage.WITHDRAWN, actor=Actor.REQUESTER)


@transaction.atomic
def withdraw(*, request: TTARequest, now: datetime) -> TTARequest:
    """The request ends here; a review that is under way ends with it. A second click changes nothing.

    Raises CannotMove once it is decided. The requester is mailed, and the desk, where it had been sent.
    """
    request = lock(request.pk)
    if request.stage == Stage.WITHDRAWN:
        return request
    # A draft may have anybody's address, and there is no end of drafts.
    is_mailed = request.submitted_at is not None or not is_mailed_often(request, now=now)
    move_locked(
        request=request, to=Stage.WITHDRAWN, doer=requester(request), now=now, is_mailed=is_mailed
    )
    write(request, *STAGE_FIELDS, now=now)
    close_review(request=request, user=None)
    if request.submitted_at is not None:
        entry = request.history.filter(kind=EntryKind.STAGE).order_by("-pk")[0]
        owe_desk(request=request, entry=entry, now=now)
    return request
