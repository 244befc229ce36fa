"""Filters that only put values into another shape for print. None of them runs a query."""

from collections.abc import Iterable
from functools import lru_cache

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import ngettext

from resources.entries import EntryCard, EntryLink
from resources.enums import Intercept
from resources.phrases import in_a_sentence

register = template.Library()


@register.filter
def intercept_marks(intercepts: Iterable[int]) -> list[tuple[Intercept, bool]]:
    """All six intercepts, each with whether it is among these."""
    chosen = set(intercepts)
    return [(item, item.value in chosen) for item in Intercept]


@register.filter
def intercept_words(intercepts: Iterable[int]) -> str:
    """`Intercept 1`, `Intercepts 0 and 4`, `Intercepts 0, 1, and 4`; nothing for none."""
    numbers = [str(number) for number in sorted(set(intercepts))]
    return (
        ngettext("Intercept %(numbers)s", "Intercepts %(numbers)s", len(numbers))
        % {"numbers": in_a_sentence(numbers)}
        if numbers
        else ""
    )


@register.filter
def rail(card: EntryCard) -> SafeString:
    """The left column of an entry: its year above its type; nothing where both are unknown."""
    if not card.year and not card.kind:
        return SafeString("")
    first, second = (card.year, card.kind) if card.year else (card.kind, "")
    return format_html('<p class="rail"><b>{}</b>{}</p>', first, second)


@register.filter
def in_paragraphs(text: str) -> SafeString:
    """A plain text, escaped, with each of its lines as a paragraph."""
    return format_html_join("", "<p>{}</p>", ((line,) for line in text.splitlines() if line))


@register.filter
def linked(links: Iterable[EntryLink]) -> SafeString:
    """Words joined by "; ", escaped, each as a link where it leads somewhere."""
    return format_html_join("; ", "{}", ((_linked(link),) for link in links))


@lru_cache(maxsize=1024)
def _linked(link: EntryLink) -> str:
    """A long list names the same few keywords again and again."""
    return format_html('<a href="{}">{}</a>', link.url, link.text) if link.url else link.text
