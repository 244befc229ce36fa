"""What an event is about, on its page: topics, keywords, intercepts and related resources."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from events.models import EventKeyword, EventResource, EventTopic
from resources.models import TopicEntry
from tests.events.test_event_page import headings, html
from tests.make import (
    NOW,
    make_document,
    make_keyword,
    make_organization,
    make_past_webinar,
    make_private,
    make_resource,
    make_topic,
    make_visitor,
    make_webinar,
)

pytestmark = [pytest.mark.time_machine(NOW, tick=False), pytest.mark.usefixtures("index")]


def about(*, keywords=(), topics=(), resources=(), **fields) -> dict:
    """Fields of an event that has these."""
    return {
        "keyword_links": [EventKeyword(keyword=k, sort_order=n) for n, k in enumerate(keywords)],
        "topic_links": [EventTopic(topic=t, sort_order=n) for n, t in enumerate(topics)],
        "resource_links": [EventResource(resource=r, sort_order=n) for n, r in enumerate(resources)],
        **fields,
    }  # fmt: skip


def links(text: str, end: str) -> list[tuple[str, str]]:
    """Address and words of the links whose address begins with `end`, in the main part."""
    main = text.partition("<main")[2].partition("</main>")[0]
    return re.findall(rf'<a href="({end}[^"]*)">(.*?)</a>', main)


def test_page_without_subjects_says_nothing_of_them(client):
    text = html(client, make_webinar(title="Night calls"))
    assert headings(text) == ["Night calls", "Date, time and place", "Add to your calendar"]
    assert "<dt>Topic" not in text
    assert "icpt" not in text


@pytest.mark.parametrize("page_of", [make_webinar, make_past_webinar])
def test_page_shows_what_it_is_about(client, page_of):
    topic = make_topic(title="Peer support", slug="peer-support")
    resource = make_resource(
        title="Guide & more",
        slug="guide",
        year=2021,
        resource_type="guide",
        producers=[make_organization("Policy Research", acronym="PR")],
    )
    keywords = [make_keyword("Lived experience"), make_keyword("Crisis", acronym="CR")]
    page = page_of(
        title="Night calls",
        **about(keywords=keywords, topics=[topic], resources=[resource], intercepts=(4, 0)),
    )
    text = html(client, page)
    assert links(text, "/keywords/") == [
        ("/keywords/lived-experience/", "Lived experience"),
        ("/keywords/crisis/", "Crisis (CR)"),
    ]
    assert links(text, "/library/") == [
        ("/library/peer-support/", "Peer support"),
        ("/library/guide/", "Guide &amp; more"),
    ]
    assert "Intercepts 0 and 4" in text
    assert "<li>0 Community services</li><li>4 Reentry</li>" in text
    assert re.findall(r'<li class="on">(\d)</li>', text) == ["0", "4"]
    found = headings(text)
    for heading in ("Keywords", "Sequential Intercept Model", "Related resource"):
        assert heading in found


def test_page_shows_the_topics_that_list_it_once(client):
    named = make_topic(title="Named", slug="named")
    page = make_webinar(title="Night calls", **about(topics=[named]))
    make_topic(title="Lists it", slug="lists-it", entries=[page])
    TopicEntry.objects.create(topic=named, page_id=page.pk)
    make_private(make_topic(title="Hidden", slug="hidden", entries=[page]))
    assert links(html(client, page), "/library/") == [
        ("/library/named/", "Named"),
        ("/library/lists-it/", "Lists it"),
    ]


def test_merged_keywords_show_as_one(client):
    peers = make_keyword("Peers")
    other, third = make_keyword("Peer"), make_keyword("Third")
    page = make_webinar(**about(keywords=[other, third, peers]))
    other.merged_into = peers
    other.save()
    text = html(client, page)
    assert [words for _, words in links(text, "/keywords/")] == ["Peers", "Third"]


def test_only_public_pages_are_named(client):
    hidden = [
        make_topic(title="Private topic"),
        make_topic(title="Draft topic", live=False),
        make_resource(title="Private resource"),
        make_resource(title="Draft resource", live=False),
    ]
    page = make_webinar(**about(topics=hidden[:2], resources=hidden[2:]))
    for one in (hidden[0], hidden[2]):
        assert one.title in html(client, page)
        make_private(one)
    client.force_login(make_visitor())
    text = html(client, page)
    for one in hidden:
        assert one.title not in text
    assert "Related" not in text
    assert "<dt>Topic" not in text


def test_markup_in_names_is_text(client):
    page = make_webinar(
        **about(
            keywords=[make_keyword("<script>k</script>")],
            topics=[make_topic(title="<i>topic</i>")],
            resources=[make_resource(title="<b>resource</b>")],
        )
    )
    text = html(client, page)
    for name in ("&lt;script&gt;k&lt;/script&gt;", "&lt;i&gt;topic&lt;/i&gt;", "&lt;b&gt;resource"):
        assert name in text
    assert "<script>k" not in text


@pytest.mark.parametrize("rows", [1, 3, 30])
def test_subjects_cost_the_same_for_any_number(client, rows):
    document = make_document()
    page = make_webinar(
        **about(
            keywords=[make_keyword() for _ in range(rows)],
            topics=[make_topic() for _ in range(rows)],
            resources=[
                make_resource(document=document, producers=[make_organization()])
                for _ in range(rows)
            ],
        )
    )
    plain = make_webinar()
    counts = {}
    for name, url in (("plain", plain.url), ("rows", page.url)):
        client.get(url)
        with CaptureQueriesContext(connection) as captured:
            client.get(url)
        counts[name] = len(captured)
    for_keywords, for_topics, for_resources, for_entries = 1, 2, 2, 4
    assert counts["rows"] == counts["plain"] + (
        for_keywords + for_topics + for_resources + for_entries
    )
    client.force_login(make_visitor())
    with CaptureQueriesContext(connection) as captured:
        client.get(page.url)
    assert len(captured) == counts["rows"] + 4


def test_300_keywords_stand_on_one_page(client):
    page = make_webinar(**about(keywords=[make_keyword(f"K{n:03}") for n in range(300)]))
    found = [words for _, words in links(html(client, page), "/keywords/")]
    assert found == [f"K{n:03}" for n in range(300)]
