"""What the page of a topic shows: its public entries in the editors' order, and what stands beside them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.models import Page

from resources.entries import EntryCard, entry_cards
from resources.joined import Joined, joined_with
from resources.listing import entries_in_words
from resources.models import TopicEntry, TopicPage
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
    pages = public_pages().filter(pk__in=[row.page_id for row in rows]).specific()
    found: dict[int, Page] = {entry.pk: entry for entry in pages}
    shown = [row for row in rows if row.page_id in found]
    cards = entry_cards(pages=[found[row.page_id] for row in shown], request=request, now=now)
    starred = {row.page_id for row in shown if row.is_highlighted}
    highlighted = [card for card in cards if card.url and card.page_id in starred]
    others = [card for card in cards if card.url and card.page_id not in starred]
    return TopicDetail(
        count_words=entries_in_words(len(highlighted) + len(others)),
        highlighted_heading=ngettext(
            "Highlighted Resource", "Highlighted Resources", len(highlighted)
        ),
        highlighted=highlighted,
        others_heading=_("Other Resources") if highlighted else _("Resources"),
        others=others,
        joined=joined_with(subject=page, request=request, now=now) if page.pk else [],
    )


def topic_rows(page: TopicPage) -> Sequence[TopicEntry]:
    """The entries as the editors put them, highlighted first; of a page that is named twice, the first."""
    rows = sorted(
        (row for row in page.entries.all() if row.page_id),
        key=lambda row: (not row.is_highlighted, row.sort_order or 0, row.pk or 0),
    )
    return list({row.page_id: row for row in reversed(rows)}.values())[::-1]
