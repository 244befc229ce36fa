"""Filters of the event list by keyword, topic and intercept: what is offered, what an address chooses."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from wagtail.models import Site

from events.list_choices import KEPT
from events.listing import listing_context
from events.models import EventIndexPage, EventKeyword, EventPage, FeedVersion
from resources.models import ResourceIndexPage, TopicEntry
from tests.events.test_listing import listing, titles
from tests.events.test_subjects import about
from tests.make import (
    NOW,
    make_event,
    make_keyword,
    make_many_events,
    make_other_site,
    make_past_webinar,
    make_private,
    make_resource,
    make_topic,
    make_visitor,
    make_webinar,
)

pytestmark = [pytest.mark.time_machine(NOW, tick=False), pytest.mark.usefixtures("index")]

# While the choices are known; finding them anew takes three more.
QUERIES = {"": 7, "?page=2": 6, "?when=past": 5, "?keyword=k-0&topic=t-0&intercept=1": 6}


def offered(name: str, query: str = "") -> list[tuple[str, str]]:
    form = listing(query).form
    return [(v, str(w)) for v, w in form.fields[name].choices if v] if name in form.fields else []


def test_filter_by_keyword_takes_what_was_merged_into_it(index):
    peers, old, other = make_keyword("Peers"), make_keyword("Old"), make_keyword("Other")
    make_event(title="By name", **about(keywords=[peers]))
    make_event(title="By old name", **about(keywords=[old]))
    make_event(title="Other", **about(keywords=[other]))
    assert titles("?keyword=peers") == ["By name"]
    old.merged_into = peers
    old.save()
    for query in ("?keyword=peers", "?keyword=old"):
        assert titles(query) == ["By name", "By old name"]
        assert listing(query).form.errors == {}
        assert listing(query).form["keyword"].value() == "peers"
    assert offered("keyword") == [("other", "Other"), ("peers", "Peers")]


def test_filter_by_topic_takes_its_entries_and_what_names_it(index):
    entry = make_event(title="An entry")
    topic = make_topic(title="Housing", slug="housing", entries=[make_resource(), entry])
    make_event(title="Names it", **about(topics=[topic]))
    make_event(title="Neither")
    assert titles("?topic=housing") == ["An entry", "Names it"]
    assert offered("topic") == [("housing", "Housing")]


def test_filter_by_intercept(index):
    make_event(title="One", intercepts=(1,))
    make_event(title="One and five", intercepts=(1, 5))
    make_event(title="None")
    assert titles("?intercept=1") == ["One", "One and five"]
    assert titles("?intercept=5") == ["One and five"]
    assert offered("intercept") == [("1", "1: Law enforcement"), ("5", "5: Community corrections")]


def test_choices_follow_what_is_published_at_once(index):
    peers, housing = make_keyword("Peers"), make_topic(title="Housing", slug="housing")
    event = make_event(**about(keywords=[make_keyword("Other")], topics=[housing]))
    assert offered("keyword") == [("other", "Other")]
    event.keyword_links.add(EventKeyword(keyword=peers))
    event.save_revision().publish()
    assert offered("keyword") == [("other", "Other"), ("peers", "Peers")]
    assert offered("topic") == [("housing", "Housing")]
    make_private(housing)
    assert offered("topic") == []
    event.unpublish()
    assert offered("keyword") == []


@pytest.mark.time_machine(NOW, tick=False)
def test_choices_follow_an_intercept_within_a_minute(index, time_machine):
    event = make_event(intercepts=(1,))
    assert [value for value, _ in offered("intercept")] == ["1"]
    EventPage.objects.filter(pk=event.pk).update(intercepts=(2,))
    time_machine.move_to(NOW + timedelta(seconds=KEPT + 1), tick=False)
    assert [value for value, _ in offered("intercept")] == ["2"]


def test_filters_add_up(index):
    peers = make_keyword("Peers")
    topic = make_topic(slug="housing")
    make_webinar(title="All", **about(keywords=[peers], topics=[topic], intercepts=(1,)))
    make_event(title="Not online", **about(keywords=[peers], topics=[topic], intercepts=(1,)))
    make_webinar(title="Not it", **about(keywords=[peers], topics=[topic]))
    query = "?keyword=peers&topic=housing&intercept=1&delivery=virtual&year=2026"
    assert titles(query) == ["All"]


def test_only_what_occurs_in_the_list_is_offered(index):
    ahead, over, hidden, unused = (make_keyword(f"K {n}") for n in "abcd")
    private = make_topic(title="Private")
    make_event(**about(keywords=[ahead], topics=[private], intercepts=(0,)))
    make_past_webinar(**about(keywords=[over], intercepts=(3,)))
    make_private(make_event(**about(keywords=[hidden], intercepts=(4,))))
    make_event(live=False, **about(keywords=[unused], intercepts=(5,)))
    assert offered("topic") == [(private.slug, "Private")]
    make_private(private)
    assert offered("keyword") == [("k-a", "K a")]
    assert offered("keyword", "?when=past") == [("k-b", "K b")]
    assert (offered("topic"), offered("intercept")) == ([], [("0", "0: Community services")])


def test_list_without_subjects_offers_only_format_and_year(index):
    make_event()
    assert list(listing().form.fields) == ["delivery", "year"]


@pytest.mark.parametrize(
    ("query", "field", "sentence"),
    [
        ("?keyword=nobody", "keyword", "There is no keyword “nobody”. Choose one from the list."),
        ("?keyword=%00", "keyword", "There is no keyword “\0”. Choose one from the list."),
        ("?topic=nobody", "topic", "There is no topic “nobody”. Choose one from the list."),
        ("?topic=a%27b", "topic", "There is no topic “a'b”. Choose one from the list."),
        ("?intercept=6", "intercept", "There is no intercept “6”. Choose one from the list."),
        ("?intercept=-1", "intercept", "There is no intercept “-1”. Choose one from the list."),
    ],
)
def test_unknown_value_is_named_at_its_field_and_left_out(client, query, field, sentence):
    make_event(title="Room")
    found = listing(query)
    assert found.form.errors == {field: [sentence]}
    assert [card.title for card in found.cards] == ["Room"]
    assert not found.is_filtered
    assert client.get(f"/events/{query}").status_code == 200


def test_long_and_strange_values_break_nothing(client):
    make_event(**about(keywords=[make_keyword()]))
    for value in ("x" * 5000, "%F0%9F%8E%A7", "%ff", "1)%20OR%201=1", "%D9%85"):
        for name in ("keyword", "topic", "intercept", "year"):
            assert client.get(f"/events/?{name}={value}").status_code == 200


def test_keyword_that_no_event_of_the_list_has_leaves_an_empty_list_that_helps_on(client):
    make_event()
    make_past_webinar(title="Over", **about(keywords=[make_keyword("Peers")]))
    make_topic(slug="housing")
    for query in ("?keyword=peers", "?topic=housing", "?intercept=2"):
        assert (titles(query), listing(query).form.errors) == ([], {})
    text = client.get("/events/?keyword=peers").content.decode()
    assert "No event matches these filters." in text
    assert "/events/?keyword=peers&amp;when=past" in text or "?keyword=peers&amp;when=past" in text
    assert titles("?keyword=peers&when=past") == ["Over"]


def test_keyword_that_nothing_public_has_is_unknown(client):
    event = make_event(**about(keywords=[make_keyword("Night raid", slug="guessed")]))
    assert "Night raid" in client.get("/events/?keyword=guessed").content.decode()
    make_private(event)
    text = client.get("/events/?keyword=guessed").content.decode()
    assert "There is no keyword “guessed”. Choose one from the list." in text
    assert "Night raid" not in text


def test_keyword_that_only_a_resource_has_leaves_an_empty_list(client):
    make_event(**about(keywords=[make_keyword("Other")]))
    make_resource(keywords=[make_keyword("Peers")])
    assert (titles("?keyword=peers"), listing("?keyword=peers").form.errors) == ([], {})


@pytest.mark.parametrize("name", ["delivery", "keyword", "topic", "intercept", "year"])
def test_long_value_is_named_by_its_beginning(name):
    [sentence] = listing(f"?{name}={'w' * 5000}").form.errors[name]
    assert f"“{'w' * 40}”" in sentence


def test_topic_of_another_site_is_unknown_here(client):
    elsewhere = make_other_site().get_parent()
    library = elsewhere.add_child(instance=ResourceIndexPage(title="There", slug="library"))
    topic = make_topic(slug="there", parent=library)
    make_event(**about(topics=[topic]))
    assert "There is no topic “there”." in client.get("/events/?topic=there").content.decode()
    assert 'value="there"' not in client.get("/events/").content.decode()


def test_list_leads_to_the_calendar_of_its_filter(client):
    make_event(**about(keywords=[make_keyword("Peers")]))
    text = client.get("/events/?keyword=peers").content.decode()
    assert (
        '<a class="go" href="/calendar/?keyword=peers">Subscribe to “Peers” in your calendar'
        in text
    )
    text = client.get("/events/").content.decode()
    assert '<a class="go" href="/calendar/">Subscribe in your calendar' in text


@pytest.mark.parametrize("rows", [1, 3, 30])
@pytest.mark.parametrize(("query", "count"), QUERIES.items())
def test_list_costs_the_same_for_any_number_of_keywords(index, client, rows, query, count):
    events = make_many_events(52)
    EventPage.objects.update(intercepts=(1,))
    make_many_events(3, day=-100)
    for number in range(rows):
        keyword, topic = make_keyword(f"K {number}"), make_topic(slug=f"t-{number}")
        EventKeyword.objects.bulk_create(EventKeyword(page=e, keyword=keyword) for e in events)
        TopicEntry.objects.bulk_create(
            TopicEntry(topic=topic, page_id=event.pk) for event in events
        )
    for user in (None, make_visitor()):
        request = RequestFactory().get(f"/events/{query}")
        request.user = user
        Site.find_for_request(request)  # as every answer does before the list
        Site.get_site_root_paths()
        page = EventIndexPage.objects.get(pk=index.pk)
        FeedVersion.bump(now=NOW)
        for more in (3, 0):
            with CaptureQueriesContext(connection) as captured:
                listing_context(request=request, index=page, now=NOW)
            assert len(captured) == count + more
