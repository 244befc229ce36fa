"""On how many pages a term stands, whatever room the pages belong to."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import ManyToOneRel, Q, TextField
from django.db.models.functions import Cast
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from modelcluster.fields import ParentalKey
from wagtail.models import Page, Revision

from resources.models.vocabulary import Term


def pages_using(*, terms: Iterable[Term]) -> dict[Any, int]:
    """The number of pages by the term's number: those that name it, or a term that was merged into it.

    All terms are of one model. As many queries as there are kinds of rows that name terms, and one more.
    """
    terms = list(terms)
    if not terms:
        return {}
    model = type(terms[0])
    counted_for = {term.pk: {term.pk} for term in terms}
    merged = model._default_manager.filter(merged_into__in=terms)
    for pk, into in merged.values_list("pk", "merged_into_id"):
        counted_for.setdefault(pk, set()).add(into)
    pages: dict[Any, set[int]] = defaultdict(set)
    for rows, term, page in page_rows(model):
        named = rows._default_manager.filter(**{f"{term}__in": counted_for})
        for pk, page_pk in named.values_list(term, page).distinct().order_by():
            for counting in counted_for[pk]:
                pages[counting].add(page_pk)
    return {term.pk: len(pages[term.pk]) for term in terms}


def first_pages_using(*, term: Term, most: int) -> list[Page]:
    """Up to `most` of the pages that `pages_using` counts, drafts too, by title. One query."""
    named = Q(pk__in=())
    for rows, column, page in page_rows(type(term)):
        is_named = Q(**{column: term.pk}) | Q(
            **{f"{column.removesuffix('_id')}__merged_into": term.pk}
        )
        named |= Q(pk__in=rows._default_manager.filter(is_named).order_by().values(page))
    return list(Page.objects.filter(named).order_by("title", "pk")[:most])


def drafts_using(*, term: Term) -> int:
    """The number of pages whose newest or scheduled version names the term, published or not. One query."""
    lists = [
        (
            rows._meta.get_field(page.removesuffix("_id")).remote_field.name,
            column.removesuffix("_id"),
        )
        for rows, column, page in page_rows(type(term))
    ]
    may_name = Q(pk__in=())
    for _name, field in lists:
        may_name |= Q(text__contains=f'"{field}": {term.pk}')
    unpublished = Page.objects.filter(has_unpublished_changes=True).values("latest_revision")
    waits = Q(pk__in=unpublished) | Q(approved_go_live_at__isnull=False)
    versions = Revision.page_revisions.annotate(text=Cast("content", TextField()))
    found = versions.filter(waits, may_name).order_by().values_list("object_id", "content")
    return len(
        {
            page_id
            for page_id, content in found
            for name, field in lists
            if any(row.get(field) == term.pk for row in content.get(name) or [])
        }
    )


def page_rows(model: type[Term]) -> Iterator[tuple[Any, str, str]]:
    """The models whose rows join a page to a term, with the columns of the term and of the page."""
    for relation in model._meta.get_fields(include_hidden=True):
        if not isinstance(relation, ManyToOneRel):
            continue
        rows: Any = relation.related_model
        for field in rows._meta.concrete_fields:
            if isinstance(field, ParentalKey) and issubclass(field.related_model, Page):
                yield rows, relation.field.attname, field.attname


def used_on(number: int) -> str:
    """`used on 12 pages`, or `not used on any page`."""
    if not number:
        return _("not used on any page")
    return ngettext("used on %(n)d page", "used on %(n)d pages", number) % {"n": number}
