"""`manage.py import_webinar`: a saved page becomes a draft, once; what is unsure is listed."""

import re
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.models import Page, Revision

from events.models import CalendarRecord, EventIndexPage, Presenter, WebinarPage
from speakers.models import Speaker
from tests.events.importers.samples import SAMPLE_NAMES, SAMPLES
from tests.make import make_other_site, make_speaker

pytestmark = pytest.mark.usefixtures("index")

PLAIN, IRREGULAR, TITLE_ONLY = (SAMPLES / name for name in SAMPLE_NAMES)
SLUG = "planning-a-mobile-crisis-team-with-people-who-have-been-there"


def run(file, **options) -> str:
    out = StringIO()
    call_command("import_webinar", str(file), stdout=out, **options)
    return out.getvalue()


def refused(file, **options) -> str:
    """The sentence of the CommandError; makes sure that nothing was written."""
    before = rows()
    with pytest.raises(CommandError) as error:
        run(file, **options)
    assert rows() == before
    assert "\n" not in str(error.value)
    return str(error.value)


def rows() -> list[int]:
    models = (Page, WebinarPage, Presenter, Speaker, Revision, CalendarRecord)
    return [model.objects.count() for model in models]


def block(out: str, heading: str) -> list[str]:
    """The lines of one list of the output."""
    found = re.search(rf"^{heading}:\n((?: .*\n)+)", out, re.MULTILINE)
    return [line.strip(" -") for line in found[1].splitlines()] if found else []


# ---- what is written ----


def test_page_becomes_a_draft_with_its_presenters(client):
    out = run(PLAIN)
    page = WebinarPage.objects.get()
    assert (page.title, page.slug, page.live) == (
        "Planning a Mobile Crisis Team with People Who Have Been There",
        SLUG,
        False,
    )
    assert page.presented_by == "Rural Training Network to Support Dispatchers"
    assert page.funder == "Office of Crisis Planning"
    assert page.description.count("<p>") == 2
    assert "top of page" not in page.description
    assert "bottom of page" not in page.description
    assert [p.name for p in page.presenters.all()] == [
        "Odalys Ferrante",
        "Tobias Wren",
        "Ifeoma Castellan",
        "Mary Jo Quill",
        "Ansel Brightwater",
    ]
    first = page.presenters.first()
    assert (first.title, first.organization) == ("Manager", "Larkspur Policy Group")
    assert f"Draft written: page {page.pk}, “{page.title}”." in out
    assert client.get(page.url).status_code == 404
    assert not CalendarRecord.objects.exists()


def test_draft_has_a_revision_that_equals_it():
    run(PLAIN)
    page = WebinarPage.objects.get()
    draft = page.get_latest_revision_as_object()
    assert (draft.title, draft.description) == (page.title, page.description)
    assert [p.name for p in draft.presenters.all()] == [p.name for p in page.presenters.all()]


def test_new_speakers_are_drafts_and_known_ones_are_used():
    known = make_speaker(name="Tobias Wren", title="Mayor", organization="Elsewhere")
    out = run(PLAIN)
    page = WebinarPage.objects.get()
    assert page.presenters.all()[1].speaker == known
    known.refresh_from_db()
    assert (known.title, known.live) == ("Mayor", True)
    assert page.presenters.all()[1].title == "Director of Outreach and Recovery"
    drafts = Speaker.objects.filter(live=False)
    assert drafts.count() == 4
    assert all(speaker.latest_revision for speaker in drafts)
    assert sorted(block(out, "New speakers, as drafts")) == sorted(s.name for s in drafts)


def test_known_speaker_is_found_in_other_capitals():
    known = make_speaker(name="TOBIAS WREN")
    run(PLAIN)
    assert WebinarPage.objects.get().presenters.all()[1].speaker == known
    assert Speaker.objects.count() == 5


def test_drafts_are_listed_with_the_admin_s_addresses():
    make_speaker(name="Tobias Wren")

    out = run(PLAIN)

    page = WebinarPage.objects.get()
    first, *speakers = block(out, "Edit the drafts")
    assert first == f"{reverse('wagtailadmin_pages:edit', args=[page.pk])}  {page.title}"
    drafts = [p.speaker for p in page.presenters.all() if not p.speaker.live]
    finder = AdminURLFinder()
    assert speakers == [f"{finder.get_edit_url(speaker)}  {speaker}" for speaker in drafts]
    assert len(speakers) == 4
    assert block(run(PLAIN), "Edit the drafts") == []


def test_imported_draft_can_be_published_once_it_has_what_is_missing(client):
    run(PLAIN)
    page = WebinarPage.objects.get().get_latest_revision_as_object()
    page.recording_url, page.summary = "https://video.example.org/1", "What it is about."
    page.save_revision().publish()
    text = client.get(f"/events/{SLUG}/").content.decode()
    assert "Odalys Ferrante" in text
    assert "/speakers/odalys-ferrante/" not in text


