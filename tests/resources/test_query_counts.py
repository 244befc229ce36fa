"""How many queries a page of the library costs: the same literal for 1, 3 and 30 rows, and for anybody who looks.

What the rooms above join is counted in theirs. A person who is logged in costs four more
everywhere: session, user, and two for what the person may do in the admin, which Wagtail's
userbar asks.
"""

import pytest
from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext

from resources.listing import resource_listing
from tests.make import (
    NOW,
    make_document,
    make_keyword,
    make_library,
    make_organization,
    make_private,
    make_resource,
    make_topic,
    make_visitor,
    make_webinar,
)

pytestmark = [pytest.mark.time_machine(NOW, tick=False), pytest.mark.usefixtures("index")]

ROWS = pytest.mark.parametrize("rows", [1, 3, 30])
LOGIN = 4
TOPIC, RESOURCE, KEYWORD = 21, 22, 19
LIBRARY, KEYWORDS, FEED, OWN_OF_LIST = 23, 10, 9, 12


@pytest.fixture
def alone(monkeypatch):
    """The library without the rooms above."""
    monkeypatch.setattr("resources.joined._providers", [])


def queries(client, address: str) -> int:
    """The queries of an answer once caches are warm."""
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        response = client.get(address)
    assert response.status_code == 200
    return len(captured)


def page_queries(client, address: str) -> int:
    """The queries of a page for anybody; makes sure that a visitor with an account costs LOGIN more."""
    counted = queries(client, address)
    client.force_login(make_visitor())
    assert queries(client, address) == counted + LOGIN
    client.logout()
    return counted


def fill(rows: int) -> list:
    """Resources that have everything, one of them private, in a library with a topic."""
    keyword = make_keyword("Peers")
    merged = make_keyword("Workers", merged_into=keyword)
    pages = [
        make_resource(
            producers=[make_organization(merged_into=make_organization()), "Bo Lee"],
            supporters=[make_organization()],
            keywords=[keyword, merged, make_keyword()],
            document=make_document(),
            year=2000 + number,
            resource_type="guide",
            intercepts=(1, 2),
        )
        for number in range(rows)
    ]
    make_private(make_resource(keywords=[keyword]))
    return pages


@ROWS
def test_topic_costs_the_same_for_any_number(client, alone, rows):
    topic = make_topic(highlighted=fill(rows))
    assert page_queries(client, topic.get_url()) == TOPIC
    assert client.get(topic.get_url()).content.count(b'class="row entry"') == rows


def test_topic_with_webinars_costs_the_same_for_any_number(client):
    counted = set()
    for rows in (1, 3, 30):
        webinars = [make_webinar() for _ in range(rows)]
        topic = make_topic(entries=[make_resource(), *webinars])
        counted.add(queries(client, topic.get_url()))
        text = client.get(topic.get_url()).content
        assert text.count(b'class="row entry"') == rows + 1
    assert len(counted) == 1


@ROWS
def test_resource_costs_the_same_for_any_number(client, alone, rows):
    fill(1)
    page = make_resource(
        producers=[make_organization() for _ in range(rows)],
        supporters=[make_organization() for _ in range(rows)],
        keywords=[make_keyword() for _ in range(rows)],
        document=make_document(),
    )
    for _ in range(rows):
        make_topic(entries=[page])
    assert page_queries(client, page.get_url()) == RESOURCE


@ROWS
def test_keyword_costs_the_same_for_any_number(client, alone, rows):
    fill(rows)
    assert page_queries(client, "/keywords/peers/") == KEYWORD


@ROWS
def test_list_of_keywords_costs_the_same_for_any_number(client, rows):
    fill(rows)
    assert page_queries(client, "/keywords/") == KEYWORDS
    assert len(client.get("/keywords/").context["keywords"]) == rows + 1


@ROWS
def test_library_costs_the_same_for_any_number(client, rows):
    pages = fill(rows)
    for page in pages:
        make_topic(entries=[page])
    assert page_queries(client, "/library/") == LIBRARY


@ROWS
def test_list_itself_costs_no_more_than_twelve(rf, rows):
    fill(rows)
    request, index = RequestFactory().get("/library/?year=2000&keyword=peers"), make_library()
    resource_listing(request=request, index=index, now=NOW)
    with CaptureQueriesContext(connection) as captured:
        found = resource_listing(request=request, index=index, now=NOW)
    assert len(found.cards) == 1
    assert len(captured) == OWN_OF_LIST <= 12


@ROWS
def test_feed_costs_the_same_for_any_number(client, rows):
    fill(rows)
    assert queries(client, "/library/new.rss") == FEED
    client.force_login(make_visitor())
    assert queries(client, "/library/new.rss") == FEED
