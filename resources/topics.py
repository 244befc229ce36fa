"""What the page of a topic shows: its public entries in the editors' order, and what stands beside them."""

from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.models import Page

from resources.entries import EntryCard, entry_cards
from resources.joined import Joined, joined_with
from resources.listing import entries_in_words
from resources.models import TopicPage
from resources.queries import public_pages


@dataclass(frozen=True, kw_only=True)
class TopicDetail:
    """Everything `resources/topic_page.html` prints. A list without entries has no heading."""

    count_words: str
    highlighted_heading: str
    highlighted: list[EntryCard]
    others_heading: str
    others: list[EntryCard]
    joined: list[Joined]


def topic_context(*, request: HttpRequest, page: TopicPage, now: datetime) -> dict:
    """The template's context: `topic` is a TopicDetail, for a page in preview too."""
    return {"topic": topic_detail(request=request, page=page, now=now)}


def topic_detail(*, request: HttpRequest, page: TopicPage, now: datetime) -> TopicDetail:
    """The entries that anybody may see, each once, highlighted first; a draft or private page is left out."""
    rows = topic_rows(page)
    pages = public_pages().filter(pk__in=list(rows)).specific()
    found: dict[int, Page] = {entry.pk: entry for entry in pages}
    shown = [found[page_id] for page_id in rows if page_id in found]
    cards = entry_cards(pages=shown, request=request, now=now)
    highlighted = [card for card in cards if card.url and rows[card.page_id]]
    others = [card for card in cards if card.url and not rows[card.page_id]]
    return TopicDetail(
        count_words=entries_in_words(len(highlighted) + len(others)),
        highlighted_heading=ngettext(
            "Highlighted resource", "Highlighted resources", len(highlighted)
        ),
        highlighted=highlighted,
        others_heading=_("Other resources") if highlighted else _("Resources"),
        others=others,
        joined=joined_with(subject=page, request=request, now=now) if page.pk else [],
    )


def topic_rows(page: TopicPage) -> dict[int, bool]:
    """The listed pages as the editors put them, highlighted first, each with whether it is highlighted.

    Of a page that is named twice, the first counts. Only columns are read; rows not saved yet count too.
    """
    columns = page.entries.all().values_list("page_id", "is_highlighted", "sort_order", "id")
    rows = sorted(columns, key=lambda row: (not row[1], row[2] or 0, row[3] or 0))
    found: dict[int, bool] = {}
    for page_id, is_highlighted, _order, _id in rows:
        if page_id:
            found.setdefault(page_id, is_highlighted)
    return found
