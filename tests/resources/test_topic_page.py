"""The page of a topic: its headings, its entries in the editors' order, and what it must not show."""

import re

import pytest

from resources.models import ResourcePage, TopicEntry, TopicPage
from tests.make import (
    NOW,
    make_admin,
    make_document,
    make_keyword,
    make_library,
    make_organization,
    make_private,
    make_resource,
    make_topic,
    make_webinar,
    publish,
)

pytestmark = [pytest.mark.time_machine(NOW, tick=False), pytest.mark.usefixtures("index")]


def body(client, page) -> str:
    response = client.get(page.get_url())
    assert response.status_code == 200
    text = " ".join(response.content.decode().split())
    return text.partition("<main")[2].partition("</main>")[0]


def headings(text: str) -> list[str]:
    found = re.findall(r"<h[123][^>]*>(.*?)</h[123]>", text)
    return [re.sub("<[^>]+>", "", heading).strip() for heading in found]


# ---- headings and order ----


def test_highlighted_come_first_each_in_the_editors_order(client):
    first, second, third, fourth = (make_resource(title=title) for title in "ZYXW")
    topic = make_topic(title="Peers", highlighted=[second, first], entries=[fourth, third])

    found = headings(body(client, topic))

    assert found == ["Peers", "Highlighted resources", "Y", "Z", "Other resources", "W", "X"]


def test_one_highlighted_entry_has_its_heading_in_the_singular(client):
    topic = make_topic(title="Peers", highlighted=[make_resource(title="A")])

    assert headings(body(client, topic)) == ["Peers", "Highlighted resource", "A"]


def test_heading_counts_what_is_shown(client):
    draft = make_resource(title="Draft", live=False)
    topic = make_topic(title="Peers", highlighted=[make_resource(title="A"), draft])

    assert topic.entries.count() == 2
    assert headings(body(client, topic)) == ["Peers", "Highlighted resource", "A"]


def test_without_highlighted_entries_the_list_has_a_plain_heading(client):
    topic = make_topic(title="Peers", entries=[make_resource(title="A")])

    assert headings(body(client, topic)) == ["Peers", "Resources", "A"]


def test_highlighted_is_first_wherever_it_stands_in_the_form(client):
    one, two = make_resource(title="One"), make_resource(title="Two")
    topic = make_topic(title="Peers")
    topic.entries = [
        TopicEntry(page=one, sort_order=0),
        TopicEntry(page=two, sort_order=1, is_highlighted=True),
    ]
    topic.save()

    found = headings(body(client, topic))

    assert found == ["Peers", "Highlighted resource", "Two", "Other resources", "One"]


def test_page_named_twice_stands_there_once(client):
    resource = make_resource(title="A")
    topic = make_topic(title="Peers", highlighted=[resource], entries=[resource])

    assert topic.entries.count() == 2
    assert headings(body(client, topic)) == ["Peers", "Highlighted resource", "A"]
    assert "1 entry" in body(client, topic)


def test_empty_topic_helps_on_and_has_no_empty_heading(client):
    text = body(client, make_topic(title="Peers"))

    assert headings(text) == ["Peers"]
    assert "Nothing stands here yet." in text
    assert '<a href="/library/">Library</a>' in text


def test_introduction_and_way_back_are_shown(client):
    topic = make_topic(introduction="<p>How to <b>hire</b>.</p>")

    text = body(client, topic)

    assert "How to <b>hire</b>." in text
    assert '<li><a href="/library/">Library</a></li>' in text


# ---- who must not be shown ----


def test_draft_expired_and_private_entries_are_left_out(client):
    draft = make_resource(title="A draft", live=False)
    expired = make_resource(title="Expired", live=False, expired=True)
    private = make_resource(title="Private")
    make_private(private)
    shown = make_resource(title="Shown")
    topic = make_topic(title="Peers", highlighted=[draft, private], entries=[expired, shown])

    assert ResourcePage.objects.count() == topic.entries.count() == 4
    assert headings(body(client, topic)) == ["Peers", "Resources", "Shown"]
    assert "1 entry" in body(client, topic)
    client.force_login(make_admin())
    assert headings(body(client, topic)) == ["Peers", "Resources", "Shown"]


def test_entry_below_a_private_page_is_left_out(client):
    library = make_library()
    elsewhere = library.get_parent().add_child(instance=type(library)(title="Staff", slug="staff"))
    hidden = make_resource(title="For staff", parent=elsewhere)
    topic = make_topic(title="Peers", entries=[hidden])
    assert "For staff" in body(client, topic)

    make_private(elsewhere)

    assert "For staff" not in body(client, topic)


