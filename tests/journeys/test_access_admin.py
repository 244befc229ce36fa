"""Our pages of the admin, and what we put into the editor, under axe: WCAG 2.2, levels A and AA.

On a desk and on a phone, light and dark. Whole pages are looked at, with Wagtail's parts.
"""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import Locator, Page, expect

from events.models import EventKeyword, EventResource, EventTopic
from tests.journeys import editor
from tests.journeys.barriers import barriers
from tests.make import (
    make_admin,
    make_keyword,
    make_organization,
    make_presenter,
    make_resource,
    make_topic,
    make_webinar,
)

pytestmark = pytest.mark.journey

LOOKS = [(1280, "light"), (1280, "dark"), (360, "light"), (360, "dark")]
# Rule and element, both Wagtail's own: the rich text box has no name; on a phone the button that
# opens the list of a form's sections is narrower than 24 px and stands beside another.
NOT_OURS = (
    "aria-input-field-name: ['.notranslate']",
    "target-size: ['#w-minimap-toggle']",
)
NOTHING_FADES = """() => [...document.querySelectorAll(".messages, .modal")].every((part) =>
  part.getAnimations({subtree: true}).every((one) => one.playState !== "running"))"""
REACHES_TO = "box => box.getBoundingClientRect().right"
KEYWORDS = f"Peers; Peer supports; Night shifts; {'A long one ' * 20}"
PRESENTERS = """1. Host, Chief, Lakeside
3. Bo Lind, Director of Community Safety and Wellness, City of Lakeside, Ohio
3. Bo Lind, Director"""


@pytest.fixture(params=LOOKS, ids=lambda look: f"{look[0]}-{look[1]}")
def page(request, site, open_page):
    """The page of an administrator, in one of LOOKS."""
    make_admin()
    width, scheme = request.param
    page = open_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
    editor.log_in(page)
    return page


@pytest.fixture
def peers(page):
    """A keyword that a resource has; with it there are two others, one of them merged into it."""
    peers = make_keyword("Peers", acronym="PE", synonyms=["Peer workers"])
    make_keyword("Peer support")
    make_keyword("Peer help", merged_into=peers)
    make_resource(title="Roles", keywords=[peers])
    return peers


@pytest.fixture
def event(site, peers):
    """A draft with one of everything that hangs on it."""
    resource = make_resource(title="Costs")
    event = make_webinar(
        parent=site, title="The night shift", live=False, presenters=[make_presenter(name="Host")]
    )
    event.keyword_links = [EventKeyword(keyword=peers)]
    event.topic_links = [EventTopic(topic=make_topic(title="Peer support", entries=[resource]))]
    event.resource_links = [EventResource(resource=resource)]
    event.intercepts = (0, 1)
    event.save()
    return event


def test_vocabulary_has_no_barrier(page, peers):
    office = make_organization("Office", acronym="OF", aliases=["The Office"])
    found = []
    for term in (peers, office):
        kind = term._meta.model_name
        for name, address in (
            ("listing", address_of(kind, "list")),
            ("listing, filtered", f"{address_of(kind, 'list')}?standing=merged"),
            ("listing, nothing found", f"{address_of(kind, 'list')}?q=nothing"),
            ("new", address_of(kind, "add")),
            ("form", address_of(kind, "edit", term)),
        ):
            page.goto(address)
            found += ours(page, f"{kind} {name}")

        page.goto(address_of(kind, "add"))
        page.locator(f"#id_{term.NAME}").fill(term.name_text)
        page.get_by_role("button", name="Save").first.click()
        expect(page.get_by_text("is in the vocabulary already")).to_be_visible()
        found += ours(page, f"{kind} form with an error")

    page.goto(address_of("keyword", "delete", peers))
    expect(editor.message(page)).to_contain_text("can’t be deleted")
    found += ours(page, "delete refused")
    page.goto(address_of("organization", "delete", office))
    expect(page.get_by_role("button", name="Yes, delete")).to_be_visible()
    found += ours(page, "delete asked")

    assert found == []


def test_merging_has_no_barrier_also_with_errors(page, peers):
    merged = peers.merged.get()
    other = make_keyword("Help among peers")
    page.goto(address_of("keyword", "merge", other))
    found = ours(page, "merge")

    page.get_by_role("button", name="Merge", exact=True).click()
    expect(page.get_by_text("Choose the keyword to merge into.")).to_be_visible()
    found += ours(page, "merge with an error")

    page.get_by_role("button", name="Choose keyword").click()
    dialog(page).get_by_role("link", name="Peers (PE)").click()
    expect(dialog(page)).to_be_hidden()
    found += ours(page, "merge, chosen")
    page.get_by_role("button", name="Merge", exact=True).click()
    expect(editor.message(page)).to_contain_text("is merged into")
    found += ours(page, "merge done")

    page.goto(address_of("keyword", "undo_merge", merged))
    found += ours(page, "undo")
    page.goto(address_of("keyword", "edit", merged))
    expect(editor.message(page)).to_contain_text("is merged into")
    found += ours(page, "merged keyword")

    assert found == []


