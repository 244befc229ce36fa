"""How many queries an answer costs: the same literal for 1, 3 and 50 rows, and for anybody who looks.

A person who is logged in costs four more everywhere: session, user, and two for what the
person may do in the admin, which Wagtail's userbar asks.
"""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from events.actions import cancel_event
from events.feed_bytes import STORE
from events.models import CalendarRecord
from resources.pager import PER_PAGE
from tests.make import (
    NOW,
    TODAY,
    make_document,
    make_event,
    make_file,
    make_image,
    make_many_events,
    make_past_webinar,
    make_presenter,
    make_session,
    make_speaker,
    make_visitor,
    make_webinar,
)

pytestmark = pytest.mark.time_machine(NOW, tick=False)

ROWS = pytest.mark.parametrize("rows", [1, 3, 50])
LOGIN = 4
EVENT, PAST_EVENT, SESSIONS = 26, 24, 22
LIST, LATER_PAGE, PAST_LIST = 16, 15, 14
HOME, SPEAKER, SUBSCRIBE = 23, 14, 8
FEED, KNOWN_FEED, NOT_MODIFIED, FILE, PERMALINK = 2, 1, 1, 4, 3


def queries(client, address: str, *, status: int = 200, **headers) -> int:
    """The queries of an answer once caches are warm."""
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        response = client.get(address, headers=headers)
    assert response.status_code == status
    return len(captured)


def page_queries(client, address: str) -> int:
    """The queries of a page for anybody; makes sure that a visitor with an account costs LOGIN more."""
    counted = queries(client, address)
    client.force_login(make_visitor())
    assert queries(client, address) == counted + LOGIN
    client.logout()
    return counted


def fill(page_of, rows: int):
    """An event with as many presenters (each with a photo) and files as `rows`."""
    photo, document = make_image(), make_document()
    return page_of(
        presenters=[make_presenter(speaker=make_speaker(photo=photo)) for _ in range(rows)],
        files=[make_file(document=document) for _ in range(rows)],
    )


# ---- calendars ----


@ROWS
def test_feed_costs_the_same_for_any_number(index, client, rows):
    for _ in range(rows):
        make_webinar()
    assert queries(client, "/calendar/events.ics") == KNOWN_FEED
    with CaptureQueriesContext(connection) as captured:
        STORE.clear()
        client.get("/calendar/events.ics")
    assert len(captured) == FEED
    assert client.get("/calendar/events.ics").content.count(b"BEGIN:VEVENT") == rows


@ROWS
def test_304_costs_the_same_for_any_number(index, client, rows):
    make_webinar(sessions=[make_session(7 + day) for day in range(rows)])
    assert CalendarRecord.objects.count() == rows
    tag = client.get("/calendar/events.ics").headers["ETag"]
    asked = {"if-none-match": tag}
    assert queries(client, "/calendar/events.ics", status=304, **asked) == NOT_MODIFIED


@ROWS
def test_feed_costs_a_logged_in_person_nothing_more(index, client, rows):
    make_webinar(sessions=[make_session(7 + day) for day in range(rows)])
    client.force_login(make_visitor())
    assert queries(client, "/calendar/events.ics") == KNOWN_FEED


@ROWS
def test_file_of_an_event_costs_the_same_for_any_number(index, client, rows):
    page = make_webinar(sessions=[make_session(7 + day) for day in range(rows)])
    assert queries(client, f"{page.url}event.ics") == FILE


def test_permalink_costs_little(index, client):
    make_webinar()
    assert (
        queries(client, f"/calendar/{CalendarRecord.objects.get().uid}/", status=302) == PERMALINK
    )


@ROWS
def test_subscribing_page_costs_the_same_for_any_number(index, client, rows):
    make_many_events(rows)
    assert page_queries(client, "/calendar/") == SUBSCRIBE


# ---- pages ----


@ROWS
def test_upcoming_event_costs_the_same_for_any_number(index, client, rows):
    page = fill(make_webinar, rows)
    assert page_queries(client, page.url) == EVENT


@ROWS
def test_archived_event_costs_the_same_for_any_number(index, client, rows):
    page = fill(lambda **rows: make_past_webinar(recording_url="https://a.example/", **rows), rows)
    assert page_queries(client, page.url) == PAST_EVENT


@ROWS
def test_event_with_many_sessions_costs_the_same_for_any_number(index, client, rows):
    page = make_webinar(sessions=[make_session(7 + day) for day in range(rows)])
    assert page_queries(client, page.url) == SESSIONS


@ROWS
def test_list_costs_the_same_for_any_number(index, client, rows):
    make_many_events(rows)
    assert page_queries(client, "/events/") == LIST


@ROWS
def test_list_of_past_events_costs_the_same_for_any_number(index, client, rows):
    make_many_events(rows, day=-100)
    assert page_queries(client, "/events/?when=past") == PAST_LIST


def test_list_of_25_of_1000_costs_what_a_list_of_1_costs(index, client):
    make_many_events(1000)
    assert page_queries(client, "/events/") == LIST
    shown = client.get("/events/?page=20").context["listing"].cards
    assert [card.title for card in shown] == [f"Many {n}" for n in range(475, 500)]
    assert len(shown) == PER_PAGE
    client.force_login(make_visitor(username="other"))
    assert queries(client, "/events/?page=20&delivery=in_person") == LATER_PAGE + LOGIN


@ROWS
def test_home_page_costs_the_same_for_any_number(index, client, rows):
    make_many_events(rows)
    make_many_events(rows, day=-100)
    assert page_queries(client, "/") == HOME


@ROWS
def test_speaker_page_costs_the_same_for_any_number(index, client, rows):
    speaker = make_speaker(slug="ana-prado")
    make_many_events(rows, speaker=speaker)
    make_many_events(rows, day=-100, speaker=speaker)
    assert page_queries(client, "/speakers/ana-prado/") == SPEAKER
    assert client.get("/speakers/ana-prado/").content.count(b'class="row sided"') == 2 * rows


def test_cancelled_and_live_events_cost_no_more_than_others(index, client):
    make_event()
    counted = queries(client, "/events/")
    make_webinar(
        sessions=[make_session(0, "09:00", "11:00")],
        join_url="https://meet.example.org/1",
        join_visibility="public",
        recording_expected_date=TODAY,
    )
    cancel_event(event=make_webinar(), reason="Why.", now=NOW)
    assert queries(client, "/events/") == counted
