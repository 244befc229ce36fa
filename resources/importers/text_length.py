"""Texts of a saved page against the fields they go to."""

from typing import cast

from django.db.models import CharField, Model
from django.utils.translation import gettext as _


class TextTooLong(ValueError):
    """A text of the saved page doesn't fit its field; the message says which and what to do."""


def validate_length(*, model: type[Model], name: str, text: str) -> None:
    """Raise TextTooLong for a text that is longer than the field it goes to."""
    field = cast(CharField, model._meta.get_field(name))
    most = field.max_length or 0
    if len(text) > most:
        raise TextTooLong(
            _("“%(start)s…” has %(length)d characters; %(field)s takes at most %(most)d."
              " Shorten it in the file, and import the file again.")
            % {"start": text[:40], "length": len(text), "field": field.verbose_name, "most": most}
        )  # fmt: skip
