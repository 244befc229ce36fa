"""The pages of registration on a phone, on paper, in forced colors, and without scripts."""

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.looks import SPACED, beyond_the_edge, brightness, tab_to
from tests.journeys.public_page import PublicPage, open_public_page
from tests.journeys.registration_pages import (
    CONFIRMED,
    FORM,
    FORM_WITH_ERRORS,
    MANAGE,
    REGISTRATION_PAGES,
    join,
    make_sign_up,
    own,
    result,
)
from tests.make import make_event

pytestmark = pytest.mark.journey

IN_HAND = (FORM, FORM_WITH_ERRORS, CONFIRMED, MANAGE)


@pytest.fixture
def watch(watch):
    """With the answers that some states have."""
    watch.expect("^(400|403|404|409|429) ")
    return watch


@pytest.fixture
def go(registration_site, monkeypatch):
    """`go(page, public)`: bring a page to one of the states."""
    return lambda page, public: open_public_page(page, public, monkeypatch=monkeypatch)


def test_pages_say_the_same_without_scripts(go, open_page, watch):
    plain, scripted = open_page(java_script_enabled=False), open_page()
    for public in REGISTRATION_PAGES:
        texts = []
        for page in (plain, scripted):
            go(page, public)
            texts.append(page.locator("body").inner_text())
        assert texts[0] == texts[1], public.name


def test_pages_fit_into_320_pixels(go, open_page, watch):
    page = open_page(viewport={"width": 320, "height": 640})
    too_wide = []
    for public in REGISTRATION_PAGES:
        go(page, public)
        too_wide += beyond_the_edge(page, public.name)
        page.add_style_tag(content=SPACED)  # WCAG 1.4.12
        too_wide += beyond_the_edge(page, f"{public.name}, spaced")
    assert too_wide == []


def test_longest_words_fit_into_320_pixels(site, open_page):
    long = "Telecommunicatorspsychopharmacology" * 2
    event = make_sign_up("long", parent=site, make=make_event, place_name=long, place_city=long)
    event.title = long
    event.save()
    registration = join(event, "Long")
    registration.organization = registration.other_needs = long
    registration.role = registration.email = long
    registration.save()
    page = open_page(viewport={"width": 320, "height": 640})
    too_wide = []
    for path in (
        f"/events/{event.slug}/register/", result("Long")(), own("Long")(), own("Long", "cancel/")(),
        own("Long", "address/")(), own("Long", "details/")(), f"/events/{event.slug}/join/",
    ):  # fmt: skip
        page.goto(path)
        too_wide += beyond_the_edge(page, path.rpartition("~")[2])
    assert too_wide == []


@pytest.mark.parametrize("public", IN_HAND, ids=lambda public: public.name)
def test_dark_is_dark_and_paper_is_white(go, open_page, public: PublicPage):
    page = open_page(color_scheme="dark")
    go(page, public)
    assert brightness(page, "body", "backgroundColor") < 0.2
    assert brightness(page, "h1", "color") > 0.8

    page.emulate_media(media="print")
    for selector in ("body", "header", "footer", ".panel"):
        background = page.locator(selector).first.evaluate(
            "element => getComputedStyle(element).backgroundColor"
        )
        assert background in ("rgb(255, 255, 255)", "rgba(0, 0, 0, 0)"), selector
    for selector in ("h1", "main p:visible", ".panel", "footer"):
        assert brightness(page, selector, "color") < 0.35, selector


@pytest.mark.parametrize("public", [CONFIRMED, MANAGE], ids=lambda public: public.name)
def test_printed_registration_has_its_facts_and_nothing_to_press(go, open_page, public: PublicPage):
    page = open_page()
    go(page, public)
    page.emulate_media(media="print")
    for fact in ("November 29, 2026", "2:00–3:30 p.m. ET", "Pine County Sheriff’s Office"):
        expect(page.get_by_text(fact).locator("visible=true").first).to_be_visible()
    expect(page.locator("main").get_by_role("button")).to_have_count(0)
    expect(page.get_by_role("navigation", name="Main")).to_be_hidden()


@pytest.mark.parametrize("public", IN_HAND, ids=lambda public: public.name)
def test_forced_colors_leave_an_edge_around_what_is_pressed_and_typed_in(
    go, open_page, public: PublicPage
):
    page = open_page(forced_colors="active")
    go(page, public)
    assert without_edge(page) == []
    target = page.locator("main").locator("a, button, input:visible").locator("visible=true").last
    tab_to(page, target)
    outline = target.evaluate("element => getComputedStyle(element).outlineWidth")
    assert float(outline.removesuffix("px")) >= 2


def without_edge(page: Page) -> list[str]:
    """Buttons and fields of the page that have no border, or one in the color of the paper."""
    return page.locator("main").evaluate(
        """main => [...main.querySelectorAll(".btn, .input, .select, .area, .summary, .note, .panel")]
          .filter((element) => {
            const style = getComputedStyle(element);
            const paper = getComputedStyle(document.body).backgroundColor;
            const widths = ["Top", "Left"].map((side) => parseFloat(style[`border${side}Width`]));
            return Math.max(...widths) < 1 || (style.borderTopColor === paper && style.borderLeftColor === paper);
          }).map((element) => element.outerHTML.slice(0, 100))"""
    )
