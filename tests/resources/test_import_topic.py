"""`manage.py import_topic`: a saved page becomes drafts, once; what is unsure is listed."""

import re
from io import BytesIO, StringIO, TextIOWrapper
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse
from wagtail.models import Page, PageLogEntry, Revision

from resources.enums import ResourceType
from resources.models import (
    Keyword,
    Organization,
    ResourceIndexPage,
    ResourcePage,
    ResourceProducer,
    TopicEntry,
    TopicPage,
)
from tests.make import (
    make_library,
    make_topic,
    make_webinar,
    publish,
)
from tests.resources.importers.samples import SAMPLES, TOPIC_NAMES

pytestmark = pytest.mark.usefixtures("library")

PLAIN, IRREGULAR = (SAMPLES / name for name in TOPIC_NAMES)
SLUG = "night-work-in-crisis-lines"


@pytest.fixture
def library(index):
    return make_library()


def run(file, **options) -> str:
    out = StringIO()
    call_command("import_topic", str(file), stdout=out, **options)
    return out.getvalue()


def run_text(folder, text: str, **options) -> str:
    (folder / "page.txt").write_text(text)
    return run(folder / "page.txt", **options)


def refused(file, **options) -> str:
    """The sentence of the CommandError; makes sure that nothing was written."""
    before = rows()
    with pytest.raises(CommandError) as error:
        run(file, **options)
    assert rows() == before
    assert "\n" not in str(error.value)
    return str(error.value)


def rows() -> list[int]:
    models = (Page, TopicPage, TopicEntry, ResourcePage, ResourceProducer, Keyword, Organization)
    return [model.objects.count() for model in (*models, Revision, PageLogEntry)]


def block(out: str, heading: str) -> list[str]:
    """The lines of one list of the output."""
    found = re.search(rf"^{heading}:\n((?: .*\n)+)", out, re.MULTILINE)
    return [line.strip(" -") for line in found[1].splitlines()] if found else []


# ---- what is written ----


def test_page_becomes_a_draft_topic_with_its_entries_in_order(library, client):
    out = run(PLAIN)
    topic = TopicPage.objects.get()
    assert (topic.title, topic.slug, topic.live, topic.get_parent().specific) == (
        "Night Work in Crisis Lines",
        SLUG,
        False,
        library,
    )
    assert [(entry.page.title, entry.is_highlighted) for entry in topic.entries.all()] == [
        ("A Night on Call, Hour by Hour", True),
        ("Sleep, Food, and the Third Week of Nights", True),
        ("From Paper to Practice: Handing Over at Dawn", False),
        ("Dispatchers Who Listen", False),
        ("Ten Ways to Staff a Line That Never Closes", False),
        ("Who answers at four? A study of silence on the line", False),
    ]
    assert f"\nDrafts written: topic {topic.pk}, “{topic.title}”, and 6 new resources.\n" in out
    assert not ResourcePage.objects.filter(live=True).exists()
    assert client.get(topic.url).status_code == 404
    assert client.get(ResourcePage.objects.first().get_url()).status_code == 404


def test_every_draft_is_named_with_the_admin_s_address_of_it():
    out = run(PLAIN)

    pages = [TopicPage.objects.get(), *ResourcePage.objects.order_by("pk")]
    assert len(pages) > 2
    listed = out.partition("Edit the drafts:\n")[2].splitlines()
    assert sorted(listed) == sorted(
        f"  - {reverse('wagtailadmin_pages:edit', args=[page.pk])}  {page.title}" for page in pages
    )
    assert "Edit the drafts" not in run(PLAIN)
    assert "Edit the drafts" not in run(IRREGULAR, dry_run=True)


