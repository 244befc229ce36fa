"""Choosing terms in the admin: what is offered, and making a new one in the same place."""

import json

import pytest
from wagtail.models import ModelLogEntry

from resources.models import Keyword, Organization
from tests.make import make_keyword, make_organization
from tests.resources.admin.vocabulary import chooser_url, member_with

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("editor")]


def offered(response) -> str:
    """What the chooser shows in its list."""
    if response["Content-Type"].startswith("text/html"):
        return response.content.decode()
    return json.loads(response.content)["html"]


@pytest.mark.parametrize("view", ["choose", "choose_results"])
@pytest.mark.parametrize("query", [{}, {"multiple": "1"}])
def test_merged_terms_are_not_offered(client, view, query):
    make_keyword("Peers", merged_into=make_keyword("Peer support", synonyms=["mutual aid"]))
    text = offered(client.get(chooser_url(view, **query)))
    assert "Peer support" in text
    assert "mutual aid" in text
    assert "Peers" not in text


@pytest.mark.parametrize(
    ("words", "found"),
    [("SIM", True), ("six inter", True), ("MODEL", True), ("peers", False), ("x" * 5000, False)],
)
def test_search_finds_by_every_name(client, words, found):
    make_keyword("Sequential Intercept Model", acronym="SIM", synonyms=["Six intercepts"])
    text = offered(client.get(chooser_url("choose_results", q=words)))
    assert ("Sequential Intercept Model (SIM)" in text) is found


def test_search_bears_what_is_no_text(client):
    make_keyword("Peers")
    assert "Peers" in offered(client.get(chooser_url("choose_results", q="\x00")))


@pytest.mark.parametrize("number", [1, 3, 25])
def test_list_costs_as_many_queries_for_any_number(client, number, django_assert_num_queries):
    for count in range(number):
        make_keyword(synonyms=[f"other {count}"])
    client.get(chooser_url("choose_results"))
    with django_assert_num_queries(6):
        client.get(chooser_url("choose_results"))


@pytest.mark.parametrize(
    ("model", "field", "kind"),
    [("keyword", "label", Keyword), ("organization", "name", Organization)],
)
def test_new_term_is_made_in_place(client, model, field, kind):
    address = chooser_url("create", model=model)
    answer = client.post(address, {field: "Zebra Line", "acronym": "ZL"}).json()
    term = kind.objects.get()
    assert answer["step"] == "chosen"
    assert answer["result"] == {
        "id": str(term.pk),
        "string": "Zebra Line (ZL)",
        "edit_url": f"/admin/snippets/resources/{model}/edit/{term.pk}/",
    }
    assert ModelLogEntry.objects.filter(action="wagtail.create", object_id=str(term.pk)).exists()


def test_double_is_refused_at_the_field_in_place(client):
    make_keyword("Peers", synonyms=["mutual aid"])
    answer = client.post(chooser_url("create"), {"label": "MUTUAL AID", "acronym": "MA"}).json()
    assert answer["step"] == "reshow_creation_form"
    assert "“MUTUAL AID” is in the vocabulary already: Peers." in answer["htmlFragment"]
    assert 'value="MA"' in answer["htmlFragment"]
    assert Keyword.objects.count() == 1


@pytest.mark.parametrize("label", ["", "a\x00b", "x" * 200_000, "ﷺ" * 100, "\u200b"])
def test_bad_name_is_refused_in_place(client, label):
    answer = client.post(chooser_url("create"), {"label": label}).json()
    assert answer["step"] == "reshow_creation_form"
    assert "error-message" in answer["htmlFragment"]
    assert not Keyword.objects.exists()


def test_several_chosen_are_answered_and_nonsense_left_out(client):
    one, other = make_keyword("One"), make_keyword("Other")
    address = chooser_url("chosen_multiple", multiple=1, id=[other.pk, "x", "9" * 30, one.pk])
    answer = client.get(address).json()
    assert [item["string"] for item in answer["result"]] == ["One", "Other"]


def test_who_may_not_add_finds_but_makes_nothing(client):
    make_keyword("Peers")
    client.force_login(member_with("view_keyword"))
    text = offered(client.get(chooser_url("choose", multiple=1)))
    assert "Peers" in text
    assert "tab-create" not in text
    client.post(chooser_url("create"), {"label": "Courts"})
    assert Keyword.objects.count() == 1


def test_organization_chooser_has_no_list_to_paste(client):
    make_organization("Pine County")
    text = offered(client.get(chooser_url("choose", model="organization", multiple=1)))
    assert "Pine County" in text
    assert "tab-paste" not in text
