"""Ends of addresses, made from names."""

from django.db.models import Model
from django.utils.text import slugify

LONGEST = 80


def free_slug(*, model: type[Model], text: str, pk=None) -> str:
    """A slug made from `text` that no other row of `model` has: `peers`, `peers-2`."""
    base = slugify(text)[:LONGEST].strip("-") or model._meta.model_name or "item"
    others = model._default_manager.filter(slug__startswith=base).exclude(pk=pk)
    taken = set(others.values_list("slug", flat=True))
    slug, number = base, 1
    while slug in taken:
        number += 1
        slug = f"{base}-{number}"
    return slug
