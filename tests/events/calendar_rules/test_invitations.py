"""calendar.md, "Invitations": what each person is mailed, and what it makes of their calendar."""

import pytest

from events.actions import cancel_event, restore_event
from events.enums import Delivery
from events.models import EventPage
from events.registration.actions import cancel_registration
from events.registration.tokens import link_token
from tests.events.calendar_rules.reading import (
    attached,
    changes_told,
    mailed,
    mailed_files,
    public_files,
    unfolded,
)
from tests.events.registration.emails.written import owed, write
from tests.events.registration.moving import all_sent, move
from tests.make import NOW, make_registration, make_session, make_webinar, publish

pytestmark = [pytest.mark.usefixtures("index"), pytest.mark.time_machine(NOW, tick=False)]
ANA, BO = "ana@county.example", "bo@county.example"


@pytest.fixture
def event():
    return make_webinar(title="Night Shift", join_url="https://meet.example/room-4711")


def invited(event, *, email: str = ANA):
    """A registration and the message that came with it, which was sent."""
    registration = make_registration(event=event, email=email)
    [letter] = mailed("confirmed", to=email)
    all_sent()
    return registration, letter


def recipients(letter) -> list[str]:
    return [
        address.addr_spec
        for header in ("To", "Cc", "Bcc")
        for field in letter.message.get_all(header, [])
        for address in field.addresses
    ]


def test_one_person_per_message(event):
    letters = [invited(event, email=email)[1] for email in (ANA, BO)]
    move(event)
    letters += [letter for to in (ANA, BO) for letter in changes_told(to=to)]
    assert [recipients(letter) for letter in letters] == [[ANA], [BO], [ANA], [BO]]
    for letter, others in zip(letters, (BO, ANA, BO, ANA), strict=True):
        assert others not in letter.message.as_string() + attached(letter).decode()


def test_alternative_holds_text_html_then_the_calendar_and_the_same_file_is_attached(event):
    _, letter = invited(event)
    [alternative, attachment] = letter.message.iter_parts()
    assert alternative.get_content_type() == "multipart/alternative"
    parts = list(alternative.iter_parts())
    assert [part.get_content_type() for part in parts] == [
        "text/plain",
        "text/html",
        "text/calendar",
    ]
    assert parts[2]["Content-Type"].params == {"method": "REQUEST", "charset": "utf-8"}
    assert parts[2].get_payload(decode=True) == attachment.get_payload(decode=True)
    assert attachment.get_filename() == "invite.ics"


def test_method_of_the_part_equals_that_of_the_calendar(event):
    registration, request = invited(event)
    cancel_registration(registration=registration, now=NOW)
    [cancel] = mailed("cancelled", to=ANA)
    for letter, method in ((request, "REQUEST"), (cancel, "CANCEL")):
        [part] = [p for p in letter.message.walk() if p.get_content_type() == "text/calendar"]
        assert part["Content-Type"].params["method"] == method
        assert f"METHOD:{method}" in unfolded(part.get_payload(decode=True))


def test_organizer_equals_from(event, settings):
    settings.DEFAULT_FROM_EMAIL = "Events Team <events@tta.example>"
    registration, request = invited(event)
    cancel_registration(registration=registration, now=NOW)
    for letter in (request, *mailed("cancelled", to=ANA)):
        [sender] = letter.message["From"].addresses
        assert sender.addr_spec == "events@tta.example"
        assert letter.vevent["ORGANIZER"] == f"mailto:{sender.addr_spec}"


def test_exactly_one_attendee_the_recipient_who_accepted_and_is_asked_nothing(event):
    _, letter = invited(event)
    [line] = [line for line in unfolded(attached(letter)) if line.startswith("ATTENDEE")]
    assert line.endswith(f":mailto:{ANA}")
    assert ";PARTSTAT=ACCEPTED" in line
    assert ";RSVP=FALSE" in line


def in_another_place(event):
    event.delivery, event.place_name = Delivery.HYBRID, "Town Hall"
    return publish(event)


@pytest.mark.parametrize(
    ("change", "old", "new"),
    [(move, "2:00–3:30 p.m. ET", "4:00–5:00 p.m. ET"), (in_another_place, "Online", "Town Hall")],
)
def test_move_or_new_place_sends_every_holder_one_request_from_old_to_new(event, change, old, new):
    before = {email: invited(event, email=email)[1].vevent for email in (ANA, BO)}
    gone, _ = invited(event, email="gone@county.example")
    cancel_registration(registration=gone, now=NOW)
    change(event)
    for email, first in before.items():
        [letter] = changes_told(to=email)
        assert str(letter.calendars[0]["METHOD"]) == "REQUEST"
        assert letter.vevent["UID"] == first["UID"]
        assert letter.vevent["SEQUENCE"] == first["SEQUENCE"] + 1
        was, _, now = letter.text.partition("BEFORE")[2].partition("NOW")
        assert (old in was, new in now) == (True, True)
    assert changes_told(to="gone@county.example") == []


def test_cancelled_session_sends_a_cancel_whose_subject_says_so(event):
    _, first = invited(event)
    cancel_event(event=event, reason="The river rose.", now=NOW)
    [letter] = changes_told(to=ANA, kind="called_off")
    assert letter.subject.lower().startswith("cancelled: night shift")
    assert_cancels(letter, first)


