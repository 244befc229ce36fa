"""Entries of a saved topic page that are pages already: linked, not copied, and left as they are."""

import pytest
from wagtail.models import Page

from resources.models import ResourcePage, TopicPage
from tests.make import make_library, make_other_site, make_resource, make_topic, make_webinar
from tests.resources.test_import_topic import PLAIN, SLUG, block, run, run_text

pytestmark = pytest.mark.usefixtures("library")


@pytest.fixture
def library(index):
    return make_library()


def test_page_with_the_title_is_linked_and_not_copied():
    webinar = make_webinar(title="DISPATCHERS who  listen")
    other = make_resource(title="A Night on Call, Hour by Hour", year=1999)
    before = Page.objects.get(pk=webinar.pk).latest_revision_created_at
    out = run(PLAIN)
    listed = [row.page_id for row in TopicPage.objects.get().entries.all()]
    assert (listed[0], listed[3]) == (other.pk, webinar.pk)
    assert not ResourcePage.objects.filter(title__startswith="Dispatchers").exists()
    assert ResourcePage.objects.count() == 5
    webinar.refresh_from_db()
    assert (webinar.title, webinar.latest_revision_created_at) == (
        "DISPATCHERS who  listen",
        before,
    )
    assert len(block(out, "Pages that are there already, linked and left as they are")) == 2


def test_two_pages_with_the_title_are_a_question_and_the_published_one_is_taken():
    draft = make_resource(title="Dispatchers Who Listen", live=False)
    webinar = make_webinar(title="Dispatchers Who Listen (2019) - Webinar", slug="dispatchers")
    out = run(PLAIN)
    assert TopicPage.objects.get().entries.all()[3].page_id == webinar.pk
    asked = block(out, "Please confirm")
    assert (
        "Line 38: several pages are called “Dispatchers Who Listen”. Which one is meant?" in asked
    )
    at = asked.index(
        "Line 38: several pages are called “Dispatchers Who Listen”. Which one is meant?"
    )
    assert asked[at + 1 : at + 3] == [
        f"webinar “{webinar.title}” (published) at …/home/events/dispatchers/",
        f"resource “{draft.title}” (draft) at …/home/library/{draft.slug}/",
    ]


def test_what_only_looks_like_the_page_is_not_linked(library):
    edition = make_resource(title="Dispatchers Who Listen", year=2004)
    topic = make_topic(title="A Night on Call, Hour by Hour")
    elsewhere = make_webinar(
        parent=make_other_site(), title="Ten Ways to Staff a Line That Never Closes"
    )
    run(PLAIN)
    listed = {row.page_id for row in TopicPage.objects.get(slug=SLUG).entries.all()}
    assert listed.isdisjoint({edition.pk, topic.pk, elsewhere.pk})
    assert len(listed) == 6


def test_page_whose_new_title_is_not_published_yet_is_found():
    resource = make_resource(title="Listening")
    resource.title = "Dispatchers Who Listen"
    resource.save_revision()
    run(PLAIN)
    assert resource.pk in [row.page_id for row in TopicPage.objects.get().entries.all()]


def test_two_entries_that_are_one_page_are_listed_once(tmp_path):
    webinar = make_webinar(title="Nights")
    run_text(tmp_path, "T\nOther Resources\nNights (2019)\nKeywords: a\nNights (2021)\nKeywords: b")
    assert [row.page_id for row in TopicPage.objects.get().entries.all()] == [webinar.pk]


def test_titles_with_the_same_slug_are_two_pages(tmp_path, library):
    make_resource(title="Anything", slug="topic")
    run_text(
        tmp_path, "Topic\nOther Resources\nC\nKeywords: x\nC++\nKeywords: x\n危机\nKeywords: x"
    )
    slugs = list(Page.objects.child_of(library).order_by("path").values_list("slug", flat=True))
    assert slugs == ["topic", "c", "c-2", slugs[3], "topic-topic"]
    assert slugs[3].startswith("resource-")
    assert "Imported before" in run(tmp_path / "page.txt")
