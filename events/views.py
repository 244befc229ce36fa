"""Calendar addresses beside the feeds: one event's file, permalinks, how to subscribe.

All of them only read. They are exempt from the check of CSRF tokens, so that a POST is
answered 405 and not with a talk about cookies.
"""

import hashlib

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from events.feed_filter import (
    NAMES,
    FeedFilter,
    FeedSubject,
    NoSuchFeed,
    feed_filter,
    shown_subject,
)
from events.feed_views import site_of
from events.feeds import event_file
from events.models import CalendarRecord, EventPage
from events.old_addresses import at_its_new_address
from events.responses import CALENDAR_TYPE, Version, answer
from events.subscribing import how_to_subscribe


@csrf_exempt
@require_safe
def event_ics(request: HttpRequest, path: str) -> HttpResponse:
    """The calendar file of the public event at this path, or that was there before; 404 for all that is not public."""
    site = site_of(request)
    page = (
        EventPage.objects.live()
        .public()
        .filter(url_path=f"{site.root_page.url_path}{path}")
        .first()
    )
    found = page and event_file(page=page, site=site)
    if not found:
        moved = None if page else at_its_new_address(request, path.rstrip("/"))
        if moved:
            return moved
        raise Http404("There is no calendar file at this address.")
    content, last_modified = found
    key = hashlib.sha256(content).hexdigest()
    return answer(
        request=request,
        version=Version(key=key, last_modified=last_modified),
        now=timezone.now(),
        content_type=CALENDAR_TYPE,
        build=lambda: content,
        filename=f"{page.slug}.ics",
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
    return _to_page(request, page)


@csrf_exempt
@require_safe
def event(request: HttpRequest, number: str) -> HttpResponse:
    """The permalink of an event, with dates or without: leads to where its page is today."""
    return _to_page(request, EventPage.objects.live().public().filter(pk=int(number)).first())


@csrf_exempt
@require_safe
def subscribe(request: HttpRequest) -> HttpResponse:
    """How to subscribe to a feed in the calendar programs that people use; a filter that is unknown is said so."""
    site, now = site_of(request), timezone.now()
    wanted, subject, problem = FeedFilter(), FeedSubject(), ""
    try:
        asked = {name: request.GET[name] for name in NAMES if name in request.GET}
        wanted = feed_filter(QueryDict(urlencode(asked)))
        subject = shown_subject(wanted=wanted, site=site, now=now)
    except NoSuchFeed as error:
        wanted, problem = FeedFilter(), str(error)
    how = how_to_subscribe(request=request, site=site, wanted=wanted, subject=subject, now=now)
    return render(request, "events/subscribe.html", {"how": how, "problem": problem})


def _to_page(request: HttpRequest, page: EventPage | None) -> HttpResponse:
    url = page.get_url(request) if page else None
    if not url:
        raise Http404("This event is not public any more.")
    return redirect(url)
