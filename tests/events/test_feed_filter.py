"""Feeds of a keyword, a topic, or both: what is in them, what they are called, which addresses there are.

The other filters are in test_feed_filters.py.
"""

import icalendar
import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext

from events.feed_bytes import STORE
from events.feed_filter import FeedFilter, NoSuchFeed, feed_filter
from resources.models import ResourceIndexPage
from tests.events.test_feeds import FEED, get, summaries
from tests.events.test_subjects import about
from tests.make import (
    NOW,
    make_keyword,
    make_other_site,
    make_private,
    make_resource,
    make_session,
    make_topic,
    make_webinar,
)

pytestmark = [pytest.mark.time_machine(NOW, tick=False), pytest.mark.usefixtures("index")]


def merge(term, into) -> None:
    term.merged_into = into
    term.save()


# ---- what is in a feed ----


def test_feed_of_a_keyword_has_its_events_alone(client):
    peers = make_keyword("Peers")
    make_webinar(title="With", **about(keywords=[peers]))
    make_webinar(title="Without", **about(keywords=[make_keyword("Other")]))
    assert summaries(client, FEED) == ["With", "Without"]
    assert summaries(client, f"{FEED}?keyword=peers") == ["With"]


def test_feed_of_a_topic_has_its_entries_and_what_names_it(client):
    entry = make_webinar(title="Entry")
    topic = make_topic(slug="housing", entries=[entry])
    make_webinar(title="Names it", **about(topics=[topic]))
    make_webinar(title="Neither")
    assert summaries(client, f"{FEED}?topic=housing") == ["Entry", "Names it"]


def test_feed_of_both_has_what_belongs_to_both(client):
    peers, topic = make_keyword("Peers"), make_topic(slug="housing")
    make_webinar(title="Both", **about(keywords=[peers], topics=[topic]))
    make_webinar(title="Keyword", **about(keywords=[peers]))
    make_webinar(title="Topic", **about(topics=[topic]))
    for query in ("?keyword=peers&topic=housing", "?topic=housing&keyword=peers"):
        assert summaries(client, FEED + query) == ["Both"]


def test_feed_of_a_merged_keyword_has_the_events_of_the_other(client):
    peers, old = make_keyword("Peers"), make_keyword("Old name")
    make_webinar(title="By name", **about(keywords=[peers]))
    make_webinar(title="By old name", **about(keywords=[old]))
    assert summaries(client, f"{FEED}?keyword=old-name") == ["By old name"]
    merge(old, into=peers)
    for slug in ("old-name", "peers"):
        assert summaries(client, f"{FEED}?keyword={slug}") == ["By name", "By old name"]
    merge(old, into=None)
    assert summaries(client, f"{FEED}?keyword=old-name") == ["By old name"]


def test_feed_keeps_the_rules_of_all_feeds(client):
    peers = make_keyword("Peers")
    make_private(make_webinar(title="Private", **about(keywords=[peers])))
    make_webinar(title="Draft", live=False, **about(keywords=[peers]))
    make_webinar(title="Old", sessions=[make_session(-100)], **about(keywords=[peers]))
    make_webinar(title="There", parent=make_other_site(), **about(keywords=[peers]))
    make_webinar(title="Here", **about(keywords=[peers]))
    assert summaries(client, f"{FEED}?keyword=peers") == ["Here"]
    assert summaries(client, f"{FEED}?keyword=peers", host="other.example") == ["There"]


def test_feed_of_a_keyword_that_no_event_has_is_an_empty_calendar(client):
    make_keyword("Peers")
    make_webinar()
    assert summaries(client, f"{FEED}?keyword=peers") == []


@pytest.mark.parametrize("slug", ["night-raid", "old-name"])
def test_keyword_that_nothing_public_has_is_named_nowhere(client, slug):
    secret, old = make_keyword("Night  raid", acronym="ZZ"), make_keyword("Old name")
    page = make_webinar(**about(keywords=[secret]))
    merge(old, into=secret)
    for address in (f"{FEED}?keyword={slug}", f"/calendar/?keyword={slug}"):
        assert "Night raid (ZZ)" in client.get(address).content.decode()
    make_private(page)
    feed, text = (client.get(f"{address}?keyword={slug}") for address in (FEED, "/calendar/"))
    calendar = icalendar.Calendar.from_ical(feed.content)
    assert (str(calendar["NAME"]), calendar.events) == ("TTA Center: events", [])
    assert f"There is no keyword “{slug}”." in text.content.decode()
    assert b"ZZ" not in feed.content + text.content


def test_feed_says_what_it_is_about(client):
    make_webinar(**about(keywords=[make_keyword("Peers", acronym="PS")]))
    make_topic(title="Housing first", slug="housing")
    calendar = icalendar.Calendar.from_ical(get(client, f"{FEED}?topic=housing&keyword=peers"))
    assert {name: str(calendar[name]) for name in ("NAME", "URL", "SOURCE", "DESCRIPTION")} == {
        "NAME": "TTA Center: events on Peers (PS) and Housing first",
        "URL": "http://testserver/calendar/?keyword=peers&topic=housing",
        "SOURCE": "http://testserver/calendar/events.ics?keyword=peers&topic=housing",
        "DESCRIPTION": "Webinars and training events of TTA Center on Peers (PS) and Housing first.",
    }


# ---- which feeds there are ----


