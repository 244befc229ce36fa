"""Rows as the database has them, without what a model does beside."""

from collections.abc import Mapping
from typing import Any, TypeVar

from django.db import DEFAULT_DB_ALIAS
from django.db.models import Model
from django.db.models.base import ModelState

Row = TypeVar("Row", bound=Model)


def stored(model: type[Row], values: Mapping[str, Any]) -> Row:
    """The row that `values`, by the names of its columns, were read from; its other fields are deferred.

    As unpickling makes it: `__init__` of a page takes as long as the query that found it.
    """
    row = model.__new__(model)
    row._state = ModelState()
    set_stored(row)
    row.__dict__.update(values)
    return row


def set_stored(row: Model) -> None:
    """From now on `row` is one of the database."""
    row._state.adding, row._state.db = False, DEFAULT_DB_ALIAS
