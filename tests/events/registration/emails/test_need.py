"""What became useless between owing and sending is not sent, and says why."""

from datetime import timedelta

import pytest

from events.actions.status import cancel_event, postpone_event, restore_event
from events.models import CalendarRecord
from events.outbox.kinds import NotNeeded
from events.registration.actions import cancel_registration, change_address
from tests.events.registration.emails.written import owed, write, written
from tests.make import NOW, make_registration, make_session, make_webinar, publish

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(hours=1)


def reason(mail, *, now=LATER) -> str:
    with pytest.raises(NotNeeded) as caught:
        write(mail, now=now)
    return str(caught.value)


def test_confirmation_is_not_needed_after_cancelling(index):
    registration = make_registration(event=make_webinar())
    (mail,) = owed("confirmed")
    assert write(mail).subject
    cancel_registration(registration=registration, now=LATER)
    assert reason(mail) == "The registration was cancelled before this message was sent."


def test_confirmation_is_not_needed_at_an_address_that_was_left(index):
    registration = make_registration(event=make_webinar())
    (mail,) = owed("confirmed")
    change_address(registration=registration, email="new@county.example", now=LATER)
    assert reason(mail) == "The registration has another e-mail address now."


@pytest.mark.parametrize("call_off", [cancel_event, postpone_event])
def test_confirmation_is_not_needed_for_an_event_that_is_off_until_it_is_back(index, call_off):
    event = make_webinar()
    make_registration(event=event)
    (mail,) = owed("confirmed")
    call_off(event=event, reason="Storm.", now=LATER)
    assert reason(mail) == "The event is called off. Another message says so."
    restore_event(event=event, now=LATER)
    assert write(mail, now=LATER).vevent["SEQUENCE"] == 2


def test_confirmation_is_not_needed_when_all_is_over(index):
    event = make_webinar()
    make_registration(event=event)
    (mail,) = owed("confirmed")
    end = CalendarRecord.objects.get().ends_at
    assert write(mail, now=end - timedelta(seconds=1)).subject
    assert reason(mail, now=end) == "All sessions of the event are over or off."


def test_waitlisted_is_not_needed_once_promoted(index):
    event = make_webinar(capacity=1)
    first = make_registration(event=event)
    make_registration(event=event)
    (mail,) = owed("waitlisted")
    cancel_registration(registration=first, now=LATER)
    assert reason(mail) == "Place or waitlist: this has changed since. A newer message says so."


def test_further_session_is_not_needed_when_it_was_removed(index):
    event = make_webinar(sessions=[make_session(11), make_session(18)])
    make_registration(event=event)
    event.sessions = event.dated_sessions[:1]
    publish(event)
    (mail,) = owed("session")
    assert reason(mail) == "This session is over or does not take place."


def test_confirmation_without_its_first_session_tells_the_others_without_a_calendar(index):
    event = make_webinar(sessions=[make_session(11), make_session(18)])
    make_registration(event=event)
    event.sessions = event.dated_sessions[1:]
    publish(event)
    arrived = written("confirmed", now=LATER)
    assert arrived.types == ["text/plain", "text/html"]
    assert arrived.subject.endswith("Dec 10")
    assert "invitation" not in arrived.text


def test_deleted_registration_needs_no_mail(index):
    registration = make_registration(event=make_webinar())
    (mail,) = owed("confirmed")
    registration.delete()
    assert reason(mail) == "The registration was deleted."
