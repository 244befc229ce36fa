"""RSS of the resources that came last."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.contrib.syndication.views import Feed
from django.db.models import F
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.html import escape, linebreaks
from django.utils.translation import gettext as _
from django.views.decorators.http import conditional_page, require_safe
from wagtail.models import Site

from resources.entries import EntryCard, entry_cards
from resources.models import ResourceIndexPage
from resources.queries import public_resources

LENGTH = 20
# What XML 1.0 can't hold (section 2.2).
NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, kw_only=True)
class NewResource:
    """One item: its entry, its full address, and since when it is public (aware) where that is known."""

    entry: EntryCard
    address: str
    since: datetime | None


@method_decorator([require_safe, conditional_page], name="__call__")
class NewResources(Feed):
    """The newest public resources of the site, latest first; 304 for whoever has this state of it."""

    def __call__(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        response = super().__call__(request, *args, **kwargs)
        # The date of the newest item says nothing about one that is gone; the ETag does.
        del response.headers["Last-Modified"]
        return response

    def get_object(self, request: HttpRequest, *args, **kwargs) -> HttpRequest:
        if Site.find_for_request(request) is None:
            raise Http404
        return request

    def title(self, request: HttpRequest) -> str:
        site = Site.find_for_request(request)
        title = _("%(site)s: new resources") % {"site": site.site_name or site.hostname}
        return escape(clean(title))

    def description(self, request: HttpRequest) -> str:
        return _("What came last into the library.")

    def link(self, request: HttpRequest) -> str:
        site = Site.find_for_request(request)
        below = ResourceIndexPage.objects.live().public().descendant_of(site.root_page)
        page = below.order_by("path").first() or site.root_page
        return page.get_full_url(request) or site.root_url

    def items(self, request: HttpRequest) -> Sequence[NewResource]:
        return new_resources(request=request, now=timezone.now())

    def item_title(self, item: NewResource) -> str:
        return escape(clean(item.entry.title))

    def item_description(self, item: NewResource) -> str:
        """Readers take it for HTML, so the text is escaped and its paragraphs are marked."""
        return linebreaks(clean(item.entry.description).replace("\n", "\n\n"), autoescape=True)

    def item_link(self, item: NewResource) -> str:
        return item.address

    def item_author_name(self, item: NewResource) -> str | None:
        return clean(item.entry.produced_by) or None

    def item_categories(self, item: NewResource) -> list[str]:
        words = [item.entry.kind, *(keyword.text for keyword in item.entry.keywords)]
        return [clean(word) for word in words if word]

    def item_pubdate(self, item: NewResource) -> datetime | None:
        return item.since


def new_resources(*, request: HttpRequest, now: datetime) -> list[NewResource]:
    """The public resources of the request's site that were published last; those without a date at the end."""
    site = Site.find_for_request(request)
    latest = public_resources().descendant_of(site.root_page, inclusive=True)
    pages = list(latest.order_by(F("first_published_at").desc(nulls_last=True), "-pk")[:LENGTH])
    cards = entry_cards(pages=pages, request=request, now=now)
    return [
        NewResource(
            entry=card,
            address=page.get_full_url(request) or "",
            since=page.first_published_at,
        )
        for page, card in zip(pages, cards, strict=True)
    ]


def clean(text: str) -> str:
    """The text without characters that XML can't hold."""
    return NOT_IN_XML.sub("", text)
