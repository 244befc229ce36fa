"""Delete a term that nothing needs."""

from django.db import transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.actions.delete import DeleteAction

from resources.models.vocabulary import Term
from resources.uses import drafts_using, pages_using, used_on


class TermInUse(ValueError):
    """Pages name the term, or others were merged into it; the message says what to do instead."""


def delete_term(*, term: Term, by) -> None:
    """Remove the term with its other names. Raises TermInUse."""
    if reason := why_kept(term):
        raise TermInUse(reason)
    try:
        with transaction.atomic():
            DeleteAction(term, user=by).execute(skip_permission_checks=True)
    except ProtectedError:  # a page named it a moment ago
        raise TermInUse(why_kept(term) or _("“%(term)s” is used.") % {"term": term}) from None


def why_kept(term: Term) -> str:
    """Why this term can't be deleted, as a sentence; empty where it can."""
    model = type(term)
    words = {"term": term.name_text, "kind": model._meta.verbose_name, "into": term.merged_into}
    if merged := model._default_manager.filter(merged_into=term).count():
        sentence = ngettext(
            "“%(term)s” can’t be deleted: %(n)d other was merged into it. Undo that first.",
            "“%(term)s” can’t be deleted: %(n)d others were merged into it. Undo that first.",
            merged,
        )
        return sentence % {**words, "n": merged}
    number = pages_using(terms=[term])[term.pk]
    if not number:
        return _why_kept_for_drafts(term=term, words=words)
    words["used_on"] = used_on(number)
    if term.merged_into:
        return _("“%(term)s” is %(used_on)s and merged into “%(into)s”. Leave it so.") % words
    return _("“%(term)s” is %(used_on)s. Merge it into another %(kind)s instead.") % words


def _why_kept_for_drafts(*, term: Term, words: dict) -> str:
    """Why a term can't be deleted that no page has; a draft that names it would lose it unseen."""
    number = drafts_using(term=term)
    if not number:
        return ""
    if term.merged_into:
        sentence = ngettext(
            "“%(term)s” stands in the draft of %(n)d page and is merged into “%(into)s”. Leave it so.",
            "“%(term)s” stands in the drafts of %(n)d pages and is merged into “%(into)s”. Leave it so.",
            number,
        )
    else:
        sentence = ngettext(
            "“%(term)s” stands in the draft of %(n)d page. Merge it into another %(kind)s instead.",
            "“%(term)s” stands in the drafts of %(n)d pages. Merge it into another %(kind)s instead.",
            number,
        )
    return sentence % {**words, "n": number}
