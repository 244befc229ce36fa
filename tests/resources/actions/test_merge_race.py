"""Two people who merge at the same moment, with real transactions (PostgreSQL)."""

from functools import partial

import pytest

from events.models import EventKeyword, WebinarPage
from resources.actions import (
    NotMerged,
    TargetIsMerged,
    TermGone,
    TermNotMerged,
    merge_terms,
    undo_merge,
)
from resources.models import Keyword
from tests.make import NOW, make_keyword, make_webinar, publish
from tests.races import together, while_it_waits

pytestmark = pytest.mark.postgres_only
ROUNDS = 10


def merge(term, into):
    return merge_terms(term=term, into=into, by=None, now=NOW)


def unexpected(found: list) -> list[str]:
    errors = [one for one in found if isinstance(one, Exception)]
    return [repr(error) for error in errors if not isinstance(error, (NotMerged, TermNotMerged))]


def test_merge_that_waited_names_what_the_other_was_merged_into(committed_index):
    a, b, c = (make_keyword(name) for name in ("Owls", "Herons", "Egrets"))
    _, refused = while_it_waits(lambda: merge(b, c), lambda: merge(a, b))
    assert isinstance(refused, TargetIsMerged)
    assert str(refused) == "“Herons” was merged into “Egrets”. Choose “Egrets”."


def test_undo_that_waited_for_the_merge_undoes_it(committed_index):
    a, b = make_keyword(), make_keyword()
    assert while_it_waits(lambda: merge(a, b), lambda: undo_merge(term=a, by=None))[1] == a
    assert not Keyword.objects.exclude(merged_into=None).exists()


def test_merge_takes_along_what_was_merged_while_it_waited(committed_index):
    a, b, c = make_keyword(), make_keyword(), make_keyword()
    assert unexpected(while_it_waits(lambda: merge(b, a), lambda: merge(a, c))) == []
    assert set(Keyword.objects.filter(merged_into=c)) == {a, b}


def test_merge_into_what_is_deleted_meanwhile_is_refused(committed_index):
    a, b = make_keyword(), make_keyword("Owls")
    gone = Keyword.objects.get(pk=b.pk)
    _, refused = while_it_waits(gone.delete, lambda: merge(a, b))
    assert isinstance(refused, TermGone)
    assert str(refused) == "“Owls” was deleted a moment ago."


def in_a_ring() -> list:
    ring = [make_keyword() for _ in range(4)]
    pairs = [(0, 1), (1, 2), (2, 3), (3, 0), (1, 0), (2, 1)]
    return together(*[partial(merge, ring[one], ring[other]) for one, other in pairs])


def to_and_fro() -> list:
    """A follows D, B follows C; D into C, while C into D, while both are undone."""
    a, b, c, d = (make_keyword() for _ in range(4))
    merge(a, d)
    merge(b, c)
    undone = [partial(undo_merge, term=term, by=None) for term in (a, b)]
    return together(partial(merge, d, c), partial(merge, c, d), *undone)


def while_published() -> list:
    """An event is published with both keywords, in another order than they are merged."""
    a, b = make_keyword(), make_keyword()
    event = make_webinar()

    def name_both():
        page = WebinarPage.objects.get(pk=event.pk)
        page.keyword_links = [EventKeyword(keyword=b), EventKeyword(keyword=a)]
        publish(page)

    return together(name_both, partial(merge, a, b), name_both)


@pytest.mark.parametrize("story", [in_a_ring, to_and_fro, while_published])
def test_nobody_locks_the_other_out_and_no_chain_is_left(committed_index, story):
    for _ in range(ROUNDS):
        assert unexpected(story()) == []
    assert not Keyword.objects.filter(merged_into__merged_into__isnull=False).exists()
