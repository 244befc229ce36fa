"""Merge a term into another, and take that back. Pages are not touched: readers see the other term."""

from datetime import datetime
from typing import TypeVar

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Q
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


class TermGone(NotMerged, TermNotMerged):
    """Somebody deleted the term meanwhile."""


def merge_terms(*, term: AnyTerm, into: AnyTerm, by, now: datetime) -> AnyTerm:
    """Have readers see `into` wherever a page names `term`, and what was merged into `term` before.

    Doing it twice is doing it once. Raises SameTerm, MergeCycle, TargetIsMerged, AlreadyMerged
    or TermGone.
    """
    with transaction.atomic():
        term, into = _locked(term, into)
        if term.merged_into_id == into.pk:
            return term
        _refuse_what_can_not_be(term=term, into=into)
        along = list(_followers(term))
        for one in [*along, term]:
            one.merged_into = into
            one.save(update_fields=["merged_into"])
        data = {"into": into.pk, "name": str(into), "along": [one.pk for one in along]}
        log(instance=term, action=MERGE, user=by, data=data, timestamp=now)
        return term


def undo_merge(*, term: AnyTerm, by) -> AnyTerm:
    """Have readers see `term` again, and under it what came along when it was merged.

    Raises TermNotMerged, or TermGone where the term was deleted meanwhile.
    """
    with transaction.atomic():
        [term] = _locked(term)
        into = term.merged_into
        if into is None:
            raise TermNotMerged(_("“%(term)s” is not merged into another.") % {"term": term})
        term.merged_into = None
        term.save(update_fields=["merged_into"])
        for one in _followers(into).filter(pk__in=_came_along(term)):
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
    """The terms as they are now; until the transaction ends nobody else merges, edits or deletes one.

    First whoever merges terms of this model waits for its turn: which rows a merge must lock depends
    on the merges before it, and two that lock them one by one could wait for each other. Then the
    rows are locked, and read only after that: what was read while waiting may be old. None of the
    locks stops a page from naming the terms.
    """
    model, numbers = type(terms[0]), [term.pk for term in terms]
    kind = ContentType.objects.get_for_model(model)
    ContentType.objects.select_for_update(no_key=True).get(pk=kind.pk)
    rows = model._default_manager.select_for_update(no_key=True).order_by("pk")
    list(rows.filter(Q(pk__in=numbers) | Q(merged_into__in=numbers)).values_list("pk"))
    found = model._default_manager.select_related("merged_into").in_bulk(numbers)
    for term in terms:
        if term.pk not in found:
            raise TermGone(_("“%(term)s” was deleted a moment ago.") % {"term": term})
    return [found[term.pk] for term in terms]


def _followers(term: Term):
    """What was merged into `term`."""
    return type(term)._default_manager.filter(merged_into=term).order_by("pk")


def _came_along(term: Term) -> list[int]:
    """What moved together with `term` when it was merged last, by the log."""
    entry = registry.get_logs_for_instance(term).filter(action=MERGE).order_by("-pk").first()
    return entry.data.get("along", []) if entry else []
