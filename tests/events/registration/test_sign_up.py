"""The button to register, on event pages and in lists: offered where one can, in one query."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from events import sign_up as registry
from events.actions import cancel_event
from events.models import EventPage
from events.queries import public_events
from events.registration.sign_up import register_url, sign_ups
from events.sign_up import SignUp
from tests.events.registration.visitors import text_of
from tests.make import (
    NOW,
    make_event,
    make_past_webinar,
    make_registration,
    make_session,
    make_webinar,
)

pytestmark = [pytest.mark.time_machine(NOW, tick=False), pytest.mark.usefixtures("index")]

BUTTON = '<a class="btn" href="/events/shift/register/">{}<span class="vh"> for Shift</span></a>'
ROW = '<a class="go" href="/events/shift/register/">{}<span class="vh"> for Shift</span></a>'


@pytest.mark.parametrize("address", ["/", "/events/"])
def test_lists_offer_to_register_by_title(client, address):
    event = make_webinar(title="Shift", slug="shift", capacity=1)
    make_webinar(title="Next", slug="next", sessions=[make_session(2)])
    assert ROW.format("Register") in text_of(client.get(address))
    make_registration(event=event)
    assert ROW.format("Join the waitlist") in text_of(client.get(address))


def test_event_page_offers_to_register_with_places_left(client):
    event = make_webinar(title="Shift", slug="shift", capacity=2)
    make_registration(event=event)
    shown = text_of(client.get("/events/shift/"))
    assert BUTTON.format("Register") in shown
    assert "1 of 2 places left" in shown

    make_registration(event=event)
    shown = text_of(client.get("/events/shift/"))
    assert BUTTON.format("Join the waitlist") in shown
    assert "This event is full." in shown


def test_home_page_offers_the_next_event(client):
    make_webinar(title="Shift", slug="shift")
    assert (
        '<a class="btn big" href="/events/shift/register/">Register<span class="vh"> for Shift</span></a>'
        in text_of(client.get("/"))
    )


@pytest.mark.parametrize("kind", ["past", "cancelled", "elsewhere"])
def test_nothing_is_offered_where_nobody_can_register(client, kind):
    if kind == "past":
        make_past_webinar(title="Shift", slug="shift", days_ago=2)
    elif kind == "elsewhere":
        make_webinar(title="Shift", slug="shift", takes_registrations=False)
    else:
        cancel_event(event=make_webinar(title="Shift", slug="shift"), reason="Why.", now=NOW)
    for address in ("/", "/events/", "/events/?when=past", "/events/shift/"):
        assert "/register/" not in text_of(client.get(address)), address


def test_site_without_the_registration_room_offers_nothing(client, monkeypatch):
    make_webinar(title="Shift", slug="shift")
    assert "/register/" in text_of(client.get("/events/shift/"))
    monkeypatch.setattr(registry, "_sources", [])
    for address in ("/", "/events/", "/events/shift/"):
        assert "/register/" not in text_of(client.get(address))


@pytest.mark.parametrize("rows", [1, 3, 50])
def test_offers_cost_one_query_for_any_number(index, rows):
    for _ in range(rows):
        make_event(capacity=3)
    events = list(public_events())
    register_url(events[0])
    with CaptureQueriesContext(connection) as captured:
        offers = sign_ups(events=events, now=NOW)
    assert len(captured) == 1
    assert set(offers) == {event.pk for event in events}


def test_alias_counts_the_places_of_its_original(index):
    event = make_webinar(capacity=1)
    alias = event.create_alias(parent=index, update_slug="again")
    make_registration(event=event)
    events = public_events().filter(pk=alias.pk)
    assert sign_ups(events=events, now=NOW) == {
        alias.pk: SignUp(
            url="/events/again/register/", label="Join the waitlist", note="This event is full."
        )
    }


def test_event_without_an_address_has_no_form_either():
    assert register_url(EventPage(title="New", slug="new")) == ""
