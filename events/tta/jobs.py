"""What this room has the worker do at every turn."""

from events.tta.chasing import chase_late
from events.worker import PeriodicJob

PERIODIC_JOBS = [PeriodicJob(name="chase late milestones", run=chase_late)]
