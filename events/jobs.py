"""What this room has the worker do at every turn."""

from datetime import datetime

from django.core.management import call_command

from events.calendar_records import reconcile_calendar_records
from events.worker import PeriodicJob


def publish_scheduled(*, now: datetime) -> None:
    """Publish and expire what editors scheduled; Wagtail's own command, by its own clock."""
    call_command("publish_scheduled")


PERIODIC_JOBS = [
    PeriodicJob(name="publish scheduled pages", run=publish_scheduled),
    PeriodicJob(name="keep calendar records true", run=reconcile_calendar_records),
]
