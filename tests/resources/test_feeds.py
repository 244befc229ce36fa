"""RSS of new resources: what is in it, in which order, for whom, and that any reader can parse it."""

from datetime import timedelta
from xml.etree import ElementTree

import pytest
from wagtail.models import Site

from resources.feeds import LENGTH
from resources.models import ResourceIndexPage
from tests.make import (
    NOW,
    make_keyword,
    make_library,
    make_organization,
    make_other_site,
    make_private,
    make_resource,
)

pytestmark = [pytest.mark.time_machine(NOW, tick=False), pytest.mark.usefixtures("index")]

ADDRESS = "/library/new.rss"


def channel(client, **headers) -> ElementTree.Element:
    response = client.get(ADDRESS, headers=headers)
    assert response.status_code == 200
    assert response.headers["Content-Type"] == "application/rss+xml; charset=utf-8"
    return ElementTree.fromstring(response.content)[0]


def titles(client, **headers) -> list[str]:
    return [item.findtext("title") for item in channel(client, **headers).iter("item")]


def make_dated(*, days_ago: int, **fields):
    return make_resource(first_published_at=NOW - timedelta(days=days_ago), **fields)


def test_newest_comes_first_and_undated_last(client):
    make_resource(title="Undated")
    make_dated(title="Old", days_ago=9)
    make_dated(title="New", days_ago=1)

    assert titles(client) == ["New", "Old", "Undated"]


def test_feed_has_twenty(client):
    for number in range(LENGTH + 2):
        make_dated(title=f"Guide {number}", days_ago=number)

    assert titles(client) == [f"Guide {number}" for number in range(20)]


def test_item_says_what_it_is_and_leads_to_its_page(client):
    make_dated(
        title="Roles - Guide",
        slug="roles",
        days_ago=1,
        resource_type="guide",
        producers=[make_organization("Policy Office", acronym="PO")],
        keywords=[make_keyword("Peers")],
        description="<p>One &amp; two.</p><p>Three.</p>",
        link_url="https://guides.example/",
    )

    item = next(channel(client).iter("item"))

    assert item.findtext("title") == "Roles"
    assert item.findtext("link") == "http://testserver/library/roles/"
    assert item.findtext("guid") == "http://testserver/library/roles/"
    assert item.findtext("description") == "<p>One &amp; two.</p>\n\n<p>Three.</p>"
    assert item.findtext("{http://purl.org/dc/elements/1.1/}creator") == "Policy Office (PO)"
    assert [category.text for category in item.iter("category")] == ["Guide", "Peers"]
    assert item.findtext("pubDate") == "Sat, 21 Nov 2026 15:00:00 +0000"


def test_channel_names_the_site_and_leads_to_the_library(client):
    make_library()
    found = channel(client)
    assert found.findtext("title") == "TTA Center: new resources"
    assert found.findtext("link") == "http://testserver/library/"


def test_channel_without_a_library_leads_to_the_site(client):
    assert channel(client).findtext("link") == "http://testserver/"
    assert titles(client) == []


def test_draft_expired_and_private_resources_are_left_out(client):
    make_dated(title="Shown", days_ago=1)
    make_dated(title="A draft", days_ago=2, live=False)
    make_dated(title="Expired", days_ago=3, live=False, expired=True)
    private = make_dated(title="Private", days_ago=4)
    assert titles(client) == ["Shown", "Private"]
    make_private(private)

    assert titles(client) == ["Shown"]
    make_private(make_library())
    assert titles(client) == []


def test_site_shows_its_own(client, settings):
    settings.ALLOWED_HOSTS = ["*"]
    make_resource(title="Here")
    home = make_other_site().get_parent()
    library = home.add_child(instance=ResourceIndexPage(title="Library", slug="library"))
    make_resource(title="There", slug="there", parent=library)

    assert titles(client) == ["Here"]
    item = next(channel(client, host="other.example").iter("item"))
    assert item.findtext("link") == "http://other.example/library/there/"


def test_markup_and_what_xml_cannot_hold_do_no_harm(client):
    make_resource(
        title="A <b>b</b>\x0b\x1f\ufffe & c",
        producers=["Ana \x08Prado"],
        description="<p>1 &lt; 2 \x0c</p>",
    )

    item = next(channel(client).iter("item"))

    assert item.findtext("title") == "A &lt;b&gt;b&lt;/b&gt; &amp; c"
    assert item.findtext("description") == "<p>1 &lt; 2</p>"
    assert item.findtext("{http://purl.org/dc/elements/1.1/}creator") == "Ana Prado"


def test_whoever_has_it_gets_304_until_something_changes(client):
    first = make_dated(title="First", days_ago=1)
    second = make_dated(title="Second", days_ago=2)
    tag = client.get(ADDRESS).headers["ETag"]
    assert client.get(ADDRESS, headers={"if-none-match": tag}).status_code == 304

    second.unpublish()

    assert client.get(ADDRESS, headers={"if-none-match": tag}).status_code == 200
    assert titles(client) == [first.title]


def test_date_alone_never_gives_304(client):
    make_dated(title="First", days_ago=1)
    response = client.get(ADDRESS, headers={"if-modified-since": "Sun, 22 Nov 2026 15:00:00 GMT"})
    assert response.status_code == 200
    assert "Last-Modified" not in response.headers


def test_feed_only_reads(client):
    assert client.post(ADDRESS).status_code == 405
    assert client.head(ADDRESS).status_code == 200


def test_library_names_its_feed(client):
    text = client.get(make_library().get_url()).content.decode()
    link = 'type="application/rss+xml" title="New resources" href="/library/new.rss">'
    assert f'<link rel="alternate" {link}' in text


def test_channel_is_escaped_like_its_items(client):
    Site.objects.update(site_name="R&D <b>")
    make_resource(title="Q&A <b>")

    found = channel(client)

    assert found.findtext("item/title") == "Q&amp;A &lt;b&gt;"
    assert found.findtext("title") == "R&amp;D &lt;b&gt;: new resources"
