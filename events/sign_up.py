"""What an event's page and row say about registering: a registry that the registration room fills.

A site without that room registers nobody here, and nothing is said.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from events.models import EventPage


@dataclass(frozen=True, kw_only=True)
class SignUp:
    """One event's offer at a moment. `url` (a path) is empty where nobody can register now.

    `label` is the button's text, `note` one sentence or less, such as "12 of 50 places left".
    """

    url: str
    label: str
    note: str


Source = Callable[..., dict[int, SignUp]]
_sources: list[Source] = []


def register_sign_ups(source: Source) -> None:
    """Have `source(events=[…], now=…)` say what is offered, by page id, in a fixed number of queries."""
    if source not in _sources:
        _sources.append(source)


def sign_ups(*, events: Iterable[EventPage], now: datetime) -> dict[int, SignUp]:
    """The offers for these events, by page id; an event without one is left out."""
    events = list(events)
    found: dict[int, SignUp] = {}
    for source in _sources:
        found.update(source(events=events, now=now))
    return found
