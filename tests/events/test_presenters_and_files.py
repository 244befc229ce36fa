"""Presenters and files on the page of an event: in order, as of then, and only with what there is."""

import pytest

from tests.events.test_event_page import headings, html
from tests.make import (
    NOW,
    make_document,
    make_file,
    make_image,
    make_past_webinar,
    make_presenter,
    make_speaker,
    make_webinar,
)

pytestmark = [pytest.mark.time_machine(NOW, tick=False), pytest.mark.usefixtures("index")]


def test_presenters_stand_in_order_with_their_titles_as_of_then(client):
    ana = make_speaker(name="Ana Prado", title="Nurse", organization="Pine County")
    page = make_past_webinar(
        presenters=[
            make_presenter(name="Zoe Zimmer", title="Host"),
            make_presenter(speaker=ana),
            make_presenter(name="Bo Lee", organization="Elm Clinic"),
        ]
    )
    ana.title, ana.organization = "Director", "Oak County"
    ana.save()
    text = html(client, page)
    assert headings(text)[-4:] == ["Presenters", "Zoe Zimmer", "Ana Prado", "Bo Lee"]
    assert "<p>Nurse, Pine County</p>" in text
    assert "<p>Elm Clinic</p>" in text
    assert "Director" not in text


def test_presenter_links_to_a_published_speaker_only(client):
    public, draft = make_speaker(name="Ana Prado"), make_speaker(name="Bo Lee", live=False)
    page = make_webinar(presenters=[make_presenter(speaker=public), make_presenter(speaker=draft)])
    text = html(client, page)
    assert '<h3><a href="/speakers/ana-prado/">Ana Prado</a></h3>' in text
    assert "<h3>Bo Lee</h3>" in text
    assert "/speakers/bo-lee/" not in text


def test_presenter_stays_when_the_speaker_is_deleted(client):
    speaker = make_speaker(name="Ana Prado", title="Nurse", organization="")
    page = make_webinar(presenters=[make_presenter(speaker=speaker)])
    assert "/speakers/ana-prado/" in html(client, page)
    speaker.delete()
    text = html(client, page)
    assert "<h3>Ana Prado</h3>" in text
    assert "<p>Nurse</p>" in text


def test_download_names_type_and_size_exactly(client):
    document = make_document(name="deck.pdf", content=b"%PDF" + b"0" * (2_310_000 - 4))
    page = make_past_webinar(
        recording_url="https://video.example.org/1",
        files=[make_file(document=document, title="Webinar slides")],
    )
    text = html(client, page)
    assert f'<a class="file" href="{document.url}">' in text
    assert '<span class="vh">Webinar slides: </span>Download PDF • 2.31MB</a>' in text


def test_files_stand_in_order_and_one_without_a_document_is_left_out(client):
    gone = make_file(title="Gone")
    page = make_webinar(files=[make_file(title="Second"), make_file(title="First"), gone])
    assert "Gone" in html(client, page)
    gone.document.delete()
    text = html(client, page)
    assert text.index(">Second<") < text.index(">First<")
    assert "Gone" not in text


def test_photo_of_an_unpublished_speaker_is_not_shown(client):
    speaker = make_speaker(name="Ana Prado", photo=make_image())
    page = make_webinar(presenters=[make_presenter(speaker=speaker)])
    assert "<img" in html(client, page)
    speaker.unpublish()
    assert "<img" not in html(client, page)
