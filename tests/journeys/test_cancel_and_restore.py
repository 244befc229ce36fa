"""An event is called off with a reason, and put on again."""

import pytest
from playwright.sync_api import expect

from tests.journeys import editor
from tests.journeys.calendar_program import fetch
from tests.make import make_webinar

pytestmark = pytest.mark.journey

REASON = "The host agency withdrew."
NEXT_STEP = "A new date will be announced in February."


def test_event_is_cancelled_with_a_reason_and_restored(site, editor_page, open_page, live_server):
    page = make_webinar(parent=site, title="Rural response")
    visitor = open_page()
    feed_url = f"{live_server.url}/calendar/events.ics"
    first = fetch(feed_url)
    assert (first.entry["STATUS"], first.entry["SEQUENCE"]) == ("CONFIRMED", 0)

    cancel(editor_page, page)
    visitor.goto("/events/")
    row = visitor.get_by_role("listitem").filter(has_text="Rural response")
    expect(row.get_by_role("link", name="Cancelled: Rural response")).to_be_visible()
    expect(row).to_contain_text(REASON)
    row.get_by_role("link").click()
    expect(visitor.get_by_role("heading", name="This event will not take place")).to_be_visible()
    expect(visitor.get_by_text(REASON)).to_be_visible()
    expect(visitor.get_by_text(NEXT_STEP)).to_be_visible()
    expect(visitor.get_by_role("heading", name="Add to your calendar")).to_have_count(0)
    cancelled = fetch(feed_url, etag=first.etag)
    assert (cancelled.entry["STATUS"], cancelled.entry["SEQUENCE"]) == ("CANCELLED", 1)
    assert cancelled.entry["UID"] == first.entry["UID"]
    assert REASON in cancelled.entry["DESCRIPTION"]

    restore(editor_page)
    visitor.reload()
    expect(visitor.get_by_role("heading", level=1)).to_have_text("Rural response")
    expect(visitor.get_by_text(REASON)).to_have_count(0)
    expect(visitor.get_by_role("heading", name="Add to your calendar")).to_be_visible()
    restored = fetch(feed_url, etag=cancelled.etag)
    assert (restored.entry["STATUS"], restored.entry["SEQUENCE"]) == ("CONFIRMED", 2)
    assert restored.entry["UID"] == first.entry["UID"]


def cancel(page, event) -> None:
    """Through the header's actions; the form asks for a reason before it does anything."""
    page.goto(f"/admin/pages/{event.pk}/edit/")
    editor.choose_in_header(page, "Cancel event")
    page.get_by_label("What comes next").fill(NEXT_STEP)
    page.get_by_role("button", name="Cancel this event").click()
    expect(page.get_by_text("Say why: visitors and calendars show the reason.")).to_be_visible()
    expect(page.get_by_label("What comes next")).to_have_value(NEXT_STEP)
    page.get_by_label("Reason").fill(REASON)
    page.get_by_role("button", name="Cancel this event").click()
    expect(editor.message(page)).to_contain_text("“Rural response” is cancelled.")


def restore(page) -> None:
    editor.choose_in_header(page, "Restore")
    page.get_by_label("Reason").fill("The host agency found a new room.")
    page.get_by_role("button", name="Restore this event").click()
    expect(editor.message(page)).to_contain_text("“Rural response” is on again.")