def test_removed_session_of_a_series_sends_a_cancel():
    event = make_webinar(title="Series", sessions=[make_session(7), make_session(8)])
    make_registration(event=event, email=ANA)
    first, _second = mailed("confirmed", "session", to=ANA)
    all_sent()
    event.sessions = [event.dated_sessions[1]]
    publish(event)
    [letter] = changes_told(to=ANA, kind="called_off")
    assert "cancelled" in letter.subject.lower()
    assert_cancels(letter, first)


def test_more_than_five_cancelled_sessions_are_told_by_a_file_that_says_so():
    """As they were given: by a file without METHOD, which no CANCEL calls back."""
    event = make_webinar(title="Series", sessions=[make_session(7 + n) for n in range(6)])
    make_registration(event=event, email=ANA)
    [first] = mailed("confirmed", to=ANA)
    all_sent()
    cancel_event(event=event, reason="The river rose.", now=NOW)
    [letter] = changes_told(to=ANA)
    assert letter.subject.startswith("Cancelled: Series")
    [given], [gone] = first.calendars, letter.calendars
    assert "METHOD" not in gone
    assert [(e["UID"], e["SEQUENCE"], e["STATUS"]) for e in gone.events] == [
        (e["UID"], e["SEQUENCE"] + 1, "CANCELLED") for e in given.events
    ]


def test_withdrawn_registration_sends_a_cancel_whose_subject_says_so(event):
    registration, first = invited(event)
    cancel_registration(registration=registration, now=NOW)
    [letter] = mailed("cancelled", to=ANA)
    assert letter.subject.startswith("Cancelled: your place at Night Shift")
    assert_cancels(letter, first)


def test_lost_seat_sends_a_cancel_whose_subject_says_so(event, django_user_model):
    """Taken away by staff."""
    registration, first = invited(event)
    staff = django_user_model.objects.create_user("staff")
    cancel_registration(registration=registration, now=NOW, by=staff)
    [letter] = mailed("cancelled", to=ANA)
    assert letter.subject.startswith("Cancelled: your place at Night Shift")
    assert_cancels(letter, first)


def assert_cancels(letter, first) -> None:
    assert str(letter.calendars[0]["METHOD"]) == "CANCEL"
    assert letter.vevent["STATUS"] == "CANCELLED"
    assert letter.vevent["UID"] == first.vevent["UID"]
    assert letter.vevent["SEQUENCE"] == first.vevent["SEQUENCE"] + 1


def test_uncancelling_is_a_request_with_a_higher_sequence(event):
    _, first = invited(event)
    cancel_event(event=event, reason="The river rose.", now=NOW)
    changes_told(to=ANA)
    all_sent()
    restore_event(event=EventPage.objects.get(pk=event.pk).specific, now=NOW)
    [letter] = changes_told(to=ANA)
    assert str(letter.calendars[0]["METHOD"]) == "REQUEST"
    assert (letter.vevent["STATUS"], letter.vevent["SEQUENCE"]) == ("CONFIRMED", 2)
    assert letter.vevent["UID"] == first.vevent["UID"]


def test_registering_again_is_a_request_with_a_higher_sequence(event):
    registration, first = invited(event)
    cancel_registration(registration=registration, now=NOW)
    [cancel] = mailed("cancelled", to=ANA)
    all_sent()
    make_registration(event=event, email=ANA)
    again = write(owed("confirmed", to=ANA)[-1])
    assert str(again.calendars[0]["METHOD"]) == "REQUEST"
    assert again.vevent["UID"] == first.vevent["UID"]
    numbers = [letter.vevent["SEQUENCE"] for letter in (first, cancel, again)]
    assert numbers == sorted(set(numbers))


def test_manage_link_is_in_the_mail_and_never_in_the_file(event):
    registration, letter = invited(event)
    link = f"/registrations/{link_token(registration)}/"
    assert link in letter.text
    assert link in letter.html
    content = attached(letter).replace(b"\r\n ", b"").decode()
    assert link_token(registration) not in content
    assert "/registrations/" not in content
    assert "room-4711" not in content


def test_no_rfc9073_components_in_any_file(client, event):
    files = [*public_files(client, event)[:3], *mailed_files()]
    assert len(files) == 6
    for content in files:
        begun = {line for line in unfolded(content) if line.startswith("BEGIN:")}
        assert begun == {"BEGIN:VCALENDAR", "BEGIN:VEVENT"}
        for name in (b"STRUCTURED-DATA", b"STYLED-DESCRIPTION", b"PARTICIPANT-TYPE"):
            assert name not in content


def test_no_refresh_interval_or_published_ttl_in_a_message():
    for content in mailed_files():
        assert b"REFRESH-INTERVAL" not in content
        assert b"X-PUBLISHED-TTL" not in content


def test_conference_names_its_features_unquoted(event):
    _, letter = invited(event)
    [line] = [line for line in unfolded(attached(letter)) if line.startswith("CONFERENCE")]
    assert ";VALUE=URI" in line
    assert ";FEATURE=AUDIO,VIDEO" in line
    assert line.endswith(f"http://testserver{event.url}join/")
