"""Mail about a change: old and new, the editor's note, and a calendar part that puts the entry right."""

import pytest

from events.actions import cancel_event, postpone_event, restore_event
from events.outbox.enums import MailState
from events.outbox.kinds import NotNeeded
from events.outbox.models import OwedMail
from events.registration.actions import cancel_registration, tell_of_changes
from tests.events.registration.emails.written import MEETING, owed, write, written
from tests.events.registration.moving import all_sent, move
from tests.make import NOW, make_event, make_registration, make_session, make_webinar, publish

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("index"),
    pytest.mark.time_machine(NOW, tick=False),
]


@pytest.fixture
def event():
    return make_webinar(title="Night Shift", slug="night-shift", join_url=MEETING)


@pytest.fixture
def ana(event):
    found = make_registration(event=event, name="Ana Ruiz", email="ana@county.example")
    all_sent()
    return found


def tell() -> None:
    tell_of_changes(now=NOW)


def test_move_says_before_and_now_and_replaces_the_entry(event, ana):
    move(event, change_note="The host is free later.\r\n\r\nBring <b>tea</b>.")
    tell()
    mail = written("changed")
    assert mail.subject == "New time: Night Shift, Nov 29"
    assert (
        """\
Hello Ana Ruiz,

"Night Shift" has changed. You still have your place.

BEFORE
Sunday, November 29, 2026, 2:00–3:30 p.m. ET (Eastern Time)

NOW
Sunday, November 29, 2026, 4:00–5:00 p.m. ET (Eastern Time)

The host is free later.

Bring <b>tea</b>.

The invitation in this mail puts your calendar right. You need do nothing else.

WHEN
Sunday, November 29, 2026
4:00–5:00 p.m. ET (Eastern Time)

WHERE
Online.
At the start, join the meeting here:
https://meet.example/room-5
"""
        in mail.text
    )
    assert "Bring &lt;b&gt;tea&lt;/b&gt;." in mail.html
    assert mail.calendars[0]["METHOD"] == "REQUEST"
    assert (mail.vevent["SEQUENCE"], mail.vevent["STATUS"]) == (1, "CONFIRMED")
    assert mail.vevent["DTSTART"].to_ical() == b"20261129T210000Z"
    assert mail.vevent["ATTENDEE"] == "mailto:ana@county.example"


def test_new_place_says_both_places():
    event = make_event(title="Dinner", place_name="Town Hall")
    make_registration(event=event)
    all_sent()
    event.place_name = "Library"
    publish(event)
    tell()
    mail = written("changed")
    assert mail.subject == "Changed: Dinner, Nov 29"
    assert "PLACE BEFORE\nTown Hall\n\nPLACE NOW\nLibrary\n" in mail.text
    assert "BEFORE\nSunday" not in mail.text


def make_join_public(event) -> None:
    """Everybody sees the address to join, and the people of the event were told."""
    event.join_visibility = "public"
    publish(event)
    tell()
    all_sent()


def test_public_join_address_is_named_but_the_old_one_is_not(event, ana):
    make_join_public(event)
    event.join_url = "https://meet.example/other"
    publish(event)
    tell()
    [mail] = OwedMail.objects.filter(state=MailState.QUEUED)
    text = write(mail).text
    assert "The address to join has changed." in text
    assert "https://meet.example/other" in text
    assert MEETING not in text


def test_address_that_is_public_no_more_is_named_as_another_way_to_join(event, ana):
    make_join_public(event)
    event.join_visibility = "registrants"
    publish(event)
    tell()
    [mail] = OwedMail.objects.filter(state=MailState.QUEUED)
    assert "The address to join has changed." in write(mail).text


def test_meeting_that_becomes_a_room_is_told_by_its_place(event, ana):
    event = make_event(
        title="Dinner", delivery="hybrid", join_url=MEETING, join_visibility="public"
    )
    make_registration(event=event)
    all_sent()
    event.delivery = "in_person"
    publish(event)
    tell()
    text = written("changed").text
    assert "PLACE BEFORE\nTown Hall, and online\n\nPLACE NOW\nTown Hall\n" in text
    assert "The address to join has changed." not in text


