"""Mail to those who have a place: text, HTML and the invitation inside."""

from datetime import timedelta

import pytest

from events.enums import Delivery, JoinVisibility
from events.models import CalendarRecord
from events.registration.actions import cancel_registration, change_address, send_invitation_again
from events.registration.models import Registration
from events.registration.tokens import link_token
from tests.events.registration.emails.written import MEETING, owed, write, written
from tests.make import (
    NOW,
    make_event,
    make_registration,
    make_session,
    make_webinar,
    publish,
    with_changed_session,
)

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(hours=1)


def manage_url(registration, root="http://testserver") -> str:
    registration.refresh_from_db()
    return f"{root}/registrations/{link_token(registration)}/"


def test_confirmed_says_everything_in_the_text(index):
    event = make_webinar(
        title="Night Shift", slug="night-shift", sessions=[make_session(11)], join_url=MEETING,
        contact_name="Lee Park", contact_email="lee@tta.example", contact_phone="(555) 555-0142",
    )  # fmt: skip
    registration = make_registration(
        event=event, name="Ana Ruiz", needs_interpreter=True, needs_slides_early=True,
        other_needs="See http://evil.example",
    )  # fmt: skip
    arrived = written("confirmed")
    assert arrived.subject == "Registered: Night Shift, Dec 3"
    assert (
        arrived.text
        == f"""\
Hello Ana Ruiz,

You are registered for "Night Shift".

The invitation in this mail puts it into your calendar.

WHEN
Thursday, December 3, 2026
2:00–3:30 p.m. ET (Eastern Time)

WHERE
Online.
At the start, join the meeting here:
{MEETING}

GOOD TO KNOW
- Live captions are always on.
- You asked for an American Sign Language interpreter and the slides in advance.
- We have your note on what else you need.
- Tell us what you need to take part. Early notice helps us to arrange it. Please give us 3 business days.
- The session is recorded and published on this site. Cameras and microphones of participants stay off.

Change or cancel your registration:
{manage_url(registration)}
Keep this link to yourself: whoever has it can cancel for you.

The event's page:
http://testserver/events/night-shift/

Questions? Write to Lee Park, lee@tta.example, or call (555) 555-0142.

You get this message because your address was entered at TTA Center. If it was not you, please cancel with the \
link above, so that somebody else can have the place.

TTA Center
http://testserver
"""
    )


def test_confirmed_has_text_html_and_the_same_calendar_twice(index):
    make_registration(event=make_webinar())
    arrived = written("confirmed")
    assert arrived.types == ["text/plain", "text/html", "text/calendar", "application/ics"]
    assert [part.get_content_type() for part in arrived.message.walk() if part.is_multipart()] == [
        "multipart/mixed", "multipart/alternative",
    ]  # fmt: skip
    assert "<h1>You are registered</h1>" in arrived.html
    assert '<html lang="en">' in arrived.html


def test_confirmed_invites_one_person_from_the_sender(index):
    event = make_webinar(title="Night Shift", join_url=MEETING)
    registration = make_registration(event=event, name="Ana Ruiz", email="ana@county.example")
    record = CalendarRecord.objects.get(page_id=event.pk)
    arrived = written("confirmed")
    calendar, vevent = arrived.calendars[0], arrived.vevent
    assert calendar["METHOD"] == "REQUEST"
    assert {
        "UID": vevent["UID"],
        "SEQUENCE": vevent["SEQUENCE"],
        "SUMMARY": vevent["SUMMARY"],
        "DTSTART": vevent["DTSTART"].dt,
        "DTEND": vevent["DTEND"].dt,
        "DTSTAMP": vevent["DTSTAMP"].dt,
        "ATTENDEE": vevent["ATTENDEE"],
        "CN": vevent["ATTENDEE"].params["CN"],
        "PARTSTAT": vevent["ATTENDEE"].params["PARTSTAT"],
        "ORGANIZER": vevent["ORGANIZER"],
    } == {
        "UID": record.uid,
        "SEQUENCE": 0,
        "SUMMARY": "Night Shift",
        "DTSTART": record.starts_at,
        "DTEND": record.ends_at,
        "DTSTAMP": NOW,
        "ATTENDEE": "mailto:ana@county.example",
        "CN": "Ana Ruiz",
        "PARTSTAT": "ACCEPTED",
        "ORGANIZER": "mailto:webmaster@localhost",
    }
    (sender,) = arrived.message["From"].addresses
    assert f"mailto:{sender.addr_spec}" == vevent["ORGANIZER"]
    assert sender.display_name == vevent["ORGANIZER"].params["CN"] == "TTA Center"
    assert arrived.message["To"] == "Ana Ruiz <ana@county.example>"
    assert registration.sequence_offset == 0


def test_calendar_has_the_door_instead_of_the_meeting_and_no_manage_link(index):
    event = make_webinar(slug="night-shift", join_url=MEETING)
    registration = make_registration(event=event)
    arrived = written("confirmed")
    text = arrived.calendars[0].to_ical().decode().replace("\r\n ", "")
    assert str(arrived.vevent["CONFERENCE"]) == "http://testserver/events/night-shift/join/"
    assert "Join: http://testserver/events/night-shift/join/" in arrived.vevent["DESCRIPTION"]
    assert MEETING in arrived.text
    assert MEETING not in text
    assert link_token(registration) in arrived.text
    assert link_token(registration) not in text


