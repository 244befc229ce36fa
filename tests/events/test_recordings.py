"""Recordings: an upload with captions, a player that loads after a click, or only a link."""

import re

import pytest

from events.models import CaptionTrack
from events.recordings import Embed, known_embed
from tests.make import NOW, make_captions, make_document, make_image, make_past_webinar

YOUTUBE = Embed(
    provider="YouTube",
    url="https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ?autoplay=1&cc_load_policy=1",
)
VIMEO = Embed(provider="Vimeo", url="https://player.vimeo.com/video/76979871?dnt=1&autoplay=1")
ADDRESS = re.compile(r"""(?:src|srcset|poster|data-\w+|href)=["']([^"']*)["']""")

pytestmark = pytest.mark.time_machine(NOW, tick=False)


def body(client, page, query: str = "") -> str:
    response = client.get(f"{page.url}{query}")
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def loaded_addresses(text: str) -> list[str]:
    """What a browser asks for without a click: sources, pictures, style sheets, scripts."""
    tags = re.findall(r"<(?!a\b)[a-z]+[^>]*>", text)
    return [address for tag in tags for address in ADDRESS.findall(tag)]


# ---- which addresses have a player ----


@pytest.mark.parametrize(
    "url",
    [
        "https://www.youtube.com/watch?v=dQw4w9WgXcQ",
        "http://youtube.com/watch?v=dQw4w9WgXcQ&t=43s",
        "https://m.youtube.com/watch?list=PL1&v=dQw4w9WgXcQ",
        "https://youtu.be/dQw4w9WgXcQ?si=abc",
        "https://www.youtube.com/embed/dQw4w9WgXcQ",
        "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ",
        "https://www.youtube.com/live/dQw4w9WgXcQ",
        "https://www.youtube.com/shorts/dQw4w9WgXcQ/",
    ],
)
def test_youtube_address_gives_its_player_without_cookies(url):
    assert known_embed(url) == YOUTUBE


@pytest.mark.parametrize(
    "url",
    [
        "https://vimeo.com/76979871",
        "https://www.vimeo.com/76979871/",
        "https://vimeo.com/channels/staffpicks/76979871",
        "https://player.vimeo.com/video/76979871?h=1",
    ],
)
def test_vimeo_address_gives_its_player_without_tracking(url):
    assert known_embed(url) == VIMEO


@pytest.mark.parametrize(
    "url",
    [
        "",
        "javascript:alert(1)",
        "https://video.example.org/watch?v=dQw4w9WgXcQ",
        "https://youtube.com.evil.example/watch?v=dQw4w9WgXcQ",
        "https://notyoutube.com/watch?v=dQw4w9WgXcQ",
        "https://www.youtube.com/",
        "https://www.youtube.com/watch?v=short",
        'https://www.youtube.com/watch?v=dQw4w9W"><s',
        "https://vimeo.com/about",
        "https://vimeo.com/12345",
    ],
)
def test_other_address_has_no_player(url):
    assert known_embed(url) is None


# ---- on the page ----


def test_uploaded_video_plays_here_with_its_captions(index, client):
    english, spanish = make_captions(), make_captions()
    video = make_document(name="night.mp4", content=b"\0\0\0\x18ftypmp42")
    page = make_past_webinar(
        title="Night calls",
        recording_video=video,
        recording_poster=make_image(),
        recording_captions_checked=True,
        caption_tracks=[
            CaptionTrack(language="en", document=english),
            CaptionTrack(language="es-MX", document=spanish),
        ],
    )
    text = body(client, page)
    assert f'<source src="{video.url}" type="video/mp4">' in text
    assert (
        f'<track kind="captions" src="{english.url}" srclang="en" label="English" default>' in text
    )
    assert f'<track kind="captions" src="{spanish.url}" srclang="es-MX" label="Español">' in text
    assert 'Captions: <span lang="en">English</span>, <span lang="es-MX">Español</span>' in text
    assert ", checked by a person." in text
    assert re.search(r'poster="/media/images/photo[^"]+\.webp"', text)
    for address in loaded_addresses(text):
        assert not address.startswith(("http", "//")) or "testserver" in address


def test_uploaded_video_goes_before_a_link(index, client):
    video = make_document(name="night.mp4", content=b"\0\0\0\x18ftypmp42")
    page = make_past_webinar(
        recording_video=video, recording_url="https://www.youtube.com/watch?v=dQw4w9WgXcQ"
    )
    text = body(client, page, "?recording=play")
    assert video.url in text
    assert "youtube" not in text


def test_track_without_a_document_is_left_out(index, client):
    captions = make_captions()
    page = make_past_webinar(
        recording_video=make_document(name="night.mp4", content=b"\0\0\0\x18ftypmp42"),
        caption_tracks=[CaptionTrack(language="en", document=captions)],
    )
    assert "<track" in body(client, page)
    captions.delete()
    assert "<track" not in body(client, page)


@pytest.mark.parametrize(
    ("url", "embed"),
    [
        ("https://www.youtube.com/watch?v=dQw4w9WgXcQ", YOUTUBE),
        ("https://vimeo.com/76979871", VIMEO),
    ],
)
def test_video_elsewhere_loads_after_the_click_and_not_before(index, client, url, embed):
    page = make_past_webinar(recording_url=url, recording_poster=make_image())
    before = body(client, page)
    sentence = f"The video is kept at {embed.provider}. Nothing is loaded from there before"
    assert sentence in before
    assert 'href="?recording=play#recording"' in before
    assert "<iframe" not in before
    rest = before.replace(sentence, "").lower()
    assert [word for word in ("youtube", "youtu.be", "ytimg", "vimeo") if word in rest] == []
    elsewhere = [a for a in loaded_addresses(before) if a.startswith(("http", "//"))]
    assert elsewhere == [page.full_url]

    after = body(client, page, "?recording=play")
    escaped = embed.url.replace("&", "&amp;")
    assert f'<iframe src="{escaped}"' in after
    assert 'title="Recording: ' in after


@pytest.mark.parametrize("query", ["?recording=", "?recording=PLAY", "?recording=1", "?play"])
def test_other_queries_load_nothing(index, client, query):
    page = make_past_webinar(recording_url="https://vimeo.com/76979871")
    assert "<iframe" not in body(client, page, query)


def test_unknown_link_stays_a_link(index, client):
    page = make_past_webinar(recording_url="https://video.example.org/a?b=1&c=2")
    for query in ("", "?recording=play"):
        text = body(client, page, query)
        assert '<a class="player-card" href="https://video.example.org/a?b=1&amp;c=2">' in text
        assert "Watch on video.example.org" in text
        assert "so this link leaves our site" in text
        assert "<iframe" not in text


def test_recording_is_shown_in_the_archive_only(index, client, time_machine):
    page = make_past_webinar(days_ago=3, recording_url="https://vimeo.com/76979871")
    assert 'id="recording"' in body(client, page)
    time_machine.move_to(page.first_starts_at)
    assert 'id="recording"' not in body(client, page)
