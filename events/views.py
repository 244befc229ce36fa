"""Calendar addresses: the feed, one event's file, the permalink of a record, how to subscribe.

All of them only read. They are exempt from the check of CSRF tokens, so that a POST is
answered 405 and not with a talk about cookies.
"""

import hashlib
from datetime import datetime

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotFound, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe
from wagtail.models import Site

from events.feed_filter import FeedFilter, FeedSubject, NoSuchFeed, feed_filter, shown_subject
from events.feeds import event_file, feed_content, feed_etag, feed_last_modified
from events.models import CalendarRecord, EventPage, FeedVersion
from events.queries import upcoming_events
from events.responses import calendar_response, not_modified


@csrf_exempt
@require_safe
def feed(request: HttpRequest) -> HttpResponse:
    """The feed of public events, all or those of a keyword or topic. A 304 costs one query at any number of events.

    What the filter stands for is looked up only for those who don't have this state of the feed.
    """
    try:
        return _feed(request, wanted=feed_filter(request.GET), now=timezone.now())
    except NoSuchFeed as error:
        every = request.build_absolute_uri(reverse("events:feed"))
        sentence = _("%(error)s The calendar of all events: %(address)s")
        return HttpResponseNotFound(
            sentence % {"error": error, "address": every},
            content_type="text/plain; charset=utf-8",
            headers={"Cache-Control": "no-cache"},
        )


def _feed(request: HttpRequest, *, wanted: FeedFilter, now: datetime) -> HttpResponse:
    version = FeedVersion.read()
    etag = feed_etag(version=version, now=now, host=request.get_host(), wanted=wanted)
    last_modified = feed_last_modified(version=version, now=now)
    if known := not_modified(request=request, etag=etag, last_modified=last_modified, now=now):
        return known
    content = feed_content(site=_site(request), now=now, wanted=wanted)
    return calendar_response(content=content, etag=etag, last_modified=last_modified, now=now)


@csrf_exempt
@require_safe
def event_ics(request: HttpRequest, path: str) -> HttpResponse:
    """The calendar file of the public event at this path; 404 for all that is not public."""
    site = _site(request)
    page = (
        EventPage.objects.live()
        .public()
        .filter(url_path=f"{site.root_page.url_path}{path}")
        .first()
    )
    found = page and event_file(page=page, site=site)
    if not found:
        raise Http404("There is no calendar file at this address.")
    content, last_modified = found
    now = timezone.now()
    validators = {
        "etag": hashlib.sha256(content).hexdigest()[:32], "last_modified": last_modified, "now": now,
    }  # fmt: skip
    return not_modified(request=request, **validators) or calendar_response(
        content=content, filename=f"{page.slug}.ics", **validators
    )


@csrf_exempt
@require_safe
def record(request: HttpRequest, uid: str) -> HttpResponse:
    """The permalink in every calendar entry: leads to where the event's page is today."""
    page_id = (
        CalendarRecord.objects.filter(uid=uid, is_visible=True)
        .values_list("page_id", flat=True)
        .first()
    )
    page = EventPage.objects.live().filter(pk=page_id).first() if page_id else None
    url = page and page.get_url(request)
    if not url:
        raise Http404("This event is not public any more.")
    return redirect(url)


@csrf_exempt
@require_safe
def subscribe(request: HttpRequest) -> HttpResponse:
    """How to subscribe to a feed in the calendar programs that people use; a filter that is unknown is said so."""
    site = _site(request)
    wanted, subject, problem = FeedFilter(), FeedSubject(), ""
    try:
        asked = {name: request.GET[name] for name in ("keyword", "topic") if name in request.GET}
        wanted = feed_filter(QueryDict(urlencode(asked)))
        subject = shown_subject(wanted=wanted, site=site)
    except NoSuchFeed as error:
        wanted, problem = FeedFilter(), str(error)
    events = upcoming_events(now=timezone.now()).descendant_of(site.root_page)
    feed_url = f"{site.root_url}{reverse('events:feed')}{wanted.query}"
    webcal_url = f"webcal://{feed_url.partition('://')[2]}"
    name = " ".join(filter(None, (request.get_host(), subject.words)))
    outlook = urlencode({"url": feed_url, "name": name})
    return render(
        request,
        "events/subscribe.html",
        {
            "problem": problem,
            "is_filtered": bool(wanted),
            "keyword": subject.keyword,
            "topic": subject.topic,
            "topic_url": subject.topic.get_url(request) if subject.topic else "",
            "feed_url": feed_url,
            "webcal_url": webcal_url,
            "google_url": f"https://calendar.google.com/calendar/render?{urlencode({'cid': webcal_url})}",
            "outlook_url": f"https://outlook.office.com/calendar/0/addfromweb?{outlook}",
            "event_count": subject.narrow(events, by="pk").count(),
        },
    )


def _site(request: HttpRequest) -> Site:
    site = Site.find_for_request(request)
    if site is None:
        raise Http404("No site answers to this host name.")
    return site