def test_sample_in_the_readme_is_read_as_it_promises(tmp_path):
    readme = (Path(__file__).parents[2] / "README.md").read_text()
    sample = readme.partition("```\nNight Calls\n")[2].partition("```")[0]

    out = run_text(tmp_path, f"Night Calls\n{sample}")

    assert "Please confirm" not in out
    assert "Not placed" not in out
    entries = TopicPage.objects.get().get_latest_revision_as_object().entries.all()
    assert [entry.is_highlighted for entry in entries] == [True, False]
    guide, webinar = ResourcePage.objects.order_by("pk")
    assert (guide.title, guide.year, guide.resource_type) == (
        *("A Map for the Night Shift", 2024, ResourceType.GUIDE),
    )
    assert (webinar.year, webinar.resource_type) == (2021, ResourceType.WEBINAR)
    assert [row.organization.acronym for row in guide.producers.all()] == ["HPG", ""]
    assert guide.keyword_links.count() == 3
    for kind in ResourceType:
        assert str(kind.label) in readme


def test_resource_holds_what_its_entry_says():
    run(PLAIN)
    page = ResourcePage.objects.get(title__startswith="From Paper")
    assert (page.year, page.resource_type, page.link_url) == (2021, "webinar", "")
    assert [str(row) for row in page.producers.all()] == [
        "The Harbor of the Three Rivers",
        "University of Elm Park",
    ]
    assert [str(row) for row in page.supporters.all()] == ["Office of Crisis Planning"]
    assert [str(row) for row in page.keyword_links.all()] == ["handing over", "teams"]
    study = ResourcePage.objects.get(year=2014)
    assert [row.author for row in study.producers.all()] == [
        "Odalys Ferrante",
        "Tobias J. Wren",
        "Ifeoma Castellan",
        "Ansel Brightwater",
    ]
    sleep = ResourcePage.objects.get(title__startswith="Sleep")
    assert sleep.description.count("<p>") == 2


def test_drafts_have_a_revision_that_equals_them():
    run(PLAIN)
    topic = TopicPage.objects.get()
    draft = topic.get_latest_revision_as_object()
    listed = [(row.page_id, row.is_highlighted) for row in topic.entries.all()]
    assert [(row.page_id, row.is_highlighted) for row in draft.entries.all()] == listed
    for page in ResourcePage.objects.all():
        draft = page.get_latest_revision_as_object()
        assert (draft.title, draft.description) == (page.title, page.description)
        assert [str(row) for row in draft.producers.all()] == [
            str(row) for row in page.producers.all()
        ]
    assert PageLogEntry.objects.filter(action="wagtail.edit").count() == 7


def test_text_of_the_file_is_escaped(tmp_path):
    run_text(
        tmp_path, "A\nWe <b>work</b>.\nOther Resources\nB\nDescription: <script>x</script> & y"
    )
    assert TopicPage.objects.get().introduction == "<p>We &lt;b&gt;work&lt;/b&gt;.</p>"
    assert ResourcePage.objects.get().description == "<p>&lt;script&gt;x&lt;/script&gt; &amp; y</p>"


def test_highlighted_entries_come_first_whatever_their_place_in_the_file(tmp_path):
    run_text(tmp_path, "T\nOther Resources\nA\nKeywords: x\nHighlighted Resource\nB\nKeywords: x")
    entries = TopicPage.objects.get().entries.all()
    assert [(row.page.title, row.is_highlighted) for row in entries] == [("B", True), ("A", False)]


# ---- dry run, twice, parent ----


@pytest.mark.parametrize("file", [PLAIN, IRREGULAR])
def test_dry_run_prints_the_same_and_writes_nothing(file):
    make_webinar(title="Dispatchers Who Listen")
    before = rows()
    dry = run(file, dry_run=True)
    assert rows() == before
    assert dry.endswith("\nDry run: nothing was written.\n")
    assert dry.rpartition("\nDry run")[0] == run(file).rpartition("\nDrafts written")[0]


@pytest.mark.parametrize("file", [PLAIN, IRREGULAR])
def test_twice_is_once(file):
    run(file)
    before = rows()
    topic = TopicPage.objects.get()
    for options in ({}, {"dry_run": True}):
        out = run(file, **options)
        assert f"Imported before, left as it is: topic {topic.pk}, “{topic.title}”." in out
        assert block(out, "To do") == []
        assert "| new" not in out
        assert rows() == before


