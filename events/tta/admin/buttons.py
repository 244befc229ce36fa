"""Buttons that other parts of the room put on a record's page.

A function takes the request and the user, and gives what the user can do with it, each with `label` and `url`;
it asks for the right by itself.
"""

from collections.abc import Callable, Iterable
from typing import Any

from events.tta.models import TTARequest

RecordButton = Callable[[TTARequest, Any], Iterable[Any]]

RECORD_BUTTONS: list[RecordButton] = []


def register_record_button(button: RecordButton) -> None:
    """Have `button` asked for every record's page; twice is once."""
    if button not in RECORD_BUTTONS:
        RECORD_BUTTONS.append(button)


def registered_buttons(*, request: TTARequest, user) -> list[Any]:
    """All of them for this record and user, in the order of registration."""
    return [found for button in RECORD_BUTTONS for found in button(request, user)]
