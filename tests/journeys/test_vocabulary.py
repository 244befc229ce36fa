"""An editor pastes a list of keywords into an event, and merges two that mean the same."""

import re

import pytest
from playwright.sync_api import Page, expect

from resources.models import Keyword
from tests.journeys import editor
from tests.make import make_keyword, make_webinar

pytestmark = pytest.mark.journey

LIST = "Peers; Sequential Intercept Model (SIM); peer support specialist; Night shifts; PEERS"


def test_pasted_list_becomes_the_event_s_keywords(site, editor_page):
    make_keyword("Sequential Intercept Model", acronym="SIM")
    make_keyword("Peer support specialists")
    make_keyword("Peers")
    event = make_webinar(parent=site, title="The night shift", live=False)

    editor_page.goto(f"/admin/pages/{event.pk}/edit/")
    editor.open_tab(editor_page, "Topics and keywords")
    modal = paste(editor_page, LIST)
    expect(modal.get_by_role("status")).to_contain_text("4 different keywords in this list.")
    expect(modal.get_by_role("status")).to_contain_text("1 is new.")
    expect(modal.get_by_role("radio", name="Peer support specialists")).to_be_checked()
    expect(modal.get_by_role("checkbox", name="New keyword: Night shifts")).to_be_checked()
    modal.get_by_role("button", name="Add the chosen ones").click()
    expect(modal).to_be_hidden()

    names = [
        "Peers",
        "Sequential Intercept Model (SIM)",
        "Peer support specialists",
        "Night shifts",
    ]
    expect(chosen(editor_page)).to_have_text([re.compile(re.escape(name)) for name in names])
    editor.save_draft(editor_page)
    editor_page.reload()
    editor.open_tab(editor_page, "Topics and keywords")
    expect(chosen(editor_page)).to_have_text([re.compile(re.escape(name)) for name in names])
    assert Keyword.objects.filter(label="Night shifts").count() == 1


def test_list_of_nothing_is_said_and_can_be_written_again(site, editor_page):
    event = make_webinar(parent=site, title="The night shift", live=False)
    editor_page.goto(f"/admin/pages/{event.pk}/edit/")
    editor.open_tab(editor_page, "Topics and keywords")

    modal = paste(editor_page, "; … --")
    expect(modal.get_by_text("There is no keyword in this.")).to_be_visible()
    modal.get_by_label("List of keywords").fill("Courts")
    modal.get_by_role("button", name="Look at the list").click()
    modal.get_by_role("button", name="Add the chosen ones").click()
    expect(modal).to_be_hidden()
    expect(chosen(editor_page)).to_have_text([re.compile("Courts")])

    editor_page.get_by_role("button", name="Add keyword").click()
    modal = editor_page.locator(".modal-content")
    modal.get_by_role("tab", name="Paste a list").click()
    modal.get_by_label("List of keywords").fill("Courts")
    modal.get_by_role("button", name="Look at the list").click()
    modal.get_by_role("link", name="Back to search").click()
    expect(modal.get_by_role("tab", name="Search")).to_be_visible()


def test_two_keywords_are_merged_and_parted_again(site, editor_page):
    peers = make_keyword("Peers")
    make_keyword("Peer support")

    editor_page.goto(f"/admin/snippets/resources/keyword/edit/{peers.pk}/")
    editor.choose_in_header(editor_page, "Merge into…")
    expect(editor_page.get_by_text("“Peers” is not used on any page.")).to_be_visible()
    editor_page.get_by_role("button", name="Choose keyword").click()
    modal = editor_page.locator(".modal-content")
    modal.get_by_label("Search term").fill("support")
    modal.get_by_role("link", name="Peer support").click()
    expect(modal).to_be_hidden()
    editor_page.get_by_role("button", name="Merge", exact=True).click()
    expect(editor.message(editor_page)).to_contain_text("“Peers” is merged into “Peer support”.")

    editor_page.goto(f"/admin/snippets/resources/keyword/edit/{peers.pk}/")
    editor.choose_in_header(editor_page, "Undo the merge")
    editor_page.get_by_role("button", name="Undo the merge").click()
    expect(editor.message(editor_page)).to_contain_text("“Peers” is a term of its own again.")


def paste(page: Page, text: str):
    """Have the keyword chooser look at this list; returns the chooser."""
    page.get_by_role("button", name="Add keyword").click()
    modal = page.locator(".modal-content")
    modal.get_by_role("tab", name="Paste a list").click()
    modal.get_by_label("List of keywords").fill(text)
    modal.get_by_role("button", name="Look at the list").click()
    return modal


def chosen(page: Page):
    """The keywords that stand in the form's rows."""
    return page.locator("#id_keyword_links-FORMS .chooser__title:visible")
