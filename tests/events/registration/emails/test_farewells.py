"""Mail about the end of a registration, with what takes the entry out of calendars."""

from datetime import timedelta

import pytest

from events.actions.status import cancel_event
from events.models import CalendarRecord
from events.registration.actions import cancel_registration, change_address
from events.registration.models import Registration
from events.registration.tokens import link_token
from tests.events.registration.emails.written import MEETING, owed, write, written
from tests.make import NOW, make_registration, make_session, make_webinar, publish

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(hours=1)
OLD, NEW = "old@county.example", "new@county.example"


def test_cancelled_takes_the_entry_out_with_the_frozen_number(index):
    event = make_webinar(title="Night Shift", slug="night-shift", join_url=MEETING)
    registration = make_registration(event=event, name="Ana Ruiz", email=OLD)
    cancel_registration(registration=registration, now=LATER)
    publish(event)
    arrived = written("cancelled", now=LATER + timedelta(minutes=5))
    assert arrived.subject == "Cancelled: your place at Night Shift"
    assert (
        arrived.text
        == """\
Hello Ana Ruiz,

Your place at "Night Shift" is cancelled.

This mail takes the entry out of your calendar.

WHEN
Sunday, November 29, 2026
2:00–3:30 p.m. ET (Eastern Time)

Did you change your mind? Register again:
http://testserver/events/night-shift/register/

The event's page:
http://testserver/events/night-shift/

Questions? Write to TTA Center, webmaster@localhost

TTA Center
http://testserver
"""
    )
    vevent = arrived.vevent
    assert arrived.calendars[0]["METHOD"] == "CANCEL"
    assert (vevent["STATUS"], vevent["SEQUENCE"], vevent["DTSTAMP"].dt) == ("CANCELLED", 1, LATER)
    assert vevent["UID"] == CalendarRecord.objects.get().uid
    assert vevent["ATTENDEE"] == f"mailto:{OLD}"
    assert vevent["ORGANIZER"] == "mailto:webmaster@localhost"


def test_cancelled_is_sent_after_the_event_was_called_off(index):
    event = make_webinar(title="Night Shift")
    registration = make_registration(event=event)
    cancel_registration(registration=registration, now=NOW)
    cancel_event(event=event, reason="The presenter is ill.", now=LATER)
    arrived = written("cancelled", now=LATER)
    assert arrived.calendars[0]["METHOD"] == "CANCEL"
    assert arrived.vevent["SEQUENCE"] == 1
    assert "Register again" not in arrived.text
    assert "Sunday, November 29, 2026" in arrived.text


def test_cancelled_series_takes_each_session_out_in_its_own_message(index):
    event = make_webinar(title="Series", sessions=[make_session(11), make_session(18)])
    cancel_registration(registration=make_registration(event=event), now=LATER)
    first, second = written("cancelled", now=LATER), written("session_cancelled", now=LATER)
    assert "first session out of your calendar; a further mail does so for each other" in first.text
    assert second.subject == "Cancelled: session 2 of 2 of Series, Dec 10"
    assert [mail.calendars[0]["METHOD"] for mail in (first, second)] == ["CANCEL", "CANCEL"]
    assert [mail.vevent["UID"] for mail in (first, second)] == [
        record.uid for record in CalendarRecord.objects.order_by("starts_at")
    ]
    assert "Register again" in first.text
    assert "Thursday, December 10, 2026" in second.text


def test_cancelled_with_a_file_of_sessions_says_what_to_delete(index):
    event = make_webinar(sessions=[make_session(day) for day in range(11, 17)])
    cancel_registration(registration=make_registration(event=event), now=LATER)
    arrived = written("cancelled", now=LATER)
    assert arrived.types == ["text/plain", "text/html"]
    assert "Please delete its 6 sessions from your calendar" in arrived.text


def test_left_waitlist_has_no_calendar(index):
    event = make_webinar(title="Night Shift", capacity=1)
    make_registration(event=event)
    cancel_registration(registration=make_registration(event=event, email=OLD), now=LATER)
    arrived = written("left_waitlist", now=LATER)
    assert arrived.subject == "Off the waitlist: Night Shift"
    assert arrived.types == ["text/plain", "text/html"]
    assert 'You are not on the waitlist of "Night Shift" any more' in arrived.text


def test_address_left_tells_the_old_address_neither_the_new_one_nor_a_link(index):
    event = make_webinar(title="Series", sessions=[make_session(11), make_session(18)])
    registration = make_registration(event=event, name="Ana Ruiz", email=OLD)
    tokens = [link_token(registration)]
    change_address(registration=registration, email=NEW, now=LATER)
    registration = Registration.objects.get()
    registration.name = "New Owner"
    registration.save()
    tokens.append(link_token(registration))
    farewells = [write(mail, now=LATER) for mail in owed(to=OLD) if mail.state == "queued"]
    assert [mail.subject for mail in farewells] == [
        "Moved to another address: Series",
        "Cancelled: session 2 of 2 of Series, Dec 10",
    ]
    assert tokens[1] in written("invitation", now=LATER).text
    for mail in farewells:
        everything = (
            str(mail.message) + mail.text + mail.html + mail.calendars[0].to_ical().decode()
        )
        assert "Hello Ana Ruiz," in everything
        assert not [secret for secret in (*tokens, NEW, "New Owner") if secret in everything]
        assert mail.calendars[0]["METHOD"] == "CANCEL"
        assert mail.vevent["ATTENDEE"] == f"mailto:{OLD}"
        assert mail.vevent["SEQUENCE"] == 1
    assert "please tell us at once" in farewells[0].text


def test_farewell_of_a_removed_session_still_says_when_it_was(index):
    event = make_webinar(title="Series", sessions=[make_session(11), make_session(18)])
    cancel_registration(registration=make_registration(event=event), now=LATER)
    event.sessions = event.dated_sessions[:1]
    publish(event)
    arrived = written("session_cancelled", now=LATER)
    assert "Thursday, December 10, 2026\n2:00–3:30 p.m. ET" in arrived.text
    assert arrived.vevent["SEQUENCE"] == 1
