"""How many queries a search costs: the same for 1, 3 and 30 results, and four more for a person with an account."""

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cms.models import HomePage, StandardPage
from tests.make import (
    NOW,
    make_document,
    make_keyword,
    make_private,
    make_resource,
    make_speaker,
    make_topic,
    make_visitor,
    make_webinar,
)

pytestmark = [pytest.mark.time_machine(NOW, tick=False), pytest.mark.usefixtures("index")]

ROWS = pytest.mark.parametrize("rows", [1, 3, 30])
LOGIN = 4
EVENTS, RESOURCES, MOST, NOTHING, START = 12, 11, 17, 14, 13


def queries(client, **asked) -> int:
    client.get("/search/", asked)
    with CaptureQueriesContext(connection) as captured:
        response = client.get("/search/", asked)
    assert response.status_code == 200
    return len(captured)


def page_queries(client, **asked) -> int:
    """The queries for anybody; makes sure that a visitor with an account costs LOGIN more."""
    counted = queries(client, **asked)
    visitor = get_user_model().objects.filter(username="visitor").first() or make_visitor()
    client.force_login(visitor)
    assert queries(client, **asked) == counted + LOGIN
    client.logout()
    return counted


def fill(rows: int) -> None:
    """Results of every kind, as many of each as told; `herons` are events, `egrets` resources."""
    for number in range(rows):
        resource = make_resource(
            title=f"Owls {number}, egrets",
            keywords=[make_keyword(f"Owls {number}")],
            document=make_document(),
            intercepts=(1,),
        )
        make_topic(title="Owls", slug=f"owls-{number}", entries=[resource])
        make_webinar(title=f"Owls {number}, herons", intercepts=(1,))
        make_speaker(name=f"Owls {number}")
        page = StandardPage(title=f"Owls {number}", body=[("text", "<p>Owls.</p>")])
        HomePage.objects.get().add_child(instance=page)
        make_private(make_resource(title="Owls"))


@ROWS
def test_search_costs_the_same_for_any_number(client, rows):
    fill(rows)
    assert page_queries(client, q="herons") == EVENTS
    assert page_queries(client, q="egrets") == RESOURCES
    assert page_queries(client, q="nothing") == NOTHING
    assert page_queries(client) == START


def test_search_costs_little_whatever_is_found(client):
    fill(3)
    assert page_queries(client, q="owls", topic="owls-0", sort="new") <= MOST
    assert page_queries(client, q="owls 1") <= MOST
    assert page_queries(client, intercept="1") <= MOST
    kinds = {row.kind for row in client.get("/search/?q=owls").context["search"].rows}
    assert {"Speaker", "Topic", "Page", "Resource", ""} == kinds
    assert page_queries(client, q="owls") <= MOST