# ---- what is listed ----


def test_table_proposals_and_jobs_are_printed():
    out = run(PLAIN)
    lines = out.splitlines()
    assert "Presenter 1     Odalys Ferrante | Manager | Larkspur Policy Group" in lines
    assert "Webinar Slides  Download PDF • 2.31MB" in lines
    assert block(out, "To do") == [
        "Upload “Webinar Slides” (Download PDF • 2.31MB) under Files and recording.",
        "Add the recording: the text has its heading, but no address.",
        "Add the date as a session, if you know it, and a summary.",
    ]
    assert "The Harbor of the Three Rivers; State Center on Courts and Recovery" in block(
        out, "Please confirm"
    )


def test_ambiguous_presenters_are_proposed_and_what_has_no_place_is_listed_by_line():
    out = run(IRREGULAR)
    assert "(please confirm)" in out
    questions = block(out, "Please confirm")
    assert (
        "Name: Tobias Wren; title: Director of Outreach, Training, and Recovery;"
        " organization: Wren County Health Department"
    ) in questions
    unplaced = block(out, "Not placed")
    assert "line 15: javascript:alert(1)" in unplaced
    assert all(re.match(r"line \d+: ", line) for line in unplaced)
    page = WebinarPage.objects.get()
    assert page.title == "🎧 END:VEVENT and Other Endings"
    assert page.recording_url == "https://video.example.org/watch?v=42"


def test_page_with_nothing_but_a_title_is_imported_with_questions():
    out = run(TITLE_ONLY)
    page = WebinarPage.objects.get()
    assert (page.title, page.description, page.presenters.count()) == (
        "An Evening on Night Shifts",
        "",
        0,
    )
    assert len(block(out, "Please confirm")) == 2


# ---- dry run, twice, parent ----


@pytest.mark.parametrize("file", [PLAIN, IRREGULAR, TITLE_ONLY])
def test_dry_run_prints_the_same_table_and_writes_nothing(file):
    before = rows()
    dry = run(file, dry_run=True)
    assert rows() == before
    assert dry.endswith("\nDry run: nothing was written.\n")
    assert dry.rpartition("\nDry run")[0] == run(file).rpartition("\nDraft written")[0]


@pytest.mark.parametrize("file", [PLAIN, IRREGULAR, TITLE_ONLY])
def test_twice_is_once(file):
    run(file)
    before = rows()
    page = WebinarPage.objects.get()
    for options in ({}, {"dry_run": True}):
        out = run(file, **options)
        assert f"Imported before, left as it is: page {page.pk}, “{page.title}”." in out
        assert rows() == before


def test_two_titles_without_latin_letters_are_two_pages(tmp_path):
    for title in ("危机应对", "夜间热线", "危机应对"):
        file = tmp_path / "page.txt"
        file.write_text(title)
        run(file)
    assert sorted(WebinarPage.objects.values_list("title", flat=True)) == ["危机应对", "夜间热线"]


def test_draft_that_was_edited_is_left_alone():
    run(PLAIN)
    page = WebinarPage.objects.get().get_latest_revision_as_object()
    page.title, page.summary = "Words of an editor", "More words."
    page.presenters = []
    page.save_revision()
    before = rows()
    run(PLAIN)
    assert rows() == before
    draft = WebinarPage.objects.get().get_latest_revision_as_object()
    assert (draft.title, draft.summary, draft.presenters.count()) == (
        "Words of an editor",
        "More words.",
        0,
    )


def test_published_page_is_left_alone():
    run(PLAIN)
    page = WebinarPage.objects.get().get_latest_revision_as_object()
    page.recording_url, page.summary, page.title = "https://a.example/", "Words.", "New title"
    page.save_revision().publish()
    assert "“New title”" in run(PLAIN)
    assert WebinarPage.objects.get().live


def test_parent_is_the_first_index_or_the_named_one(index):
    other = make_other_site()
    archive = index.get_parent().add_child(instance=EventIndexPage(title="Old", slug="archive"))
    run(PLAIN)
    run(PLAIN, parent="archive")
    found = WebinarPage.objects.order_by("pk")
    assert [page.get_parent().pk for page in found] == [index.pk, archive.pk]
    assert other.get_children().count() == 0


def test_parent_that_is_not_there_is_named(index):
    assert refused(PLAIN, parent="none") == (
        "There is no event index “none”. Add one in the admin, or name another with --parent."
    )
    index.delete()
    assert refused(PLAIN) == (
        "There is no event index yet. Add one in the admin, or name another with --parent."
    )
