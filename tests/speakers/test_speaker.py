"""Speakers: their page, their address, their links, their preview, and who sees a draft."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text

from speakers.models import Speaker, SpeakerLink
from tests.make import (
    NOW,
    make_event,
    make_image,
    make_past_webinar,
    make_presenter,
    make_speaker,
    make_webinar,
)

pytestmark = [pytest.mark.time_machine(NOW, tick=False), pytest.mark.usefixtures("index")]

ADD = reverse("wagtailsnippets_speakers_speaker:add")


def body(client, speaker) -> str:
    response = client.get(speaker.get_absolute_url())
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def form_data(*, links=(), **fields) -> dict:
    """What the editor's form for a speaker sends."""
    return nested_form_data(
        {
            "name": "Ana Prado",
            "title": "",
            "organization": "",
            "photo": "",
            "biography": rich_text("<p>Nights.</p>", features=["bold"]),
            "links": inline_formset([{"text": "Site", "url": url} for url in links]),
            "slug": "",
            "action-publish": "action-publish",
            **fields,
        }
    )


# ---- the page ----


def test_page_shows_the_person(client):
    speaker = make_speaker(
        name="Ana Prado",
        title="Director",
        organization="Pine County (Minnesota)",
        biography="<p>Fourteen <b>nights</b>.</p>",
        photo=make_image(),
        links=[SpeakerLink(text="Pine County", url="https://pine.example/?a=1&b=2")],
    )
    text = body(client, speaker)
    assert "<h1>Ana Prado</h1>" in text
    assert "<title>Ana Prado | " in text
    assert '<p class="lead">Director, Pine County (Minnesota)</p>' in text
    assert "Fourteen <b>nights</b>" in text
    assert 'href="https://pine.example/?a=1&amp;b=2">Pine County</a>' in text
    assert '<img class="face" src="/media/images/photo' in text
    assert '<link rel="canonical" href="http://testserver/speakers/ana-prado/">' in text


def test_page_of_a_name_alone_has_no_empty_parts(client):
    text = body(client, make_speaker(name="Ana Prado", title="", organization=""))
    main = text.partition("<main")[2].partition("</main>")[0]
    assert "AP</text>" in main
    for part in ('class="lead"', 'class="links"', "<h2", "None", "()", "[]"):
        assert part not in main


def test_page_lists_public_events_each_once(client):
    speaker = make_speaker(name="Ana Prado")
    part = {"presenters": [make_presenter(speaker=speaker)]}
    make_webinar(title="To come", **part)
    make_past_webinar(title="Over", presenters=[make_presenter(speaker=speaker)])
    make_webinar(title="A draft", live=False, presenters=[make_presenter(speaker=speaker)])
    make_webinar(title="Of others", presenters=[make_presenter(speaker=make_speaker())])
    twice = [make_presenter(speaker=speaker), make_presenter(speaker=speaker, name="Ana P.")]
    make_event(title="Named twice", presenters=twice)
    text = body(client, speaker)
    assert text.index('<h2 id="appearances-1">Upcoming</h2>') < text.index(">To come<")
    assert text.index('<h2 id="appearances-2">Past events</h2>') < text.index(">Over<")
    assert text.count(">Named twice</a>") == 1
    assert "A draft" not in text
    assert "Of others" not in text


def test_draft_and_unknown_speaker_are_not_there(client):
    speaker = make_speaker(name="Ana Prado")
    assert client.get("/speakers/ana-prado/").status_code == 200
    speaker.unpublish()
    assert client.get("/speakers/ana-prado/").status_code == 404
    assert client.get("/speakers/nobody/").status_code == 404


def test_draft_is_not_there_for_an_editor_either(client, editor):
    make_speaker(name="Ana Prado", live=False)
    assert client.get("/speakers/ana-prado/").status_code == 404


def test_changes_of_a_draft_are_not_public(client):
    speaker = make_speaker(name="Ana Prado", title="Nurse")
    speaker.title = "Director"
    speaker.save_revision()
    assert "Nurse" in body(client, speaker)
    assert "Director" not in body(client, speaker)


def test_sitemap_has_published_speakers(client):
    make_speaker(name="Ana Prado")
    make_speaker(name="Bo Lee", live=False)
    text = client.get("/sitemap.xml").content.decode()
    assert "<loc>http://testserver/speakers/ana-prado/</loc>" in text
    assert "bo-lee" not in text


