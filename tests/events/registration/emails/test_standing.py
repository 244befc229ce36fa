"""Mail that says where somebody stands."""

from datetime import timedelta

import pytest

from events.actions.status import postpone_event
from events.outbox.kinds import NotNeeded
from events.registration.actions import cancel_registration, change_address, send_links
from events.registration.models import Registration
from events.registration.tokens import link_token
from tests.events.registration.emails.written import MEETING, owed, write, written
from tests.make import NOW, make_other_site, make_registration, make_session, make_webinar

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(hours=1)
ANA = "ana@county.example"


def full_event(**fields):
    event = make_webinar(title="Night Shift", slug="night-shift", capacity=1, **fields)
    make_registration(event=event)
    return event


def url(registration) -> str:
    return f"http://testserver/registrations/{link_token(registration)}/"


def test_waitlisted_says_the_place_and_what_happens_next(index):
    event = full_event(join_url=MEETING)
    make_registration(event=event)
    registration = make_registration(event=event, name="Ana Ruiz", email=ANA)
    arrived = written("waitlisted", to=ANA)
    assert arrived.subject == "Waitlist: Night Shift, Nov 29"
    assert arrived.types == ["text/plain", "text/html"]
    assert (
        arrived.text
        == f"""\
Hello Ana Ruiz,

"Night Shift" is full, so you do not have a place yet. You are number 2 on the waitlist.

A place that becomes free goes to whoever has waited longest. When it is your turn you have the place at once, \
and we send you the invitation: you need do nothing. In the last hour before the start nobody moves up any more.

WHEN
Sunday, November 29, 2026
2:00–3:30 p.m. ET (Eastern Time)

WHERE
Online.

See your place on the waitlist, or leave it:
{url(registration)}
Keep this link to yourself: whoever has it can cancel for you.

The event's page:
http://testserver/events/night-shift/

Questions? Write to TTA Center, webmaster@localhost

You get this message because your address was entered at TTA Center. If it was not you, please leave the \
waitlist with the link above.

TTA Center
http://testserver
"""
    )
    assert MEETING not in arrived.html


def test_waitlisted_has_the_place_at_sending(index):
    event = full_event()
    second = make_registration(event=event)
    make_registration(event=event, email=ANA)
    cancel_registration(registration=second, now=NOW)
    assert "You are number 1 on the waitlist." in written("waitlisted", to=ANA).text


@pytest.mark.parametrize(
    ("minutes", "words"),
    [
        (60, "In the last hour before"),
        (120, "In the last 2 hours before"),
        (90, "In the last 90 minutes before"),
    ],
)
def test_waitlisted_says_when_promotion_ends(index, settings, minutes, words):
    settings.TTA_PROMOTION_FREEZE_MINUTES = minutes
    make_registration(event=full_event(), email=ANA)
    assert words in written("waitlisted").text


def test_waitlisted_says_nothing_of_a_freeze_where_there_is_none(index, settings):
    settings.TTA_PROMOTION_FREEZE_MINUTES = 0
    make_registration(event=full_event(), email=ANA)
    assert "In the last" not in written("waitlisted").text


def test_known_tells_the_true_state_of_who_has_a_place(index):
    event = make_webinar(title="Night Shift", capacity=1)
    registration = make_registration(event=event, name="Ana Ruiz", email=ANA)
    second = make_registration(event=event, name="Somebody Else", email=ANA)
    assert second.told == "waitlisted"
    arrived = written("known")
    assert arrived.subject == "Your registration: Night Shift, Nov 29"
    assert "Hello Ana Ruiz,\n\nSomebody, probably you, entered this e-mail address" in arrived.text
    assert "\n\nYou have a place.\n\nIf it was not you, ignore this message.\n\n" in arrived.text
    assert url(registration) in arrived.text
    assert arrived.types == ["text/plain", "text/html"]


def test_known_tells_the_true_state_of_who_waits(index):
    event = full_event()
    registration = make_registration(event=event, email=ANA)
    make_registration(event=event, email=ANA)
    arrived = written("known")
    assert "You are on the waitlist, as number 1." in arrived.text
    assert "You have a place." not in arrived.text
    assert url(registration) in arrived.text


def test_known_is_true_of_a_turn_that_moved_to_a_new_address(index):
    registration = make_registration(event=full_event(), email="old@county.example")
    change_address(registration=registration, email=ANA, now=LATER)
    arrived = written("known", now=LATER)
    assert "You are on the waitlist, as number 1." in arrived.text
    assert url(Registration.objects.get(email=ANA)) in arrived.text


def test_links_list_every_active_registration_to_come(index):
    waiting = make_registration(event=full_event(), email=ANA)
    series = make_webinar(title="Series", sessions=[make_session(11), make_session(18)])
    confirmed = make_registration(event=series, email=ANA.upper())
    past = make_webinar(title="Past", sessions=[make_session(1)])
    over = make_registration(event=past, email=ANA)
    cancelled = make_registration(event=make_webinar(title="Given back"), email=ANA)
    cancel_registration(registration=cancelled, now=NOW)
    other = make_registration(event=series, email="bo@county.example")
    at = NOW + timedelta(days=2)
    send_links(email=ANA, now=at)
    arrived = written("links", now=at)
    assert arrived.subject == "Your registrations at TTA Center"
    assert (
        f"""
Night Shift
Sunday, November 29, 2026, 2:00–3:30 p.m. ET
You are on the waitlist.
{url(waiting)}

Series
Thursday, December 3, 2026, 2:00–3:30 p.m. ET, and 1 more session
You have a place.
{url(confirmed)}

Keep these links"""
        in arrived.text
    )
    hidden = [url(row) for row in (over, cancelled, other)] + ["Past", "Given back"]
    assert not [text for text in hidden if text in arrived.text + arrived.html]


def test_links_to_an_event_that_is_off_say_so(index):
    event = make_webinar(title="Night Shift")
    make_registration(event=event, email=ANA)
    postpone_event(event=event, reason="Storm.", now=NOW)
    send_links(email=ANA, now=NOW)
    arrived = written("links")
    assert arrived.subject == "Your registration at TTA Center"
    assert "Night Shift (Postponed)\n" in arrived.text


def test_links_lead_to_each_events_own_site(index):
    make_registration(event=make_webinar(), email=ANA)
    elsewhere = make_webinar(parent=make_other_site())
    registration = make_registration(event=elsewhere, email=ANA)
    send_links(email=ANA, now=NOW)
    arrived = written("links")
    assert f"http://other.example/registrations/{link_token(registration)}/" in arrived.text
    assert f"http://testserver/registrations/{link_token(registration)}/" not in arrived.text


def test_links_are_not_needed_when_nothing_is_left(index):
    registration = make_registration(event=make_webinar(), email=ANA)
    send_links(email=ANA, now=NOW)
    cancel_registration(registration=registration, now=NOW)
    (mail,) = owed("links")
    with pytest.raises(NotNeeded, match="no registration to come"):
        write(mail)
