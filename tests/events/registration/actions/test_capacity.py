"""The seat row follows the published capacity, by every way of publishing."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import connection

from events.models import EventPage, WebinarPage
from events.registration.actions import cancel_registration, follow_capacity
from events.registration.models import SeatCount
from tests.events.registration.ledger import (
    faults_of,
    kinds_to,
    seats_of,
    states_of,
)
from tests.make import NOW, make_registration, make_webinar, publish

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("index"),
    pytest.mark.time_machine(NOW),
]


@pytest.fixture
def full():
    """Two places, both taken, and three people who wait."""
    event = make_webinar(capacity=2)
    for _ in range(5):
        make_registration(event=event)
    return event


def kinds_of(event) -> list[list[str]]:
    return [kinds_to(registration) for registration in event.registrations.order_by("pk")]


PROMOTED_TWO = [["confirmed"], ["confirmed"], *[["waitlisted", "promoted"]] * 2, ["waitlisted"]]


def by_save(event, capacity):
    event.capacity = capacity
    event.save()


def by_publishing(event, capacity):
    event.capacity = capacity
    publish(event)


def by_schedule(event, capacity):
    page = WebinarPage.objects.get(pk=event.pk)
    page.capacity = capacity
    page.go_live_at = NOW - timedelta(minutes=1)
    revision = page.save_revision()
    revision.approved_go_live_at = NOW - timedelta(minutes=1)
    revision.save()
    call_command("publish_scheduled")


def by_reverting(event, capacity):
    before = EventPage.objects.get(pk=event.pk).specific
    before.capacity = capacity
    old = before.save_revision()
    publish(WebinarPage.objects.get(pk=event.pk))
    assert seats_of(event)["capacity"] == 2
    old.publish()


WAYS = [by_save, by_publishing, by_schedule, by_reverting]


@pytest.mark.parametrize("change", WAYS)
def test_raised_capacity_promotes_in_order_with_mail_once(full, change):
    change(full, 4)
    publish(WebinarPage.objects.get(pk=full.pk))

    assert states_of(full) == ["confirmed"] * 4 + ["waitlisted"]
    assert kinds_of(full) == PROMOTED_TWO
    assert seats_of(full) == {"capacity": 4, "taken": 4, "held": 0, "waiting": 1}


@pytest.mark.parametrize("change", WAYS)
def test_lowered_capacity_takes_nobodys_place(full, change):
    change(full, 1)

    assert states_of(full) == ["confirmed"] * 2 + ["waitlisted"] * 3
    assert kinds_of(full) == [["confirmed"]] * 2 + [["waitlisted"]] * 3
    assert seats_of(full) == {"capacity": 1, "taken": 2, "held": 0, "waiting": 3}


@pytest.mark.parametrize("change", WAYS)
def test_capacity_without_a_limit_promotes_everybody(full, change):
    change(full, None)

    assert states_of(full) == ["confirmed"] * 5
    assert seats_of(full) == {"capacity": None, "taken": 5, "held": 0, "waiting": 0}


def test_draft_with_another_capacity_changes_nothing(full):
    full.capacity = 5
    full.save_revision()

    assert seats_of(full) == {"capacity": 2, "taken": 2, "held": 0, "waiting": 3}


def test_capacity_raised_in_several_steps_promotes_each_person_once(full):
    for capacity in (3, 3, 4, 2, 4):
        by_save(full, capacity)

    assert kinds_of(full) == PROMOTED_TWO
    assert faults_of(full) == []


def test_limit_given_to_an_event_without_one_takes_nobodys_place():
    event = make_webinar()
    for _ in range(3):
        make_registration(event=event)
    by_save(event, 1)

    assert make_registration(event=event).state == "waitlisted"
    assert states_of(event) == ["confirmed"] * 3 + ["waitlisted"]


def test_capacity_raised_within_the_freeze_promotes_nobody(full, time_machine):
    time_machine.move_to(full.first_starts_at - timedelta(minutes=30))
    by_save(full, 5)

    assert states_of(full) == ["confirmed"] * 2 + ["waitlisted"] * 3
    assert seats_of(full) == {"capacity": 5, "taken": 2, "held": 0, "waiting": 3}


def test_event_that_moves_out_of_the_freeze_promotes_who_waited(full, time_machine):
    time_machine.move_to(full.first_starts_at - timedelta(minutes=30))
    by_save(full, 5)
    session = full.sessions.all()[0]
    session.date += timedelta(days=7)
    full.sessions = [session]
    publish(full)

    assert states_of(full) == ["confirmed"] * 5


def test_publishing_gives_an_event_its_seat_row():
    event = make_webinar(capacity=12, live=False)
    assert not SeatCount.objects.filter(event_id=event.pk).exists()

    publish(event)

    assert seats_of(event) == {"capacity": 12, "taken": 0, "held": 0, "waiting": 0}


def test_alias_gets_no_seat_row_of_its_own():
    event = make_webinar(capacity=12)

    alias = event.create_alias(update_slug="elsewhere")

    assert list(SeatCount.objects.values_list("event_id", flat=True)) == [event.pk]
    assert alias.pk != event.pk


def test_copy_has_its_own_row_and_nobody_in_it(full):
    copy = full.copy(update_attrs={"slug": "copy", "title": "Copy"})

    assert seats_of(copy) == {"capacity": 2, "taken": 0, "held": 0, "waiting": 0}
    assert seats_of(full)["taken"] == 2


def test_unpublished_event_keeps_its_row_and_takes_it_up_again(full):
    full.unpublish()
    page = WebinarPage.objects.get(pk=full.pk)
    page.capacity = 3
    publish(page)

    assert seats_of(full) == {"capacity": 3, "taken": 3, "held": 0, "waiting": 2}


def test_follow_capacity_tells_whom_it_promoted(full):
    full.capacity = 3

    promoted = follow_capacity(page=full, now=NOW)

    assert [one.pk for one in promoted] == [full.registrations.order_by("pk")[2].pk]
    assert follow_capacity(page=full, now=NOW) == []


def test_publishing_that_fails_promotes_nobody(full):
    full.capacity, full.title = 4, "Another title"
    with connection.execute_wrapper(_refuse_feed_version), pytest.raises(RuntimeError):
        full.save()

    assert seats_of(full) == {"capacity": 2, "taken": 2, "held": 0, "waiting": 3}
    assert states_of(full) == ["confirmed"] * 2 + ["waitlisted"] * 3


def _refuse_feed_version(execute, sql, params, many, context):
    """A database that fails at the last statement of publishing."""
    if "events_feedversion" in sql and sql.startswith("UPDATE"):
        raise RuntimeError
    return execute(sql, params, many, context)


def test_who_cancelled_is_not_promoted(full):
    waiting = full.registrations.order_by("pk")[2]
    cancel_registration(registration=waiting, now=NOW)

    by_save(full, 3)

    assert states_of(full) == ["confirmed"] * 2 + ["cancelled", "confirmed", "waitlisted"]
