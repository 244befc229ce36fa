"""How to subscribe: a page for every feed, what it says of each program, and who links to it."""

import html
import re

import pytest

from events.feed_filter import FeedFilter
from tests.events.test_subjects import about
from tests.make import (
    NOW,
    make_keyword,
    make_library,
    make_session,
    make_topic,
    make_webinar,
)

pytestmark = [pytest.mark.time_machine(NOW, tick=False), pytest.mark.usefixtures("index")]


def text_of(client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return html.unescape(response.content.decode())


def alternates(client, address: str) -> list[tuple[str, str]]:
    pattern = r'<link rel="alternate" type="([^"]+)" title="[^"]+" href="([^"]+)">'
    return re.findall(pattern, text_of(client, address))


def feeds(query: str) -> set[tuple[str, str]]:
    names = {"ics": "text/calendar", "atom": "application/atom+xml", "json": "application/feed+json"}  # fmt: skip
    recordings = {"rss": "application/rss+xml", "atom": names["atom"], "json": names["json"]}
    return {
        *((kind, f"/calendar/events.{form}{query}") for form, kind in names.items()),
        *((kind, f"/events/recordings.{form}{query}") for form, kind in recordings.items()),
    }


@pytest.mark.parametrize(
    ("query", "heading", "condition"),
    [
        ("?delivery=virtual", "Virtual events", "Format: Virtual"),
        ("?intercept=1", "Events at intercept 1", "Intercept 1: Law enforcement"),
        ("?year=2026", "Events in 2026", "Year of the first date: 2026"),
        ("?keyword=peers&delivery=virtual", "Virtual events on Peers", "Format: Virtual"),
        ("?series={pk}", "Sessions of “Night & calls”", 'Event: <a href="/events/night/">Night & calls</a>'),
    ],
)  # fmt: skip
def test_every_filter_has_a_page_that_names_it(client, query, heading, condition):
    peers = make_keyword("Peers")
    page = make_webinar(title="Night & calls", slug="night", intercepts=(1,), **about(keywords=[peers]))  # fmt: skip
    query = query.replace("{pk}", str(page.pk))
    text = text_of(client, f"/calendar/{query}")
    assert f"<h1>{heading} in your own calendar</h1>" in text
    assert f"<li>{condition}</li>" in text
    assert f'value="http://testserver/calendar/events.ics{query}"' in text
    assert f'href="webcal://testserver/calendar/events.ics{query}"' in text
    assert f'<link rel="canonical" href="http://testserver/calendar/{query}">' in text
    assert feeds(query) <= set(alternates(client, f"/calendar/{query}"))


def test_page_counts_what_the_feed_has(client):
    page = make_webinar(title="Series", sessions=[make_session(day) for day in (-300, 3, 9)])
    make_webinar(sessions=[make_session(-500)])
    for query, sentence in (
        ("", "The calendar has 1 upcoming event now."),
        ("?delivery=virtual", "The calendar has 1 upcoming event now."),
        ("?delivery=hybrid", "No event is planned right now;"),
        ("?year=2025", "The calendar has 1 event now."),
        (f"?series={page.pk}", "The calendar has 3 sessions now."),
    ):
        assert sentence in text_of(client, f"/calendar/{query}")


def test_page_says_of_each_program_how_soon_changes_show(client):
    text = text_of(client, "/calendar/")
    for words in (
        "after 8 to 24 hours. Google decides, and has no button to hurry it.",
        "after about 3 hours, sometimes only after a day.",
        "at each send and receive while Outlook is open.",
        "from every 5 minutes to every week",
        "every 30 minutes, unless you choose otherwise",
        "You don’t have to register for anything to subscribe.",
        "no link that is yours alone",
        "the entry doesn’t follow when the date changes",
    ):
        assert words in text


@pytest.mark.parametrize(
    "query", ["?delivery=boat", "?year=1066", "?series=0", "?series=x", "?intercept=9", "?intercept="]
)  # fmt: skip
def test_page_names_what_is_unknown_and_offers_all(client, query):
    text = text_of(client, f"/calendar/{query}")
    assert "This is the calendar of all events." in text
    assert 'value="http://testserver/calendar/events.ics"' in text


def test_pages_name_their_feeds_to_programs(client):
    peers, topic = make_keyword("Peers"), make_topic(title="Housing", slug="housing")
    page = make_webinar(slug="night", **about(keywords=[peers], topics=[topic]))
    make_library()
    for address, query in (
        ("/events/", ""),
        ("/events/?delivery=virtual&keyword=peers", "?keyword=peers&delivery=virtual"),
        ("/events/night/", f"?series={page.pk}"),
        ("/library/housing/", "?topic=housing"),
        ("/keywords/peers/", "?keyword=peers"),
    ):
        found = alternates(client, address)
        assert feeds(query) <= set(found)
        assert len(found) == len(set(found))
        for _, feed in found:
            assert client.get(feed).status_code == 200


def test_event_page_leads_to_the_subscription_of_its_sessions(client):
    page = make_webinar(slug="night", sessions=[make_session(3), make_session(9)])
    text = text_of(client, "/events/night/")
    assert f'<a href="/calendar/?series={page.pk}">subscription to its sessions</a>' in text


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("?keyword=peers", "Peers"),
        ("?keyword=peers&year=2026", "events on Peers in 2026"),
        ("?delivery=virtual", "virtual events"),
        ("?delivery=boat&year=2026", "events in 2026"),
    ],
)
def test_list_names_the_subscription_of_its_filter(client, query, words):
    make_webinar(**about(keywords=[make_keyword("Peers")]))
    assert f"Subscribe to “{words}” in your calendar" in text_of(client, f"/events/{query}")


def test_empty_filter_is_no_filter():
    assert (FeedFilter().query, FeedFilter().is_whole) == ("", False)
    assert FeedFilter(year="2026").is_whole
    assert FeedFilter(series="1", keyword="a").query == "?keyword=a&series=1"
