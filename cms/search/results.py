"""The search page: from an address to everything that it shows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.models import Site
from wagtail.query import PageQuerySet

from cms.search.facets import LONGEST_VALUE, Asked, Facet, facets, label_of, read_filters
from cms.search.hits import (
    Found,
    Stretch,
    hits_of,
    public_pages_of,
    public_topics_of,
    topics_of_pages,
)
from cms.search.keywords import FoundKeyword, found_keywords, meant_instead, words_beside
from cms.search.rows import ResultRow, result_rows
from cms.search.traits import Topics, passing
from cms.search.words import LONGEST_QUERY, Query, read_query
from events.models import EventIndexPage
from resources.models import ResourceIndexPage
from resources.pager import Pager, pager_of
from resources.queries import keywords_in_use

PER_PAGE = 20
LONGEST_PAGE_NUMBER = 10  # digits
POPULAR = 12


@dataclass(frozen=True, kw_only=True)
class Link:
    """A word that leads somewhere."""

    text: str
    url: str
    count: int = 0


@dataclass(frozen=True, kw_only=True)
class SearchPage:
    """What the template prints. Without an answer there is no pager."""

    query: Query
    notices: Sequence[str] = ()
    is_answered: bool = False
    is_filtered: bool = False
    is_newest_first: bool = False
    count: int = 0
    count_words: str = ""
    rows: Sequence[ResultRow] = ()
    facets: Sequence[Facet] = ()
    chosen: Sequence[Link] = ()
    filed_under: Sequence[FoundKeyword] = ()
    keywords: Sequence[FoundKeyword] = ()
    suggestions: Sequence[Link] = ()
    lists: Sequence[Link] = ()
    popular: Sequence[Link] = ()
    topics: Sequence[Link] = ()
    pager: Pager | None = None
    unfiltered_url: str = ""
    sort_url: str = ""


def search_page(*, request: HttpRequest, site: Site, private: Q, now: datetime) -> SearchPage:
    """What this address asks for. Never raises for what an address may hold.

    A fixed number of queries for any number of results. `private` is what `private_q()` found.
    """
    query = read_query(request.GET.get("q", ""))
    public = public_pages_of(site=site, private=private)
    public_topics = public_topics_of(site=site, private=private)
    topics = topics_of_pages(public_topics)
    titles = {
        **_title_of_another(request.GET.get("topic", ""), topics, public_topics),
        **topics.titles,
    }
    asked = read_filters(request.GET, topics=titles)
    notices = [*_notices(query), *asked.unknown]
    if not query.words and not asked.filters:
        return SearchPage(
            query=query,
            notices=notices,
            popular=_popular(site),
            topics=_topic_links(public_topics, request),
            lists=_lists(public, request),
        )
    return _answer(
        query=query,
        asked=asked,
        notices=notices,
        public=public,
        topics=topics._replace(titles=titles),
        request=request,
        site=site,
        now=now,
    )


def _answer(
    *,
    query: Query,
    asked: Asked,
    notices: list[str],
    public: PageQuerySet,
    topics: Topics,
    request: HttpRequest,
    site: Site,
    now: datetime,
) -> SearchPage:
    """The page with results, or with what helps on where there are none."""
    keywords = found_keywords(query=query, public=public)
    words = words_beside(query=query, keywords=keywords)

    def found_from(start: int) -> Found:
        stretch = Stretch(asked.filters, asked.is_newest_first, start, PER_PAGE)
        return hits_of(
            words=words, keywords=keywords, public=public, topics=topics, stretch=stretch, now=now
        )

    number = request.GET.get("page", "")
    start = _start(number)
    found = found_from(start)
    left = sum(passing(found.numbers, asked.filters).values())
    page = Paginator(range(left), PER_PAGE).get_page(number)
    if left and page.start_index() - 1 != start:  # there is no such page
        found = found_from(page.start_index() - 1)
    pager = pager_of(
        request=request, page=page, url=lambda number: asked.url(text=query.text, page=number)
    )
    return SearchPage(
        query=query,
        notices=[*notices, pager.notice] if pager.notice else notices,
        is_answered=True,
        is_filtered=bool(asked.filters),
        is_newest_first=asked.is_newest_first,
        count=left,
        count_words=ngettext("%d result", "%d results", left) % left,
        rows=result_rows(
            results=found.hits,
            words=words,
            request=request,
            now=now,
        ),
        facets=facets(
            numbers=found.numbers, asked=asked, text=query.text, topic_titles=topics.titles
        ),
        chosen=[
            Link(
                text=label_of(name, value, topics.titles),
                url=asked.url(text=query.text, changes={name: ""}),
            )
            for name, value in asked.filters.items()
        ],
        filed_under=[keyword for keyword in keywords if keyword.is_named],
        keywords=[keyword for keyword in keywords if not keyword.is_named],
        suggestions=[] if found.numbers else _suggestions(query, site),
        lists=[] if left else _lists(public, request),
        pager=pager,
        unfiltered_url=Asked(filters={}, is_newest_first=asked.is_newest_first, unknown=[]).url(
            text=query.text
        ),
        sort_url=asked.url(text=query.text, newest=not asked.is_newest_first),
    )


def _notices(query: Query) -> list[str]:
    if query.was_cut:
        return [_("That was long: only the first %d characters were looked for.") % LONGEST_QUERY]
    if query.text and not query.words:
        return [_("There is no word to look for in “%s”.") % query.text[:40]]
    return []


def _title_of_another(slug: str, topics: Topics, public_topics: PageQuerySet) -> dict[str, str]:
    """The title of a public topic with nothing in it, by its slug; nothing where there is none."""
    if not slug or slug in topics.titles or not slug.isprintable() or len(slug) > LONGEST_VALUE:
        return {}
    found = public_topics.filter(slug=slug).order_by("-pk")
    return dict(found.values_list("slug", "title"))


def _start(number: str) -> int:
    """How many results stand before the page that an address asks for; 0 where that is no number."""
    is_number = number.isascii() and number.isdecimal() and len(number) < LONGEST_PAGE_NUMBER
    return max(0, int(number) - 1) * PER_PAGE if is_number else 0


def _popular(site: Site) -> list[Link]:
    """The keywords that most pages have."""
    keywords = sorted(keywords_in_use(site=site), key=lambda pair: -pair[1])[:POPULAR]
    return [
        Link(text=str(keyword), url=keyword.get_absolute_url(), count=count)
        for keyword, count in keywords
    ]


def _topic_links(topics: PageQuerySet, request: HttpRequest) -> list[Link]:
    shown = topics.defer("introduction").order_by("title", "pk")[:POPULAR]
    return [Link(text=topic.title, url=topic.get_url(request) or "") for topic in shown]


def _suggestions(query: Query, site: Site) -> list[Link]:
    blank = Asked(filters={}, is_newest_first=False, unknown=[])
    return [
        Link(text=name, url=blank.url(text=name)) for name in meant_instead(query=query, site=site)
    ]


def _lists(public: PageQuerySet, request: HttpRequest) -> list[Link]:
    """Where one may look around instead: the lists of this site."""
    of_lists = public.type(EventIndexPage, ResourceIndexPage).order_by("path")
    return [Link(text=page.title, url=page.get_url(request) or "") for page in of_lists[:6]]
