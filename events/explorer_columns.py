"""Columns of the page explorer below an event index that other rooms fill, for all rows at once."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise


@dataclass(frozen=True, kw_only=True)
class ExplorerColumn:
    """One column of text. `texts(events=[…])` says what stands in it, by page id, in a fixed number of queries."""

    name: str
    label: str | Promise
    texts: Callable[..., dict[int, str]]
    width: str = "12%"


_columns: dict[str, ExplorerColumn] = {}


def register_explorer_column(column: ExplorerColumn) -> None:
    """Show `column` beside every event; one of the same name is replaced."""
    _columns[column.name] = column


def explorer_columns() -> list[ExplorerColumn]:
    """The registered columns, in the order of their registration."""
    return list(_columns.values())
