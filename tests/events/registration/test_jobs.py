"""What the worker does for seats at every turn."""

from datetime import timedelta

import pytest

from events.actions import cancel_event
from events.registration.actions import cancel_registration
from events.registration.jobs import PERIODIC_JOBS, promote_where_places_are_free
from events.registration.models import SeatCount
from events.worker import _jobs
from tests.events.registration.ledger import (
    Statements,
    faults_of,
    kinds_to,
    states_of,
)
from tests.make import NOW, make_registration, make_webinar

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("index"),
    pytest.mark.time_machine(NOW),
]


def left_behind(capacity: int = 3):
    """Places free while two wait, as a crash between two programs, or a freeze, leaves it."""
    event = make_webinar(capacity=0)
    for _ in range(2):
        make_registration(event=event)
    SeatCount.objects.filter(event_id=event.pk).update(capacity=capacity)
    return event


def test_jobs_of_this_room_are_the_workers():
    assert {job.name for job in PERIODIC_JOBS} <= set(_jobs)


def test_free_places_are_given_once():
    event = left_behind()

    promote_where_places_are_free(now=NOW)
    promote_where_places_are_free(now=NOW)

    assert states_of(event) == ["confirmed"] * 2
    assert [kinds_to(one) for one in event.registrations.all()] == [["waitlisted", "promoted"]] * 2
    assert faults_of(event) == []


def test_without_a_limit_everybody_is_promoted():
    event = left_behind(capacity=None)

    promote_where_places_are_free(now=NOW)

    assert states_of(event) == ["confirmed"] * 2


def test_nobody_is_promoted_within_the_freeze_or_for_what_is_off():
    frozen, off = left_behind(), left_behind()
    cancel_event(event=off, reason="A storm.", now=NOW)

    promote_where_places_are_free(now=frozen.first_starts_at - timedelta(minutes=59))

    assert states_of(frozen) == states_of(off) == ["waitlisted"] * 2


def test_where_nobody_waits_it_is_one_query():
    event = make_webinar(capacity=1)
    cancel_registration(registration=make_registration(event=event), now=NOW)

    with Statements() as statements:
        promote_where_places_are_free(now=NOW)

    assert len(statements.captured_queries) == 1