def test_unpublished_entry_comes_back_where_it_was(client):
    one, two = make_resource(title="One"), make_resource(title="Two")
    topic = make_topic(title="Peers", entries=[one, two])
    one.unpublish()
    assert headings(body(client, topic)) == ["Peers", "Resources", "Two"]

    publish(one)

    assert headings(body(client, topic)) == ["Peers", "Resources", "One", "Two"]


def test_deleted_entry_breaks_nothing(client):
    one, two = make_resource(title="One"), make_resource(title="Two")
    topic = make_topic(title="Peers", entries=[one, two])
    one.delete()

    assert headings(body(client, topic)) == ["Peers", "Resources", "Two"]


# ---- other kinds of pages ----


def test_webinar_stands_in_a_topic_by_a_link(client):
    webinar = make_webinar(title="Nights", slug="nights")
    resource = make_resource(title="Guide")
    topic = make_topic(title="Peers", entries=[webinar, resource])

    text = body(client, topic)

    assert '<h3><a href="/events/nights/">Nights</a></h3>' in text
    assert text.index(">Nights<") < text.index(">Guide<")


def test_page_without_an_address_is_no_entry(client):
    root = make_library().get_root()
    topic = make_topic(title="Peers", entries=[root, make_resource(title="A")])

    assert topic.entries.count() == 2
    assert headings(body(client, topic)) == ["Peers", "Resources", "A"]


# ---- preview, and what editors do ----


def test_preview_shows_unsaved_entries_in_their_order(client):
    one, two = make_resource(title="One"), make_resource(title="Two")
    topic = make_topic(title="Peers", entries=[one])
    topic.entries = [TopicEntry(page=two, sort_order=0), TopicEntry(page=one, sort_order=1)]

    response = topic.make_preview_request()

    assert headings(response.render().content.decode())[1:4] == ["Resources", "Two", "One"]
    assert headings(body(client, topic)) == ["Peers", "Resources", "One"]


def test_preview_of_a_new_topic_works(client):
    topic = TopicPage(title="New", slug="new", introduction="<p>Soon.</p>")
    topic.set_url_path(make_library())
    topic.depth, topic.path = 4, make_library().path + "9999"
    topic.entries = [TopicEntry(page=make_resource(title="One"), sort_order=0)]

    response = topic.make_preview_request()

    assert response.status_code == 200
    assert ">One</a>" in response.render().content.decode()


def test_texts_are_escaped(client):
    evil = "<script>alert(1)</script>"
    organization = make_organization(f"Org {evil}")
    resource = make_resource(
        title=f"Title {evil}",
        producers=[organization, f"Ana {evil}"],
        supporters=[organization],
        keywords=[make_keyword(f"Key {evil}")],
        description="<p>1 &lt; 2 &amp; <b>bold</b></p>",
    )
    text = body(client, make_topic(title="Peers", entries=[resource]))

    assert "Title &lt;script&gt;" in text
    assert "Ana &lt;script&gt;" in text
    assert "<script" not in text
    assert "<p>1 &lt; 2 &amp; bold</p>" in text


def test_entry_prints_everything_it_has(client):
    resource = make_resource(
        title="Roles",
        slug="roles",
        year=2017,
        resource_type="guide",
        producers=[make_organization("Policy Office", acronym="PO")],
        supporters=[make_organization("Bureau of Examples")],
        keywords=[make_keyword("Peers"), make_keyword("Sequential Map", acronym="SM")],
        description="<p>Two pages.</p><p>Print it.</p>",
        document=make_document(name="roles.pdf", content=b"x" * 2_310_000),
    )
    text = body(client, make_topic(highlighted=[resource]))

    assert '<p class="rail"><b>2017</b>Guide</p>' in text
    assert '<h3><a href="/library/roles/">Roles</a></h3>' in text
    assert "<dt>Produced by</dt><dd>Policy Office (PO)</dd>" in text
    assert "<dt>Supported by</dt><dd>Bureau of Examples</dd>" in text
    assert "<dd><p>Two pages.</p><p>Print it.</p></dd>" in text
    assert '<a href="/keywords/peers/">Peers</a>; <a href="/keywords/sequential-map/">' in text
    assert ">Sequential Map (SM)</a>" in text
    assert "Download PDF • 2.31MB</a>" in text
    assert re.search(r'href="/documents/\d+/roles[^"]*\.pdf"', text)


def test_entry_of_a_title_alone_has_no_empty_parts(client):
    text = body(client, make_topic(entries=[make_resource(title="Bare")]))

    assert ">Bare</a>" in text
    for part in ('class="rail"', "<dl", "<dt", "Supported by", "None", 'class="go'):
        assert part not in text
