"""Chase milestones that are past due: a reminder after 20 days, “past due” after 40 and then every 10 days.

`Milestone.reminders` says up to which step a milestone was chased. Raising it, in one conditional statement and in
the transaction of the mail, decides who of several workers sends; steps that passed during a pause
are skipped, and the newest one is sent.
"""

import logging
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet

from events.tta.clock import center_date
from events.tta.emails.late import owe_late
from events.tta.milestones import CHASED, FIRST, steps_passed
from events.tta.models import Milestone

logger = logging.getLogger("events.tta.chasing")


@dataclass(frozen=True, kw_only=True)
class Late:
    """A milestone as it was found, chased up to step `reminders`, and the newest `step` that has come."""

    pk: int
    due_date: date
    reminders: int
    step: int


def chase_late(*, now: datetime) -> int:
    """Owe the mail about every milestone whose next step has come; the number of milestones.

    One query while nothing is due. A milestone that fails keeps no other from its mail; the first
    error is raised at the end.
    """
    chased, errors = 0, []
    for late in due_steps(today=center_date(now)):
        try:
            chased += _chase(late, now=now)
        except Exception as error:
            logger.exception("Nobody could be reminded of the milestone %s.", late.pk)
            errors.append(error)
    if errors:
        raise errors[0]
    return chased


def late_milestones(*, today: date) -> QuerySet[Milestone]:
    """Open milestones, past due by as many days as the first reminder takes, of requests in work."""
    return Milestone.objects.filter(
        done_date=None,
        due_date__lte=today - timedelta(days=FIRST),
        request__stage__in=CHASED,
    ).order_by("due_date", "pk")


def due_steps(*, today: date) -> list[Late]:
    """Each milestone with a step that was not sent yet, the longest past due first; one query."""
    rows = late_milestones(today=today).values_list("pk", "due_date", "reminders")
    found = [
        Late(pk=pk, due_date=due, reminders=seen, step=steps_passed((today - due).days))
        for pk, due, seen in rows.iterator()
    ]
    return [late for late in found if late.step > late.reminders]


def _chase(late: Late, *, now: datetime) -> bool:
    """Both the count and the mail, or neither; False where another worker was first, or it changed meanwhile."""
    with transaction.atomic():
        same = Milestone.objects.filter(
            pk=late.pk, reminders=late.reminders, due_date=late.due_date, done_date=None
        )
        if not same.update(reminders=late.step):
            return False
        milestone = Milestone.objects.select_related(
            "request__owner", "request__provider__organization"
        ).get(pk=late.pk)
        owe_late(milestone=milestone, step=late.step, now=now)
    return True
