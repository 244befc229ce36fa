"""Merge a term into another, and take that back. Pages are not touched: readers see the other term."""

from datetime import datetime
from typing import TypeVar

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log, registry

from resources.models.vocabulary import Term

MERGE, UNDO = "resources.merge", "resources.undo_merge"

AnyTerm = TypeVar("AnyTerm", bound=Term)


class NotMerged(ValueError):
    """The merge can't be; the message says what to do instead."""


class SameTerm(NotMerged):
    """A term was to be merged into itself."""


class TargetIsMerged(NotMerged):
    """The other term was merged itself, so readers never see it."""


class MergeCycle(NotMerged):
    """The other term was merged into this one."""


class AlreadyMerged(NotMerged):
    """The term was merged into a third one."""


class TermNotMerged(ValueError):
    """There is no merge to undo."""


def merge_terms(*, term: AnyTerm, into: AnyTerm, by, now: datetime) -> AnyTerm:
    """Have readers see `into` wherever a page names `term`, and what was merged into `term` before.

    Doing it twice is doing it once. Raises SameTerm, MergeCycle, TargetIsMerged or AlreadyMerged.
    """
    with transaction.atomic():
        term, into = _locked(term, into)
        if term.merged_into_id == into.pk:
            return term
        _refuse_what_can_not_be(term=term, into=into)
        along = list(_locked_followers(term))
        for one in [*along, term]:
            one.merged_into = into
            one.save(update_fields=["merged_into"])
        data = {"into": into.pk, "name": str(into), "along": [one.pk for one in along]}
        log(instance=term, action=MERGE, user=by, data=data, timestamp=now)
        return term


def undo_merge(*, term: AnyTerm, by) -> AnyTerm:
    """Have readers see `term` again, and under it what came along when it was merged.

    Raises TermNotMerged.
    """
    with transaction.atomic():
        [term] = _locked(term)
        into = term.merged_into
        if into is None:
            raise TermNotMerged(_("“%(term)s” is not merged into another.") % {"term": term})
        term.merged_into = None
        term.save(update_fields=["merged_into"])
        for one in _locked_followers(into).filter(pk__in=_came_along(term)):
            one.merged_into = term
            one.save(update_fields=["merged_into"])
        log(instance=term, action=UNDO, user=by, data={"into": into.pk, "name": str(into)})
        return term


def _refuse_what_can_not_be(*, term: Term, into: Term) -> None:
    if term.pk == into.pk:
        raise SameTerm(
            _("“%(term)s” can’t be merged into itself. Choose another.") % {"term": term}
        )
    words = {"term": term, "other": into, "third": into.merged_into or term.merged_into}
    if into.merged_into_id == term.pk:
        raise MergeCycle(_("“%(other)s” was merged into “%(term)s”. Undo that first.") % words)
    if into.merged_into_id:
        raise TargetIsMerged(
            _("“%(other)s” was merged into “%(third)s”. Choose “%(third)s”.") % words
        )
    if term.merged_into_id:
        raise AlreadyMerged(
            _("“%(term)s” was merged into “%(third)s” already. Undo that first.") % words
        )


def _locked(*terms: AnyTerm) -> list[AnyTerm]:
    """The terms as they are now, locked in one order, so that two merges at once don't wait for each other."""
    model = type(terms[0])
    rows = model._default_manager.select_for_update(of=("self",)).select_related("merged_into")
    found = {row.pk: row for row in rows.filter(pk__in=[term.pk for term in terms]).order_by("pk")}
    return [found[term.pk] for term in terms]


def _locked_followers(term: Term):
    """What was merged into `term`."""
    return type(term)._default_manager.select_for_update().filter(merged_into=term).order_by("pk")


def _came_along(term: Term) -> list[int]:
    """What moved together with `term` when it was merged last, by the log."""
    entry = registry.get_logs_for_instance(term).filter(action=MERGE).order_by("-pk").first()
    return entry.data.get("along", []) if entry else []
