"""An event as an entry of a topic: what it prints, and that it is never a copy."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Collection, CollectionViewRestriction

from events.actions import cancel_event
from events.enums import FileRole
from events.models import EventFile, EventKeyword, EventPage
from resources.entries import entry_cards
from tests.events.test_subjects import about
from tests.make import (
    NOW,
    make_document,
    make_event,
    make_file,
    make_keyword,
    make_many_events,
    make_past_webinar,
    make_resource,
    make_webinar,
)

pytestmark = [pytest.mark.time_machine(NOW, tick=False), pytest.mark.usefixtures("index")]
PDF = b"%PDF" + b"x" * 2_309_996


def cards(*pages) -> list:
    return entry_cards(pages=pages, request=None, now=NOW)


def private_collection() -> Collection:
    """A collection below one that only some people may see."""
    above = Collection.get_first_root_node().add_child(name="Private")
    CollectionViewRestriction.objects.create(collection=above, restriction_type="login")
    return above.add_child(name="Below")


def test_entry_says_everything_of_the_event(index):
    page = make_past_webinar(
        title="Night calls",
        slug="night-calls",
        summary="What it is about.",
        presented_by="Center for Justice",
        funder="Office of Programs",
        files=[
            make_file(role=FileRole.HANDOUT, sort_order=0),
            make_file(document=make_document(content=PDF), sort_order=1),
        ],
        **about(keywords=[make_keyword("Peers", acronym="PS"), make_keyword("Crisis")]),
    )
    [card] = cards(page)
    assert (card.page_id, card.title, card.url) == (page.pk, "Night calls", "/events/night-calls/")
    assert (card.year, card.kind) == ("2026", "Webinar")
    assert (card.produced_by, card.supported_by) == ("Center for Justice", "Office of Programs")
    assert card.description == "What it is about."
    assert [(link.text, link.url) for link in card.keywords] == [
        ("Peers (PS)", "/keywords/peers/"),
        ("Crisis", "/keywords/crisis/"),
    ]
    assert card.file_text == "Download PDF • 2.31MB"
    assert card.file_url.endswith(".pdf")


def test_entry_leaves_out_what_the_event_lacks(index):
    [card] = cards(make_webinar(sessions=[], recording_url="https://video.example.org/1"))
    assert (card.year, card.produced_by, card.supported_by, card.file_text) == ("", "", "", "")
    assert list(card.keywords) == []


def test_slides_in_a_private_collection_are_not_offered(index):
    hidden = make_document(name="hidden.pdf", collection=private_collection())
    shown = make_document(name="shown.pdf")
    page = make_webinar(
        files=[make_file(document=hidden, sort_order=0), make_file(document=shown, sort_order=1)]
    )
    [card] = cards(page)
    assert card.file_url == shown.url
    EventFile.objects.filter(document=shown).delete()
    assert [(card.file_text, card.file_url) for card in cards(page)] == [("", "")]


def test_cancelled_event_says_so_in_its_title(index):
    page = make_event(title="Night calls")
    cancel_event(event=page, reason="Why.", now=NOW)
    assert [card.title for card in cards(page)] == ["Cancelled: Night calls"]


def test_entries_keep_their_order_among_other_pages(index):
    pages = [make_event(), make_resource(), make_webinar(), make_resource()]
    assert [card.page_id for card in cards(*pages)] == [page.pk for page in pages]


@pytest.mark.parametrize("rows", [1, 3, 30])
def test_entries_cost_the_same_for_any_number(index, rows):
    pages, document = make_many_events(rows), make_document()
    keywords = [make_keyword() for _ in range(3)]
    EventKeyword.objects.bulk_create(
        EventKeyword(page=page, keyword=keyword) for page in pages for keyword in keywords
    )
    EventFile.objects.bulk_create(EventFile(page=page, document=document) for page in pages)
    found = list(EventPage.objects.filter(pk__in=[page.pk for page in pages]))
    cards(*found)
    with CaptureQueriesContext(connection) as captured:
        assert len(cards(*found)) == rows
    assert len(captured) == 4
