"""The calendar “my registrations”: made and stopped on one's own page, and read by calendar programs."""

from collections.abc import Callable
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe
from wagtail.models import Site

from events.models import FeedVersion
from events.public_forms.guarded import TOO_OFTEN
from events.public_forms.limits import is_within
from events.public_forms.networks import network_of
from events.registration.actions import (
    EnoughFeeds,
    NothingToManage,
    make_personal_feed,
    stop_personal_feed,
)
from events.registration.limits import LINKS_BY_NETWORK
from events.registration.models import PersonalFeed, Registration
from events.registration.personal_feed import personal_content, registration_facts
from events.secret_feeds import (
    FeedStopped,
    NoSuchFeedAddress,
    feed_of_token,
    private_calendar,
    refusal,
    version_key,
)

# What one's own page says afterwards, by the word in its address.
FEED_NOTES = {
    "feed": gettext_lazy("The address of your calendar is on its way to you by e-mail."),
    "feed_stopped": gettext_lazy("Your calendar is stopped. Its address shows nothing any more."),
}


@csrf_exempt
@require_safe
def personal(request: HttpRequest, token: str) -> HttpResponse:
    """The calendar of one e-mail address; 410 for an address that is dead. A 304 costs 3 queries."""
    now = timezone.now()
    try:
        feed = feed_of_token(
            token,
            feeds=PersonalFeed.objects.all(),
            sentence=_(
                "This calendar was stopped, or has a new address. You get one on the page of your"
                " registration, which the link in any mail about it opens."
            ),
        )
    except (FeedStopped, NoSuchFeedAddress) as error:
        return refusal(error)
    version = FeedVersion.read()
    facts = registration_facts(feed.email_key)
    host = f"{request.scheme}://{request.get_host()}"
    return private_calendar(
        request=request,
        key=version_key(feed=feed, host=host, version=version, now=now, facts=facts),
        now=now,
        build=lambda: personal_content(feed=feed, site=Site.find_for_request(request), now=now),
    )


def answer_making(
    request: HttpRequest,
    registration: Registration,
    token: str,
    now: datetime,
    *,
    page: Callable,
    back: Callable,
) -> HttpResponse:
    """Make the calendar or give it a new address, which goes out by mail. `page` and `back` are one's own page's."""
    if request.method != "POST":
        return back(token)
    if not is_within(LINKS_BY_NETWORK, who=network_of(request.META)):
        problem = _("Your network asked very often within the hour. Please try again later.")
        return page(request, registration, token, now, problem=problem, status=TOO_OFTEN)
    try:
        make_personal_feed(registration=registration, now=now, seen=request.POST.get("seen"))
    except NothingToManage as nothing:
        return page(request, registration, token, now, problem=str(nothing), status=409)
    except EnoughFeeds as enough:
        return page(request, registration, token, now, problem=str(enough), status=TOO_OFTEN)
    return back(token, done="feed")


def answer_stopping(
    request: HttpRequest, registration: Registration, token: str, now: datetime, *, back: Callable
) -> HttpResponse:
    """Stop the calendar; twice is once."""
    if request.method != "POST":
        return back(token)
    stop_personal_feed(registration=registration, now=now)
    return back(token, done="feed_stopped")
