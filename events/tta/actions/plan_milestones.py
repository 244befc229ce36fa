"""Plan the usual milestones of a request's type, from the day of its approval."""

from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from events.tta.actions.record import SYSTEM, remember
from events.tta.clock import center_date
from events.tta.enums import EntryKind
from events.tta.milestones import last_place
from events.tta.models import Milestone, TTARequest


def plan_milestones(*, request: TTARequest, now: datetime) -> list[Milestone]:
    """Write the milestones of the type behind those that the request has; none that it has already.

    Part of approving: the caller has the request locked, in its transaction, and writes it.
    """
    if request.tta_type is None:
        return []
    day = center_date(now)
    known = {text.casefold() for text in request.milestones.values_list("text", flat=True)}
    usual = [row for row in request.tta_type.milestones.all() if row.text.casefold() not in known]
    if not usual:
        return []
    place = last_place(request)
    planned = Milestone.objects.bulk_create([
        Milestone(
            request=request,
            text=row.text,
            due_date=day + timedelta(days=row.days),
            is_public=row.is_public,
            sort_order=place + number,
        )
        for number, row in enumerate(usual, start=1)
    ])  # fmt: skip
    words = _("Milestones planned: %(texts)s")
    for is_public in (True, False):
        texts = "; ".join(row.text for row in planned if row.is_public == is_public)
        if texts:
            remember(
                request,
                kind=EntryKind.MILESTONE,
                doer=SYSTEM,
                now=now,
                words=(words % {"texts": texts})[:500],
                is_public=is_public,
            )
    return planned
