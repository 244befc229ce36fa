"""The search page: what is found, in which order, and what is never shown."""

import pytest

from cms.models import HomePage, StandardPage
from resources.models import ResourceProducer
from tests.cms.search.searching import ask, body, titles
from tests.make import (
    NOW,
    make_event,
    make_keyword,
    make_library,
    make_organization,
    make_other_site,
    make_past_webinar,
    make_presenter,
    make_private,
    make_resource,
    make_speaker,
    make_topic,
    make_webinar,
    publish,
)

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.time_machine(NOW, tick=False),
    pytest.mark.usefixtures("index"),
]


def add_page(**fields) -> StandardPage:
    home = HomePage.objects.order_by("pk").first()
    return HomePage.objects.get(pk=home.pk).add_child(instance=StandardPage(**fields))


# ---- what is found ----


def test_everything_that_is_public_is_found(client):
    make_webinar(title="Owls at night")
    make_past_webinar(title="Owls recorded", recording_url="https://video.example/1")
    resource = make_resource(title="Owls, a guide")
    make_topic(title="Owls and others", entries=[resource])
    add_page(title="Our owls")
    make_speaker(name="Olga Owls")
    make_event(title="Something else")
    assert set(titles(client, "owls")) == {
        "Owls at night",
        "Owls recorded",
        "Owls, a guide",
        "Owls and others",
        "Our owls",
        "Olga Owls",
    }


@pytest.mark.parametrize(
    "query", ["owl", "OWLS", "night owls", "nig owl", "“owls”", "owls!", "  owls  ", "the owls"]
)
def test_words_are_found_whole_by_their_beginning_and_in_any_case(client, query):
    make_webinar(title="Night owls")
    make_webinar(title="Early birds")
    assert titles(client, query) == ["Night owls"]


def test_plural_finds_singular_and_the_other_way(client):
    make_resource(title="One agency")
    make_resource(title="Many agencies")
    assert set(titles(client, "agency")) >= {"One agency"}
    assert set(titles(client, "agencies")) == {"One agency", "Many agencies"}


def test_every_word_has_to_be_there(client):
    make_webinar(title="Night owls")
    make_webinar(title="Night shift")
    assert titles(client, "night owls") == ["Night owls"]
    assert titles(client, "night day") == []


def test_texts_are_found_where_they_stand(client):
    make_webinar(title="One", summary="On falcons.")
    make_webinar(title="Two", description="<p>On <b>herons</b>.</p>")
    make_resource(title="Three", description="<p>On egrets.</p>")
    make_topic(title="Four", introduction="<p>On grebes.</p>")
    add_page(title="Five", introduction="On plovers.", body=[("text", "<p>On curlews.</p>")])
    make_speaker(name="Six", biography="<p>On swifts.</p>")
    found = {
        word: titles(client, word)
        for word in ("falcon", "heron", "egret", "grebe", "plover", "curlew", "swift")
    }
    assert found == {
        "falcon": ["One"],
        "heron": ["Two"],
        "egret": ["Three"],
        "grebe": ["Four"],
        "plover": ["Five"],
        "curlew": ["Five"],
        "swift": ["Six"],
    }


def test_events_are_found_by_their_presenters_and_resources_by_their_producers(client):
    event, resource = make_webinar(title="One"), make_resource(title="Two")
    event.presenters = [make_presenter(name="Marcus Adeyemi")]
    resource.producers = [ResourceProducer(organization=make_organization("Heron Institute"))]
    event.save_revision()
    resource.save_revision()
    assert titles(client, "adeyemi") == titles(client, "heron institute") == []
    event.get_latest_revision().publish()
    resource.get_latest_revision().publish()
    assert titles(client, "adeyemi") == ["One"]
    assert titles(client, "heron institute") == ["Two"]


def test_what_is_published_is_found_at_once_and_what_is_not_isnt(client):
    resource = make_resource(title="Old words")
    assert titles(client, "old words") == ["Old words"]
    resource.title = "New phrases"
    resource.save_revision()
    assert (titles(client, "old words"), titles(client, "new phrases")) == (["Old words"], [])
    publish(resource)
    assert (titles(client, "old words"), titles(client, "new phrases")) == ([], ["New phrases"])
    resource.unpublish()
    assert titles(client, "new phrases") == []


def test_published_change_of_an_event_is_found(client):
    event = make_webinar(title="Old words")
    event.title = "New phrases"
    publish(event)
    assert (titles(client, "old words"), titles(client, "new phrases")) == ([], ["New phrases"])
    event.refresh_from_db()
    event.unpublish()
    assert titles(client, "new phrases") == []


# ---- what is not ----