def test_cancelled_says_why_and_takes_the_entry_out(event, ana):
    cancel_event(event=event, reason="The host is ill.", next_step="Watch the recording.", now=NOW)
    tell()
    mail = written("called_off")
    assert mail.subject == "Cancelled: Night Shift, Nov 29"
    assert (
        """\
"Night Shift" is cancelled.

CANCELLED
Sunday, November 29, 2026, 2:00–3:30 p.m. ET (Eastern Time)

The host is ill.

Watch the recording.

This mail takes the entry out of your calendar.
"""
        in mail.text
    )
    assert "/registrations/" not in mail.text
    assert mail.calendars[0]["METHOD"] == "CANCEL"
    assert (mail.vevent["SEQUENCE"], mail.vevent["STATUS"]) == (1, "CANCELLED")


def test_postponed_says_that_the_registration_stays(event, ana):
    postpone_event(event=event, reason="No room.", now=NOW)
    tell()
    mail = written("called_off")
    assert mail.subject == "Postponed: Night Shift, Nov 29"
    assert "Your registration stays. When there is a new date, you hear from us." in mail.text
    assert "/registrations/" in mail.text
    assert mail.calendars[0]["METHOD"] == "CANCEL"


def test_restored_invites_again(event, ana):
    cancel_event(event=event, reason="The host is ill.", now=NOW)
    tell()
    all_sent()
    restore_event(event=event, now=NOW)
    tell()
    mail = written("changed")
    assert mail.subject == "Takes place after all: Night Shift, Nov 29"
    assert (mail.vevent["SEQUENCE"], mail.vevent["STATUS"]) == (2, "CONFIRMED")


def test_cancelled_session_leaves_the_others():
    event = make_webinar(title="Series", sessions=[make_session(7), make_session(8)])
    make_registration(event=event)
    all_sent()
    event.sessions = [event.sessions.first()]
    publish(event)
    tell()
    mail = written("called_off")
    assert mail.subject == "Cancelled: Series, Nov 30"
    assert 'A session of "Series" is cancelled. The others take place.' in mail.text


def test_many_changed_sessions_come_as_a_file():
    event = make_webinar(title="Series", sessions=[make_session(7 + day) for day in range(6)])
    make_registration(event=event)
    all_sent()
    for session in (sessions := list(event.sessions.all())):
        session.zone = "America/Chicago"
    event.sessions = sessions
    publish(event)
    tell()
    mail = written("changed")
    assert mail.text.count("\nNOW\n") == 6
    assert "The attached file has all sessions as they are now." in mail.text
    [calendar] = mail.calendars
    assert "METHOD" not in calendar
    assert len(calendar.events) == 6


def test_waitlist_reads_the_change_and_gets_nothing_for_the_calendar():
    event = make_webinar(title="Night Shift", capacity=0)
    make_registration(event=event)
    all_sent()
    move(event)
    tell()
    mail = written("changed_waiting")
    assert mail.subject == "New time: Night Shift, Nov 29"
    assert "You are number 1 on its waitlist, as before." in mail.text
    assert "NOW\nSunday, November 29, 2026, 4:00–5:00 p.m. ET" in mail.text
    assert mail.calendars == []
    assert MEETING not in mail.text


def test_waitlist_is_told_that_the_event_is_off():
    event = make_webinar(title="Night Shift", capacity=0)
    make_registration(event=event)
    all_sent()
    postpone_event(event=event, reason="No room.", now=NOW)
    tell()
    mail = written("changed_waiting")
    assert mail.subject == "Postponed: Night Shift, Nov 29"
    assert "Your turn on the waitlist stays." in mail.text
    assert "takes the entry out" not in mail.text
    assert mail.calendars == []


def test_change_is_not_sent_to_who_cancelled_meanwhile(event, ana):
    move(event)
    tell()
    [mail] = owed("changed")
    cancel_registration(registration=ana, now=NOW)
    with pytest.raises(NotNeeded):
        write(mail)


def test_change_is_not_sent_once_the_event_is_off(event, ana):
    move(event)
    tell()
    [mail] = owed("changed")
    cancel_event(event=event, reason="The host is ill.", now=NOW)
    with pytest.raises(NotNeeded):
        write(mail)


def test_cancellation_is_not_sent_once_the_event_is_on_again(event, ana):
    cancel_event(event=event, reason="The host is ill.", now=NOW)
    tell()
    [mail] = owed("called_off")
    restore_event(event=event, now=NOW)
    with pytest.raises(NotNeeded):
        write(mail)