@pytest.mark.parametrize("kind", ["keyword", "organization"])
def test_chooser_has_no_barrier_also_with_errors(page, peers, kind):
    """A keyword is chosen among several; an organization, as what another is part of, alone."""
    make_organization("Peer office", aliases=["The Peer Office"])
    if kind == "keyword":
        page.goto(address_of_a_resource())
        page.get_by_role("button", name="Add keyword").click()
    else:
        page.goto(address_of("organization", "add"))
        page.get_by_role("button", name="Choose organization").click()
    modal = dialog(page)
    expect(modal.get_by_role("tab", name="Search")).to_be_visible()
    found = ours(page, f"{kind} chooser")

    search = modal.get_by_label("Search term")
    search.fill("peer")
    expect(modal.get_by_text(re.compile(r"There (is|are) \d"))).to_be_visible()
    found += ours(page, f"{kind} chooser, found")
    search.fill("zzz")
    expect(modal.get_by_text("Nothing is called “zzz”, by any of its names.")).to_be_visible()
    found += ours(page, f"{kind} chooser, nothing found")

    modal.get_by_role("tab", name=f"New {kind}").click()
    found += ours(page, f"{kind} chooser, new")
    modal.get_by_role("button", name="Add").click()
    expect(modal.locator("[aria-invalid=true]").first).to_be_visible()
    found += ours(page, f"{kind} chooser, new with an error")

    assert found == []


def test_pasting_keywords_has_no_barrier_also_with_errors(page, event):
    page.goto(reverse("wagtailadmin_pages:edit", args=[event.pk]))
    editor.open_tab(page, "Topics and keywords")
    page.get_by_role("button", name="Add keyword").click()
    modal = dialog(page)
    modal.get_by_role("tab", name="Paste a list").click()
    found = ours(page, "paste")

    look = modal.get_by_role("button", name="Look at the list")
    modal.get_by_label("List of keywords").fill("; --")
    look.click()
    expect(modal.get_by_text("There is no keyword in this.")).to_be_visible()
    found += ours(page, "paste with an error")

    modal.get_by_label("List of keywords").fill(KEYWORDS)
    look.click()
    expect(modal.get_by_role("status")).to_contain_text("1 can’t be added.")
    expect(modal.get_by_role("group")).to_be_visible()
    found += ours(page, "proposals")

    for box in modal.get_by_role("checkbox").all():
        box.uncheck()
    modal.get_by_label("Leave it out").check()
    modal.get_by_role("button", name="Add the chosen ones").click()
    expect(modal.get_by_text("Choose at least one keyword.")).to_be_visible()
    found += ours(page, "proposals with an error")

    assert found == []


def test_editors_of_event_topic_and_resource_have_no_barrier(page, event):
    page.goto(reverse("wagtailadmin_pages:edit", args=[event.pk]))
    found = ours(page, "event, what")
    editor.open_tab(page, "Topics and keywords")
    for panel in ("keyword_links", "topic_links", "resource_links"):
        expect(page.locator(f"#id_{panel}-FORMS .chooser__title:visible")).to_have_count(1)
    found += ours(page, "event, topics and keywords")

    page.goto(reverse("wagtailadmin_pages:edit", args=[event.topic_links.get().topic_id]))
    expect(page.locator("#id_entries-FORMS .chooser__title:visible")).to_have_count(1)
    editor.add_row(page, "entries")
    found += ours(page, "topic")
    page.goto(address_of_a_resource())
    editor.add_row(page, "producers")
    found += ours(page, "resource")

    assert found == []


def test_pasting_presenters_has_no_barrier_also_with_errors(page, event):
    page.goto(reverse("events_admin:paste_presenters", args=[event.pk]))
    found = ours(page, "presenters")
    page.get_by_role("button", name="Read the list").click()
    expect(page.get_by_text("Paste the list of presenters, one in each line.")).to_be_visible()
    found += ours(page, "presenters with an error")

    page.get_by_label("Presenters").fill(PRESENTERS)
    page.get_by_role("button", name="Read the list").click()
    for words in (
        "The presenters are numbered 1, 3, 3.",
        "This name is among the presenters already.",
        "can be read in 2 ways",
        "This name stands above in this list already.",
    ):
        expect(page.get_by_text(words).first).to_be_visible()
    found += ours(page, "rows")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.locator("fieldset").first.evaluate(REACHES_TO) <= page.viewport_size["width"]

    page.locator("#id_rows-1-name").fill("")
    page.get_by_role("button", name="Add to the draft").click()
    expect(page.get_by_role("link", name="Presenter 2")).to_be_visible()
    found += ours(page, "rows with an error")
    page.locator("#id_rows-1-is_wanted").uncheck()
    page.get_by_role("button", name="Add to the draft").click()
    expect(page.get_by_text("Tick at least one presenter to add.")).to_be_visible()
    found += ours(page, "rows, nobody ticked")

    assert found == []


def ours(page: Page, name: str) -> list[str]:
    """The barriers of the whole page, less NOT_OURS, when nothing fades in any more."""
    page.wait_for_function(NOTHING_FADES)
    return [line for line in barriers(page, name) if not any(known in line for known in NOT_OURS)]


def dialog(page: Page) -> Locator:
    return page.locator(".modal-content")


def address_of(kind: str, view: str, term=None) -> str:
    return reverse(f"wagtailsnippets_resources_{kind}:{view}", args=[term.pk] if term else [])


def address_of_a_resource() -> str:
    return reverse("wagtailadmin_pages:edit", args=[make_resource().pk])
