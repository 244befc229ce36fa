"""What stands beside something of the library: a registry that the rooms above fill in their `ready()`.

This room knows no events. Whoever does registers a provider, and the pages of a keyword, a topic and
a resource show what it returns.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest

from resources.models import Keyword, ResourcePage, TopicPage

Subject = Keyword | TopicPage | ResourcePage


@dataclass(frozen=True, kw_only=True)
class Joined:
    """One list on a page of the library: a heading, and rows that `row_template` renders as `card`.

    `key` names it within its page. `more_url` leads to the whole list, or to something that goes
    with it, such as a calendar feed, in the words of `more_words`; empty is no link.
    """

    key: str
    heading: str
    row_template: str
    rows: Sequence[object]
    more_url: str = ""
    more_words: str = ""


Provider = Callable[..., Sequence[Joined]]

_providers: list[Provider] = []


def register_joined(provider: Provider) -> Provider:
    """Have `provider(subject=, request=, now=)` asked for each page of the library; twice is once."""
    if provider not in _providers:
        _providers.append(provider)
    return provider


def joined_with(*, subject: Subject, request: HttpRequest, now: datetime) -> list[Joined]:
    """All lists that have rows, in the order in which their providers were registered."""
    return [
        joined
        for provider in _providers
        for joined in provider(subject=subject, request=request, now=now)
        if joined.rows
    ]
