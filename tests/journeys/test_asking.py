"""Asking for assistance in a real browser: without barriers, and to the end on another device."""

import os
from pathlib import Path

import pytest
from playwright.sync_api import expect

from events.tta.enums import Stage
from events.tta.models import TTARequest
from events.tta.tokens import link_token
from tests.journeys.asking_pages import ASKING_PAGES, make_asking_pages, own
from tests.journeys.barriers import barriers
from tests.journeys.looks import beyond_the_edge
from tests.journeys.public_page import open_public_page
from tests.make import make_lists

pytestmark = pytest.mark.journey

LOOKS = [(1280, "light"), (1280, "dark"), (360, "light"), (360, "dark")]


@pytest.fixture
def asking_site(site, settings):
    """The site with every page of asking in every state; its forms take what is sent at once."""
    settings.TTA_FORM_MINIMUM_SECONDS = 0
    make_lists()
    return site


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_asking_has_no_barrier(asking_site, open_page, watch, monkeypatch, width, scheme):
    watch.expect("^(404|409) ")
    make_asking_pages()
    page = open_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
    found = []
    for number, public in enumerate(ASKING_PAGES):
        open_public_page(page, public, monkeypatch=monkeypatch)
        found += barriers(page, public.name) + beyond_the_edge(page, public.name)
        if folder := os.environ.get("ASKING_PICTURES"):
            path = Path(folder) / f"{width}-{scheme}-{number:02}.png"
            page.screenshot(path=path, full_page=True)
    assert found == []


def test_request_is_begun_here_and_sent_from_another_device(asking_site, open_page, watch):
    desk = open_page()
    desk.goto("/tta/request/")
    desk.get_by_label("Your name").fill("Dana Whitfield")
    desk.get_by_label("E-mail address").fill("dana@springfield.example")
    desk.get_by_role("button", name="Save and leave").click()
    expect(desk.get_by_role("heading", name="Your draft is saved")).to_be_visible()
    draft = TTARequest.objects.get()
    assert draft.stage == Stage.DRAFT

    phone = open_page(viewport={"width": 360, "height": 740}, java_script_enabled=False)
    phone.goto(f"/tta/request/{link_token(draft)}/form/")
    expect(phone.get_by_label("Your name")).to_have_value("Dana Whitfield")
    phone.get_by_label("Agency or organization").fill("Springfield Police")
    phone.get_by_label("City and state").fill("Springfield, Massachusetts")
    phone.get_by_label("Type of agency").select_option("Law enforcement agency")
    phone.get_by_label("Whom it serves").select_option("County")
    phone.get_by_role("button", name="Save and continue").click()
    phone.get_by_label("Title").fill("Night shift")
    phone.get_by_label("What is needed, and why").fill("Nobody to call at night.")
    phone.get_by_label("Inquiry response").check()
    phone.get_by_label("Program area").select_option("Reentry")
    phone.get_by_role("button", name="Save and continue").click()
    expect(phone.get_by_label("Month")).to_be_hidden()
    phone.get_by_label("Yes").first.check()
    expect(phone.get_by_label("Month")).to_be_visible()
    phone.get_by_label("No", exact=True).first.check()
    phone.get_by_role("button", name="Save and continue").click()
    expect(phone.get_by_text("needs no letter of support")).to_be_visible()
    phone.get_by_role("button", name="Save and continue").click()
    phone.get_by_role("button", name="Submit the request").click()
    phone.get_by_role("link", name="Confirm that you agree").click()
    phone.get_by_label("I agree").check()
    phone.get_by_label("Your full name").fill("Dana Whitfield")
    phone.get_by_role("button", name="Submit the request").click()
    expect(phone.get_by_role("heading", name="We have your request")).to_be_visible()
    expect(phone.get_by_text(draft.number).first).to_be_visible()
    assert TTARequest.objects.get().stage == Stage.SUBMITTED


def test_what_hides_an_answer_never_hides_its_error(asking_site, open_page):
    make_asking_pages()
    page = open_page()
    page.goto(own("lacking", "form/event/?check=1")())
    page.get_by_label("No", exact=True).first.check()
    expect(page.get_by_label("Month")).to_be_visible()
