"""What the page of a keyword shows: its other names, and what is public under it."""

from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest
from wagtail.models import Site

from resources.entries import EntryCard, entry_cards
from resources.joined import Joined, joined_with
from resources.listing import resources_in_words
from resources.models import Keyword
from resources.names import name_key
from resources.pager import Pager, asked_page, pager_of
from resources.queries import filed_under, newest_year_first, public_resources


@dataclass(frozen=True, kw_only=True)
class KeywordDetail:
    """Everything `resources/keyword_page.html` prints of a keyword. What is empty is left out."""

    keyword: Keyword
    other_names: list[str]
    count_words: str
    cards: list[EntryCard]
    pager: Pager
    joined: list[Joined]


def keyword_detail(*, request: HttpRequest, keyword: Keyword, now: datetime) -> KeywordDetail:
    """The public resources of this site that have the keyword, or one that was merged into it; newest year first."""
    resources = filed_under(public_resources(), slug=keyword.slug)
    site = Site.find_for_request(request)
    if site is not None:
        resources = resources.descendant_of(site.root_page, inclusive=True)
    page = asked_page(request=request, rows=newest_year_first(resources))
    return KeywordDetail(
        keyword=keyword,
        other_names=other_names(keyword),
        count_words=resources_in_words(page.paginator.count),
        cards=entry_cards(pages=list(page.object_list), request=request, now=now),
        pager=pager_of(request=request, page=page),
        joined=joined_with(subject=keyword, request=request, now=now),
    )


def other_names(keyword: Keyword) -> list[str]:
    """Its synonyms, and the names and synonyms of keywords that were merged into it; each once."""
    names = [synonym.text for synonym in keyword.synonyms.all()]
    for merged in keyword.merged.prefetch_related("synonyms").order_by("key", "pk"):  # ty: ignore[missing-attribute]
        names += [str(merged), *(synonym.text for synonym in merged.synonyms.all())]
    own = {keyword.key, keyword.acronym_key, name_key(str(keyword))}
    found = {name_key(name): name for name in reversed(names)}
    return [name for key, name in reversed(found.items()) if key not in own]
