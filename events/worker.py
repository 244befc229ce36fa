"""What the worker does: jobs again and again, from a registry that rooms fill in their `ready()`, and mail."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from threading import Event

from django.apps import apps
from django.conf import settings
from django.db import close_old_connections

logger = logging.getLogger("events.worker")


def seconds_between_turns() -> int:
    """TTA_WORKER_SECONDS, 60 where a site does not set it."""
    return getattr(settings, "TTA_WORKER_SECONDS", 60)


@dataclass(frozen=True, kw_only=True)
class PeriodicJob:
    """One thing to do at every turn of the worker. `run(now=)` is safe to run twice and by several workers."""

    name: str
    run: Callable[..., object]


_jobs: dict[str, PeriodicJob] = {}


def register_periodic_job(job: PeriodicJob) -> None:
    """Have `job` run at every turn; a job of the same name is replaced."""
    _jobs[job.name] = job


def run_periodic_jobs(*, now: datetime) -> list[str]:
    """Run every job once; one that fails is logged and does not keep the others from running.

    Returns the names of those that failed.
    """
    failed = []
    for job in list(_jobs.values()):
        close_old_connections()
        try:
            job.run(now=now)
        except Exception:
            logger.exception("The job %s failed and will be tried again.", job.name)
            failed.append(job.name)
    close_old_connections()
    return failed


def send_mail_once() -> list[str]:
    """Send the mail that is due; ["mail"] where the mail server took nothing."""
    if not apps.is_installed("events.outbox"):
        return []
    from events.outbox.loop import send_all_due

    return [] if send_all_due() else ["mail"]


def run_mail_until(stop: Event) -> None:
    """Send mail as soon as it is due until `stop` is set; a site without the outbox has none."""
    if apps.is_installed("events.outbox"):
        from events.outbox.loop import run_mail_loop

        run_mail_loop(stop=stop)
