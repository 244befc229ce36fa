"""Merging: what readers see, what is refused, and that it can be undone."""

import pytest
from wagtail.models import ModelLogEntry

from resources.actions import (
    AlreadyMerged,
    MergeCycle,
    SameTerm,
    TargetIsMerged,
    TermGone,
    TermNotMerged,
    merge_terms,
    undo_merge,
)
from resources.models import Keyword, Organization
from resources.signals import vocabulary_changed
from tests.make import NOW, make_admin, make_keyword, make_organization, make_resource

pytestmark = pytest.mark.django_db


def merge(term, into):
    return merge_terms(term=term, into=into, by=None, now=NOW)


def merges() -> dict[str, str]:
    """Who was merged into whom."""
    rows = Keyword.objects.exclude(merged_into=None).select_related("merged_into")
    return {row.label: row.merged_into.label for row in rows}


def test_merged_term_stays_and_readers_see_the_other():
    peers, support = make_keyword("Peers"), make_keyword("Peer support")
    page = make_resource(keywords=[peers])

    done = merge(peers, support)

    assert done.canonical == support
    assert merges() == {"Peers": "Peer support"}
    [row] = page.keyword_links.all()
    assert (row.keyword, str(row)) == (peers, "Peer support")
    assert list(Keyword.objects.current()) == [support]


def test_what_was_merged_before_comes_along():
    a, b, c = make_keyword("A"), make_keyword("B"), make_keyword("C")
    merge(a, b)
    merge(b, c)
    assert merges() == {"A": "C", "B": "C"}


def test_undo_takes_back_what_came_along_and_nothing_else():
    a, b, c, d = (make_keyword(name) for name in "ABCD")
    merge(a, b)
    merge(d, c)
    merge(b, c)
    assert merges() == {"A": "C", "B": "C", "D": "C"}

    undone = undo_merge(term=b, by=None)

    assert undone.canonical == b
    assert merges() == {"A": "B", "D": "C"}


def test_undo_leaves_what_was_parted_since():
    a, b, c = (make_keyword(name) for name in "ABC")
    merge(a, b)
    merge(b, c)
    undo_merge(term=a, by=None)
    undo_merge(term=b, by=None)
    assert merges() == {}


def test_merging_twice_is_merging_once():
    peers, support = make_keyword("Peers"), make_keyword("Peer support")
    merge(peers, support)
    merge(peers, support)
    assert merges() == {"Peers": "Peer support"}
    assert ModelLogEntry.objects.filter(action="resources.merge").count() == 1


@pytest.mark.parametrize(
    ("term", "into", "error", "words"),
    [
        ("A", "A", SameTerm, "“A” can’t be merged into itself. Choose another."),
        ("B", "A", MergeCycle, "“A” was merged into “B”. Undo that first."),
        ("C", "A", TargetIsMerged, "“A” was merged into “B”. Choose “B”."),
        ("A", "C", AlreadyMerged, "“A” was merged into “B” already. Undo that first."),
    ],
)
def test_what_can_not_be_is_refused_with_the_reason(term, into, error, words):
    terms = {name: make_keyword(name) for name in "ABC"}
    merge(terms["A"], terms["B"])
    with pytest.raises(error) as raised:
        merge(terms[term], terms[into])
    assert str(raised.value) == words
    assert merges() == {"A": "B"}


@pytest.mark.parametrize("gone", ["Owls", "Herons"])
def test_term_that_was_deleted_is_named(gone):
    terms = {name: make_keyword(name) for name in ("Owls", "Herons")}
    Keyword.objects.filter(label=gone).delete()
    with pytest.raises(TermGone) as raised:
        merge(terms["Owls"], terms["Herons"])
    assert str(raised.value) == f"“{gone}” was deleted a moment ago."


def test_undo_without_a_merge_is_refused():
    with pytest.raises(TermNotMerged) as raised:
        undo_merge(term=make_keyword("A"), by=None)
    assert str(raised.value) == "“A” is not merged into another."


def test_the_action_looks_at_the_rows_and_not_at_what_it_was_given():
    a, b = make_keyword("A"), make_keyword("B")
    merge(Keyword.objects.get(pk=b.pk), a)
    with pytest.raises(MergeCycle):
        merge(a, b)


def test_organizations_too():
    one, other = make_organization("PRA", aliases=["P.R.A."]), make_organization("Policy Research")
    merge(one, other)
    assert Organization.objects.get(pk=one.pk).canonical == other


def test_both_are_logged_and_told():
    user, heard = make_admin(), []
    peers, support = make_keyword("Peers"), make_keyword("Peer support")

    def listen(sender, term, **kwargs):
        heard.append((term.label, term.merged_into_id))

    vocabulary_changed.connect(listen)
    try:
        merge_terms(term=peers, into=support, by=user, now=NOW)
        undo_merge(term=peers, by=user)
    finally:
        vocabulary_changed.disconnect(listen)

    assert heard == [("Peers", support.pk), ("Peers", None)]
    done = ModelLogEntry.objects.get(action="resources.merge")
    undone = ModelLogEntry.objects.get(action="resources.undo_merge")
    assert (done.user, done.timestamp, done.data["into"]) == (user, NOW, support.pk)
    assert done.message == "Merged into “Peer support”"
    assert (undone.user, undone.message) == (user, "No longer merged into “Peer support”")
