"""What visitors have in hand: a keyboard, a phone, a printer, a dark room, another time zone, no scripts."""

import io
import re

import pikepdf
import pytest
from playwright.sync_api import expect

from tests.journeys.looks import SPACED, beyond_the_edge, brightness, tab_to
from tests.journeys.public_page import open_public_page
from tests.journeys.public_pages import (
    EMBED_HOST,
    EVENT_PAGES,
    PUBLIC_PAGES,
    make_public_pages,
)
from tests.make import make_event, make_past_webinar, make_webinar

pytestmark = pytest.mark.journey


@pytest.fixture
def public_site(site):
    """A site with every public page in every state, at NOW."""
    make_public_pages(site)
    return site


# ---- keyboard ----


@pytest.mark.parametrize("width", [1280, 360])
def test_lists_and_filters_work_by_keyboard_alone(public_site, open_page, width):
    page = open_page(viewport={"width": width, "height": 800})
    page.goto("/events/")

    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to main content")).to_be_focused()
    expect(page.get_by_role("link", name="Skip to main content")).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()

    tab_to(page, page.get_by_role("link", name="Past", exact=True))
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/events/\?when=past$"))
    expect(page.get_by_role("status")).to_have_text("32 past events")

    if page.get_by_text("Filter events").is_visible():
        tab_to(page, page.get_by_text("Filter events"))
        page.keyboard.press("Enter")
    tab_to(page, page.get_by_label("Format"))
    page.keyboard.type("Vir")
    tab_to(page, page.get_by_label("Year"))
    page.keyboard.type("2026")
    tab_to(page, page.get_by_role("button", name="Apply filters"))
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"when=past&delivery=virtual&.*year=2026$"))
    expect(page.get_by_role("status")).to_have_text("5 past events with these filters")

    tab_to(page, page.get_by_role("link", name="Archive with video", exact=True))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Archive with video")
    tab_to(page, page.locator("video"))


# ---- time ----

OWN_TIME = {
    "/": "11:00 a.m.–12:30 p.m. your time",
    "/events/": "11:00 a.m.–12:30 p.m. your time",
    "/events/rural/": "11:00 a.m.–12:30 p.m. your time",
}


def test_own_time_stands_beside_the_events_where_clocks_differ(site, open_page):
    make_webinar(parent=site, slug="rural")
    page = open_page(timezone_id="America/Los_Angeles")
    for path, own_time in OWN_TIME.items():
        page.goto(path)
        expect(page.get_by_text("2:00–3:30 p.m. ET").first).to_be_visible()
        expect(page.get_by_text(own_time, exact=True).first).to_be_visible()


def test_own_time_names_the_day_where_it_is_another(site, open_page):
    make_webinar(parent=site, slug="rural")
    page = open_page(timezone_id="Asia/Tokyo")
    page.goto("/events/rural/")
    expect(page.get_by_text("Monday, November 30, 2026, 4:00–5:30 a.m. your time")).to_be_visible()


@pytest.mark.parametrize("zone", ["America/New_York", "America/Detroit"])
def test_own_time_is_not_repeated_where_clocks_agree(site, open_page, zone):
    make_webinar(parent=site, slug="rural")
    page = open_page(timezone_id=zone)
    for path in OWN_TIME:
        page.goto(path)
        expect(page.get_by_text("2:00–3:30 p.m. ET").first).to_be_visible()
        expect(page.get_by_text("your time")).to_have_count(0)


# ---- without scripts ----


def test_pages_say_the_same_without_scripts(public_site, open_page, watch, monkeypatch):
    watch.expect("^(404|403|500) ")
    watch.expect(f"asked https://{EMBED_HOST}/")
    plain, scripted = open_page(java_script_enabled=False), open_page()
    for page in (plain, scripted):
        page.context.route(f"https://{EMBED_HOST}/**", lambda route: route.fulfill(body="A player"))
    for public in PUBLIC_PAGES:
        texts = []
        for page in (plain, scripted):
            open_public_page(page, public, monkeypatch=monkeypatch)
            page.evaluate("document.querySelectorAll('.own-time').forEach(own => own.remove())")
            texts.append(page.locator("body").inner_text())
        assert texts[0] == texts[1], public.name


def test_filters_and_recording_work_without_scripts(public_site, open_page, watch):
    watch.expect(f"asked https://{EMBED_HOST}/")
    page = open_page(java_script_enabled=False)
    page.context.route(f"https://{EMBED_HOST}/**", lambda route: route.fulfill(body="A player"))
    page.goto("/events/")
    page.get_by_role("link", name="Past", exact=True).click()
    page.get_by_label("Format").select_option(label="Virtual")
    page.get_by_role("button", name="Apply filters").click()
    expect(page.get_by_role("status")).to_have_text("6 past events with these filters")
    page.get_by_role("link", name="Archive with embed", exact=True).click()
    page.get_by_role("link", name="Play recording").click()
    expect(page.frame_locator("iframe").get_by_text("A player")).to_be_visible()


