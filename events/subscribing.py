"""What the page of a feed says: what it holds, where it is, and where each calendar program takes it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.models import Site

from events.enums import Delivery
from events.feed_filter import FeedFilter, FeedSubject
from events.feeds import WINDOW, feed_name
from events.queries import public_events, upcoming_events


@dataclass(frozen=True, kw_only=True)
class Condition:
    """One part of a filter: `Keyword`, `Peers (PSS)`, and where that leads, or nothing."""

    name: str
    words: str
    url: str = ""


@dataclass(frozen=True, kw_only=True)
class HowToSubscribe:
    """One feed for people. Addresses are full where another program is to open them, else paths of the site."""

    words: str
    conditions: Sequence[Condition]
    is_whole: bool
    days_back: int
    count_words: str
    feed_url: str
    webcal_url: str
    google_url: str
    outlook_url: str
    query: str

    @property
    def heading(self) -> str:
        return _("%(events)s in your own calendar") % {"events": capfirst(self.words)}


def how_to_subscribe(
    *,
    request: HttpRequest,
    site: Site,
    wanted: FeedFilter,
    subject: FeedSubject,
    now: datetime,
) -> HowToSubscribe:
    """The page of the feed that `wanted` names; `subject` is what it stands for."""
    feed_url = f"{site.root_url}{reverse('events:feed')}{wanted.query}"
    webcal_url = f"webcal://{feed_url.partition('://')[2]}"
    outlook = urlencode({"url": feed_url, "name": feed_name(site=site, subject=subject)})
    return HowToSubscribe(
        words=f"{subject.kind}{subject.about}",
        conditions=_conditions(subject=subject, request=request),
        is_whole=wanted.is_whole,
        days_back=WINDOW.days,
        count_words=_count_words(site=site, wanted=wanted, subject=subject, now=now),
        feed_url=feed_url,
        webcal_url=webcal_url,
        google_url=f"https://calendar.google.com/calendar/render?{urlencode({'cid': webcal_url})}",
        outlook_url=f"https://outlook.office.com/calendar/0/addfromweb?{outlook}",
        query=wanted.query,
    )


def _conditions(*, subject: FeedSubject, request: HttpRequest) -> list[Condition]:
    found = []
    if keyword := subject.keyword:
        url = keyword.get_absolute_url()
        found.append(Condition(name=_("Keyword"), words=str(keyword), url=url))
    if topic := subject.topic:
        url = topic.get_url(request) or ""
        found.append(Condition(name=_("Topic"), words=topic.title, url=url))
    if subject.delivery:
        words = str(Delivery(subject.delivery).label)
        found.append(Condition(name=_("Format"), words=words))
    if subject.intercept is not None:
        name = _("Intercept %(number)d") % {"number": subject.intercept.value}
        found.append(Condition(name=name, words=str(subject.intercept.label)))
    if subject.year:
        found.append(Condition(name=_("Year of the first date"), words=str(subject.year)))
    if series := subject.series:
        url = series.get_url(request) or ""
        found.append(Condition(name=_("Event"), words=series.title, url=url))
    return found


def _count_words(*, site: Site, wanted: FeedFilter, subject: FeedSubject, now: datetime) -> str:
    """How much is in the calendar now, in one sentence; one count."""
    if wanted.series and subject.series:
        count = len(subject.series.dated_sessions)
        sentence = ngettext(
            "The calendar has %d session now.", "The calendar has %d sessions now.", count
        )
        return sentence % count if count else _("The event has no date yet.")
    events = public_events() if wanted.is_whole else upcoming_events(now=now)
    count = subject.narrow(events.descendant_of(site.root_page)).count()
    if not count:
        return _(
            "No event is planned right now; the next one will appear in your calendar"
            " without further ado."
        )
    if wanted.is_whole:
        sentence = ngettext(
            "The calendar has %d event now.", "The calendar has %d events now.", count
        )
    else:
        sentence = ngettext(
            "The calendar has %d upcoming event now.",
            "The calendar has %d upcoming events now.",
            count,
        )
    return sentence % count
