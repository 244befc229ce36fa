"""The vocabulary's listing: what it shows and finds, and who may open which page."""

import re

import pytest

from resources.models import Keyword
from tests.make import make_keyword, make_organization, make_resource
from tests.resources.admin.vocabulary import (
    member_with,
    shown,
    text_of,
    url,
    words_of,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("editor")]

BIDI = "\u202eevil\u202c"


# ---- the listing ----


def test_listing_shows_names_acronym_uses_and_merges(client):
    sim = make_keyword(
        "Sequential Intercept Model", acronym="SIM", synonyms=["six intercepts", "map"]
    )
    make_keyword("Intercepts", merged_into=sim)
    for _ in range(3):
        make_resource(keywords=[sim])

    response = client.get(url("list"))

    assert shown(response) == ["Intercepts", "Sequential Intercept Model"]
    text = text_of(response)
    assert "six intercepts, map" in text
    assert re.search(r"six intercepts, map\s+3\s", words_of(response))
    assert "Sequential Intercept Model (SIM)" in text
    assert "Add keyword" in text


def test_menu_has_a_group_of_both(client):
    text = client.get("/admin/").content.decode()
    assert '"Vocabulary"' in text
    assert url("list") in text
    assert url("list", model="organization") in text


@pytest.mark.parametrize("number", [1, 3, 30])
def test_listing_costs_as_many_queries_for_any_number(client, number, django_assert_num_queries):
    keywords = [make_keyword(synonyms=[f"other {n}"]) for n in range(number)]
    make_resource(keywords=keywords)
    into = make_keyword("Zebra")
    Keyword.objects.filter(pk=keywords[0].pk).update(merged_into=into)
    client.get(url("list"))
    with django_assert_num_queries(12):
        response = client.get(url("list"))
    assert len(shown(response)) == number + 1


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({}, ["Intercepts", "Peers", "Sequential Intercept Model"]),
        ({"q": "sim"}, ["Sequential Intercept Model"]),
        ({"q": "SIX inter"}, ["Sequential Intercept Model"]),
        ({"q": "PEER"}, ["Peers"]),
        ({"q": "nothing"}, []),
        ({"q": "\x00"}, ["Intercepts", "Peers", "Sequential Intercept Model"]),
        ({"q": "x" * 20_000}, []),
        ({"standing": "merged"}, ["Intercepts"]),
        ({"standing": "current"}, ["Peers", "Sequential Intercept Model"]),
        ({"standing": "nonsense"}, ["Intercepts", "Peers", "Sequential Intercept Model"]),
        ({"standing": "current", "q": "intercept"}, ["Sequential Intercept Model"]),
        ({"ordering": "-key"}, ["Sequential Intercept Model", "Peers", "Intercepts"]),
        ({"ordering": "nonsense"}, ["Intercepts", "Peers", "Sequential Intercept Model"]),
    ],
)
@pytest.mark.parametrize("view", ["list", "list_results"])
def test_listing_finds_and_filters(client, view, query, found):
    sim = make_keyword("Sequential Intercept Model", acronym="SIM", synonyms=["Six intercepts"])
    make_keyword("Intercepts", merged_into=sim)
    make_keyword("Peers")
    assert shown(client.get(url(view, **query))) == found


@pytest.mark.parametrize("model", ["keyword", "organization"])
def test_every_page_is_rendered_with_rows(client, model):
    into = make_keyword("Into") if model == "keyword" else make_organization("Into")
    make = {
        "keyword": lambda: make_keyword("One", synonyms=["a", "b"], acronym="O", merged_into=into),
        "organization": lambda: make_organization("One", aliases=["a", "b"], merged_into=into),
    }[model]
    term = make()
    addresses = [
        url("list", model=model),
        url("list_results", model=model),
        url("add", model=model),
        *(
            url(name, pk, model=model)
            for name in (
                "edit",
                "delete",
                "usage",
                "history",
                "history_results",
                "merge",
                "undo_merge",
            )
            for pk in (term.pk, into.pk)
        ),
    ]
    for address in addresses:
        response = client.get(address, follow=True)
        assert response.status_code == 200, address
        assert "None" not in words_of(response), address


@pytest.mark.parametrize("name", ["edit", "delete", "merge", "undo_merge"])
def test_unknown_term_is_not_found(client, name):
    assert client.get(url(name, 10**17)).status_code == 404


def test_merged_term_says_so_in_its_form(client):
    support = make_keyword("Peer support")
    peers = make_keyword("Peers", merged_into=support)
    text = text_of(client.get(url("edit", peers.pk)))
    assert "“Peers” is merged into “Peer support”." in text
    assert "is merged into" not in text_of(client.get(url("edit", support.pk)))


# ---- who may ----


@pytest.mark.parametrize(
    ("codename", "allowed"),
    [
        ("view_keyword", {"list"}),
        ("add_keyword", {"list", "add"}),
        ("change_keyword", {"list", "edit", "merge", "undo_merge"}),
        ("delete_keyword", {"list", "delete"}),
        ("change_organization", set()),
    ],
)
def test_each_right_opens_its_pages(client, codename, allowed):
    keyword = make_keyword("Peers")
    client.force_login(member_with(codename))
    opened = {
        name
        for name in ("list", "add", "edit", "delete", "merge", "undo_merge")
        if client.get(url(name, *([keyword.pk] if name not in ("list", "add") else []))).status_code
        == 200
    }
    assert opened == allowed
