"""One event from its announcement to its archive: written, subscribed to, moved, held and recorded."""

import re
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import expect

from cms.demo.build import FILES
from events.models import WebinarPage
from tests.journeys import editor
from tests.journeys.calendar_program import fetch
from tests.make import make_speaker

pytestmark = pytest.mark.journey

EASTERN = ZoneInfo("America/New_York")
TITLE = "The night shift: what a crisis team needs"
ADDRESS = "/events/the-night-shift-what-a-crisis-team-needs/"
DAY = date(2026, 12, 3)
SLIDES = FILES / "night-shift-slides.pdf"
VIDEO = FILES / "night-shift-recording.mp4"
CAPTIONS = FILES / "night-shift-captions-en.vtt"

PREVIEWS = {
    "As it is now": "Date, time and place",
    "Upcoming": "Upcoming",
    "Live": "Happening now",
    "Waiting for the recording": "Recording expected by December 17",
    "Archive": "Held on",
    "Cancelled": "This event will not take place",
    "Postponed": "This event is postponed",
}


def at(clock: str, day: date = DAY) -> datetime:
    return datetime.combine(day, time.fromisoformat(clock), EASTERN)


def test_event_is_written_published_moved_held_and_archived(
    site, editor_page, open_page, watch, pass_time_to, live_server
):
    make_speaker(name="Rosa Villanueva", title="Night Lead", organization="Pine County")
    visitor = open_page()

    write_webinar(editor_page, site)
    open_every_preview(editor_page)
    editor.save_draft(editor_page)
    watch.expect(f"404 .*{ADDRESS}$")
    assert visitor.goto(ADDRESS).status == 404
    visitor.goto("/events/")
    expect(visitor.get_by_text("Nothing is scheduled right now.")).to_be_visible()

    editor.publish(editor_page)
    read_announcement(visitor)
    feed_url = find_feed(visitor)
    first = fetch(feed_url)
    assert first.entry["SUMMARY"] == TITLE
    assert first.entry.start == at("14:00")
    assert first.entry["SEQUENCE"] == 0
    assert fetch(feed_url, etag=first.etag).status == 304

    move_to_an_hour_later(editor_page)
    moved = fetch(feed_url, etag=first.etag)
    assert (moved.status, moved.entry["UID"]) == (200, first.entry["UID"])
    assert (moved.entry.start, moved.entry.end) == (at("15:00"), at("16:30"))
    assert moved.entry["SEQUENCE"] == 1
    assert moved.etag != first.etag
    visitor.goto(str(moved.entry["URL"]))
    expect(visitor).to_have_url(f"{live_server.url}{ADDRESS}")
    expect(visitor.get_by_text("3:00–4:30 p.m. ET")).to_be_visible()

    pass_time_to(at("15:20"))
    visitor.goto("/events/")
    expect(visitor.get_by_role("listitem").filter(has_text=TITLE)).to_contain_text("Live now")
    visitor.goto(ADDRESS)
    expect(visitor.get_by_role("heading", name="Happening now")).to_be_visible()

    pass_time_to(at("17:00"))
    visitor.goto(ADDRESS)
    expected_by = visitor.get_by_role("heading", name="Recording expected by December 17")
    expect(expected_by).to_be_visible()

    pass_time_to(at("09:00", date(2026, 12, 10)))
    add_slides_and_recording(editor_page)
    visitor.goto(ADDRESS)
    expect(visitor.get_by_text("Held on")).to_be_visible()
    download_slides(visitor)
    play_recording(visitor)
    read_past_list(visitor)
    assert fetch(feed_url).entry["UID"] == first.entry["UID"]
    assert fetch(feed_url).entry["SEQUENCE"] == 1


def write_webinar(page, site) -> None:
    """From the dashboard to a complete draft, through the explorer and every kind of field."""
    page.goto(f"/admin/pages/{site.pk}/")
    page.get_by_role("link", name="Add child page").first.click()
    page.get_by_role("link", name=re.compile(r"^Webinar\b")).click()
    editor.write(page.locator("#id_title"), TITLE)
    editor.write(page.locator("#id_summary"), "Four things that keep a team going at night.")
    editor.write_rich_text(page, "description", "Two people who work at night tell what helps.")
    row = editor.add_row(page, "presenters")
    editor.choose_speaker(page, row, "Rosa Villanueva")
    row = editor.add_row(page, "presenters")
    editor.write(page.locator(f"{row}-name"), "Marcus Adeyemi")
    editor.write(page.locator(f"{row}-title"), "Peer Specialist")
    editor.open_tab(page, "When and where")
    row = editor.add_row(page, "sessions")
    editor.write_session(page, row, day=DAY, start="2:00 PM", end="3:30 p.m.")
    editor.write(page.locator("#id_join_url"), "https://meet.example/night-shift")
    editor.open_tab(page, "Files and recording")
    editor.write(page.locator("#id_recording_expected_date"), "2026-12-17")


