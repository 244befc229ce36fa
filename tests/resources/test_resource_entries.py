"""What an entry of a resource says: names, types, keywords and files, each as readers see them."""

import pytest
from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext

from resources.downloads import download_label
from resources.entries import EntryCard, EntryLink, entry_cards
from resources.models import ResourcePage
from resources.phrases import in_a_sentence, link_text, title_without_type
from resources.plain_text import paragraphs
from resources.resource_entries import resource_entries
from tests.make import (
    NOW,
    make_document,
    make_keyword,
    make_organization,
    make_resource,
)

pytestmark = pytest.mark.usefixtures("index")


def entry(page) -> EntryCard:
    return entry_cards(pages=[page], request=RequestFactory().get("/"), now=NOW)[0]


def merge(term, into) -> None:
    term.merged_into = into
    term.save()


# ---- producers and supporters ----


@pytest.mark.parametrize(
    ("names", "sentence"),
    [
        ([], ""),
        (["Luz Ferreira"], "Luz Ferreira"),
        (["Luz Ferreira", "Bo Lee"], "Luz Ferreira and Bo Lee"),
        (["Luz Ferreira", "Bo Lee", "Ana Prado"], "Luz Ferreira, Bo Lee, and Ana Prado"),
    ],
)
def test_names_are_joined_as_in_a_sentence(names, sentence):
    assert in_a_sentence(names) == sentence


def test_organizations_are_joined_by_semicolons_with_their_acronyms():
    made = make_resource(
        producers=[make_organization("Policy Office", acronym="PO"), make_organization("County")]
    )
    assert entry(made).produced_by == "Policy Office (PO); County"


def test_authors_and_organizations_stand_together_in_the_editors_order():
    office = make_organization("Policy Office")
    made = make_resource(producers=["Luz Ferreira", office, "Bo Lee"])
    assert entry(made).produced_by == "Luz Ferreira and Bo Lee; Policy Office"


def test_merged_organizations_show_as_what_they_were_merged_into_each_once():
    old, new = make_organization("The Office"), make_organization("Office", acronym="O")
    made = make_resource(producers=[old, new], supporters=[new, old])
    assert entry(made).produced_by == "The Office; Office (O)"

    merge(old, into=new)

    assert entry(made).produced_by == "Office (O)"
    assert entry(made).supported_by == "Office (O)"


def test_nobody_leaves_the_lines_empty():
    found = entry(make_resource())
    assert (found.produced_by, found.supported_by, found.keywords) == ("", "", ())


# ---- type, year, title ----


@pytest.mark.parametrize(
    ("title", "kind", "printed"),
    [
        ("Nights - Webinar", "Webinar", "Nights"),
        ("Nights – webinar ", "Webinar", "Nights"),
        ("Nights — WEBINAR", "Webinar", "Nights"),
        ("Nights -Webinar", "Webinar", "Nights"),
        ("Nights - Webinar", "Video", "Nights - Webinar"),
        ("Nights - Webinar", "", "Nights - Webinar"),
        ("Webinar", "Webinar", "Webinar"),
        ("- Webinar", "Webinar", "- Webinar"),
        ("Pre-Webinar", "Webinar", "Pre-Webinar"),
        ("A - B - Guide", "Guide", "A - B"),
    ],
)
def test_type_is_never_doubled(title, kind, printed):
    assert title_without_type(title=title, kind=kind) == printed


def test_entry_without_year_and_type_leaves_both_out():
    found = entry(make_resource(title="Nights"))
    assert (found.title, found.year, found.kind) == ("Nights", "", "")


# ---- keywords ----


def test_keywords_are_canonical_each_once_in_the_editors_order():
    old, new = make_keyword("Peer workers"), make_keyword("Peers")
    model = make_keyword("Sequential Map", acronym="SM")
    merge(old, into=new)
    made = make_resource(keywords=[old, model, new])
    assert list(entry(made).keywords) == [
        EntryLink(text="Peers", url="/keywords/peers/"),
        EntryLink(text="Sequential Map (SM)", url="/keywords/sequential-map/"),
    ]


# ---- texts and files ----


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("", ""),
        ("<p>One.</p><p>Two.</p>", "One.\nTwo."),
        ("<p>See <a href='/x/'>this</a> &amp; <b>that</b>.</p>", "See this & that."),
        ("<p>Both:</p><ul><li>one</li><li>two</li></ul>", "Both:\none\ntwo"),
        ("<p>One<br/>two</p><p> </p>", "One\ntwo"),
        ("<p>a\nb&nbsp;c</p>", "a b c"),
        ("no tags < at all", "no tags < at all"),
    ],
)
def test_description_becomes_paragraphs(html, text):
    assert paragraphs(html) == text


@pytest.mark.parametrize(
    ("url", "text"),
    [
        ("", ""),
        ("https://www.guides.example/a?b=1", "Go to guides.example"),
        ("http://guides.example:8080/", "Go to guides.example"),
        ("http://[broken", "Go to another site"),
        ("mailto:", "Go to another site"),
    ],
)
def test_link_says_where_it_leads(url, text):
    assert link_text(url) == text


def test_file_goes_before_the_link():
    document = make_document(name="a.pdf", content=b"x" * 2_310_000)
    with_both = entry(make_resource(document=document, link_url="https://guides.example/"))
    assert (with_both.file_text, with_both.file_url) == ("Download PDF • 2.31MB", document.url)
    with_link = entry(make_resource(link_url="https://guides.example/"))
    assert with_link.file_text == "Go to guides.example"
    assert with_link.file_url == "https://guides.example/"


def test_size_of_a_file_is_read_without_writing_it():
    document = make_document(content=b"x" * 1000)
    assert document.file_size is None
    with CaptureQueriesContext(connection) as queries:
        found = entry(make_resource(document=document))
    assert found.file_text == "Download PDF • 1.00KB"
    assert not [
        query for query in queries if "UPDATE" in query["sql"] and "document" in query["sql"]
    ]


def test_file_that_is_gone_is_named_without_its_size():
    document = make_document()
    made = make_resource(document=document)
    document.file.storage.delete(document.file.name)
    assert entry(made).file_text == download_label(file_type="pdf", size=None) == "Download PDF"


@pytest.mark.parametrize("rows", [1, 3, 30])
def test_entries_cost_the_same_for_any_number(rows):
    old = make_organization("Old")
    merge(old, into=make_organization("New"))
    for _ in range(rows):
        make_resource(
            producers=[old, "Bo Lee"],
            supporters=[make_organization()],
            keywords=[make_keyword(), make_keyword()],
            document=make_document(),
        )
    pages = list(ResourcePage.objects.order_by("pk"))
    request = RequestFactory().get("/")
    resource_entries(pages=pages, request=request, now=NOW)
    fresh = list(ResourcePage.objects.order_by("pk"))
    with CaptureQueriesContext(connection) as queries:
        found = resource_entries(pages=fresh, request=request, now=NOW)
    assert len(found) == rows
    assert all(card.produced_by == "New; Bo Lee" for card in found)
    assert len(queries) == 4