def test_calendar_has_a_public_meeting_itself(index):
    event = make_webinar(join_url=MEETING, join_visibility=JoinVisibility.PUBLIC)
    make_registration(event=event)
    arrived = written("confirmed")
    assert str(arrived.vevent["CONFERENCE"]) == MEETING
    assert "/join/" not in arrived.text


def test_meeting_that_is_not_known_follows(index):
    make_registration(event=make_webinar(slug="night-shift"))
    assert (
        "The address of the meeting is not known yet. It will follow by e-mail, and at the start you find it here:\n"
        "http://testserver/events/night-shift/join/\n"
    ) in written("confirmed").text


def test_place_in_a_room_is_told_as_on_an_envelope(index):
    event = make_event(
        delivery=Delivery.IN_PERSON, place_name="Town Hall",
        place_address="1 Main Street\r\nSpringfield, MA 01103",
    )  # fmt: skip
    make_registration(event=event)
    arrived = written("confirmed")
    assert "WHERE\nTown Hall\n1 Main Street\nSpringfield, MA 01103\n\n" in arrived.text
    assert "<p>Town Hall<br>1 Main Street<br>Springfield, MA 01103</p>" in arrived.html
    assert "captions" not in arrived.text
    assert "CONFERENCE" not in arrived.vevent


def test_further_sessions_come_in_short_messages_of_their_own(index):
    event = make_webinar(title="Series", sessions=[make_session(day) for day in (11, 18, 25)])
    make_registration(event=event)
    first, second, third = map(write, owed())
    records = list(CalendarRecord.objects.order_by("starts_at"))
    assert [first.subject, second.subject, third.subject] == [
        "Registered: Series, Dec 3",
        "Session 2 of 3: Series, Dec 10",
        "Session 3 of 3: Series, Dec 17",
    ]
    assert [mail.vevent["UID"] for mail in (first, second, third)] == [row.uid for row in records]
    assert "WHEN: 3 SESSIONS\n1. Thursday, December 3, 2026" in first.text
    assert "December 10" in second.text
    assert "December 3" not in second.text


def test_more_than_five_sessions_are_one_message_with_a_file_to_open(index):
    event = make_webinar(sessions=[make_session(day) for day in range(11, 17)])
    make_registration(event=event)
    arrived = written("confirmed")
    assert len(owed()) == 1
    assert arrived.types == ["text/plain", "text/html", "application/ics"]
    (calendar,) = arrived.calendars
    assert "METHOD" not in calendar
    assert [vevent["UID"] for vevent in calendar.events] == [
        record.uid for record in CalendarRecord.objects.order_by("starts_at")
    ]
    assert "The attached file holds all 6 sessions" in arrived.text


def test_moved_event_is_told_with_its_new_time_and_number(index):
    event = make_webinar(title="Night Shift", sessions=[make_session(11)])
    make_registration(event=event)
    publish(with_changed_session(event, 0, date=NOW.date() + timedelta(days=12)))
    arrived = written("confirmed", now=LATER)
    assert arrived.subject == "Registered: Night Shift, Dec 4"
    assert "Friday, December 4, 2026" in arrived.text
    assert arrived.vevent["SEQUENCE"] == 1
    assert arrived.vevent["DTSTART"].dt.day == 4
    assert arrived.vevent["DTSTAMP"].dt == NOW


def test_promoted_says_how_it_came_and_how_to_give_it_back(index):
    event = make_webinar(title="Night Shift", capacity=1, join_url=MEETING)
    first = make_registration(event=event)
    second = make_registration(event=event, email="bo@county.example")
    cancel_registration(registration=first, now=LATER)
    arrived = written("promoted", now=LATER)
    assert arrived.subject == "A place for you: Night Shift, Nov 29"
    assert 'A place at "Night Shift" became free, and it is yours.' in arrived.text
    assert "give the place back" in arrived.text
    assert manage_url(second) in arrived.text
    assert MEETING in arrived.text
    assert arrived.calendars[0]["METHOD"] == "REQUEST"
    assert arrived.vevent["ATTENDEE"] == "mailto:bo@county.example"
    assert arrived.vevent["DTSTAMP"].dt == LATER


def test_invitation_again_has_a_higher_number(index):
    registration = make_registration(event=make_webinar(title="Night Shift"))
    send_invitation_again(registration=registration, now=LATER)
    arrived = written("invitation", now=LATER)
    assert arrived.subject == "Your invitation: Night Shift, Nov 29"
    assert (arrived.vevent["SEQUENCE"], arrived.vevent["DTSTAMP"].dt) == (1, LATER)


def test_moved_registration_invites_the_new_address_with_a_new_link(index):
    registration = make_registration(event=make_webinar(), email="old@county.example")
    old_token = link_token(registration)
    change_address(registration=registration, email="new@county.example", now=LATER)
    registration = Registration.objects.get()
    arrived = written("invitation", now=LATER)
    assert arrived.message["To"].addresses[0].addr_spec == "new@county.example"
    assert arrived.vevent["ATTENDEE"] == "mailto:new@county.example"
    assert manage_url(registration) in arrived.text
    assert old_token not in arrived.text
