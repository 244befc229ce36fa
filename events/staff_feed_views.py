"""The staff's calendar as calendar programs ask for it."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe
from wagtail.models import Site

from events.models import FeedVersion, StaffFeed
from events.permissions import may_write_events
from events.secret_feeds import (
    FeedStopped,
    NoSuchFeedAddress,
    feed_of_token,
    private_calendar,
    refusal,
    version_key,
)
from events.staff_feed import staff_content, staff_facts


@csrf_exempt
@require_safe
def staff(request: HttpRequest, token: str) -> HttpResponse:
    """Every event and every draft, for who may still write events; 410 for an address that is dead."""
    now = timezone.now()
    sentence = _(
        "This calendar was stopped, has a new address, or its owner no longer works on events."
        " The admin has a page that makes a new one: Calendar with drafts."
    )
    try:
        feeds = StaffFeed.objects.select_related("user")
        feed = feed_of_token(token, feeds=feeds, sentence=sentence)
        if not may_write_events(feed.user):
            raise FeedStopped(sentence)
    except (FeedStopped, NoSuchFeedAddress) as error:
        return refusal(error)
    version = FeedVersion.read()
    host = f"{request.scheme}://{request.get_host()}"
    return private_calendar(
        request=request,
        key=version_key(feed=feed, host=host, version=version, now=now, facts=staff_facts()),
        now=now,
        build=lambda: staff_content(site=Site.find_for_request(request), now=now),
    )
