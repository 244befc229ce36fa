"""The results of one page, ready to print."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from wagtail.models import Page

from cms.models import SiteIdentity
from cms.search.traits import EVENT, PAGE, RECORDING, RESOURCE, SPEAKER, TOPIC
from cms.search.words import Word, marked, plain, snippet
from events.cards import EventCard, event_cards
from events.models import EventPage
from events.site_tokens import fill_text
from resources.enums import ResourceType
from resources.models import ResourcePage, TopicPage
from resources.phrases import file_text
from resources.public_files import public_documents
from speakers.models import Speaker

# What a topic or a plain page says comes with its page, in one query.
OF_KIND = {
    TOPIC: ("topicpage",),
    PAGE: ("homepage", "standardpage", "eventindexpage", "resourceindexpage"),
}
# What the row of a resource says, and what its address is made from.
OF_RESOURCE = (
    *("title", "url_path", "locale", "search_description"),
    *("description", "year", "resource_type", "document"),
)


@dataclass(frozen=True, kw_only=True)
class ResultRow:
    """One result. `title` and `snippet` are HTML with marks; `card` is there for events only."""

    title: SafeString
    url: str
    snippet: SafeString
    rail: str = ""
    kind: str = ""
    note: str = ""
    card: EventCard | None = None


def result_rows(
    *,
    results: Sequence[tuple[int, str]],
    words: Sequence[Word],
    request: HttpRequest,
    now: datetime,
) -> list[ResultRow]:
    """The rows of `results`, each a key and a kind, in their order. At most seven queries for any number of them."""
    events = [pk for pk, kind in results if kind in (EVENT, RECORDING)]
    speakers = [pk for pk, kind in results if kind == SPEAKER]
    resources = [pk for pk, kind in results if kind == RESOURCE]
    pages = {pk: kind for pk, kind in results if kind in OF_KIND}
    rows = {
        **_event_rows(events, words=words, request=request, now=now),
        **_resource_rows(resources, words=words, request=request),
        **_page_rows(pages, words=words, request=request),
        **_speaker_rows(speakers, words=words),
    }
    keys = [(kind == SPEAKER, pk) for pk, kind in results]
    return [rows[key] for key in keys if key in rows]


Rows = dict[tuple[bool, int], ResultRow]


def _event_rows(
    numbers: list[int], *, words: Sequence[Word], request: HttpRequest, now: datetime
) -> Rows:
    if not numbers:
        return {}
    events = list(
        EventPage.objects.filter(pk__in=numbers)
        .select_related("state")
        .prefetch_related("sessions")
    )
    cards = event_cards(events=events, now=now, request=request)
    return {
        (False, event.pk): ResultRow(
            title=marked(event.title, words),
            url=card.url,
            snippet=marked(snippet((event.summary, plain(event.description)), words), words),
            card=card,
        )
        for event, card in zip(events, cards, strict=True)
    }


def _resource_rows(numbers: list[int], *, words: Sequence[Word], request: HttpRequest) -> Rows:
    if not numbers:
        return {}
    resources = list(ResourcePage.objects.filter(pk__in=numbers).order_by().only(*OF_RESOURCE))
    files = public_documents(resource.document_id for resource in resources)
    return {
        (False, resource.pk): ResultRow(
            title=marked(resource.title, words),
            url=resource.get_url(request) or "",
            snippet=marked(
                snippet((plain(resource.description), resource.search_description), words), words
            ),
            rail=str(resource.year or ""),
            kind=_type_label(resource.resource_type),
            note=file_text(files.get(resource.document_id)),
        )
        for resource in resources
    }


def _page_rows(kinds: dict[int, str], *, words: Sequence[Word], request: HttpRequest) -> Rows:
    if not kinds:
        return {}
    related = [name for kind in sorted(set(kinds.values())) for name in OF_KIND[kind]]
    pages = Page.objects.filter(pk__in=kinds).select_related(*related)
    return {
        (False, page.pk): _page_row(page, _specific(page), words=words, request=request)
        for page in pages
    }


def _page_row(page: Page, found: Page, *, words: Sequence[Word], request: HttpRequest) -> ResultRow:
    title, url = marked(page.title, words), page.get_url(request) or ""
    if isinstance(found, TopicPage):
        texts = (plain(found.introduction), page.search_description)
        return ResultRow(
            title=title, url=url, snippet=marked(snippet(texts, words), words), kind=_("Topic")
        )
    values = SiteIdentity.for_request(request).token_values()
    texts = [fill_text(text, values) for text in (*_texts(found), page.search_description)]
    return ResultRow(
        title=title, url=url, snippet=marked(snippet(texts, words), words), kind=_("Page")
    )


def _type_label(value: str) -> str:
    # Django's own get_…_display makes a dict of all choices each time.
    return str(ResourceType(value).label) if value in ResourceType else _("Resource")


def _specific(page: Page) -> Page:
    """The page as its exact class, from what came with it."""
    for name in (name.partition("__")[0] for names in OF_KIND.values() for name in names):
        if found := page._state.fields_cache.get(name):
            return found
    return page


def _texts(page: Page) -> list[str]:
    """What a plain page says, from the fields that plain pages have."""
    texts = [getattr(page, name, "") for name in ("introduction", "lead")]
    body = getattr(page, "body", None)
    if body:
        texts += [str(text) for text in body.stream_block.get_searchable_content(body)]
    return texts


def _speaker_rows(numbers: list[int], *, words: Sequence[Word]) -> Rows:
    if not numbers:
        return {}
    return {
        (True, speaker.pk): ResultRow(
            title=marked(speaker.name, words),
            url=speaker.get_absolute_url(),
            snippet=marked(snippet((speaker.role_line, plain(speaker.biography)), words), words),
            kind=_("Speaker"),
        )
        for speaker in Speaker.objects.filter(pk__in=numbers)
    }
