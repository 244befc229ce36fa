"""Files that everybody may have: not those of a private collection, nor of one that stands below it."""

from collections.abc import Iterable
from typing import Any

from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef
from wagtail.documents import get_document_model
from wagtail.models import CollectionViewRestriction


def public_documents(ids: Iterable[int | None]) -> dict[int, Any]:
    """Those of these documents that everybody may have, by their numbers; one query, none for no number."""
    numbers = {number for number in ids if number}
    if not numbers:
        return {}
    path = ExpressionWrapper(OuterRef("collection__path"), output_field=CharField())
    restrictions = CollectionViewRestriction.objects.annotate(path=path)
    private = Exists(restrictions.filter(path__startswith=F("collection__path")))
    documents = get_document_model().objects.exclude(private)
    return documents.in_bulk(numbers)