def test_page_only_reads(client):
    make_speaker(name="Ana Prado")
    assert client.post("/speakers/ana-prado/").status_code == 405


# ---- the address ----


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Ana Prado", "ana-prado"),
        ("Dr. Ana Lucía Prado, LCSW", "dr-ana-lucia-prado-lcsw"),
        ("李明", "speaker"),
        ("🎧", "speaker"),
        ("x" * 200, "x" * 180),
    ],
)
def test_slug_is_made_from_the_name(name, slug):
    assert make_speaker(name=name).slug == slug


def test_slug_of_a_namesake_gets_a_number():
    slugs = [make_speaker(name="Ana Prado").slug for _ in range(3)]
    assert slugs == ["ana-prado", "ana-prado-2", "ana-prado-3"]
    assert make_speaker(name="Ana").slug == "ana"


def test_slug_stays_when_the_name_changes(client):
    speaker = make_speaker(name="Ana Prado")
    speaker.name = "Ana Prado-Lee"
    speaker.save()
    assert body(client, speaker)
    assert Speaker.objects.get().slug == "ana-prado"


def test_slug_that_is_taken_is_refused_at_its_field(client, editor):
    make_speaker(name="Ana Prado")
    response = client.post(ADD, form_data(name="Another Ana", slug="ana-prado"))
    assert response.status_code == 200
    assert response.context["form"].errors["slug"] == ["Speaker with this Slug already exists."]
    assert "Another Ana" in response.content.decode()
    assert Speaker.objects.count() == 1


def test_slug_left_empty_in_the_form_is_made(client, editor):
    make_speaker(name="Ana Prado")
    client.post(ADD, form_data())
    assert sorted(Speaker.objects.values_list("slug", flat=True)) == ["ana-prado", "ana-prado-2"]


# ---- links ----


@pytest.mark.parametrize(
    "url",
    ["javascript:alert(1)", "data:text/html,x", "ftp://pine.example/", "nonsense", "https://"],
)  # fmt: skip
def test_link_that_is_no_web_address_is_refused(client, editor, url):
    response = client.post(ADD, form_data(links=[url]))
    assert response.status_code == 200
    [errors] = response.context["form"].formsets["links"].errors
    assert set(errors) == {"url"}
    assert not Speaker.objects.exists()
    with pytest.raises(ValidationError):
        SpeakerLink(speaker=make_speaker(), text="Site", url=url).clean_fields(exclude=["speaker"])


def test_link_to_the_web_is_published(client, editor):
    client.post(ADD, form_data(links=["https://pine.example/"]))
    assert 'href="https://pine.example/">Site</a>' in body(client, Speaker.objects.get())


# ---- preview ----


def test_preview_shows_what_is_in_the_form(client, editor):
    speaker = make_speaker(name="Ana Prado", title="Nurse")
    make_webinar(title="Night calls", presenters=[make_presenter(speaker=speaker)])
    url = reverse("wagtailsnippets_speakers_speaker:preview_on_edit", args=[speaker.pk])
    answer = client.post(url, form_data(title="Director", slug="ana-prado"))
    assert answer.json()["is_valid"]
    text = client.get(url).content.decode()
    assert "Director" in text
    assert "Night calls" in text
    assert "Nurse" in body(client, speaker)


def test_preview_of_a_speaker_that_was_never_saved(client, editor):
    url = reverse("wagtailsnippets_speakers_speaker:preview_on_add")
    assert client.post(url, form_data(name="New Person")).json()["is_valid"]
    response = client.get(url)
    assert response.status_code == 200
    assert "<h1>New Person</h1>" in response.content.decode()
    assert not Speaker.objects.exists()


def test_biography_can_t_carry_scripts(client, editor):
    raw = '{"blocks": [{"key": "a", "type": "unstyled", "text": "<script>alert(1)</script>"}]}'
    raw = raw.replace('"unstyled"', '"unstyled", "inlineStyleRanges": [], "entityRanges": []')
    data = form_data(biography=raw.replace("]}]}", ']}], "entityMap": {}}'))
    client.post(ADD, data)
    text = body(client, Speaker.objects.get())
    assert "&lt;script&gt;alert(1)" in text
    assert "<script>alert" not in text
