"""Milestones: their order, and how long past due they are."""

from django.db.models import Max

from events.tta.enums import Stage
from events.tta.models import TTARequest

# Where somebody still works on a request. While it rests, nobody is chased.
CHASED = (Stage.APPROVED, Stage.ASSIGNED, Stage.SCHEDULED, Stage.IN_DELIVERY, Stage.DELIVERED)

FIRST, SECOND, FURTHER = 20, 40, 10


def last_place(request: TTARequest) -> int:
    """The place of the last milestone, 0 where there is none; one query."""
    return request.milestones.aggregate(last=Max("sort_order"))["last"] or 0


def steps_passed(days_late: int) -> int:
    """How many reminders are due after so many days: one at 20, a second at 40, then one every 10 days."""
    if days_late < FIRST:
        return 0
    return 1 if days_late < SECOND else 2 + (days_late - SECOND) // FURTHER


def days_of_step(step: int) -> int:
    """After how many days past due the reminder of this number goes out: 20, 40, 50, 60 …"""
    return FIRST if step == 1 else SECOND + (step - 2) * FURTHER
