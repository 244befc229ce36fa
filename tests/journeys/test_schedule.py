"""An event that is to become public by itself, at a moment that the editor sets."""

from datetime import UTC, datetime

import pytest
from django.core.management import call_command
from playwright.sync_api import expect

from tests.journeys import editor
from tests.journeys.calendar_program import fetch
from tests.make import make_webinar

pytestmark = pytest.mark.journey

GO_LIVE = "2026-11-24 09:00"
BEFORE = datetime(2026, 11, 24, 8, 58, tzinfo=UTC)
AFTER = datetime(2026, 11, 24, 9, 1, tzinfo=UTC)


def test_scheduled_event_becomes_public_at_its_moment(
    site, editor_page, open_page, watch, pass_time_to, live_server
):
    page = make_webinar(parent=site, live=False, title="Rural response")
    page.save_revision()
    visitor = open_page()
    watch.expect(f"404 .*{page.slug}")
    feed_url = f"{live_server.url}/calendar/events.ics"

    set_schedule(editor_page, page)
    assert visitor.goto(f"/events/{page.slug}/").status == 404
    before = fetch(feed_url)
    assert before.entries == []

    pass_time_to(BEFORE)
    call_command("worker", "--once")
    assert visitor.goto(f"/events/{page.slug}/").status == 404
    assert fetch(feed_url).entries == []

    pass_time_to(AFTER)
    call_command("worker", "--once")
    visitor.goto("/events/")
    visitor.get_by_role("link", name="Rural response", exact=True).click()
    expect(visitor.get_by_role("heading", level=1)).to_have_text("Rural response")
    after = fetch(feed_url, etag=before.etag)
    assert after.entry["SUMMARY"] == "Rural response"
    assert after.entry["SEQUENCE"] == 0
    editor_page.reload()
    expect(editor_page.get_by_role("link", name="live", exact=False).first).to_be_visible()


def set_schedule(page, event) -> None:
    """The dialog behind "Set schedule", then the button that now says so."""
    page.goto(f"/admin/pages/{event.pk}/edit/")
    page.get_by_role("button", name="Toggle status").click()
    page.get_by_role("button", name="Set schedule").click()
    dialog = page.get_by_role("dialog", name="Set publishing schedule")
    heading = dialog.get_by_role("heading", name="Set publishing schedule")
    editor.write_date(dialog.get_by_label("Go live date/time"), GO_LIVE, elsewhere=heading)
    dialog.get_by_role("button", name="Save schedule").click()
    expect(editor.message(page)).to_be_visible()
    editor.choose_in_footer(page, "Schedule to publish")
    expect(editor.message(page)).to_contain_text("scheduled")
