"""A query with the name of a keyword finds what is filed under it."""

import pytest

from cms.search.keywords import names_in
from events.models import EventKeyword
from tests.cms.search.searching import ask, body, titles
from tests.make import (
    NOW,
    make_event,
    make_keyword,
    make_private,
    make_resource,
    make_speaker,
    make_webinar,
    publish,
)

pytestmark = [pytest.mark.time_machine(NOW, tick=False)]


@pytest.fixture
def model(index):
    """A keyword with an acronym and a synonym, and a resource that has it without saying so."""
    keyword = make_keyword("Sequential Intercept Model", acronym="SIM", synonyms=["Six points"])
    make_resource(title="Mapping a county", keywords=[keyword])
    return keyword


@pytest.mark.parametrize(
    "query",
    [
        "SIM",
        "sim",
        "Sequential Intercept Model",
        "sequential  intercept model!",
        "six points",
        "(SIM)",
        "what is the SIM?",
        "SIM for rural counties",
    ],
)
def test_name_synonym_and_acronym_find_what_is_filed_under_it(client, model, query):
    assert titles(client, query) == ["Mapping a county"]
    text = body(client, query)
    assert (
        'Also what is filed under <a href="/keywords/sequential-intercept-model/">'
        "Sequential Intercept Model (SIM)</a>." in text
    )


def test_events_are_filed_too_and_each_result_is_there_once(client, model):
    event = make_webinar(title="SIM for beginners")
    event.keyword_links = [EventKeyword(keyword=model)]
    publish(event)
    assert titles(client, "SIM") == ["SIM for beginners", "Mapping a county"]


def test_what_is_filed_goes_before_texts(client, model):
    make_event(title="Six points to remember")
    assert titles(client, "six points") == ["Mapping a county", "Six points to remember"]


def test_acronym_of_a_keyword_finds_no_word_that_begins_like_it(client, model):
    make_event(title="Simple similes")
    make_event(title="Our SIM workshop")
    assert titles(client, "sim") == ["Mapping a county", "Our SIM workshop"]
    assert titles(client, "simil") == ["Simple similes"]


def test_merged_keyword_finds_what_the_other_one_has(client, model):
    old = make_keyword("Intercept mapping", merged_into=model)
    make_resource(title="Older", keywords=[old])
    assert set(titles(client, "intercept mapping")) == {"Mapping a county", "Older"}
    assert set(titles(client, "SIM")) == {"Mapping a county", "Older"}
    found = ask(client, "intercept mapping").filed_under
    assert [keyword.text for keyword in found] == ["Sequential Intercept Model (SIM)"]


def test_keywords_with_the_words_in_their_name_are_offered(client, model):
    found = ask(client, "intercept")
    assert [keyword.text for keyword in found.keywords] == ["Sequential Intercept Model (SIM)"]
    assert found.filed_under == []
    assert '<ul class="keys">' in body(client, "intercept")


@pytest.mark.parametrize("query", ["intercept", "MODEL sequ", "points", "interc"])
def test_word_of_a_name_finds_what_is_filed_under_it(client, model, query):
    assert titles(client, query) == ["Mapping a county"]
    assert ask(client, query).suggestions == []


def test_middle_of_a_word_of_a_name_finds_nothing(client, model):
    assert titles(client, "tercept") == []


def test_text_goes_before_a_name_that_only_has_its_words(client, model):
    make_resource(title="Model", keywords=[model])
    make_event(title="Model letters")
    found = titles(client, "model")
    assert found[0] == "Model"
    assert set(found[1:]) == {"Model letters", "Mapping a county"}


def test_keyword_that_nothing_public_has_is_not_named(client, index):
    make_keyword("Unused words")
    make_private(make_resource(title="Hidden", keywords=[make_keyword("Hidden words")]))
    make_resource(title="Draft", live=False, keywords=[make_keyword("Draft words")])
    for query in ("unused words", "hidden words", "draft words", "words"):
        text = body(client, query).partition("<main")[2].partition("</main>")[0]
        assert "filed under" not in text
        assert "/keywords/" not in text
        assert titles(client, query) == []


def test_names_are_every_run_of_words_the_longest_first():
    assert names_in("Night, owls SING") == [
        "night, owls sing",
        "night owls sing",
        "night owls",
        "owls sing",
        "night",
        "owls",
        "sing",
    ]
    assert names_in("?!") == []
    assert len(names_in("word " * 200)) < 200


def test_a_speaker_that_fits_does_not_bring_the_page_with_its_number(client, index):
    make_resource(title="Herons", keywords=[make_keyword("Owls of Maine")])
    other = make_resource(title="Nothing of the kind")
    make_speaker(name="Owl Smith", pk=other.pk)
    assert sorted(titles(client, "owls")) == ["Herons", "Owl Smith"]
