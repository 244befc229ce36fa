"""Move a request from one stage to another, by the table of allowed moves."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from events.tta.actions.record import Doer, lock, remember, write
from events.tta.actions.reviews import open_review
from events.tta.emails.owed import owe_stage
from events.tta.enums import EntryKind, Stage
from events.tta.models import TTARequest
from events.tta.stages import WITH_OWN_ACTION, may_move, moves_from


class CannotMove(ValueError):
    """The request can't go there from where it stands, or not by this person; says where it can go."""

    def __init__(self, request: TTARequest, to: Stage, doer: Doer) -> None:
        stages = moves_from(request.stage, actor=doer.actor, before_hold=request.stage_before_hold)
        words = {"stage": request.get_stage_display(), "to": to.label}
        sentence = _("This request is “%(stage)s” and can’t become “%(to)s”.") % words
        if stages:
            names = ", ".join(f"“{stage.label}”" for stage in stages)
            sentence += " " + _("It can become: %(names)s.") % {"names": names}
        super().__init__(sentence)


@transaction.atomic
def move(
    *,
    request: TTARequest,
    to: Stage,
    doer: Doer,
    now: datetime,
    comment: str = "",
    seen: int | None = None,
) -> TTARequest:
    """A plain move of delivery. What has rules of its own (approve, assign, …) has an action of its own.

    Raises CannotMove and ChangedMeanwhile. The requester is mailed.
    """
    request = lock(request.pk, seen=seen)
    if to in WITH_OWN_ACTION and request.stage != Stage.ON_HOLD:
        raise CannotMove(request, to, doer)
    is_again = request.stage == Stage.DECLINED
    move_locked(request=request, to=to, doer=doer, now=now, comment=comment)
    if is_again:  # the workflow, where there is one, begins anew: nobody passes it by
        open_review(request=request, now=now)
    return write(request, *STAGE_FIELDS, now=now)


STAGE_FIELDS = ("stage", "stage_since", "stage_before_hold")


def move_locked(
    *,
    request: TTARequest,
    to: Stage,
    doer: Doer,
    now: datetime,
    comment: str = "",
    is_mailed: bool = True,
) -> None:
    """Set the stage of a locked request, write its history and owe the requester's mail; the caller saves STAGE_FIELDS.

    Raises CannotMove.
    """
    if not may_move(request.stage, to, actor=doer.actor, before_hold=request.stage_before_hold):
        raise CannotMove(request, to, doer)
    before = request.stage
    request.stage, request.stage_since = to, now
    request.stage_before_hold = before if to == Stage.ON_HOLD else ""
    entry = remember(
        request,
        kind=EntryKind.STAGE,
        doer=doer,
        now=now,
        words=_("%(before)s → %(after)s")
        % {"before": Stage(before).label, "after": Stage(to).label},
        comment=comment,
        is_public=True,
        stages=(before, to),
    )
    if is_mailed:
        owe_stage(request=request, entry=entry, now=now)