# ---- other hosts ----


def test_player_loads_only_after_the_click(site, open_page, watch, live_server):
    make_past_webinar(
        parent=site, slug="rural", recording_url="https://www.youtube.com/watch?v=abcdefghijk"
    )
    page = open_page()
    page.context.route(f"https://{EMBED_HOST}/**", lambda route: route.fulfill(body="A player"))
    page.goto("/events/rural/", wait_until="networkidle")
    expect(page.locator("iframe")).to_have_count(0)
    assert watch.hosts == {watch.host}

    watch.expect(f"asked https://{EMBED_HOST}/embed/abcdefghijk")
    page.get_by_role("link", name="Play recording").click()
    expect(page.frame_locator("iframe").get_by_text("A player")).to_be_visible()
    assert watch.hosts == {watch.host, EMBED_HOST}


# ---- narrow, dark, printed ----


def test_pages_fit_into_320_pixels(public_site, open_page, watch, monkeypatch):
    watch.expect("^(404|403|500) ")
    watch.expect(f"asked https://{EMBED_HOST}/")
    page = open_page(viewport={"width": 320, "height": 640})
    page.context.route(f"https://{EMBED_HOST}/**", lambda route: route.fulfill(body="A player"))
    too_wide = []
    for public in PUBLIC_PAGES:
        open_public_page(page, public, monkeypatch=monkeypatch)
        too_wide += beyond_the_edge(page, public.name)
        page.add_style_tag(content=SPACED)  # WCAG 1.4.12
        too_wide += beyond_the_edge(page, f"{public.name}, spaced")
    assert too_wide == []


def test_longest_words_fit_into_320_pixels(site, open_page):
    long = "Telecommunicatorspsychopharmacology" * 2
    make_event(
        parent=site, slug="long", title=long, summary=long, place_name=long, place_city=long,
        place_address=long, presented_by=long, funder=long, contact_name=long,
        contact_email=f"{'long' * 12}@{'long' * 10}.example",
    )  # fmt: skip
    page = open_page(viewport={"width": 320, "height": 640})
    too_wide = []
    for path in ("/", "/events/", "/events/long/"):
        page.goto(path)
        too_wide += beyond_the_edge(page, path)
    assert too_wide == []


@pytest.mark.parametrize("public", EVENT_PAGES[:1], ids=lambda public: public.name)
def test_dark_is_dark_and_paper_is_white(public_site, open_page, public):
    page = open_page(color_scheme="dark")
    page.goto(public.path)
    assert brightness(page, "body", "backgroundColor") < 0.2
    assert brightness(page, "h1", "color") > 0.8

    page.emulate_media(media="print")
    for selector in ("body", "header", "footer", ".panel"):
        background = page.locator(selector).first.evaluate(
            "element => getComputedStyle(element).backgroundColor"
        )
        assert background in ("rgb(255, 255, 255)", "rgba(0, 0, 0, 0)"), selector
    for selector in ("h1", "main p", ".panel", "footer"):
        assert brightness(page, selector, "color") < 0.35, selector


def test_printed_event_has_its_facts_and_nothing_to_press(public_site, open_page):
    page = open_page()
    page.goto("/events/upcoming/")
    page.emulate_media(media="print")
    expect(page.get_by_text("Sunday, November 29, 2026")).to_be_visible()
    expect(page.get_by_text("2:00–3:30 p.m. ET")).to_be_visible()
    expect(page.get_by_text("Rosa Villanueva")).to_be_visible()
    expect(page.get_by_role("heading", name="Add to your calendar")).to_be_hidden()
    expect(page.get_by_role("navigation", name="Main")).to_be_hidden()
    with pikepdf.open(io.BytesIO(page.pdf(format="Letter"))) as paper:
        assert len(paper.pages) <= 2


def test_printed_links_that_say_something_stay(public_site, open_page):
    page = open_page()
    page.emulate_media(media="print")
    page.goto("/")
    expect(page.get_by_role("heading", name="Take part").get_by_role("link")).to_be_visible()
    expect(page.get_by_role("link", name="All 6 upcoming events")).to_be_hidden()
    page.goto("/speakers/rosa-villanueva/")
    expect(page.get_by_role("link", name="Pine County")).to_be_visible()
