"""The addresses of feeds: the calendar of a filter, its news as Atom and JSON, and new recordings.

All of them only read, and ask for no cookie. They are exempt from the check of CSRF tokens, so that a
POST is answered 405 and not with a talk about cookies.
"""

import hashlib
from collections.abc import Callable, Iterator

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotFound
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe
from wagtail.models import Site

from events.feed_entries import News, recording_news, upcoming_news
from events.feed_filter import FeedFilter, NoSuchFeed, feed_filter
from events.feed_forms import ATOM_TYPE, JSON_TYPE, RSS_TYPE, as_atom, as_json, as_rss
from events.feeds import EVERYTHING, feed_content, feed_version
from events.responses import CALENDAR_TYPE, Version, answer
from events.site_lookup import Addressed

FORMS: dict[str, tuple[str, Callable[[News], bytes]]] = {
    "atom": (ATOM_TYPE, as_atom),
    "json": (JSON_TYPE, as_json),
    "rss": (RSS_TYPE, as_rss),
}


@csrf_exempt
@require_safe
def calendar(request: HttpRequest) -> HttpResponse:
    """The calendar of public events, all or those of a filter.

    A 304, and a 200 whose bytes are known, cost one query at any number of events. What the filter
    stands for is looked up only for a state of the feed that nobody asked for before.
    """

    def content(site: Site, wanted: FeedFilter, now) -> Iterator[bytes]:
        return feed_content(site=site, now=now, wanted=wanted)

    return _by_version(request, form="ics", content_type=CALENDAR_TYPE, content=content)


@csrf_exempt
@require_safe
def upcoming(request: HttpRequest, form: str) -> HttpResponse:
    """The upcoming events of a filter for readers of news, at the same cost."""
    content_type, write = FORMS[form]

    def content(site: Site, wanted: FeedFilter, now) -> bytes:
        news = upcoming_news(site=site, wanted=wanted, now=now, address=request.path)
        return write(news)

    return _by_version(request, form=form, content_type=content_type, content=content)


@csrf_exempt
@require_safe
def recordings(request: HttpRequest, form: str) -> HttpResponse:
    """The newest recordings of a filter. Its ETag is that of the bytes: an event that ends changes them too."""
    content_type, write = FORMS[form]
    now = timezone.now()
    try:
        news = recording_news(
            request=request,
            site=site_of(request),
            wanted=feed_filter(request.GET),
            now=now,
            address=request.path,
        )
    except NoSuchFeed as error:
        return _not_found(request, error)
    content = write(news)
    return answer(
        request=request,
        version=Version(key=hashlib.sha256(content).hexdigest()),
        now=now,
        content_type=content_type,
        build=lambda: content,
    )


def site_of(request: HttpRequest) -> Site:
    """The site that answers to this host name; 404 without one."""
    return known(Site.find_for_request(request))


def known(site: Site | None) -> Site:
    """The site; 404 where there is none."""
    if site is None:
        raise Http404("No site answers to this host name.")
    return site


def _by_version(request: HttpRequest, *, form: str, content_type: str, content) -> HttpResponse:
    now = timezone.now()
    try:
        wanted = feed_filter(request.GET) if request.META.get("QUERY_STRING") else EVERYTHING
        host = request.get_host()
        addressed = Addressed(request, host=host)
        return answer(
            request=request,
            version=feed_version(
                version=addressed.version,
                now=now,
                host=f"{request.scheme}://{host}",
                wanted=wanted,
                form=form,
            ),
            now=now,
            content_type=content_type,
            build=lambda: content(known(addressed.site), wanted, now),
        )
    except NoSuchFeed as error:
        return _not_found(request, error)


def _not_found(request: HttpRequest, error: NoSuchFeed) -> HttpResponse:
    sentence = _("%(error)s The calendar of all events: %(address)s")
    if not request.path.endswith(".ics"):
        sentence = _("%(error)s The feed without a filter: %(address)s")
    return HttpResponseNotFound(
        sentence % {"error": error, "address": request.build_absolute_uri(request.path)},
        content_type="text/plain; charset=utf-8",
        headers={"Cache-Control": "no-cache"},
    )
