"""The page of one resource: what it shows, and what it leaves out."""

import re

import pytest
from django.core.exceptions import ValidationError

from resources.entries import EntryCard
from resources.joined import Joined, _providers
from resources.models import ResourceIndexPage, ResourceKeyword, ResourcePage, ResourceProducer
from tests.make import (
    NOW,
    make_document,
    make_keyword,
    make_library,
    make_organization,
    make_other_site,
    make_private,
    make_resource,
    make_topic,
)

pytestmark = [pytest.mark.time_machine(NOW, tick=False), pytest.mark.usefixtures("index")]


def answer(client, page) -> str:
    response = client.get(page.get_url())
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def body(client, page) -> str:
    return answer(client, page).partition("<main")[2].partition("</main>")[0]


def headings(text: str) -> list[str]:
    found = re.findall(r"<h[123][^>]*>(.*?)</h[123]>", text)
    return [re.sub("<[^>]+>", "", heading).strip() for heading in found]


def test_page_shows_everything_it_has(client):
    page = make_resource(
        title="Roles - Guide",
        slug="roles",
        year=2017,
        resource_type="guide",
        producers=[make_organization("Policy Office", acronym="PO"), "Bo Lee"],
        supporters=[make_organization("Bureau of Examples")],
        keywords=[make_keyword("Peers")],
        description="<p>Two <b>pages</b>.</p>",
        document=make_document(name="roles.pdf", content=b"x" * 1_080_000),
        link_url="https://www.guides.example/roles",
        intercepts=(0, 1, 4),
    )
    make_topic(title="Peer support", slug="peer-support", entries=[page])

    text = body(client, page)

    assert headings(text) == [
        "Roles", "Get this resource", "Sequential Intercept Model", "About this resource",
        "Keywords", "Part of the topic",
    ]  # fmt: skip
    assert '<span>Guide</span> <span><time datetime="2017">2017</time></span>' in text
    assert "<dt>Produced by</dt><dd>Policy Office (PO); Bo Lee</dd>" in text
    assert "<dt>Supported by</dt><dd>Bureau of Examples</dd>" in text
    assert "Two <b>pages</b>." in text
    assert "Download PDF • 1.08MB</a>" in text
    assert 'href="https://www.guides.example/roles">Go to guides.example</a>' in text
    assert '<a href="/keywords/peers/">Peers</a>' in text
    assert '<a class="go" href="/library/peer-support/">Peer support</a>' in text
    assert "<title>Roles | " in answer(client, page)


def test_intercepts_are_words_and_lead_to_the_list(client):
    text = body(client, make_resource(intercepts=(1, 4)))

    assert "<p>Intercepts 1 and 4</p>" in text
    assert text.count('<li class="on">') == 2
    assert '<a href="/library/?intercept=1">1 Law enforcement</a>' in text
    assert "Jails and courts" not in text


def test_page_of_a_title_alone_has_no_empty_parts(client):
    text = body(client, make_resource(title="Bare"))

    assert headings(text) == ["Bare"]
    for part in ('class="panel', 'class="kicker', "<dl", "<ul", "None", "()"):
        assert part not in text


def test_topics_are_the_public_ones(client):
    page = make_resource()
    make_topic(title="Shown", entries=[page])
    make_topic(title="A draft", entries=[page], live=False)
    make_private(make_topic(title="Private", entries=[page]))
    make_topic(title="Another", entries=[make_resource()])

    text = body(client, page)

    assert headings(text)[-1] == "Part of the topic"
    assert ">Shown</a>" in text
    for title in ("A draft", "Private", "Another"):
        assert title not in text


def test_topics_are_those_of_this_site(client):
    page = make_resource()
    make_topic(title="Shown", entries=[page])
    elsewhere = make_other_site().get_parent()
    library = elsewhere.add_child(instance=ResourceIndexPage(title="There", slug="library"))
    assert make_topic(title="Of another site", parent=library, entries=[page]).live

    text = body(client, page)

    assert ">Shown</a>" in text
    assert "Of another site" not in text


def test_merged_terms_show_as_what_they_were_merged_into(client):
    old, new = make_keyword("Peer workers"), make_keyword("Peers")
    page = make_resource(keywords=[old, new])
    assert "Peer workers" in body(client, page)
    old.merged_into = new
    old.save()

    text = body(client, page)

    assert "Peer workers" not in text
    assert text.count(">Peers</a>") == 1


def test_draft_and_private_resources_are_not_there(client):
    page = make_resource()
    assert client.get(page.get_url()).status_code == 200
    make_private(page)
    assert client.get(page.get_url()).status_code == 302
    assert client.get(make_resource(live=False).get_url()).status_code == 404


def test_joined_lists_stand_below(client):
    page = make_resource(title="Guide")

    def provider(*, subject, request, now):
        assert (subject, now) == (page, NOW)
        rows = [EntryCard(page_id=1, title="A class", url="/x/")]
        row_template = "resources/_row.html"
        return [
            Joined(key="classes", heading="Classes", row_template=row_template, rows=rows,
                   more_url="/all/", more_words="All classes"),
            Joined(key="none", heading="Nothing", row_template=row_template, rows=[]),
        ]  # fmt: skip

    _providers.append(provider)
    try:
        text = body(client, page)
    finally:
        _providers.remove(provider)

    assert '<h2 id="joined-classes">Classes</h2>' in text
    assert '<a class="go" href="/all/">All classes</a>' in text
    assert '<h3><a href="/x/">A class</a></h3>' in text
    assert "Nothing" not in text


def test_preview_shows_unsaved_rows():
    page = make_resource(title="Guide")
    page.producers = [ResourceProducer(author="Luz Ferreira")]
    page.keyword_links = [ResourceKeyword(keyword=make_keyword("Peers"))]

    text = page.make_preview_request().render().content.decode()

    assert "<dd>Luz Ferreira</dd>" in text
    assert ">Peers</a>" in text


def test_preview_of_a_new_resource_works():
    page = ResourcePage(title="New", slug="new")
    page.set_url_path(make_library())
    page.depth, page.path = 4, make_library().path + "9999"

    response = page.make_preview_request()

    assert response.status_code == 200
    assert "<h1>New</h1>" in response.render().content.decode()


def test_address_with_another_scheme_never_becomes_a_link():
    assert make_resource(link_url="https://guides.example/").pk
    with pytest.raises(ValidationError, match="valid URL"):
        make_resource(link_url="javascript:alert(1)")
