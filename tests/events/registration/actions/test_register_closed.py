"""When nobody can register, and the sentence that each of them reads."""

from datetime import time, timedelta

import pytest

from events.actions import cancel_event, postpone_event, restore_event
from events.models import EventPage
from events.registration.actions import RegistrationClosed
from events.registration.models import Registration
from tests.make import (
    NOW,
    make_past_webinar,
    make_private,
    make_registration,
    make_session,
    make_webinar,
    publish,
)

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("index"),
    pytest.mark.time_machine(NOW, tick=False),
]

SECOND = timedelta(seconds=1)


def refusal(event, *, now=NOW) -> str:
    """The sentence, after nothing was written."""
    with pytest.raises(RegistrationClosed) as refused:
        make_registration(event=event, now=now)
    assert not Registration.objects.exists()
    return str(refused.value)


def fresh(event) -> EventPage:
    """The page with its state, as a view reads it."""
    return EventPage.objects.select_related("state").get(pk=event.pk)


def test_draft_takes_nobody():
    assert refusal(make_webinar(live=False)) == "There is no registration for this event."


def test_event_where_everybody_may_simply_come_takes_nobody():
    assert refusal(make_webinar(takes_registrations=False)) == (
        "There is no registration for this event."
    )


def test_event_without_a_date_takes_nobody():
    event = make_webinar(sessions=[], recording_url="https://video.example/1")
    assert refusal(event) == "There is no registration for this event."


def test_event_that_is_over_takes_nobody():
    assert refusal(make_past_webinar()) == "This event is over."


def test_event_takes_people_until_its_last_second():
    event = make_webinar()
    end = event.last_ends_at

    assert refusal(event, now=end) == "This event is over."
    assert make_registration(event=event, now=end - SECOND).state == "confirmed"


def test_registration_opens_to_the_second():
    day = make_session(1).date
    event = make_webinar(registration_opens_date=day, registration_opens_time=time(9))
    opens = event.registration_opens_at

    sentence = refusal(event, now=opens - SECOND)
    assert sentence == "Registration opens on November 23, 2026, at 9:00 a.m. ET."
    assert make_registration(event=event, now=opens).state == "confirmed"


def test_registration_closes_to_the_second():
    day = make_session(1).date
    event = make_webinar(registration_closes_date=day, registration_closes_time=time(17))
    closes = event.registration_closes_at

    assert (
        refusal(event, now=closes) == "Registration closed on November 23, 2026, at 5:00 p.m. ET."
    )
    assert make_registration(event=event, now=closes - SECOND).state == "confirmed"


@pytest.mark.parametrize(
    ("call_off", "word"), [(cancel_event, "cancelled"), (postpone_event, "postponed")]
)
def test_event_that_is_called_off_takes_nobody_until_it_is_restored(call_off, word):
    event = make_webinar()
    call_off(event=event, reason="A storm.", now=NOW)

    assert refusal(fresh(event)) == f"This event is {word}, so nobody can register."

    restore_event(event=event, now=NOW)
    assert make_registration(event=fresh(event)).state == "confirmed"


def test_event_called_off_while_the_form_was_open_takes_nobody():
    read_before = fresh(make_webinar())
    cancel_event(event=fresh(read_before), reason="A storm.", now=NOW)

    assert refusal(read_before) == "This event is not open for registration any more."


def test_event_unpublished_while_the_form_was_open_takes_nobody():
    read_before = make_webinar()
    fresh(read_before).unpublish()

    assert refusal(read_before) == "This event is not open for registration any more."


def test_private_event_takes_nobody():
    event = make_webinar()
    make_private(event)

    assert refusal(event) == "This event is not open for registration any more."


def test_event_moved_into_the_past_while_the_form_was_open_takes_nobody():
    read_before = make_webinar()
    moved = fresh(read_before).specific
    moved.sessions = [make_session(-1)]
    publish(moved)

    assert refusal(read_before) == "This event is not open for registration any more."


def test_event_that_moved_while_the_form_was_open_takes_people_for_its_new_time():
    read_before = make_webinar()
    moved = fresh(read_before).specific
    session = moved.sessions.all()[0]
    session.date = make_session(9).date
    moved.sessions = [session]
    publish(moved)

    assert make_registration(event=read_before).state == "confirmed"
