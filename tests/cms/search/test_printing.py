"""How the results of a search print."""

import re

import pytest

from cms.models import HomePage, SiteIdentity, StandardPage
from events.actions import cancel_event
from resources.enums import ResourceType
from tests.cms.search.searching import ask, body
from tests.make import (
    NOW,
    make_document,
    make_library,
    make_past_webinar,
    make_resource,
    make_speaker,
    make_topic,
    make_webinar,
)

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.time_machine(NOW, tick=False),
    pytest.mark.usefixtures("index"),
]


def add_page(**fields) -> StandardPage:
    home = HomePage.objects.order_by("pk").first()
    return HomePage.objects.get(pk=home.pk).add_child(instance=StandardPage(**fields))


def test_event_prints_as_rows_of_events_do(client):
    make_webinar(title="Night owls", summary="They see at night.")
    text = body(client, "owls")
    assert '<time class="date " datetime="2026-11-29"><span>Nov</span> <b>29</b>' in text
    assert '<h3><a href="/events/' in text
    assert '">Night <mark>owls</mark></a></h3>' in text
    assert "<span>Webinar</span>" in text
    assert "2:00–3:30 p.m. ET" in text
    assert "<p>They see at night.</p>" in text
    assert 'Register<span class="vh"> for Night owls</span></a>' in text


def test_event_that_is_off_and_recording_say_so(client):
    cancel_event(event=make_webinar(title="Owls off"), reason="The river rose.", now=NOW)
    make_past_webinar(title="Owls recorded", recording_url="https://video.example/1")
    text = body(client, "owls")
    assert "Cancelled: <mark>Owls</mark> off" in text
    assert '#recording"><span>Watch<span class="vh"> Owls recorded</span>' in text


def test_resource_prints_year_type_and_file(client):
    make_resource(
        title="Owls",
        year=2021,
        resource_type=ResourceType.BRIEF,
        document=make_document(content=b"x" * 231_000),
    )
    text = body(client, "owls")
    assert '<p class="rail"><b>2021</b>Brief</p>' in text
    assert "Download PDF • 231.00KB" in text


def test_speaker_topic_and_page_name_their_kind(client):
    make_speaker(name="Olga Owls", title="Lead", organization="Pine County")
    make_topic(title="Owls")
    add_page(title="About owls")
    text = body(client, "owls")
    for kind in ("Speaker", "Topic", "Page"):
        assert f'<p class="rail">{kind}</p>' in text
    assert "<p>Lead, Pine County</p>" in text


def test_long_text_is_cut_around_its_first_hit(client):
    before, after = "Before it. " * 40, "After it. " * 40
    make_resource(title="Birds", description=f"<p>{before}Here is an owl. {after}</p>")
    snippet = ask(client, "owl").rows[0].snippet
    plain = re.sub("</?mark>", "", snippet)
    assert "<mark>owl</mark>" in snippet
    assert plain.startswith("… ")
    assert plain.endswith(" …")
    assert len(plain) <= 200


def test_text_of_editors_is_escaped(client):
    make_resource(title="<script>owls()</script>", description="<p>&lt;b&gt;owls &amp; co</p>")
    make_webinar(title="<img src=x> owls", summary="<i>owls</i>")
    text = body(client, '<script>"owls')
    found = body(client, "owls")
    for source in (text, found):
        for raw in ("<script>owls", '<script>"', "<img src=x>", "<i><mark>", "<b>owls"):
            assert raw not in source
    assert "&lt;script&gt;<mark>owls</mark>()&lt;/script&gt;" in found


def test_snippet_of_a_page_has_no_token(client):
    identity = SiteIdentity.for_site(make_library().get_site())
    identity.phone = "(555) 555-0142"
    identity.save()
    page = [("text", "<p>Owls answer [site:phone]. Owls fax [site:fax].</p>")]
    add_page(title="Calls", body=page)
    snippet = ask(client, "owls").rows[0].snippet
    assert "(555) 555-0142" in snippet
    assert "[" not in snippet
    assert "fax" not in snippet


def test_search_is_not_indexed_by_others_and_names_its_query(client):
    text = body(client, "owls")
    assert '<meta name="robots" content="noindex">' in text
    assert "<title>“owls”: search | " in text
    assert 'name="q" type="search" maxlength="200" value="owls"' in text
    assert 'rel="canonical"' not in text


def test_header_leads_to_search(client):
    assert '<a class="head-search" href="/search/">' in client.get("/").content.decode()
    assert 'href="/search/" aria-current="page">' in body(client)
