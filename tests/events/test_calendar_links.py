"""Add links of Google and Outlook, and the address of the calendar file."""

from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import RequestFactory

from events.calendar_links import calendar_links
from tests.make import NOW, make_event, make_session, make_webinar

pytestmark = [pytest.mark.time_machine(NOW, tick=False), pytest.mark.usefixtures("index")]


def links(page):
    return calendar_links(page=page, request=RequestFactory().get(page.url), now=NOW)


def query(url: str) -> dict[str, str]:
    """The parameters of an address; each stands there once."""
    found = parse_qs(urlsplit(url).query, keep_blank_values=True, strict_parsing=True)
    assert all(len(values) == 1 for values in found.values())
    return {name: values[0] for name, values in found.items()}


def test_google_link_carries_the_event_in_utc():
    page = make_event(
        title="Calls & notes: 100% 🎧",
        slug="calls",
        place_name="Town Hall",
        place_city="Elm Park, KS",
    )
    url = links(page).google
    assert url.startswith("https://calendar.google.com/calendar/render?")
    assert query(url) == {
        "action": "TEMPLATE",
        "text": "Calls & notes: 100% 🎧",
        "dates": "20261129T190000Z/20261129T203000Z",
        "details": "What it is about.\n\nhttp://testserver/events/calls/",
        "location": "Town Hall, Elm Park, KS",
    }


def test_outlook_link_carries_the_same():
    page = make_webinar(title="Calls & notes", slug="calls")
    url = links(page).outlook
    assert url.startswith("https://outlook.office.com/calendar/0/deeplink/compose?")
    assert query(url) == {
        "path": "/calendar/action/compose",
        "rru": "addevent",
        "subject": "Calls & notes",
        "startdt": "2026-11-29T19:00:00Z",
        "enddt": "2026-11-29T20:30:00Z",
        "body": "What it is about.\n\nhttp://testserver/events/calls/",
        "location": "Online",
    }


def test_file_is_at_the_event_s_own_address(client):
    found = links(make_webinar(slug="calls")).ics
    assert found == "/events/calls/event.ics"
    assert client.get(found).status_code == 200


def test_link_of_a_series_is_about_the_next_session(client):
    page = make_webinar(sessions=[make_session(-7), make_session(1), make_session(8)])
    text = client.get(page.url).content.decode()
    assert "Monday, <br>November 23, 2026" in " ".join(text.split())
    assert "dates=20261123T190000Z" in text
    assert "startdt=2026-11-23T19%3A00%3A00Z" in text


def test_link_holds_no_join_address():
    page = make_webinar(join_url="https://meet.example.org/room-4711")
    assert page.join_url
    found = links(page)
    assert "room-4711" not in found.google + found.outlook


def test_page_shows_the_links_escaped(client):
    page = make_webinar(title='"><script>', slug="calls")
    text = client.get(page.url).content.decode()
    assert links(page).google.replace("&", "&amp;") in text
    assert links(page).outlook.replace("&", "&amp;") in text
    assert "<script>alert" not in text
