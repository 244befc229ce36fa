"""An event moves: the editor reads who will be told, adds a note, and everybody's calendar follows."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from events.models import EventPage
from tests.journeys import editor
from tests.journeys.barriers import barriers
from tests.journeys.looks import beyond_the_edge
from tests.make import make_admin, make_registration, make_webinar

pytestmark = pytest.mark.journey


def test_moved_event_reaches_everybody_once(site, open_page, postbox):
    event = make_webinar(parent=site, title="Night shift", capacity=1)
    ana, waits = make_registration(event=event), make_registration(event=event)
    before = postbox.deliver()[ana.email][-1]
    make_admin()
    page = open_page(viewport={"width": 1280, "height": 900})
    editor.log_in(page)
    page.goto(f"/admin/pages/{event.pk}/edit/")
    editor.open_tab(page, "When and where")
    session = event.sessions.get()
    editor.write_session(
        page, "#id_sessions-0", day=session.date + timedelta(days=1), start="16:00", end="17:00"
    )
    editor.choose_in_footer(page, "Publish")

    expect(page.get_by_role("heading", name="What changes for them")).to_be_visible()
    expect(page.get_by_text("1 person with a place and 1 person on the waitlist")).to_be_visible()
    assert EventPage.objects.get(pk=event.pk).has_unpublished_changes
    assert postbox.deliver() == {}
    for width in (1280, 360):
        page.set_viewport_size({"width": width, "height": 900})
        assert barriers(page, f"tell, {width}") == []
        assert beyond_the_edge(page, f"tell, {width}") == []
    page.set_viewport_size({"width": 1280, "height": 900})
    page.get_by_label("Your note").fill("The host is free a day later.")
    page.get_by_role("button", name="Publish and tell them").click()
    expect(editor.message(page)).to_contain_text(re.compile("is published. Mail goes to 1 person"))

    arrived = postbox.deliver()
    [told], [told_waiting] = arrived[ana.email], arrived[waits.email]
    assert "The host is free a day later." in told.text
    assert "The host is free a day later." in told_waiting.text
    assert (told.method, told_waiting.method) == ("REQUEST", "")
    assert told.entry["UID"] == before.entry["UID"]
    assert told.entry["SEQUENCE"] == before.entry["SEQUENCE"] + 1
    moved = timedelta(days=1, hours=2)
    assert told.entry["DTSTART"].dt == before.entry["DTSTART"].dt + moved
    assert postbox.deliver() == {}
