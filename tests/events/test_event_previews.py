"""Every preview mode, of a draft, of a live page and of a page that was never saved, has its own text."""

import pytest
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text

from events.actions import cancel_event
from events.models import EventState, WebinarPage
from events.previews import PREVIEW_MODES
from tests.make import (
    NOW,
    make_file,
    make_keyword,
    make_past_webinar,
    make_presenter,
    make_resource,
    make_session,
    make_topic,
    make_webinar,
)

pytestmark = pytest.mark.time_machine(NOW, tick=False)

# What one mode shows and no other does, for a webinar in a week.
DISTINCT = {
    "upcoming": "Registrants get the link by e-mail.",
    "live": "Happening now",
    "waiting": "Recording to come",
    "archive": "<dt>Held on</dt>",
    "cancelled": "This event will not take place",
    "postponed": "This event is postponed",
}
MODES = [name for name, _ in PREVIEW_MODES]
WAITING_AND_ARCHIVE = ("waiting", "archive")


def preview(page, mode: str) -> str:
    response = page.make_preview_request(preview_mode=mode)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def modes_shown(text: str) -> set[str]:
    return {mode for mode, words in DISTINCT.items() if words in text}


def expected_of(mode: str) -> set[str]:
    """A page that waits says as well when it was held."""
    return {"": {"upcoming"}, "waiting": set(WAITING_AND_ARCHIVE)}.get(mode, {mode})


def form_data(**fields) -> dict:
    """What the editor's form for a new webinar sends."""
    session = {"date": "2026-11-29", "start_time": "14:00", "end_time": "15:30"}
    return nested_form_data(
        {
            "title": "A new webinar",
            "slug": "a-new-webinar",
            "summary": "What it is about.",
            "description": rich_text("<p>What we do.</p>", features=["bold"]),
            "delivery": "virtual",
            "join_visibility": "registrants",
            "recording_plan": "",
            "sessions": inline_formset([{**session, "zone": "America/New_York", "key": ""}]),
            "presenters": inline_formset([{"speaker": "", "name": "Ana Prado"}]),
            "files": inline_formset([]),
            "caption_tracks": inline_formset([]),
            "keyword_links": inline_formset([{"keyword": make_keyword("Peers").pk}]),
            "topic_links": inline_formset([{"topic": make_topic(title="Housing").pk}]),
            "resource_links": inline_formset([{"resource": make_resource(title="A guide").pk}]),
            "comments": inline_formset([]),
            **fields,
        }
    )


def test_preview_modes_are_the_phases_and_states():
    assert set(MODES) == {"", *DISTINCT}


@pytest.mark.parametrize("mode", MODES)
def test_preview_of_a_live_page_shows_its_own_text_only(index, mode):
    page = make_webinar()
    assert modes_shown(preview(page, mode)) == expected_of(mode)


@pytest.mark.parametrize("mode", MODES)
def test_preview_of_a_draft_shows_what_is_not_published(index, mode):
    page = make_webinar(title="Published words")
    page.title = "Words of the draft"
    page.save_revision()
    text = preview(page.get_latest_revision_as_object(), mode)
    assert "Words of the draft" in text
    assert "Published words" not in text
    assert modes_shown(text) == expected_of(mode)


@pytest.mark.parametrize("mode", MODES)
def test_preview_of_a_page_that_was_never_saved(index, editor, client, mode):
    url = reverse("wagtailadmin_pages:preview_on_add", args=["events", "webinarpage", index.pk])
    answer = client.post(url, form_data())
    assert answer.json() == {"is_valid": True, "is_available": True}
    response = client.get(url, {"mode": mode})
    text = " ".join(response.content.decode().split())
    assert response.status_code == 200
    assert "A new webinar" in text
    assert "<h3>Ana Prado</h3>" in text
    for subject in ("Peers", "Housing", "A guide"):
        assert f">{subject}</a>" in text
    assert "None" not in text
    assert modes_shown(text) == expected_of(mode)
    assert not WebinarPage.objects.exists()
    assert not EventState.objects.exists()


@pytest.mark.parametrize("mode", MODES)
def test_preview_of_a_page_in_memory_without_anything(index, mode):
    page = WebinarPage(title="Only a title", slug="only-a-title", depth=4)
    page.path = f"{index.path}0001"
    page.set_url_path(index)
    text = preview(page, mode)
    assert "Only a title" in text
    assert "None" not in text


@pytest.mark.parametrize("mode", MODES)
def test_preview_of_a_draft_without_a_session(index, mode):
    page = make_webinar(title="Only a title", sessions=[], summary="", live=False)
    text = preview(page.get_latest_revision_as_object() if page.latest_revision else page, mode)
    assert "Only a title" in text


@pytest.mark.parametrize("mode", MODES)
def test_preview_of_a_past_event_can_go_back_in_time(index, mode):
    page = make_past_webinar(recording_url="https://video.example.org/1", files=[make_file()])
    text = preview(page, mode)
    has_recording = "Watch on video.example.org" in text
    assert has_recording is (mode in ("", "archive"))
    assert ("Add to your calendar" in text) is (mode in ("upcoming", "live"))


def test_preview_of_a_phase_shows_a_cancelled_event_as_it_would_have_been(index):
    page = make_webinar()
    cancel_event(event=page, reason="The river rose.", now=NOW)
    page = WebinarPage.objects.get(pk=page.pk)
    assert "The river rose." in preview(page, "")
    assert "The river rose." in preview(page, "cancelled")
    assert "The reason you give stands here." in preview(page, "postponed")
    assert "The river rose." not in preview(WebinarPage.objects.get(pk=page.pk), "live")


def test_preview_of_an_edited_page_shows_the_date_in_the_form(index):
    page = make_webinar()
    page.sessions = [make_session(14)]
    text = preview(page, "")
    assert "December 6, 2026" in text
    assert "November 29, 2026" not in text


def test_preview_writes_nothing(index):
    page = make_webinar(presenters=[make_presenter(name="Ana Prado")])
    for mode in MODES:
        preview(page, mode)
    assert not EventState.objects.exists()
    assert WebinarPage.objects.get(pk=page.pk).latest_revision is None


def test_preview_of_an_unknown_mode_shows_the_page_as_it_is_now(index):
    page = make_webinar(sessions=[make_session(0, "09:55", "11:00")])
    assert "Happening now" in preview(page, "")
    assert "Happening now" in preview(page, "no-such-mode")
