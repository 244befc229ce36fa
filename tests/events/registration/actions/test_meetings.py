"""Another address to join at, where only registrants get it: mail, and nothing for calendars."""

import pytest

from events.actions import cancel_event
from events.enums import JoinVisibility
from events.models import CalendarRecord
from events.outbox.models import OwedMail
from events.registration.models import EventChange
from tests.events.registration.emails.written import write
from tests.events.registration.moving import all_sent, move, owed_to, told
from tests.make import (
    NOW,
    make_past_webinar,
    make_registration,
    make_webinar,
    publish,
)

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("index"),
    pytest.mark.time_machine(NOW, tick=False),
]
FIRST, SECOND = "https://meet.example/room-5", "https://meet.example/room-6"


def private_webinar(**fields):
    return make_webinar(join_url=FIRST, join_visibility=JoinVisibility.REGISTRANTS, **fields)


def test_other_address_reaches_people_with_a_place_by_mail_alone():
    event = private_webinar(capacity=1)
    ana, waiting = make_registration(event=event), make_registration(event=event)
    all_sent()

    event.join_url = SECOND
    publish(event)
    publish(event)

    assert told(event, ana, waiting) == [[("meeting", None, None)], []]
    assert CalendarRecord.objects.get().sequence == 0
    letter = write(OwedMail.objects.get(kind="registration.meeting"))
    assert letter.subject.startswith("New link to join: ")
    assert SECOND in letter.text
    assert FIRST not in letter.text
    assert letter.calendars == []


def test_address_that_becomes_known_is_told():
    event = make_webinar(join_url="", join_visibility=JoinVisibility.REGISTRANTS)
    ana = make_registration(event=event)
    all_sent()
    event.join_url = FIRST
    publish(event)
    assert told(event, ana) == [[("meeting", None, None)]]


def test_second_change_before_the_mail_leaves_one_message():
    event = private_webinar()
    ana = make_registration(event=event)
    all_sent()
    for address in (SECOND, "https://meet.example/room-7"):
        event.join_url = address
        publish(event)
    assert told(event, ana) == [[("meeting", None, None)]]
    assert "room-7" in write(OwedMail.objects.filter(kind="registration.meeting").last()).text


def test_moved_event_tells_of_the_address_in_the_same_message():
    event = private_webinar()
    ana = make_registration(event=event)
    all_sent()
    move(event, join_url=SECOND)
    assert told(event, ana) == [[("changed", 1, "REQUEST")]]
    assert SECOND in write(OwedMail.objects.get(kind="registration.changed")).text


def _public(event):
    event.join_visibility = JoinVisibility.PUBLIC


def _nothing(event):
    event.description = "<p>Another sentence.</p>"


def _removed(event):
    event.join_url = ""


@pytest.mark.parametrize("change", [_nothing, _removed])
def test_no_message_where_nothing_is_wrong(change):
    event = private_webinar()
    ana = make_registration(event=event)
    all_sent()
    change(event)
    publish(event)
    assert told(event, ana) == [[]]
    assert not EventChange.objects.exists()


def test_address_that_becomes_public_follows_in_calendars():
    event = private_webinar()
    ana = make_registration(event=event)
    all_sent()
    _public(event)
    publish(event)
    assert told(event, ana) == [[("changed", 1, "REQUEST")]]


def test_no_message_about_the_past_or_a_cancelled_event(admin_user):
    over = make_past_webinar(join_visibility=JoinVisibility.REGISTRANTS, join_url=FIRST)
    off = private_webinar()
    ana = make_registration(event=off)
    cancel_event(event=off, reason="Storm", user=admin_user, now=NOW)
    told(off, ana)
    all_sent()
    for event in (over, off):
        event.join_url = SECOND
        publish(event)
    assert told(off, ana) == [[]]
    assert owed_to(ana) == []


def test_other_address_takes_no_unsent_change_from_who_waits():
    event = private_webinar(capacity=1)
    make_registration(event=event)
    waiting = make_registration(event=event)
    all_sent()
    move(event)
    assert told(event, waiting) == [[("changed_waiting", None, None)]]
    event.join_url = SECOND
    publish(event)
    assert told(event, waiting) == [[("changed_waiting", None, None)]]