def test_drafts_that_were_edited_are_left_alone_and_what_is_gone_is_said():
    run(PLAIN)
    topic = TopicPage.objects.get().get_latest_revision_as_object()
    topic.title = "Words of an editor"
    topic.entries = [row for row in topic.entries.all() if "Paper" not in row.page.title]
    topic.save_revision()
    resource = ResourcePage.objects.get(year=2014)
    resource.title = "Renamed"
    publish(resource)
    before = rows()
    out = run(PLAIN)
    assert rows() == before
    assert block(out, "To do") == [
        "The topic doesn't list “From Paper to Practice: Handing Over at Dawn”. Add it by hand if it should."
    ]
    assert ResourcePage.objects.get(year=2014).title == "Renamed"
    assert TopicPage.objects.get().get_latest_revision_as_object().title == "Words of an editor"


def test_topic_made_by_hand_is_found_by_its_title():
    topic = make_topic(title="NIGHT WORK in crisis lines", slug="nights")
    assert f"Imported before, left as it is: topic {topic.pk}" in run(PLAIN)
    assert TopicPage.objects.count() == 1


def test_second_topic_links_the_resources_of_the_first(tmp_path):
    run(PLAIN)
    before = ResourcePage.objects.count()
    out = run_text(tmp_path, PLAIN.read_text().replace("Night Work in Crisis Lines", "Another"))
    assert ResourcePage.objects.count() == before
    first, second = TopicPage.objects.order_by("pk")
    assert [e.page_id for e in first.entries.all()] == [e.page_id for e in second.entries.all()]
    assert block(out, "New resources, as drafts") == block(out, "New keywords") == []


def test_parent_is_the_first_index_or_the_named_one(library):
    home = library.get_parent()
    archive = home.add_child(instance=ResourceIndexPage(title="Old", slug="archive"))
    run(PLAIN)
    run(PLAIN, parent="archive")
    assert [page.get_parent().pk for page in TopicPage.objects.order_by("pk")] == [
        library.pk,
        archive.pk,
    ]
    assert ResourcePage.objects.count() == 6


def test_parent_that_is_not_there_is_named(library):
    assert refused(PLAIN, parent="none") == (
        "There is no resource index “none”. Add one in the admin, or name another with --parent."
    )
    library.delete()
    assert refused(PLAIN) == (
        "There is no resource index yet. Add one in the admin, or name another with --parent."
    )


# ---- what is listed ----


def test_table_says_what_each_entry_is():
    make_webinar(title="Dispatchers Who Listen")
    lines = run(PLAIN).splitlines()
    assert "Resources      2 highlighted, 4 other" in lines
    assert "Keywords       8 distinct in 14 mentions" in lines
    assert "Highlighted 1  A Night on Call, Hour by Hour | no year | no type | new" in lines
    assert "Other 2        Dispatchers Who Listen | 2019 | Webinar | there already" in lines


def test_what_has_no_place_and_what_is_left_to_do_is_listed():
    out = run(IRREGULAR)
    assert block(out, "Not placed") == [
        "line 5: KEYWORDS: teams",
        "line 23: Working Alone - Toolkit",
        "line 24: Description: The second half.",
    ]
    assert block(out, "To do") == [
        "Add the link or the file to each new resource: the text has no addresses.",
        "Publish the new resources, and then the topic: readers see no drafts.",
    ]
    assert "author: Mary Quill" in block(out, "Please confirm")


def test_console_without_quotation_marks_prints_the_report(tmp_path):
    file = tmp_path / "topic.txt"
    file.write_text("Night “work”\nOther Resources\n\nGuide\nProduced By: Office\n")
    console = TextIOWrapper(BytesIO(), encoding="ascii")
    call_command("import_topic", str(file), stdout=console)
    console.seek(0)
    assert "Night ?work?" in console.read()
    assert TopicPage.objects.get().title == "Night “work”"
