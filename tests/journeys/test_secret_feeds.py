"""Secret calendars: a registrant subscribes with an address that only the mailbox learns; staff see their drafts."""

import re

import icalendar
import pytest
from playwright.sync_api import Page, expect

from tests.journeys import editor
from tests.journeys.barriers import barriers
from tests.journeys.looks import beyond_the_edge, tab_to
from tests.journeys.registration_pages import own
from tests.make import make_admin, make_registration, make_webinar

pytestmark = pytest.mark.journey

LOOKS = [(1280, "light"), (1280, "dark"), (360, "light"), (360, "dark")]
ADMIN = "/admin/events/calendar/"
SMALLEST = "box => Math.min(box.getBoundingClientRect().width, box.getBoundingClientRect().height)"


def calendar_at(page: Page, address: str) -> icalendar.Calendar:
    response = page.request.get(address)
    assert response.status == 200, response.text()
    return icalendar.Calendar.from_ical(response.text())


def test_registrant_gets_a_calendar_by_mail_and_stops_it(site, open_page, postbox):
    make_registration(
        event=make_webinar(parent=site, title="Night Shift"), name="Ana", email="ana@pine.example"
    )
    page = open_page(java_script_enabled=False)
    page.goto(own("Ana")())
    postbox.deliver()

    page.get_by_role("button", name="Send me the address of my calendar").click()

    expect(page.get_by_role("status")).to_contain_text("on its way to you")
    [letter] = postbox.deliver()["ana@pine.example"]
    [address] = re.findall(r"^http\S+\.ics$", letter.text, flags=re.MULTILINE)
    assert address not in page.content()
    assert [str(event["SUMMARY"]) for event in calendar_at(page, address).events] == ["Night Shift"]

    page.get_by_role("button", name="Stop this calendar").click()

    expect(page.get_by_role("status")).to_contain_text("Your calendar is stopped.")
    assert page.request.get(address).status == 410


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_staffs_page_has_no_barrier_and_its_buttons_are_reached(site, open_page, width, scheme):
    make_admin()
    make_webinar(parent=site, title="Draft to be", live=False).save_revision()
    page = open_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
    editor.log_in(page)
    page.goto(ADMIN)
    found = barriers(page, "no calendar yet")

    make = page.get_by_role("button", name="Make my calendar")
    assert make.evaluate(SMALLEST) >= 44
    tab_to(page, make)
    page.keyboard.press("Enter")
    address = page.get_by_label("Address of your calendar")
    expect(address).to_be_visible()
    page.wait_for_function(
        "() => [...document.querySelectorAll('.messages')].every((part) =>"
        " part.getAnimations({subtree: true}).every((one) => one.playState !== 'running'))"
    )
    found += barriers(page, "calendar made")
    found += beyond_the_edge(page, "calendar made")
    titles = [str(e["SUMMARY"]) for e in calendar_at(page, address.input_value()).events]
    assert titles == ["DRAFT: Draft to be"]
    for button in ("Make a new address", "Stop this calendar"):
        assert page.get_by_role("button", name=button).evaluate(SMALLEST) >= 44

    old = address.input_value()
    page.get_by_role("button", name="Stop this calendar").click()
    expect(page.get_by_role("button", name="Make my calendar")).to_be_visible()
    assert page.request.get(old).status == 410
    assert found == []


@pytest.mark.parametrize("width", [1280, 360])
def test_own_page_fits(registration_site, open_page, width):
    page = open_page(viewport={"width": width, "height": 900})
    for name in ("Placed", "Subscriber"):
        page.goto(own(name)())
        assert beyond_the_edge(page, name) == []
