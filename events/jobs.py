"""What this room has the worker do at every turn."""

import logging
from collections.abc import Callable, Iterator
from datetime import datetime
from functools import partial

from django.apps import apps
from django.db import transaction
from wagtail.models import DraftStateMixin, Page, Revision

from events.calendar_records import reconcile_calendar_records
from events.worker import PeriodicJob

logger = logging.getLogger("events.worker")


def publish_scheduled(*, now: datetime) -> None:
    """Publish and expire what is due at `now`, each in one transaction; one that fails does not hold up the others.

    Wagtail's own command takes a revision off the schedule before it saves the page: a
    process that is killed between the two forgets the page for good. Raises the first
    error after everything was tried.
    """
    errors = []
    for act in (*due_to_expire(now), *due_to_publish(now)):
        try:
            with transaction.atomic():
                act()
        except Exception as error:
            logger.exception("What was scheduled could not be done and will be tried again.")
            errors.append(error)
    if errors:
        raise errors[0]


def due_to_expire(now: datetime) -> Iterator[Callable]:
    """What unpublishes each page and snippet whose time is over, the earliest first."""
    models = [m for m in apps.get_models() if issubclass(m, DraftStateMixin)]
    for model in [Page, *(m for m in models if not issubclass(m, Page))]:
        for expired in model.objects.filter(live=True, expire_at__lt=now).order_by(
            "expire_at", "pk"
        ):
            yield partial(
                expired.unpublish, set_expired=True, log_action="wagtail.unpublish.scheduled"
            )


def due_to_publish(now: datetime) -> Iterator[Callable]:
    """What publishes each revision whose moment has come, the earliest first."""
    due = Revision.objects.filter(approved_go_live_at__lt=now)
    for pk in due.order_by("approved_go_live_at", "pk").values_list("pk", flat=True):
        yield partial(publish_if_still_due, due.filter(pk=pk))


def publish_if_still_due(revisions) -> None:
    """Publish the revision unless another worker just did."""
    for revision in revisions.select_for_update():
        revision.publish(log_action="wagtail.publish.scheduled")


PERIODIC_JOBS = [
    PeriodicJob(name="publish scheduled pages", run=publish_scheduled),
    PeriodicJob(name="keep calendar records true", run=reconcile_calendar_records),
]
