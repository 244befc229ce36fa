"""Adding several keywords at once: what is there is found, what is new is made once."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection, connections
from wagtail.models import ModelLogEntry
from wagtail.search.backends import get_search_backend

from resources.actions import KeywordRefused, add_keywords
from resources.models import Keyword
from resources.signals import vocabulary_changed
from tests.make import NOW, make_admin, make_keyword


def labels() -> list[str]:
    return [keyword.label for keyword in Keyword.objects.all()]


def test_each_name_becomes_its_keyword_in_order(db):
    peers = make_keyword("Peers")
    user = make_admin()

    found = add_keywords(names=["Police", "peers", "Zebra Line Model (ZLM)"], by=user, now=NOW)

    assert [str(keyword) for keyword in found] == ["Police", "Peers", "Zebra Line Model (ZLM)"]
    assert found[1] == peers
    assert found[2].acronym == "ZLM"
    assert labels() == ["Peers", "Police", "Zebra Line Model"]
    entries = ModelLogEntry.objects.filter(action="wagtail.create", user=user)
    assert sorted(entry.label for entry in entries) == ["Police", "Zebra Line Model (ZLM)"]


def test_names_that_are_one_name_become_one_keyword(db):
    found = add_keywords(names=["Police", "POLICE", " police "], by=None, now=NOW)
    assert len({keyword.pk for keyword in found}) == 1
    assert [label.casefold() for label in labels()] == ["police"]


def test_merged_and_synonym_lead_to_what_readers_see(db):
    support = make_keyword("Peer support", synonyms=["mutual aid"])
    make_keyword("Peers", merged_into=support)
    assert add_keywords(names=["Mutual Aid", "peers"], by=None, now=NOW) == [support, support]


@pytest.mark.parametrize("name", ["x" * 121, "ﷺ" * 100])
def test_name_that_can_not_be_one_is_named_and_nothing_is_added(db, name):
    with pytest.raises(KeywordRefused, match=f"“{name[:60]}”"):
        add_keywords(names=["Aardvark", name], by=None, now=NOW)
    assert labels() == []


@pytest.mark.parametrize("number", [1, 3, 30])
def test_adding_costs_as_many_queries_for_any_number(db, django_assert_num_queries, number):
    add_keywords(names=["Aardvark"], by=None, now=NOW)
    queries = 10 if connection.vendor == "sqlite" else 9  # the search index counts otherwise
    with django_assert_num_queries(queries):
        add_keywords(names=[f"Keyword {n}" for n in range(number)], by=None, now=NOW)
    assert Keyword.objects.count() == number + 1


def test_added_ones_can_be_found_and_have_addresses(db):
    make_keyword("Peers")
    add_keywords(names=["Peers!", "Peers?", "同伴"], by=None, now=NOW)
    assert sorted(Keyword.objects.values_list("slug", flat=True)) == [
        *("keyword", "peers", "peers-2", "peers-3")
    ]
    found = get_search_backend().autocomplete("peer", Keyword.objects.all())
    assert {keyword.label for keyword in found} == {"Peers", "Peers!", "Peers?"}


def test_listeners_hear_of_each(db):
    heard = []

    def listen(sender, term, **kwargs):
        heard.append(term.label)

    vocabulary_changed.connect(listen)
    try:
        add_keywords(names=["Police", "Courts"], by=None, now=NOW)
    finally:
        vocabulary_changed.disconnect(listen)
    assert heard == ["Courts", "Police"]


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("committed_index")
def test_two_who_add_the_same_list_at_once_get_the_same_keywords():
    names = [f"Keyword {number}" for number in range(20)]
    lists = [names, names[::-1], [name.upper() for name in names], names]
    start = Barrier(len(lists))

    def one(wanted):
        try:
            start.wait()
            return [keyword.pk for keyword in add_keywords(names=wanted, by=None, now=NOW)]
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(lists)) as threads:
        found = [running.result() for running in [threads.submit(one, names) for names in lists]]

    assert Keyword.objects.count() == 20
    assert found[0] == found[1][::-1] == found[2] == found[3]
