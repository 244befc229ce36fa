"""An editor repeats a session, moves the later ones, and publishes: by keyboard, without scripts, and under axe."""

import pytest
from playwright.sync_api import Page, expect

from tests.events.plans import change_url, days, repeat_url
from tests.journeys import editor
from tests.journeys.looks import tab_to
from tests.journeys.test_access_admin import LOOKS, ours
from tests.make import make_admin, make_event, make_session

pytestmark = pytest.mark.journey

REACHES_TO = "document.documentElement.scrollWidth <= innerWidth"


@pytest.fixture(params=LOOKS, ids=lambda look: f"{look[0]}-{look[1]}")
def page(request, site, open_page):
    """The page of an administrator, in one of LOOKS."""
    make_admin()
    width, scheme = request.param
    page = open_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
    editor.log_in(page)
    return page


def test_series_is_made_moved_and_published(site, editor_page, open_page):
    event = make_event(parent=site, title="Office hours", sessions=[make_session(26)])
    editor_page.goto(f"/admin/pages/{event.pk}/edit/")
    editor.open_tab(editor_page, "When and where")
    editor_page.get_by_role("link", name="Repeat this session").click()

    editor_page.get_by_label("Or a number of sessions to add").fill("3")
    button = editor_page.get_by_role("button", name="Look at the dates")
    tab_to(editor_page, button)
    editor_page.keyboard.press("Enter")
    christmas = editor_page.get_by_role("checkbox", name="Friday, December 25, 2026")
    expect(christmas).not_to_be_checked()
    expect(editor_page.get_by_text("Federal holiday: Christmas Day.")).to_be_visible()
    editor_page.get_by_role("checkbox", name="Friday, January 15, 2027").uncheck()
    editor_page.get_by_role("button", name="Add to the draft").click()
    expect(editor.message(editor_page)).to_contain_text("2 sessions were added to the draft.")
    expect(editor_page.locator("#id_sessions-2-date")).to_be_visible()
    assert days(event) == ["2026-12-18", "2027-01-08", "2027-01-22"]

    editor_page.get_by_role("link", name="Change this and later sessions").nth(1).click()
    editor_page.get_by_label("Starts").fill("10 am")
    editor_page.get_by_role("button", name="Look at the changes").click()
    group = editor_page.get_by_role("group", name="2 of 2 sessions change")
    expect(group).to_contain_text("New: Friday, January 8, 2027, 10:00–11:30 a.m. ET")
    editor_page.get_by_role("button", name="Change the draft").click()
    expect(editor.message(editor_page)).to_contain_text("2 sessions were changed in the draft.")

    visitor = open_page()
    visitor.goto(event.url)
    expect(visitor.get_by_text("January 8")).to_have_count(0)
    editor.publish(editor_page)
    visitor.reload()
    expect(visitor.get_by_text("10:00–11:30 a.m. ET").first).to_be_visible()


def test_series_is_made_without_scripts(site, open_page):
    make_admin()
    event = make_event(parent=site, sessions=[make_session(7)])
    page = open_page(java_script_enabled=False)
    editor.log_in(page)

    page.goto(repeat_url(event))
    page.get_by_label("Or a number of sessions to add").fill("2")
    page.get_by_role("button", name="Look at the dates").click()
    page.get_by_role("button", name="Change what I wrote").click()
    expect(page.get_by_label("Or a number of sessions to add")).to_have_value("2")
    page.get_by_role("button", name="Look at the dates").click()
    page.get_by_role("button", name="Add to the draft").click()

    expect(page.locator(".messages")).to_contain_text("2 sessions were added to the draft.")
    assert days(event) == ["2026-11-29", "2026-12-06", "2026-12-13"]


def test_repeating_has_no_barrier_also_with_errors(page, site):
    event = make_event(parent=site, sessions=[make_session(26)])
    page.goto(f"/admin/pages/{event.pk}/edit/")
    editor.open_tab(page, "When and where")
    expect(page.get_by_role("link", name="Repeat this session")).to_be_visible()
    found = looked_at(page, "event")

    page.goto(repeat_url(event))
    found += looked_at(page, "repeat")
    page.get_by_role("button", name="Look at the dates").click()
    expect(page.get_by_text("Say when it ends")).to_be_visible()
    found += looked_at(page, "repeat with an error")

    page.get_by_label("Or a number of sessions to add").fill("2")
    page.get_by_role("button", name="Look at the dates").click()
    expect(page.get_by_role("group")).to_be_visible()
    found += looked_at(page, "dates")
    for box in page.get_by_role("checkbox").all():
        box.uncheck()
    page.get_by_role("button", name="Add to the draft").click()
    expect(page.get_by_role("alert")).to_contain_text("Tick at least one of these dates.")
    found += looked_at(page, "dates with an error")

    assert found == []


def test_dates_that_can_t_be_have_no_barrier(page, site):
    event = make_event(parent=site, sessions=[make_session(105, "02:30", "03:30")])
    page.goto(repeat_url(event))
    page.get_by_label("Until").fill("3/14/2027")
    page.get_by_role("button", name="Look at the dates").click()
    expect(page.get_by_text("None of these days can be added")).to_be_visible()
    found = looked_at(page, "nothing left")

    page.get_by_label("Until").fill("3/21/2027")
    page.get_by_role("button", name="Look at the dates").click()
    expect(page.get_by_text("2:30 a.m. does not exist on March 14, 2027")).to_be_visible()
    found += looked_at(page, "one date left out")

    assert found == []


def test_changing_later_sessions_has_no_barrier_also_with_errors(page, site):
    event = make_event(parent=site, sessions=[make_session(day) for day in (7, 14, 21)])
    first, second, _ = event.dated_sessions
    page.goto(change_url(event, second))
    found = looked_at(page, "change")
    page.get_by_role("button", name="Look at the changes").click()
    expect(page.get_by_text("Nothing is changed yet.")).to_be_visible()
    found += looked_at(page, "change with an error")

    page.get_by_label("Date").first.fill(f"{first.date.month}/{first.date.day}/{first.date.year}")
    page.get_by_role("button", name="Look at the changes").click()
    expect(page.get_by_role("group")).to_contain_text("This session overlaps")
    found += looked_at(page, "old and new")
    page.get_by_role("button", name="Change the draft").click()
    expect(page.get_by_role("alert")).to_contain_text("Nothing was saved yet.")
    found += looked_at(page, "old and new with an error")

    assert found == []


def looked_at(page: Page, name: str) -> list[str]:
    """The barriers of the whole page, and whether it reaches beyond the window."""
    fits = page.evaluate(REACHES_TO)
    return [*ours(page, name), *([] if fits else [f"{name}: wider than the window"])]
