"""Ends of addresses, made from names."""

from django.db.models import Model
from django.utils.text import slugify

LONGEST = 80


def free_slug(*, model: type[Model], text: str, pk=None) -> str:
    """A slug made from `text` that no other row of `model` has: `peers`, `peers-2`."""
    base = slug_base(model=model, text=text)
    others = model._default_manager.filter(slug__startswith=base).exclude(pk=pk)
    return first_free(base=base, taken=set(others.values_list("slug", flat=True)))


def slug_base(*, model: type[Model], text: str) -> str:
    """`text` as the end of an address; where no letter fits, the word for the model."""
    return slugify(text)[:LONGEST].strip("-") or model._meta.model_name or "item"


def first_free(*, base: str, taken: set[str]) -> str:
    """`base`, or `base-2` and so on, that is not taken."""
    slug, number = base, 1
    while slug in taken:
        number += 1
        slug = f"{base}-{number}"
    return slug
