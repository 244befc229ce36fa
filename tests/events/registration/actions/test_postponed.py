"""A postponed event gets its new date: in the old row of its page, or in a new one."""

import pytest

from events.actions import cancel_event, postpone_event, restore_event
from events.models import EventPage
from events.slot_changes import changes_ahead
from tests.events.registration.moving import all_sent, move, told
from tests.make import NOW, make_registration, make_session, make_webinar, publish

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("index"),
    pytest.mark.time_machine(NOW, tick=False),
]


@pytest.fixture
def event():
    """A webinar for one person, with that person, one who waits, and both told that it is postponed."""
    event = make_webinar(capacity=1)
    people = [make_registration(event=event) for _ in range(2)]
    all_sent()
    postpone_event(event=event, reason="No room.", now=NOW)
    assert told(event, *people) == [
        [("called_off", 1, "CANCEL")],
        [("changed_waiting", None, None)],
    ]
    all_sent()
    return event


def restored(event) -> list[list[tuple]]:
    restore_event(event=EventPage.objects.get(pk=event.pk), now=NOW)
    return told(event, *event.registrations.order_by("pk"))


def test_old_row_at_the_new_date_goes_back_into_calendars(event):
    move(event)
    assert told(event, *event.registrations.order_by("pk")) == [[], []]
    assert restored(event) == [[("changed", 3, "REQUEST")], [("changed_waiting", None, None)]]


def test_new_row_in_place_of_the_old_one_cancels_nothing(event):
    """Calendars lost the old date when it was postponed. Now it is no session any more, and that is all."""
    event.sessions = [make_session(20)]
    assert changes_ahead(page=event, now=NOW) == []
    publish(event)
    assert told(event, *event.registrations.order_by("pk")) == [[], []]
    assert restored(event) == [[("changed", 1, "REQUEST")], [("changed_waiting", None, None)]]


def test_cancelling_it_for_good_is_told_of_the_dates_that_calendars_had(event):
    event.sessions = [make_session(20)]
    event = publish(event)
    cancel_event(event=event, reason="No room at all.", now=NOW)
    assert told(event, *event.registrations.order_by("pk")) == [
        [("called_off", 1, "CANCEL")],
        [("changed_waiting", None, None)],
    ]