def test_only_what_is_public_is_found(client):
    library = make_library()
    make_webinar(title="Owls draft", live=False)
    make_private(make_webinar(title="Owls private"))
    make_resource(title="Owls resource draft", live=False)
    make_speaker(name="Owls speaker draft", live=False)
    make_webinar(title="Owls elsewhere", parent=make_other_site())
    resource = make_resource(title="Owls in the library", parent=library)
    topic = make_topic(title="Owls topic", parent=library, entries=[resource])
    assert set(titles(client, "owls")) == {"Owls in the library", "Owls topic"}
    topic.unpublish()
    assert ask(client, "owls").facets[-1].name != "topic"
    make_private(library)
    assert titles(client, "owls") == []
    assert "Owls" not in body(client, "owls").replace("“owls”", "")


def test_private_pages_are_in_no_number(client):
    keyword = make_keyword("Owls")
    resource = make_resource(title="About owls", keywords=[keyword], intercepts=(1,), year=2020)
    make_topic(title="Birds", entries=[resource])
    assert "Birds" in body(client, "owls")
    assert [link.text for link in ask(client).popular] == ["Owls"]
    make_private(resource)
    found = ask(client, "owls")
    assert (found.count, found.facets, found.filed_under, found.keywords) == (0, [], [], [])
    assert ask(client).popular == []
    assert ask(client, intercept="1").count == 0


def test_other_site_finds_its_own(client):
    make_webinar(title="Owls here")
    make_webinar(title="Owls there", parent=make_other_site())
    response = client.get("/search/", {"q": "owls"}, headers={"host": "other.example"})
    assert [row.title for row in response.context["search"].rows] == ["<mark>Owls</mark> there"]


# ---- order ----


def test_titles_count_more_than_texts_and_whole_words_more_than_beginnings(client):
    make_resource(title="Owlets of the north", description="<p>Young ones.</p>")
    make_resource(title="Birds of the north", description="<p>Among them an owl.</p>")
    make_resource(title="Owl of the north", description="<p>An old one.</p>")
    assert titles(client, "owl")[0] == "Owl of the north"


def test_newest_first_is_an_order_too(client):
    make_resource(title="Owls of old", year=1999)
    make_resource(title="Owls, undated")
    make_webinar(title="Owls to come")
    make_resource(title="Owls of late", year=2024)
    assert titles(client, "owls", sort="new") == [
        "Owls to come",
        "Owls of late",
        "Owls of old",
        "Owls, undated",
    ]
    assert "by relevance</a>" in body(client, "owls", sort="new")


def test_pages_have_each_result_once(client):
    for number in range(45):
        make_resource(title=f"Owls {number}")
    pages = [titles(client, "owls", page=str(number)) for number in (1, 2, 3)]
    assert [len(page) for page in pages] == [20, 20, 5]
    assert len({title for page in pages for title in page}) == 45
    found = ask(client, "owls", page="2")
    assert found.pager.previous_url == "?q=owls"
    assert found.pager.next_url == "?q=owls&page=3"
    assert "There is no page 9" in body(client, "owls", page="9")


def test_page_that_there_is_not_shows_the_last_one_of_what_is_left(client):
    for number in range(25):
        make_resource(title=f"Owls {number}", year=2000 if number < 22 else 2001)
    last = titles(client, "owls", page="2", year="2000")
    assert len(last) == 2
    for page in ("3", "0", "9999999", "9" * 30):
        assert titles(client, "owls", page=page, year="2000") == last
    assert titles(client, "owls", page="x", year="2000") == titles(client, "owls", year="2000")


# ---- nothing asked, nothing found ----


def test_without_a_query_there_are_keywords_topics_and_lists(client):
    many, few = make_keyword("Owls"), make_keyword("Herons")
    make_keyword("Unused")
    make_resource(keywords=[many, few])
    make_resource(keywords=[many])
    make_topic(title="Birds")
    found = ask(client)
    assert [(link.text, link.count) for link in found.popular] == [("Owls", 2), ("Herons", 1)]
    assert [link.text for link in found.topics] == ["Birds"]
    assert [link.text for link in found.lists] == ["Events", "Library"]
    assert not found.is_answered


def test_empty_site_has_a_form_and_no_empty_part(client):
    text = body(client).partition("<main")[2].partition("</main>")[0]
    assert 'role="search"' in text
    assert "<ul" not in text


def test_nothing_found_helps_on(client):
    make_resource(keywords=[make_keyword("Peer support specialists"), make_keyword("Naloxone")])
    found = ask(client, "naloxne")
    assert [(link.text, link.url) for link in found.suggestions] == [("Naloxone", "?q=Naloxone")]
    text = body(client, "peer suport specialist")
    assert (
        'Did you mean <a href="?q=Peer+support+specialists">Peer support specialists</a>?' in text
    )
    assert "Nothing here has all of these words." in text
    assert "Browse Events" in text


def test_suggestions_are_of_public_keywords_only(client):
    make_private(make_resource(keywords=[make_keyword("Naloxone")]))
    make_keyword("Naloxones")
    assert ask(client, "naloxne").suggestions == []
