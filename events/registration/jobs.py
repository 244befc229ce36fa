"""What this room has the worker do at every turn."""

from datetime import datetime

from django.db.models import F, Q

from events.registration.actions import fill_free_places, tell_of_changes
from events.registration.models import SeatCount
from events.registration.reminders import remind
from events.registration.session_queries import can_promote
from events.worker import PeriodicJob


def promote_where_places_are_free(*, now: datetime) -> None:
    """Promote where a place is free and somebody waits, which only a crash or a lifted freeze leaves behind."""
    idle = SeatCount.objects.filter(can_promote(now=now), waiting__gt=0).filter(
        Q(capacity=None) | Q(capacity__gt=F("taken") + F("held"))
    )
    for event_id in idle.order_by("event_id").values_list("event_id", flat=True).distinct():
        fill_free_places(event_id=event_id, now=now)


PERIODIC_JOBS = [
    PeriodicJob(name="tell of changes", run=tell_of_changes),
    PeriodicJob(name="promote who waits", run=promote_where_places_are_free),
    PeriodicJob(name="remind registrants", run=remind),
]
