"""Whatever an address holds, the search answers with a page."""

import pytest

from tests.cms.search.searching import ask, body
from tests.make import NOW, make_keyword, make_resource, make_speaker, make_webinar

pytestmark = [pytest.mark.time_machine(NOW, tick=False), pytest.mark.usefixtures("index")]

QUERIES = [
    "owls" * 1250,
    "owl " * 1250,
    " ".join(f"w{number}" for number in range(300)),
    "a " * 5000,
    "'",
    '"',
    '"owls',
    "o'clock's",
    "%",
    "%s %d %(x)s",
    "100%",
    "\\",
    "\\'",
    "a\x00b",
    "\x00",
    "\ud83d",
    "مرحبا",
    "كِتَاب",
    "سؤال؟",
    "日本語",
    "🦉",
    "e\u0301\u0301\u0301",
    "\u202eowls",
    "AND",
    "OR OR",
    "NOT owls",
    "NEAR(owls, 2)",
    "title:owls",
    "{title} : owls",
    "^owls",
    "owls*",
    "* *",
    "owls AND (",
    "!owls & | <-> ()",
    "owls:*",
    "':*",
    "-owls",
    "'; DROP TABLE wagtailcore_page; --",
    "<script>alert(1)</script>",
    "{{ 7|add:7 }}",
    "_",
    "ß İ ı ſ",
    "½ ² ①",
    "https://owls.example/?a=b&c=d",
    "owls@owls.example",
    "1e400",
    "-1",
]


@pytest.fixture
def content():
    make_webinar(title="Owls at o'clock 100%")
    make_resource(title="Owls", keywords=[make_keyword("AND OR", acronym="NOT")])
    make_speaker(name="مرحبا")


def test_search_answers_any_query(client, content):
    for query in QUERIES:
        response = client.get("/search/", {"q": query.encode(errors="replace").decode()})
        assert response.status_code == 200, query
        text = response.content.decode()
        assert "<script>alert" not in text
        assert "\x00" not in text


@pytest.mark.parametrize("query", ["q=%FF%FE", "q=%00", "q=%ED%A0%80", "q=a&q=owls", "q", "%00=1"])
def test_search_answers_broken_addresses(client, content, query):
    assert client.get(f"/search/?{query}").status_code == 200


def test_search_answers_any_page_number(client, content):
    for page in ("0", "-1", "x", "1e9", "9" * 500, "\x00", "٣", "1.5", ""):
        assert ask(client, "owls", page=page).count == 2


def test_long_query_is_cut_with_a_notice(client, content):
    text = body(client, "owls " * 1000)
    assert "only the first 200 characters were looked for" in text
    assert "2 results" in text


def test_punctuation_alone_is_said_to_be_no_word(client, content):
    text = body(client, "?!… **")
    assert "There is no word to look for in “?!… **”." in text


def test_arabic_and_words_of_code_are_found(client, content):
    assert ask(client, "مرحبا").count == 1
    assert ask(client, "o'clock 100%").count == 1
    assert ask(client, "AND OR").count == 1


def test_post_is_refused(client):
    assert client.post("/search/", {"q": "owls"}).status_code == 405


def test_unknown_host_is_not_found(client):
    from wagtail.models import Site

    Site.objects.all().delete()
    assert client.get("/search/").status_code == 404
