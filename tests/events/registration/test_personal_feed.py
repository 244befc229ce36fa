"""“My registrations”: what is in the calendar of an address, read back and compared as a whole."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from events.actions import cancel_event
from events.models import CalendarRecord, EventPage
from events.registration.actions import (
    Registrant,
    cancel_registration,
    change_address,
    invite_to_team,
    send_invitation_again,
)
from events.registration.enums import Part
from events.registration.models import Registration
from tests.events.calendars import record_of, records_of
from tests.events.registration.emails.written import written
from tests.events.registration.moving import move
from tests.events.registration.own_feed import calendar_at, entries_at, feed_address, titles_at
from tests.make import (
    NOW,
    make_event,
    make_other_site,
    make_past_webinar,
    make_private,
    make_registration,
    make_session,
    make_webinar,
    publish,
)

pytestmark = [pytest.mark.time_machine(NOW, tick=False), pytest.mark.usefixtures("index")]

ANA = "ana@county.example"
MEETING = "https://meet.example/room-4711?pwd=secret"
# As TEXT is escaped (RFC 5545, 3.3.11): the parser does not know NAME.
NAME = "My registrations\\, TTA Center"


def join(event, email=ANA, *, now=NOW, **fields):
    return make_registration(event=event, email=email, now=now, **fields)


# ---- whole values ----


def test_calendar_says_what_it_is(client):
    calendar = calendar_at(client, feed_address(join(make_webinar())))

    assert {name: str(calendar[name]) for name in ("NAME", "X-WR-CALNAME", "URL")} == {
        "NAME": NAME,
        "X-WR-CALNAME": NAME,
        "URL": "http://testserver/registrations/",
    }
    assert calendar["REFRESH-INTERVAL"].dt == timedelta(hours=1)
    for name in ("METHOD", "UID", "SOURCE"):
        assert name not in calendar


def test_entry_is_that_of_the_invitation_without_people(client):
    event = make_webinar(title="Night Shift", slug="night-shift", join_url=MEETING)
    registration = join(event)
    door = "http://testserver/events/night-shift/join/"
    record = record_of(event)
    permalink = f"http://testserver/calendar/{record.uid}/"

    [entry] = entries_at(client, feed_address(registration))

    assert entry == {
        "UID": record.uid,
        "SEQUENCE": "0",
        "STATUS": "CONFIRMED",
        "TRANSP": "OPAQUE",
        "DTSTAMP": NOW,
        "LAST-MODIFIED": NOW,
        "CREATED": NOW,
        "DTSTART": datetime(2026, 11, 29, 19, 0, tzinfo=UTC),
        "DTEND": datetime(2026, 11, 29, 20, 30, tzinfo=UTC),
        "SUMMARY": "Night Shift",
        "LOCATION": "Online",
        "DESCRIPTION": f"What it is about.\n\nJoin: {door}\n\nDetails: {permalink}",
        "URL": permalink,
        "CONFERENCE": door,
    }
    invited = written("confirmed").vevent
    told = {"ATTENDEE", "ORGANIZER"}
    assert set(invited) - set(entry) == told
    for name in set(invited) - told:
        value = invited[name]
        assert (value.dt if hasattr(value, "dt") else str(value)) == entry[name], name


def test_sequence_is_the_records_and_the_persons_together(client):
    event = make_event(title="Night Shift")
    registration = join(event)
    address = feed_address(registration)
    other = join(event, "bo@county.example")
    send_invitation_again(registration=registration, now=NOW)
    move(event)

    [entry], [of_other] = (
        entries_at(client, address),
        entries_at(client, feed_address(other)),
    )

    record = record_of(event)
    assert (record.sequence, entry["SEQUENCE"], of_other["SEQUENCE"]) == (1, "2", "1")
    assert entry["UID"] == of_other["UID"] == record.uid


def test_public_meeting_is_told_as_it_is(client):
    event = make_webinar(join_url=MEETING, join_visibility="public")
    [entry] = entries_at(client, feed_address(join(event)))
    assert entry["CONFERENCE"] == MEETING


def test_event_in_a_room_has_no_door(client):
    [entry] = entries_at(client, feed_address(join(make_event())))
    assert "CONFERENCE" not in entry
    assert entry["LOCATION"] == "Town Hall"


# ---- what is in it ----


def test_calendar_has_every_session_of_every_confirmed_registration_in_order(client):
    series = make_webinar(title="Series", sessions=[make_session(day) for day in (3, 17)])
    between = make_event(title="Between", parent=make_other_site(), sessions=[make_session(9)])
    make_webinar(title="Not mine")
    registration = join(series)
    join(between, ANA.upper())

    address = feed_address(registration)

    assert titles_at(client, address) == ["Series", "Between", "Series"]
    found = [entry["UID"] for entry in entries_at(client, address)]
    first, last = records_of(series)
    assert found == [first.uid, record_of(between).uid, last.uid]


def test_waitlist_is_not_in_it_until_the_place_is_there(client):
    event = make_webinar(title="Full", capacity=1)
    first = join(event, "first@county.example")
    address = feed_address(join(event))
    assert Registration.objects.get(email=ANA).is_waitlisted
    assert titles_at(client, address) == []

    cancel_registration(registration=first, now=NOW)

    assert titles_at(client, address) == ["Full"]


def test_cancelled_registration_is_gone_at_the_next_request(client):
    kept, given_back = make_webinar(title="Kept"), make_webinar(title="Given back")
    registration = join(given_back)
    address = feed_address(join(kept))
    assert titles_at(client, address) == ["Kept", "Given back"]

    cancel_registration(registration=registration, now=NOW)

    assert titles_at(client, address) == ["Kept"]


def test_without_any_registration_it_is_empty_with_its_name(client):
    registration = join(make_webinar())
    address = feed_address(registration)
    cancel_registration(registration=registration, now=NOW)

    calendar = calendar_at(client, address)

    assert calendar.subcomponents == []
    assert str(calendar["NAME"]) == NAME


def test_registration_with_another_address_leaves_for_its_feed(client):
    registration = join(make_webinar(title="Night Shift"))
    old = feed_address(registration)
    assert titles_at(client, old) == ["Night Shift"]

    change_address(registration=registration, email="new@county.example", now=NOW)

    assert titles_at(client, old) == []
    moved = Registration.objects.get(pk=registration.pk)
    assert titles_at(client, feed_address(moved)) == ["Night Shift"]


@pytest.mark.parametrize("part", [Part.PRESENTER, Part.MODERATOR, Part.STAFF])
def test_team_has_it_too(client, part):
    person = Registrant(name="Ana Prado", email=ANA)
    event = make_webinar(title="Night Shift", capacity=1)
    member = invite_to_team(event=event, registrant=person, part=part, by=None, now=NOW)

    assert titles_at(client, feed_address(member)) == ["Night Shift"]


def test_window_is_90_days_back_and_everything_ahead(client):
    far = make_webinar(title="Far", sessions=[make_session(2000)])
    address = feed_address(join(far))
    for days_ago, title in ((89, "Recent"), (92, "Old")):
        event = make_past_webinar(title=title, days_ago=days_ago)
        join(event, now=NOW - timedelta(days=days_ago + 5))

    assert Registration.objects.count() == 3
    assert titles_at(client, address) == ["Recent", "Far"]


def test_cancelled_event_says_so_and_blocks_no_time(client):
    event = make_webinar(title="Night Shift")
    address = feed_address(join(event))
    cancel_event(event=event, reason="Storm.", next_step="Ask us.", now=NOW)

    [entry] = entries_at(client, address)

    assert (entry["SUMMARY"], entry["STATUS"], entry["TRANSP"], entry["SEQUENCE"]) == (
        "CANCELLED: Night Shift", "CANCELLED", "TRANSPARENT", "1",
    )  # fmt: skip
    assert entry["DESCRIPTION"].startswith("Storm.\n\nAsk us.\n\n")


def test_event_that_is_hidden_leaves_at_the_next_request(client):
    unpublished, private = make_webinar(title="Unpublished"), make_webinar(title="Private")
    address = feed_address(join(unpublished))
    join(private)
    assert titles_at(client, address) == ["Unpublished", "Private"]

    EventPage.objects.get(pk=unpublished.pk).unpublish()
    make_private(private)

    assert titles_at(client, address) == []


# ---- what is never in it ----


def test_meeting_and_people_stand_in_no_feed(client):
    event = make_webinar(title="Night Shift", slug="night-shift", join_url=MEETING)
    registration = join(event, name="Ana Prado", organization="Pine County", other_needs="A chair")
    join(event, "bo@county.example", name="Bo Lind")
    address = feed_address(registration)
    assert MEETING in written("confirmed", to=ANA).text

    for shown in (address, "/calendar/events.ics", "/events/night-shift/event.ics"):
        text = client.get(shown).content.decode().replace("\r\n ", "")
        assert "Night Shift" in text
        for secret in (MEETING, "4711", "Ana", "county.example", "Bo Lind", "Pine", "chair"):
            assert secret not in text, (shown, secret)
        for name in ("ATTENDEE", "ORGANIZER", "/registrations/1", registration.nonce):
            assert name not in text, (shown, name)


def test_address_of_the_door_follows_the_page(client):
    event = make_webinar(slug="night-shift", join_url=MEETING)
    address = feed_address(join(event))
    tag = client.get(address).headers["ETag"]
    assert client.get(address, headers={"if-none-match": tag}).status_code == 304

    event.slug = "night-shift-two"
    publish(event)

    assert client.get(address, headers={"if-none-match": tag}).status_code == 200
    [entry] = entries_at(client, address)
    assert entry["CONFERENCE"] == "http://testserver/events/night-shift-two/join/"
    assert CalendarRecord.objects.get().sequence == 0


# ---- what it costs ----

FULL, NOT_MODIFIED = 9, 3


@pytest.mark.parametrize("rows", [1, 3, 30])
def test_feed_costs_the_same_for_any_number(client, rows):
    registrations = [join(make_webinar(title=f"Event {number}")) for number in range(rows)]
    address = feed_address(registrations[0])
    tag = client.get(address).headers["ETag"]

    with CaptureQueriesContext(connection) as full:
        found = titles_at(client, address)
    with CaptureQueriesContext(connection) as known:
        assert client.get(address, headers={"if-none-match": tag}).status_code == 304

    assert len(found) == rows
    assert (len(full), len(known)) == (FULL, NOT_MODIFIED)
