"""The page of a keyword, and the list of all: what stands there, and what must not."""

import re

import pytest
from wagtail.models import Site

from events.models import EventKeyword
from resources.models import Keyword, ResourceIndexPage, ResourcePage
from resources.pager import PER_PAGE
from resources.queries import keyword_link_models, keywords_in_use
from tests.make import (
    NOW,
    make_keyword,
    make_library,
    make_other_site,
    make_private,
    make_resource,
    make_topic,
    make_webinar,
)

pytestmark = [pytest.mark.time_machine(NOW, tick=False), pytest.mark.usefixtures("index")]


def answer(client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def titles(client, address: str) -> list[str]:
    response = client.get(address)
    assert response.status_code == 200
    return [card.title for card in response.context["detail"].cards]


def merge(keyword: Keyword, into: Keyword) -> None:
    keyword.merged_into = into
    keyword.save()


def list_of_keywords(client) -> list[tuple[str, str]]:
    found = re.findall(
        r'<li><a href="/keywords/[^"]+">([^<]+)</a> <span class="soft small num">(\d+)<',
        answer(client, "/keywords/"),
    )
    return [(label, number) for label, number in found]


# ---- the page ----


def test_page_shows_the_keyword_with_its_other_names(client):
    keyword = make_keyword("Sequential Map", acronym="SM", synonyms=["Intercept map", "SEQUENCE"])
    make_resource(title="Guide", keywords=[keyword])

    text = answer(client, "/keywords/sequential-map/")

    assert "<h1>Sequential Map (SM)</h1>" in text
    assert "Also called: Intercept map; SEQUENCE</p>" in text
    assert "<title>Sequential Map (SM) | " in text
    assert '<link rel="canonical" href="http://testserver/keywords/sequential-map/">' in text
    assert "1 resource</p>" in text
    assert "noindex" not in text


def test_newest_year_comes_first_then_the_title(client):
    keyword = make_keyword("Peers")
    for title, year in (("b", 2019), ("C", 2021), ("a", 2019), ("Without", None)):
        make_resource(title=title, year=year, keywords=[keyword])

    assert titles(client, "/keywords/peers/") == ["C", "a", "b", "Without"]


def test_what_has_a_merged_keyword_stands_with_the_other_once(client):
    old, older, new = make_keyword("Workers"), make_keyword("Helpers"), make_keyword("Peers")
    make_resource(title="Of both", keywords=[old, new])
    make_resource(title="Of the old", keywords=[old])
    assert titles(client, "/keywords/peers/") == ["Of both"]
    merge(old, into=new)
    merge(older, into=new)

    assert titles(client, "/keywords/peers/") == ["Of both", "Of the old"]
    assert "Also called: Helpers; Workers</p>" in answer(client, "/keywords/peers/")


def test_address_of_a_merged_keyword_leads_to_the_other_for_good(client):
    old, new = make_keyword("Workers"), make_keyword("Peers")
    make_resource(keywords=[old])
    assert client.get("/keywords/workers/").status_code == 200
    merge(old, into=new)

    response = client.get("/keywords/workers/")

    assert (response.status_code, response.url) == (301, "/keywords/peers/")


@pytest.mark.parametrize("slug", ["nobody", "x" * 5000, "Peers", "-", "1"])
def test_unknown_keyword_is_not_there(client, slug):
    make_resource(keywords=[make_keyword("Peers")])
    assert client.get("/keywords/peers/").status_code == 200
    assert client.get(f"/keywords/{slug}/").status_code == 404


@pytest.mark.parametrize("slug", ["%00", "a%20b", "%D8%B3", "<b>"])
def test_what_is_no_slug_is_not_there(client, slug):
    assert client.get(f"/keywords/{slug}/").status_code == 404


def test_page_only_reads(client):
    make_resource(keywords=[make_keyword("Peers")])
    assert client.post("/keywords/peers/").status_code == 405
    assert client.post("/keywords/").status_code == 405


def test_keyword_that_nothing_public_has_is_not_there(client):
    old, new = make_keyword("Workers"), make_keyword("Peers", synonyms=["Night plan"])
    page = make_resource(keywords=[old])
    merge(old, into=new)
    assert client.get("/keywords/workers/").status_code == 301
    assert "Night plan" in answer(client, "/keywords/peers/")

    make_private(page)

    for slug in ("workers", "peers"):
        response = client.get(f"/keywords/{slug}/")
        assert (response.status_code, b"Night plan" in response.content) == (404, False)


def test_keyword_of_an_event_alone_is_there(client):
    make_webinar(title="Owls", keyword_links=[EventKeyword(keyword=make_keyword("Peers"))])
    assert "Owls" in answer(client, "/keywords/peers/")


def test_host_without_a_site_has_no_keywords(client):
    make_resource(keywords=[make_keyword("Peers")])
    assert client.get("/keywords/").status_code == 200
    Site.objects.update(is_default_site=False, hostname="else.example")
    Site.clear_site_root_paths_cache()

    for address in ("/keywords/", "/keywords/peers/"):
        assert client.get(address).status_code == 404


def test_many_resources_stand_on_pages(client):
    keyword = make_keyword("Peers")
    for number in range(PER_PAGE + 1):
        make_resource(title=f"Guide {number:02}", keywords=[keyword])

    assert len(titles(client, "/keywords/peers/")) == PER_PAGE
    assert titles(client, "/keywords/peers/?page=2") == ["Guide 25"]
    assert "There is no page 9." in answer(client, "/keywords/peers/?page=9")
    assert "names a page that does not exist" in answer(client, "/keywords/peers/?page=%00")


def test_names_are_escaped(client):
    keyword = make_keyword("<b>x</b>", synonyms=["<i>y</i>"], acronym="<u>")
    assert keyword.slug == "bxb"
    make_resource(keywords=[keyword])

    for address in ("/keywords/bxb/", "/keywords/"):
        text = answer(client, address)
        assert "&lt;b&gt;x" in text
        assert not {"<b>x", "<i>y", "(<u>"} & set(re.findall(r"<b>x|<i>y|\(<u>", text))


# ---- what must not be shown ----


def test_draft_expired_and_private_resources_are_nowhere(client):
    keyword, hidden = make_keyword("Peers"), make_keyword("Only hidden")
    both = [keyword, hidden]
    make_resource(title="Shown", keywords=[keyword])
    make_resource(title="A draft", live=False, keywords=both)
    make_resource(title="Expired", live=False, expired=True, keywords=both)
    make_private(make_resource(title="Private", keywords=both))
    assert ResourcePage.objects.count() == 4

    assert titles(client, "/keywords/peers/") == ["Shown"]
    assert client.get("/keywords/only-hidden/").status_code == 404
    assert list_of_keywords(client) == [("Peers", "1")]
    text = answer(client, "/keywords/peers/")
    assert not [title for title in ("A draft", "Expired", "Private") if title in text]


def test_private_library_hides_all_below_it(client):
    keyword = make_keyword("Peers")
    make_resource(title="Guide", keywords=[keyword])
    assert titles(client, "/keywords/peers/") == ["Guide"]

    make_private(make_library())

    assert client.get("/keywords/peers/").status_code == 404
    assert list_of_keywords(client) == []


def test_draft_changes_of_keywords_are_not_public(client):
    old, new = make_keyword("Old"), make_keyword("New")
    page = make_resource(title="Guide", keywords=[old])
    page.keyword_links.get().keyword = new
    page.keyword_links = [type(page.keyword_links.get())(keyword=new)]
    page.save_revision()

    assert titles(client, "/keywords/old/") == ["Guide"]
    assert client.get("/keywords/new/").status_code == 404


def test_sites_show_their_own(client, settings):
    settings.ALLOWED_HOSTS = ["*"]
    keyword = make_keyword("Peers")
    make_resource(title="Here", keywords=[keyword])
    home = make_other_site().get_parent()
    library = home.add_child(instance=ResourceIndexPage(title="Library", slug="library"))
    make_resource(title="There", parent=library, keywords=[keyword])

    assert titles(client, "/keywords/peers/") == ["Here"]
    response = client.get("/keywords/peers/", headers={"host": "other.example"})
    assert [card.title for card in response.context["detail"].cards] == ["There"]


# ---- the list of all ----


def test_list_is_from_a_to_z_with_numbers_of_public_pages(client):
    peers, training, unused = (make_keyword(name) for name in ("peers", "Training", "Unused"))
    make_resource(keywords=[peers, training])
    make_resource(keywords=[peers])
    assert unused.pk

    assert list_of_keywords(client) == [("peers", "2"), ("Training", "1")]


def test_events_count_like_resources(client):
    keyword = make_keyword("Peers")
    make_webinar(keyword_links=[EventKeyword(keyword=keyword)])
    make_webinar(keyword_links=[EventKeyword(keyword=keyword)], live=False)
    assert EventKeyword.objects.count() == 2

    assert EventKeyword in keyword_link_models()
    assert list_of_keywords(client) == [("Peers", "1")]


def test_page_with_a_merged_keyword_and_the_other_counts_once(client):
    old, new = make_keyword("Workers"), make_keyword("Peers")
    make_resource(keywords=[old, new])
    make_resource(keywords=[old])
    assert list_of_keywords(client) == [("Peers", "1"), ("Workers", "2")]
    merge(old, into=new)

    assert list_of_keywords(client) == [("Peers", "2")]


def test_topic_of_the_same_name_is_another_thing(client):
    make_keyword("Peers")
    make_topic(title="Peers", entries=[make_resource()])
    assert keywords_in_use(site=None) == []


def test_empty_list_says_so(client):
    assert "No keyword has anything yet." in answer(client, "/keywords/")


# ---- the sitemap ----


def test_sitemap_has_keywords_with_something_public(client):
    make_resource(keywords=[make_keyword("Peers")])
    make_resource(keywords=[make_keyword("Hidden")], live=False)

    text = client.get("/sitemap.xml").content.decode()

    assert "<loc>http://testserver/keywords/</loc>" in text
    assert "<loc>http://testserver/keywords/peers/</loc>" in text
    assert "hidden" not in text


def test_sitemap_without_keywords_has_no_list_of_them(client):
    assert "/keywords/" not in client.get("/sitemap.xml").content.decode()
