"""Keywords and organizations: their names, how they are found, and what old versions of pages bear."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from resources.models import Keyword, Organization
from resources.signals import vocabulary_changed
from resources.uses import pages_using, used_on
from tests.make import (
    make_keyword,
    make_organization,
    make_resource,
    make_webinar,
    publish,
)

pytestmark = pytest.mark.usefixtures("index")


def errors_of(term) -> dict:
    with pytest.raises(ValidationError) as raised:
        term.full_clean()
    return raised.value.message_dict


# ---- names ----


@pytest.mark.parametrize("label", ["peers", " PEERS ", "pe\u200bers", "Peers\u00a0"])
def test_double_of_a_name_is_refused_and_named(label):
    make_keyword("Peers")
    [sentence] = errors_of(Keyword(label=label))["label"]
    assert sentence.casefold() == "“peers” is in the vocabulary already: peers."


def test_name_that_is_another_s_synonym_is_refused_and_the_other_named():
    make_keyword("Sequential Intercept Model", acronym="SIM", synonyms=["the six intercepts"])
    errors = errors_of(Keyword(label="The Six  Intercepts"))
    assert errors["label"] == [
        "“The Six Intercepts” is in the vocabulary already: Sequential Intercept Model (SIM)."
    ]


def test_double_of_a_merged_name_says_where_it_went():
    peers, support = make_keyword("Peers"), make_keyword("Peer support")
    peers.merged_into = support
    peers.save()
    assert errors_of(Keyword(label="peers"))["label"] == [
        "“peers” is in the vocabulary already: Peers, merged into Peer support."
    ]


def test_the_database_refuses_a_double_too():
    make_keyword("Peers")
    with pytest.raises(IntegrityError), transaction.atomic():
        make_keyword("peers")
    with pytest.raises(IntegrityError), transaction.atomic():
        make_keyword("Others", synonyms=["x", "X"])


@pytest.mark.parametrize("label", ["", "  ", "\u200b\u202e"])
def test_name_of_nothing_is_refused(label):
    assert set(errors_of(Keyword(label=label))) == {"label"}


def test_name_that_grows_too_long_for_its_key_is_refused_at_the_field():
    assert "label" in errors_of(Keyword(label="ﷺ" * 120))
    assert "acronym" in errors_of(Keyword(label="Peers", acronym="ﷺ" * 30))


def test_an_organization_is_no_part_of_itself():
    top = make_organization("Top")
    below = make_organization("Below", parent=top)
    deep = make_organization("Deep", parent=below)
    deep.full_clean()
    top.parent = deep
    assert set(errors_of(top)) == {"parent"}
    below.parent = below
    assert set(errors_of(below)) == {"parent"}


def test_slug_is_made_once_and_free():
    assert make_keyword("Peers!").slug == "peers"
    second = make_keyword("Peers?")
    assert second.slug == "peers-2"
    second.label = "Something else"
    second.save()
    assert second.slug == "peers-2"
    assert make_keyword("同伴").slug == "keyword"


def test_every_write_says_that_the_vocabulary_changed():
    heard = []

    def listen(sender, term, **kwargs):
        heard.append((sender, term.name_text))

    vocabulary_changed.connect(listen)
    try:
        keyword = make_keyword("Peers")
        keyword.delete()
        make_organization("Pine County")
    finally:
        vocabulary_changed.disconnect(listen)
    assert heard == [(Keyword, "Peers"), (Keyword, "Peers"), (Organization, "Pine County")]


# ---- finding ----


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("SEQUENTIAL", ["Sequential Intercept Model"]),
        ("sim", ["Sequential Intercept Model"]),
        ("six intercepts", ["Sequential Intercept Model"]),
        ("intercept six", ["Sequential Intercept Model"]),
        ("ÉQUIPE", ["Équipe mobile"]),
        ("équipe MOB", ["Équipe mobile"]),
        ("co-resp", ["Co-responders"]),
        ("100%", []),
        ("_", []),
        ("(SIM)", []),
        ("\x00sim\x00", ["Sequential Intercept Model"]),
        ("six nothing", []),
        ("", ["Co-responders", "Sequential Intercept Model", "Équipe mobile"]),
        ("' OR 1=1 --", []),
    ],
)
def test_matching_finds_by_every_name_in_any_case(text, found):
    make_keyword(
        "Sequential Intercept Model", acronym="SIM", synonyms=["The Six Intercepts", "SIM map"]
    )
    make_keyword("Équipe mobile")
    make_keyword("Co-responders")
    assert [keyword.label for keyword in Keyword.objects.matching(text)] == found


def test_matching_bears_very_long_text():
    make_keyword("Peers")
    assert list(Keyword.objects.matching("x" * 200_000)) == []
    assert list(Keyword.objects.matching("peers " * 50_000)) != []


def test_called_finds_exact_names_only_and_each_once():
    sim = make_keyword("Sequential Intercept Model", acronym="SIM", synonyms=["SIM map", "sims"])
    for text in ("sim", "SIM MAP", "sequential  intercept model"):
        assert list(Keyword.objects.called(text)) == [sim]
    assert not Keyword.objects.called("Sequential").exists()


# ---- uses ----


def test_pages_are_counted_once_each_across_rooms_and_merges():
    peers, support, unused = make_keyword("Peers"), make_keyword("Peer support"), make_keyword()
    make_resource(keywords=[peers, support])
    make_resource(keywords=[peers])
    make_webinar(keyword_links=[_event_keyword(peers)])
    make_webinar(keyword_links=[_event_keyword(support)], live=False)
    assert pages_using(terms=[peers, support, unused]) == {
        peers.pk: 3,
        support.pk: 2,
        unused.pk: 0,
    }
    peers.merged_into = support
    peers.save()
    assert pages_using(terms=[peers, support]) == {peers.pk: 3, support.pk: 4}


def test_a_page_that_an_organization_made_and_paid_for_counts_once():
    county = make_organization("Pine County")
    make_resource(producers=[county], supporters=[county])
    make_resource(supporters=[county])
    assert pages_using(terms=[county]) == {county.pk: 2}


@pytest.mark.parametrize("number", [1, 3, 30])
def test_counting_costs_as_many_queries_for_any_number(django_assert_num_queries, number):
    keywords = [make_keyword() for _ in range(number)]
    make_resource(keywords=keywords)
    with django_assert_num_queries(3):
        pages_using(terms=keywords)


def test_used_on_in_words():
    assert [used_on(number) for number in (0, 1, 12)] == [
        "not used on any page",
        "used on 1 page",
        "used on 12 pages",
    ]


# ---- old versions ----


def test_old_version_that_names_a_deleted_term_can_be_read(editor, client):
    keyword, county = make_keyword("Peers"), make_organization("Pine County")
    page = make_resource(
        keywords=[keyword], producers=[county, "Luz Ferreira"], supporters=[county]
    )
    old = page.save_revision()
    page.keyword_links, page.supporters, page.producers = [], [], []
    publish(page)
    keyword.delete()
    county.delete()

    found = old.as_object()

    assert [str(row) for row in found.producers.all()] == ["Luz Ferreira"]
    assert list(found.keyword_links.all()) == []
    address = f"/admin/pages/{page.pk}/revisions/{old.pk}/revert/"
    assert client.get(address).status_code == 200


def test_version_keeps_terms_that_are_there():
    keyword = make_keyword("Peers")
    version = make_resource(keywords=[keyword]).save_revision().as_object()
    assert [row.keyword for row in version.keyword_links.all()] == [keyword]


def _event_keyword(keyword):
    from events.models.links import EventKeyword

    return EventKeyword(keyword=keyword)
