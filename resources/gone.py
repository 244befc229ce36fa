"""Old versions of a page name keywords and organizations that were deleted since."""

from typing import Any

from django.db.models import PROTECT, ForeignKey, Model
from modelcluster.models import get_all_child_relations


def without_gone_rows(*, model: type[Model], data: dict[str, Any]) -> dict[str, Any]:
    """A page's stored content without the rows whose protected target is gone; `data` stays as it is.

    modelcluster leaves out rows whose target would have taken them along, and raises
    for those that it would have kept from being deleted. One query for each such key.
    """
    kept = dict(data)
    for relation in get_all_child_relations(model):
        name = relation.get_accessor_name()
        for field in relation.related_model._meta.fields:
            if kept.get(name) and _is_protected(field):
                kept[name] = _present_rows(field, kept[name])
    return kept


def _is_protected(field) -> bool:
    return isinstance(field, ForeignKey) and field.remote_field.on_delete is PROTECT


def _present_rows(field, rows: list[dict]) -> list[dict]:
    targets = field.remote_field.model._default_manager
    named = {row.get(field.name) for row in rows} - {None}
    present = set(targets.filter(pk__in=named).values_list("pk", flat=True))
    return [row for row in rows if row.get(field.name) is None or row[field.name] in present]
