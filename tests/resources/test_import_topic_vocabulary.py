"""The names of a saved topic page: found by any of their names, proposed as aliases, never merged."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from resources.actions.import_topic.plan import make_plan
from resources.importers.saved_topic import parse_saved_topic
from resources.models import Keyword, Organization, ResourcePage
from tests.make import make_keyword, make_library, make_organization, make_resource
from tests.resources.test_import_topic import PLAIN, block, run, run_text

pytestmark = pytest.mark.usefixtures("library")


@pytest.fixture
def library(index):
    return make_library()


def entry(*fields: str) -> str:
    return "\n".join(["Topic", "Other Resources", "First", *fields])


def keywords() -> list[str]:
    return [str(row.keyword) for row in ResourcePage.objects.get().keyword_links.all()]


def producers() -> list[str]:
    return [str(row) for row in ResourcePage.objects.get(title="First").producers.all()]


# ---- keywords ----


def test_new_names_are_made_once_with_their_acronyms():
    out = run(PLAIN)
    assert sorted(map(str, Keyword.objects.all())) == [
        "Calls Without an Answer (CWA)",
        "Crisis Call Center (CCC)",
        "Mobile Crisis Team (MCT)",
        "Night shifts",
        "evaluation",
        "handing over",
        "planning",
        "teams",
    ]
    assert Keyword.objects.get(acronym="MCT").label == "Mobile Crisis Team"
    assert Organization.objects.get(acronym="LPG").name == "Larkspur Policy Group"
    assert sorted(block(out, "New keywords")) == sorted(map(str, Keyword.objects.all()))
    assert sorted(block(out, "New organizations")) == sorted(map(str, Organization.objects.all()))


@pytest.mark.parametrize(
    "text",
    [
        "crisis call  CENTER",
        "Crisis Call Center (CCC)",
        "ccc",
        "Call desk",
        "Crisis Call Center; CCC; call desk",
    ],
)
def test_keyword_is_found_by_any_of_its_names(tmp_path, text):
    make_keyword("Crisis call center", acronym="CCC", synonyms=["Call Desk"])
    out = run_text(tmp_path, entry(f"Keywords: {text}"))
    assert keywords() == ["Crisis call center (CCC)"]
    assert Keyword.objects.count() == 1
    assert block(out, "New keywords") == block(out, "Please confirm") == []


def test_acronym_is_found_in_the_file_itself_whatever_comes_first(tmp_path):
    run_text(tmp_path, entry("Keywords: CCC; nights; Crisis Call Center (CCC); crisis call center"))
    assert keywords() == ["Crisis Call Center (CCC)", "nights"]


def test_merged_keyword_stands_for_what_it_was_merged_into(tmp_path):
    into = make_keyword("Peers")
    merged = make_keyword("Peer workers", synonyms=["peer staff"])
    Keyword.objects.filter(pk=merged.pk).update(merged_into=into)
    run_text(tmp_path, entry("Keywords: peer workers; Peer Staff; teams"))
    assert keywords() == ["Peers", "teams"]


def test_acronym_of_two_keywords_is_a_question_and_left_out(tmp_path):
    make_keyword("Crisis call center", acronym="CCC")
    make_keyword("County care council", acronym="CCC")
    out = run_text(tmp_path, entry("Keywords: teams; CCC"))
    assert keywords() == ["teams"]
    assert block(out, "Please confirm") == [
        "Line 3: “CCC” is the acronym of several. It was left out: add the right one.",
        "Crisis call center (CCC)",
        "County care council (CCC)",
    ]


def test_same_acronym_of_another_name_is_another_keyword_and_a_question(tmp_path):
    make_keyword("County care council", acronym="CCC")
    out = run_text(tmp_path, entry("Keywords: Crisis Call Center (CCC)"))
    assert keywords() == ["Crisis Call Center (CCC)"]
    assert block(out, "Please confirm")[1:] == ["no, it is another", "County care council (CCC)"]


def test_acronym_that_the_vocabulary_lacks_is_said_and_not_written(tmp_path):
    known = make_keyword("Crisis call center")
    out = run_text(tmp_path, entry("Keywords: Crisis Call Center (CCC)"))
    known.refresh_from_db()
    assert known.acronym == ""
    assert block(out, "Please confirm") == [
        "Line 3: “Crisis call center” has no acronym; the file says CCC. Correct it?"
    ]


def test_three_hundred_keywords_are_written_in_their_order(tmp_path):
    names = [f"night {number}" for number in range(300)]
    run_text(tmp_path, entry(f"Keywords: {'; '.join(names)}"))
    assert keywords() == names


# ---- organizations ----


@pytest.mark.parametrize("text", ["LPG", "Larkspur policy group (LPG)", "The Larkspurs"])
def test_organization_is_found_by_any_of_its_names(tmp_path, text):
    make_organization("Larkspur Policy Group", acronym="LPG", aliases=["The Larkspurs"])
    run_text(tmp_path, entry(f"Produced By: {text}", f"Supported By; {text}"))
    assert producers() == ["Larkspur Policy Group (LPG)"]
    assert Organization.objects.count() == 1


@pytest.mark.parametrize(
    ("known", "text"),
    [
        ("The Harbor of the Three Rivers", "Harbor of the Three Rivers"),
        ("Harbor of the Three Rivers", "The Harbor of the Three Rivers"),
        ("Larkspur Policy Group, Inc.", "Larkspur Policy Group (LPG)"),
        ("City of Millbrook", "City of Millbrook (OH)"),
    ],
)
def test_near_name_is_proposed_as_an_alias_and_stays_apart(tmp_path, known, text):
    organization = make_organization(known)
    out = run_text(tmp_path, entry(f"Produced By: {text}"))
    assert producers() == [text]
    assert Organization.objects.count() == 2
    assert not organization.aliases.exists()
    assert block(out, "Please confirm") == [
        f"Line 4: “{text}” and “{known}” may be one organization. They stay apart; if they are"
        " one, merge them under Organizations.",
        f"“{known}” is an alias of “{text}”",
        "they are different organizations",
    ]


def test_two_near_names_of_the_file_are_asked_about_once_with_their_lines():
    out = run(PLAIN)
    assert Organization.objects.filter(name__endswith="Harbor of the Three Rivers").count() == 2
    asked = [line for line in block(out, "Please confirm") if "may be one organization" in line]
    assert len(asked) == 1
    assert asked[0].startswith(
        "Lines 17, 30 and 46: “The Harbor of the Three Rivers” and “Harbor of"
    )


def test_longer_and_shorter_name_are_two_organizations_without_a_question(tmp_path):
    make_organization("Larkspur Policy Group", acronym="LPG")
    out = run_text(tmp_path, entry("Produced By: Larkspur Policy, Inc."))
    assert producers() == ["Larkspur Policy, Inc."]
    assert Organization.objects.count() == 2
    assert block(out, "Please confirm") == []


def test_merged_near_name_is_not_asked_about(tmp_path):
    into = make_organization("Harbor of the Three Rivers")
    merged = make_organization("The Harbor of the Three Rivers")
    Organization.objects.filter(pk=merged.pk).update(merged_into=into)
    out = run_text(tmp_path, entry("Produced By: The Harbor of the Three Rivers"))
    assert producers() == ["Harbor of the Three Rivers"]
    assert block(out, "Please confirm") == []


def test_known_organization_with_the_name_of_a_person_is_the_organization(tmp_path):
    make_organization("Mary Quill")
    make_organization("Luz Poe, Tobias J. Wren, and Friends")
    out = run_text(tmp_path, entry("Produced By: mary quill; Luz Poe, Tobias J. Wren, and Friends"))
    assert producers() == ["Mary Quill", "Luz Poe, Tobias J. Wren, and Friends"]
    assert block(out, "Please confirm") == []


def test_likely_person_is_an_author_and_a_question(tmp_path):
    out = run_text(tmp_path, entry("Produced By: Mary Quill"))
    assert ResourcePage.objects.get().producers.get().author == "Mary Quill"
    assert not Organization.objects.exists()
    assert block(out, "Please confirm") == [
        "Line 4: who is “Mary Quill”?",
        "author: Mary Quill",
        "one organization: Mary Quill",
    ]


# ---- how much is asked of the database ----


@pytest.mark.parametrize("number", [1, 3, 30])
def test_looking_everything_up_takes_the_same_queries_for_any_number(library, number):
    make_keyword("known", synonyms=["other"])
    make_organization("Known", aliases=["Other"])
    text = entry() + "".join(
        f"\nEntry {count}\nProduced By: Group {count}; Known\nKeywords: night {count}; known"
        for count in range(number)
    )
    for count in range(number):
        make_resource(title=f"Entry {count}")
    saved = parse_saved_topic(text)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        plan = make_plan(saved=saved, parent=library)
    assert len([entry for entry in plan.entries if entry.page]) == number
    assert len(queries) == 8