def open_every_preview(page) -> None:
    for mode, text in PREVIEWS.items():
        frame = editor.preview(page, mode)
        expect(frame.get_by_text(text).first).to_be_visible()
        expect(frame.get_by_role("heading", level=1)).to_contain_text(TITLE)
    page.get_by_role("button", name="Toggle preview").click()


def read_announcement(visitor) -> None:
    """List, then page: what a visitor learns of the event."""
    visitor.goto("/events/")
    row = visitor.get_by_role("listitem").filter(has_text=TITLE)
    expect(row).to_contain_text("2:00–3:30 p.m. ET")
    row.get_by_role("link", name=TITLE, exact=True).click()
    expect(visitor).to_have_url(re.compile(f"{ADDRESS}$"))
    expect(visitor.get_by_role("heading", level=1)).to_have_text(TITLE)
    expect(visitor.get_by_text("Thursday, December 3, 2026")).to_be_visible()
    expect(visitor.get_by_text("Rosa Villanueva")).to_be_visible()
    expect(visitor.get_by_text("Night Lead, Pine County")).to_be_visible()
    expect(visitor.get_by_text("Marcus Adeyemi")).to_be_visible()


def find_feed(visitor) -> str:
    """The address that the page about subscribing offers to copy."""
    visitor.goto(ADDRESS)
    visitor.get_by_role("link", name="subscription").click()
    return visitor.get_by_label("Address of the calendar").input_value()


def move_to_an_hour_later(page) -> None:
    open_editor(page)
    editor.open_tab(page, "When and where")
    editor.write(page.locator("#id_sessions-0-start_time"), "15:00")
    editor.write(page.locator("#id_sessions-0-end_time"), "16:30")
    editor.publish(page)


def open_editor(page) -> None:
    page.goto(f"/admin/pages/{WebinarPage.objects.get().pk}/edit/")


def add_slides_and_recording(page) -> None:
    """Three uploads through the document chooser, then publish."""
    open_editor(page)
    editor.open_tab(page, "Files and recording")
    row = editor.add_row(page, "files")
    editor.upload_document(page, page.locator(f"{row}-document-chooser"), SLIDES)
    editor.upload_document(page, page.locator("#id_recording_video-chooser"), VIDEO)
    row = editor.add_row(page, "caption_tracks")
    editor.upload_document(page, page.locator(f"{row}-document-chooser"), CAPTIONS)
    editor.publish(page)


def download_slides(visitor) -> None:
    link = visitor.get_by_role("link", name="Download PDF • 52.67KB")
    expect(link).to_be_visible()
    answer = visitor.request.get(link.get_attribute("href"))
    assert answer.body() == SLIDES.read_bytes()


def play_recording(visitor) -> None:
    """It plays, shows captions, and goes on from another place without loading what lies between."""
    parts = []
    visitor.on(
        "response",
        lambda r: parts.append(r.headers["content-range"]) if r.status == 206 else None,
    )
    video = visitor.locator("video")
    video.scroll_into_view_if_needed()
    video.evaluate("video => { video.muted = true; return video.play() }")
    visitor.wait_for_function(
        "() => { const v = document.querySelector('video');"
        " return v.readyState >= 3 && v.currentTime > 1 && v.textTracks[0].activeCues.length }"
    )
    cue = video.evaluate("video => video.textTracks[0].activeCues[0].text")
    assert "I'm Rosa Villanueva" in cue
    duration = video.evaluate("video => video.duration")
    video.evaluate("(video, to) => { video.currentTime = to }", duration * 0.8)
    visitor.wait_for_function(
        "from => { const v = document.querySelector('video');"
        " return !v.seeking && v.currentTime > from }",
        arg=duration * 0.8 + 0.2,
    )
    assert video.evaluate("video => video.error") is None
    assert parts


def read_past_list(visitor) -> None:
    visitor.goto("/events/?when=past")
    row = visitor.get_by_role("listitem").filter(has_text=TITLE)
    expect(row.get_by_role("link", name=re.compile("Watch"))).to_be_visible()
