"""Where a speaker appears: a registry that the rooms above fill in their `ready()`.

This room knows no events. Whoever does registers a provider, and the speaker's page
shows what it returns.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from wagtail.models import Site

from speakers.models import Speaker


@dataclass(frozen=True, kw_only=True)
class Appearances:
    """One list on a speaker's page: a heading, and rows that `row_template` renders as `card`."""

    heading: str
    row_template: str
    rows: Sequence[object]


Provider = Callable[..., Sequence[Appearances]]

_providers: list[Provider] = []


def register_appearances(provider: Provider) -> Provider:
    """Have `provider(speaker=, site=, now=)` asked for each speaker's page; twice is once."""
    if provider not in _providers:
        _providers.append(provider)
    return provider


def appearances_of(*, speaker: Speaker, site: Site | None, now: datetime) -> list[Appearances]:
    """All lists that have rows, in the order in which their providers were registered."""
    return [
        appearances
        for provider in _providers
        for appearances in provider(speaker=speaker, site=site, now=now)
        if appearances.rows
    ]
