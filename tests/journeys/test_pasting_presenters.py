"""An editor pastes six presenters into an event that has one, and publishes them."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys import editor
from tests.journeys.looks import tab_to
from tests.make import make_presenter, make_speaker, make_webinar

pytestmark = pytest.mark.journey

LIST = """Presenters:
1. Rosa Villanueva, Night Lead, Pine County (Minnesota)
2. Dana Okafor, Director, Center for Crisis, Care and Recovery (CCCR)
3. Bo Lind, Peer Specialist, City of Lakeside
4. Mei Tran, Dispatcher, Harbor County
5. Dana Okafor, Director
6. Luis Ortega"""


def test_pasted_presenters_are_corrected_and_published_in_order(site, editor_page, open_page):
    rosa = make_speaker(name="Rosa Villanueva", title="Night Lead", organization="Pine County")
    event = make_webinar(
        parent=site,
        title="The night shift",
        presenters=[make_presenter(name="Host of the evening")],
    )

    editor_page.goto(f"/admin/pages/{event.pk}/edit/")
    editor_page.get_by_role("link", name="paste all presenters at once").click()
    field = editor_page.get_by_label("Presenters")
    field.fill(LIST)
    button = editor_page.get_by_role("button", name="Read the list")
    tab_to(editor_page, button)
    editor_page.keyboard.press("Enter")

    expect(presenter(editor_page, 7)).to_have_count(0)
    expect(speaker_of(presenter(editor_page, 1))).to_have_value(str(rosa.pk))
    second = presenter(editor_page, 2)
    expect(second).to_contain_text("can be read in 2 ways")
    expect(organization(second)).to_have_value("Center for Crisis, Care and Recovery (CCCR)")
    fifth = presenter(editor_page, 5)
    expect(fifth).to_contain_text("This name stands above in this list already.")
    expect(fifth.get_by_role("checkbox", name="Add this presenter")).not_to_be_checked()

    presenter(editor_page, 3).get_by_label("Name").fill("")
    editor_page.get_by_role("button", name="Add to the draft").click()
    expect(editor_page.get_by_role("alert")).to_contain_text("Nobody was added yet.")
    editor_page.get_by_role("link", name="Presenter 3").click()
    third = presenter(editor_page, 3)
    expect(third).to_be_in_viewport()
    expect(third).to_contain_text("Write the name, or leave this presenter out.")
    third.get_by_label("Name").fill("Bo Lindqvist")
    editor_page.get_by_role("button", name="Add to the draft").click()

    added = "Rosa Villanueva, Dana Okafor, Bo Lindqvist, Mei Tran, Luis Ortega"
    said = f"5 presenters were added to the draft: {added}."
    expect(editor.message(editor_page)).to_contain_text(said)
    visitor = open_page()
    assert names(visitor, event) == ["Host of the evening"]
    editor.publish(editor_page)
    assert names(visitor, event) == [
        "Host of the evening",
        "Rosa Villanueva",
        "Dana Okafor",
        "Bo Lindqvist",
        "Mei Tran",
        "Luis Ortega",
    ]
    section = visitor.get_by_role("region", name="Presenters")
    expect(section.get_by_role("link", name="Rosa Villanueva")).to_be_visible()
    expect(section).to_contain_text("Center for Crisis, Care and Recovery (CCCR)")


def presenter(page: Page, number: int) -> Locator:
    return page.get_by_role("group", name=f"Presenter {number}", exact=True)


def organization(row: Locator) -> Locator:
    return row.get_by_label("Organization at this event")


def speaker_of(row: Locator) -> Locator:
    return row.get_by_label("Links to the page of")


def names(page: Page, event) -> list[str]:
    """The presenters on the event's public page, from top to bottom."""
    page.goto(event.url)
    section = page.get_by_role("region", name=re.compile("^Presenters?$"))
    return section.get_by_role("heading", level=3).all_inner_texts()
