"""A webinar that is over is given again: same texts, new dates, nothing of its first run."""

import pytest
from playwright.sync_api import expect

from tests.journeys import editor
from tests.journeys.calendar_program import fetch
from tests.make import make_file, make_past_webinar, make_presenter, make_speaker

pytestmark = pytest.mark.journey


def test_past_webinar_runs_again_at_an_address_of_its_own(
    site, editor_page, open_page, watch, live_server
):
    first = make_past_webinar(
        parent=site,
        title="Rural response",
        slug="rural-response",
        recording_url="https://video.example/rural",
        files=[make_file()],
        presenters=[make_presenter(speaker=make_speaker(name="Rosa Villanueva"))],
    )
    visitor = open_page()
    feed_url = f"{live_server.url}/calendar/events.ics"
    (known,) = fetch(feed_url).entries

    editor_page.goto(f"/admin/pages/{first.pk}/edit/")
    editor.choose_in_header(editor_page, "Run it again")
    expect(editor_page.get_by_label("Title")).to_have_value("Rural response")
    date = editor_page.get_by_label("Date of the first session")
    editor.write(date, "2/9/2027")
    editor_page.get_by_role("button", name="Make the draft").click()
    expect(editor.message(editor_page)).to_contain_text("This is the new draft.")
    watch.expect("404 .*rural-response-2027")
    assert visitor.goto("/events/rural-response-2027/").status == 404
    assert [entry["UID"] for entry in fetch(feed_url).entries] == [known["UID"]]

    editor.publish(editor_page)
    visitor.goto("/events/rural-response-2027/")
    expect(visitor.get_by_text("Tuesday, February 9, 2027")).to_be_visible()
    expect(visitor.get_by_text("2:00–3:30 p.m. ET")).to_be_visible()
    expect(visitor.get_by_role("link", name="Rosa Villanueva")).to_be_visible()
    expect(visitor.get_by_role("link", name="Download")).to_have_count(0)
    expect(visitor.get_by_role("link", name="Watch on")).to_have_count(0)
    old, new = fetch(feed_url).entries
    assert old["UID"] == known["UID"]
    assert new["UID"] != known["UID"]
    assert new["SEQUENCE"] == 0

    visitor.goto("/events/rural-response/")
    expect(visitor.get_by_text("Held on")).to_be_visible()
    expect(visitor.get_by_role("link", name="Download")).to_be_visible()
    expect(visitor.get_by_role("link", name="Watch on video.example")).to_be_visible()