NAMES = "There are keyword, topic, delivery, intercept, year and series."


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("?keyword=nobody", "There is no keyword “nobody”."),
        ("?topic=nobody", "There is no topic “nobody”."),
        ("?topic=draft", "There is no topic “draft”."),
        ("?topic=private", "There is no topic “private”."),
        ("?topic=there", "There is no topic “there”."),
        ("?keyword=peers&topic=nobody", "There is no topic “nobody”."),
        ("?keyword=", "There is no keyword “”."),
        ("?keyword=a%00", "There is no keyword “a\0”."),
        ("?keyword=Peers", "There is no keyword “Peers”."),
        ("?keyword=peers&keyword=other", "The address names more than one keyword."),
        ("?keywords=peers", f"Feeds have no filter “keywords”. {NAMES}"),
        ("?when=past", f"Feeds have no filter “when”. {NAMES}"),
        ("?keyword=<script>", "There is no keyword “<script>”."),
        (f"?keyword={'x' * 3000}", f"There is no keyword “{'x' * 80}”."),
    ],
)
def test_unknown_feed_is_not_found_and_says_why(client, query, sentence):
    make_keyword("Peers")
    make_webinar()
    make_topic(slug="draft", live=False)
    make_private(make_topic(slug="private"))
    elsewhere = make_other_site().get_parent()
    library = elsewhere.add_child(instance=ResourceIndexPage(title="There", slug="library"))
    make_topic(slug="there", parent=library)
    response = client.get(FEED + query)
    assert response.status_code == 404
    assert response.headers["Content-Type"] == "text/plain; charset=utf-8"
    every = "The calendar of all events: http://testserver/calendar/events.ics"
    assert response.content.decode() == f"{sentence} {every}"
    assert "ETag" not in response.headers


@pytest.mark.parametrize("extra", ["utm_source=mail", "utm_x=1&fbclid=2", "gclid=", "mc_cid=1"])
def test_what_other_sites_add_to_links_changes_nothing(client, extra):
    make_keyword("Peers")
    make_webinar()
    for query in ("", "keyword=peers"):
        plain, added = (client.get(f"{FEED}?{q}") for q in (query, f"{extra}&{query}"))
        assert (added.status_code, added.content) == (200, plain.content)
        assert added.headers["ETag"] == plain.headers["ETag"]


def test_filter_has_one_key_whatever_the_order():
    both = feed_filter(QueryDict("topic=a&keyword=b"))
    assert both == feed_filter(QueryDict("keyword=b&topic=a")) == FeedFilter(keyword="b", topic="a")
    assert (both.key, both.query) == ("?keyword=b&topic=a", "?keyword=b&topic=a")
    assert (FeedFilter().key, FeedFilter().query, bool(FeedFilter())) == ("all", "", False)
    with pytest.raises(NoSuchFeed):
        feed_filter(QueryDict("topic=a:b"))


def test_every_filter_has_an_etag_of_its_own(client):
    make_keyword("Peers"), make_keyword("Other"), make_topic(slug="peers")
    queries = ("", "?keyword=peers", "?keyword=other", "?topic=peers", "?keyword=peers&topic=peers")
    assert len({client.get(FEED + query).headers["ETag"] for query in queries}) == len(queries)


# ---- what it costs ----


@pytest.mark.parametrize("rows", [1, 3, 30])
@pytest.mark.parametrize(
    ("query", "count"), [("?keyword=peers", 6), ("?topic=housing", 5), ("?keyword=peers&topic=housing", 8)]
)  # fmt: skip
def test_feed_costs_the_same_for_any_number(client, rows, query, count):
    peers, topic = make_keyword("Peers"), make_topic(slug="housing")
    for _ in range(rows):
        make_webinar(**about(keywords=[peers], topics=[topic]))
    response = client.get(FEED + query)
    STORE.clear()
    for costs in (count, 1):
        with CaptureQueriesContext(connection) as captured:
            assert client.get(FEED + query).content.count(b"BEGIN:VEVENT") == rows
        assert len(captured) == costs
    asked = {"if-none-match": response.headers["ETag"]}
    with CaptureQueriesContext(connection) as captured:
        assert client.get(FEED + query, headers=asked).status_code == 304
    assert len(captured) == 1


# ---- how to subscribe ----


def test_subscribing_page_explains_the_feed_of_a_filter(client):
    peers, topic = make_keyword("Peers & co"), make_topic(title="<b>Housing</b>", slug="housing")
    make_webinar(**about(keywords=[peers], topics=[topic]))
    make_webinar()
    text = client.get("/calendar/?keyword=peers-co&topic=housing&utm_source=x").content.decode()
    assert (
        'value="http://testserver/calendar/events.ics?keyword=peers-co&amp;topic=housing"' in text
    )
    assert (
        "Events on Peers &amp; co and &lt;b&gt;Housing&lt;/b&gt; in your own calendar</h1>" in text
    )
    assert "The calendar has 1 upcoming event now." in text
    assert 'href="/keywords/peers-co/"' in text
    assert "<b>Housing" not in text


@pytest.mark.parametrize("query", ["?keyword=nobody", "?topic=%00", "?keyword=", "?topic=draft"])
def test_subscribing_page_names_what_is_unknown_and_offers_all(client, query):
    make_topic(slug="draft", live=False)
    make_webinar()
    text = client.get(f"/calendar/{query}").content.decode()
    assert "This is the calendar of all events." in text
    assert "There is no " in text
    assert 'value="http://testserver/calendar/events.ics"' in text


def test_keyword_that_is_public_nowhere_any_more_is_named_no_longer(client, index):
    keyword = make_keyword("Night desks")
    resource = make_resource(keywords=[keyword])
    address = f"{FEED}?keyword={keyword.slug}"
    assert b"Night desks" in client.get(address).content
    resource.unpublish()
    assert b"Night desks" not in client.get(address).content
