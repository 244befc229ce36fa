"""A postponed event gets its new date: in the old row of its page, or in a new one."""

from datetime import timedelta

import pytest

from events.actions import cancel_event, postpone_event, restore_event
from events.models import EventPage
from events.outbox.enums import MailState
from events.outbox.models import OwedMail
from events.slot_changes import changes_ahead
from tests.events.registration.emails.written import write
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


def test_cancelling_after_the_old_date_is_told_to_everybody(event, time_machine):
    later = event.last_ends_at + timedelta(days=3)
    time_machine.move_to(later, tick=False)
    cancel_event(event=EventPage.objects.get(pk=event.pk), reason="No date was found.", now=later)
    assert told(event, *event.registrations.order_by("pk"), now=later) == [
        [("called_off", 2, "CANCEL")],
        [("changed_waiting", None, None)],
    ]
    for mail in OwedMail.objects.filter(state=MailState.QUEUED):
        message = write(mail, now=later)
        assert message.subject.startswith(f"Cancelled: {event.title}")
        assert "No date was found." in message.text
