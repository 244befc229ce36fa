"""Recordings as Atom and JSON Feed, and by filter: the same entries as RSS has, under permalinks."""

import json
from datetime import timedelta
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from events.models import EventPage
from tests.events.test_feed_news import NAMES, links, of
from tests.events.test_recordings_rss import VIDEO, items
from tests.events.test_subjects import about
from tests.make import (
    NOW,
    make_event,
    make_keyword,
    make_many_events,
    make_other_site,
    make_past_webinar,
    make_private,
    make_webinar,
    publish,
)

pytestmark = [pytest.mark.time_machine(NOW, tick=False), pytest.mark.usefixtures("index")]

RSS, ATOM, JSON = (f"/events/recordings.{form}" for form in ("rss", "atom", "json"))
ALL = pytest.mark.parametrize("address", [RSS, ATOM, JSON])


def atom(client, query: str = "", **headers) -> ElementTree.Element:
    response = client.get(ATOM + query, headers=headers)
    assert response.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    return ElementTree.fromstring(response.content)


def titles(client, query: str = "", **headers) -> list[str]:
    """What all three forms have."""
    in_json = json.loads(client.get(JSON + query, headers=headers).content)["items"]
    found = [item["title"] for item in in_json]
    assert of(atom(client, query, **headers), "entry/title") == found
    rss = ElementTree.fromstring(client.get(RSS + query, headers=headers).content)
    assert [item.findtext("title") for item in rss.iter("item")] == found
    return found


def test_entry_keeps_its_permalink_and_is_dated_by_the_last_published_change(client, time_machine):
    page = make_past_webinar(title="Night calls", slug="before", summary="Why & how.", **VIDEO)
    publish(page)
    feed = atom(client)
    permalink = f"http://testserver/calendar/events/{page.pk}/"
    assert of(feed, "entry/id") == [permalink]
    assert client.get(permalink).headers["Location"] == "/events/before/"
    later = NOW + timedelta(hours=2)
    time_machine.move_to(later)
    page.title, page.slug = "Day calls", "after"
    page.save_revision()
    assert of(atom(client), "updated") == of(feed, "updated") == [NOW.isoformat()]
    publish(page)
    feed = atom(client)
    assert (of(feed, "entry/id"), of(feed, "entry/title")) == ([permalink], ["Day calls"])
    assert of(feed, "entry/updated") == of(feed, "updated") == [later.isoformat()]
    assert of(feed, "entry/published") == [NOW.isoformat()]
    assert of(feed, "entry/summary") == ["Why & how."]
    [entry] = feed.findall("atom:entry", NAMES)
    assert links(entry) == {"alternate": "http://testserver/events/after/#recording"}
    assert client.get(permalink).headers["Location"] == "/events/after/"


def test_json_has_the_same_entry(client):
    page = make_past_webinar(title="Night calls", slug="night-calls", summary="Why <b>", **VIDEO)
    feed = json.loads(client.get(JSON).content)
    assert (feed["title"], feed["feed_url"]) == ("TTA Center: recordings", f"http://testserver{JSON}")  # fmt: skip
    assert feed["home_page_url"] == "http://testserver/events/?when=past"
    [item] = feed["items"]
    assert item["id"] == f"http://testserver/calendar/events/{page.pk}/"
    assert item["url"] == "http://testserver/events/night-calls/#recording"
    assert (item["content_text"], item["date_published"]) == ("Why <b>", NOW.isoformat())


def test_filters_are_those_of_the_list(client):
    peers = make_keyword("Peers")
    page = make_past_webinar(title="With", intercepts=(2,), **about(keywords=[peers]), **VIDEO)
    make_past_webinar(title="Without", **VIDEO)
    both = ["Without", "With"]
    for query, found in (
        ("", both),
        ("?keyword=peers", ["With"]),
        ("?intercept=2&delivery=virtual", ["With"]),
        ("?year=2026", both),
        ("?delivery=hybrid", []),
        (f"?series={page.pk}", ["With"]),
    ):
        assert titles(client, query) == found
    feed = atom(client, "?keyword=peers&delivery=virtual")
    assert of(feed, "title") == ["TTA Center: recordings of virtual events on Peers"]
    home = "http://testserver/events/?when=past&keyword=peers&delivery=virtual"
    assert links(feed)["alternate"] == home
    assert client.get(home).status_code == 200


def test_only_public_recordings_of_this_site_are_told(client):
    private = make_past_webinar(title="Private", **VIDEO)
    make_past_webinar(title="There", parent=make_other_site(), **VIDEO)
    assert titles(client) == ["Private"]
    make_private(private)
    assert titles(client) == []
    assert titles(client, host="other.example") == ["There"]


@ALL
def test_whoever_has_it_gets_304_until_something_changes(client, address, time_machine):
    page = make_past_webinar(title="Night calls", **VIDEO)
    make_webinar(title="Ends soon", **VIDEO)
    tag = client.get(address).headers["ETag"]
    asked = {"if-none-match": tag}
    assert client.get(address, headers=asked).status_code == 304
    time_machine.move_to(NOW + timedelta(days=8))
    response = client.get(address, headers=asked)
    assert (response.status_code, b"Ends soon" in response.content) == (200, True)
    asked = {"if-none-match": response.headers["ETag"]}
    page.unpublish()
    assert client.get(address, headers=asked).status_code == 200


@ALL
def test_feed_of_nothing_does_not_change_with_the_clock(client, address, time_machine):
    make_event()
    first = client.get(address).content
    time_machine.move_to(NOW + timedelta(hours=1))
    assert client.get(address).content == first


@ALL
def test_feed_only_reads(client, address):
    assert client.post(address).status_code == 405
    assert client.head(address).status_code == 200


@pytest.mark.parametrize("number", [0, 999, 10**18, 10**40])
def test_permalink_of_no_event_is_not_there(client, number):
    assert client.get(f"/calendar/events/{number}/").status_code == 404


def test_permalink_of_what_is_not_public_is_not_there(client):
    page = make_webinar()
    address = f"/calendar/events/{page.pk}/"
    assert client.get(address).status_code == 302
    make_private(page)
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("rows", [1, 3, 30])
@ALL
def test_form_costs_the_same_for_any_number(client, address, rows):
    make_many_events(rows, day=-100)
    EventPage.objects.update(recording_since=NOW, **VIDEO)
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    assert len(captured) == 5
    assert len(items(client)) == min(rows, 20)
