"""Approve a request: only with a checked letter, in its lead time or with a reason why not."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.tta.actions.move import STAGE_FIELDS, CannotMove, move_locked
from events.tta.actions.plan_milestones import plan_milestones
from events.tta.actions.record import Doer, lock, write
from events.tta.actions.reviews import close_review
from events.tta.enums import LetterState, Stage
from events.tta.letters import refresh_letter_state
from events.tta.models import TTARequest
from events.tta.queue import days_short
from events.tta.stages import may_move


class NotApproved(ValueError):
    """Something stands in the way of approving; says what, and what to do first."""


def what_stands_in_the_way(request: TTARequest) -> list[str]:
    """Why this request can't be approved as it is, a sentence each; needs its type, runs no query."""
    found = []
    if request.tta_type is None:
        found.append(_("It has no TTA type. Choose one under “Correct” first."))
    if request.letter_state == LetterState.MISSING:
        found.append(
            _("The letter of support is missing. Record its receipt, or ask the requester for it.")
        )
    elif request.letter_state == LetterState.UNCHECKED:
        points = "; ".join(open_points(request))
        found.append(
            _("The check of the letter is open: the letter %(points)s.") % {"points": points}
        )
    if (short := days_short(request)) and not request.lead_override:
        words = ngettext(
            "The event is %(days)d day short of the lead time of %(lead)d days."
            " Give a reason under “Lead time” to approve it nevertheless.",
            "The event is %(days)d days short of the lead time of %(lead)d days."
            " Give a reason under “Lead time” to approve it nevertheless.",
            short,
        )
        found.append(words % {"days": short, "lead": request.tta_type.lead_days})
    return found


def open_points(request: TTARequest) -> list[str]:
    """The points of the letter's check that nobody has found yet, as they follow “the letter”."""
    points = [
        (request.letter_says_what, _("has to say who, what, where, when and why")),
        (request.letter_says_needs, _("has to say what the needs are")),
        (request.letter_says_benefits, _("has to say which benefits are expected")),
    ]
    return [words for is_found, words in points if not is_found]


@transaction.atomic
def approve(
    *, request: TTARequest, doer: Doer, now: datetime, comment: str = "", seen: int | None = None
) -> TTARequest:
    """Approve it, plan its type's milestones, tell the requester, and end a workflow that still runs.

    Raises CannotMove, NotApproved and ChangedMeanwhile.
    """
    request = lock(request.pk, seen=seen)
    if not may_move(request.stage, Stage.APPROVED, actor=doer.actor) or request.approved_at:
        raise CannotMove(request, Stage.APPROVED, doer)
    refresh_letter_state(request)
    if found := what_stands_in_the_way(request):
        raise NotApproved(" ".join(found))
    move_locked(request=request, to=Stage.APPROVED, doer=doer, now=now, comment=comment)
    request.approved_at = now
    write(request, *STAGE_FIELDS, "approved_at", "letter_state", now=now)
    plan_milestones(request=request, now=now)
    close_review(request=request, user=doer.user)
    return request
