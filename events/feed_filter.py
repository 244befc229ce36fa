"""Which part of the calendar a feed holds: all of it, or the events that a filter of the list leaves."""

import re
from collections.abc import Callable
from dataclasses import dataclass, fields
from datetime import UTC, datetime, timedelta
from functools import cached_property

from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import Site

from events.belonging import Events, events_with
from events.enums import Delivery
from events.feed_words import about_words, kind_words, subject_words
from events.models import CalendarRecord, EventPage
from resources.enums import Intercept
from resources.models import Keyword, TopicPage
from resources.queries import is_in_use

# What other sites add to links that people share; a feed is the same with and without.
TRACKING = re.compile(r"utm_\w+|fbclid|gclid|msclkid|mc_[ce]id")
SLUG = re.compile(r"[-\w]{1,255}")
LONGEST_SHOWN = 80

UNKNOWN = {
    "keyword": gettext_lazy("There is no keyword “%s”."),
    "topic": gettext_lazy("There is no topic “%s”."),
    "delivery": gettext_lazy("There is no format “%s”."),
    "intercept": gettext_lazy("There is no intercept “%s”."),
    "year": gettext_lazy("There are no events of the year “%s”."),
    "series": gettext_lazy("There is no event with the number “%s”."),
}


class NoSuchFeed(ValueError):
    """The address asks for a feed that does not exist; the message says which part of it is wrong."""


@dataclass(frozen=True, kw_only=True)
class FeedFilter:
    """What an address asks for, in its own words, which nobody has looked up; empty is no filter.

    The names and values are those of the event list. `series` is the number of an event's page, not
    its slug: a new address of the page breaks no subscription.
    """

    keyword: str = ""
    topic: str = ""
    delivery: str = ""
    intercept: str = ""
    year: str = ""
    series: str = ""

    def __bool__(self) -> bool:
        return self.key != "all"

    @property
    def query(self) -> str:
        """`?keyword=peers&topic=housing` always in this order, or nothing."""
        given = self._given()
        return f"?{urlencode(given)}" if given else ""

    @cached_property
    def key(self) -> str:
        """What tells one filter from all others in an ETag."""
        return self.query or "all"

    @property
    def is_whole(self) -> bool:
        """Whoever names a year or an event means all of it, also what is long over."""
        return bool(self.year or self.series)

    def _given(self) -> list[tuple[str, str]]:
        return [(name, value) for name in NAMES if (value := getattr(self, name))]


@dataclass(frozen=True, kw_only=True)
class FeedSubject:
    """A filter that was looked up. `keyword` is the one that readers see, also for one that was merged.

    `is_keyword_named` is false for one that nothing public on the site has: readers don't learn its name.
    """

    keyword: Keyword | None = None
    topic: TopicPage | None = None
    delivery: str = ""
    intercept: Intercept | None = None
    year: int | None = None
    series: EventPage | None = None
    is_keyword_named: bool = True

    @property
    def kind(self) -> str:
        """`events`, `virtual events`, or `sessions of “Night calls”`."""
        return kind_words(delivery=self.delivery, series=self.series.title if self.series else "")

    @property
    def about(self) -> str:
        """` on Peers and Housing at intercept 2 in 2026`, or nothing."""
        keyword = self.keyword if self.is_keyword_named else None
        return about_words(
            subject=subject_words(keyword, self.topic),
            intercept="" if self.intercept is None else str(self.intercept.value),
            year=str(self.year or ""),
        )

    def narrow(self, events: Events) -> Events:
        """Those of `events` that have everything that was asked for."""
        return events_with(
            events,
            keyword_id=self.keyword.pk if self.keyword else None,
            topic_id=self.topic.pk if self.topic else None,
            delivery=self.delivery,
            intercept=None if self.intercept is None else self.intercept.value,
            year=self.year,
            event_id=self.series.pk if self.series else None,
        )


# Whether a value has the shape of one that may exist.
_SHAPES: dict[str, Callable[[str], object]] = {
    "keyword": SLUG.fullmatch,
    "topic": SLUG.fullmatch,
    "delivery": Delivery.values.__contains__,
    "intercept": [str(number) for number in Intercept.values].__contains__,
    "year": re.compile(r"(?:19|2[01])[0-9]{2}").fullmatch,
    "series": re.compile(r"[1-9][0-9]{0,17}").fullmatch,
}
NAMES = tuple(field.name for field in fields(FeedFilter))


def feed_filter(query: QueryDict) -> FeedFilter:
    """The filter that an address names, without a look at the database.

    Raises NoSuchFeed for a parameter that feeds don't have, and for one that is empty or comes
    twice: a calendar that silently holds something else is worse than none.
    """
    given = {name: values for name, values in query.lists() if not TRACKING.fullmatch(name)}
    for name, values in given.items():
        if name not in NAMES:
            raise NoSuchFeed(
                _("Feeds have no filter “%(name)s”. There are %(names)s and %(last)s.")
                % {
                    "name": name[:LONGEST_SHOWN],
                    "names": ", ".join(NAMES[:-1]),
                    "last": NAMES[-1],
                }
            )
        if len(values) != 1:
            raise NoSuchFeed(_("The address names more than one %(name)s.") % {"name": name})
        if not _SHAPES[name](values[0]):
            raise _unknown(name, values[0])
    return FeedFilter(**{name: values[0] for name, values in given.items()})


def feed_subject(*, wanted: FeedFilter, site: Site, now: datetime) -> FeedSubject:
    """What a filter stands for on this site. Raises NoSuchFeed where it stands for nothing (any more)."""
    keyword = _keyword(wanted.keyword) if wanted.keyword else None
    return FeedSubject(
        keyword=keyword,
        topic=_topic(wanted.topic, site) if wanted.topic else None,
        delivery=wanted.delivery,
        intercept=Intercept(int(wanted.intercept)) if wanted.intercept else None,
        year=_year(wanted.year, site, now) if wanted.year else None,
        series=_series(wanted.series, site) if wanted.series else None,
        is_keyword_named=keyword is not None and is_in_use(keyword_id=keyword.pk, site=site),
    )


def shown_subject(*, wanted: FeedFilter, site: Site, now: datetime) -> FeedSubject:
    """The same for a page that names it. Raises NoSuchFeed also for a keyword that nothing public has.

    Its feed goes on, empty: whoever subscribed waits for the next event.
    """
    subject = feed_subject(wanted=wanted, site=site, now=now)
    if subject.keyword and not subject.is_keyword_named:
        raise _unknown("keyword", wanted.keyword)
    return subject


def sites_alike(site: Site) -> QuerySet:
    """The ids of the sites with the same root page, such as two host names: they show the same events."""
    return Site.objects.filter(root_page_id=site.root_page_id).values("pk")


def _keyword(slug: str) -> Keyword:
    found = Keyword.objects.select_related("merged_into").filter(slug=slug).first()
    if found is None:
        raise _unknown("keyword", slug)
    return found.merged_into or found


def _topic(slug: str, site: Site) -> TopicPage:
    topics = TopicPage.objects.live().public().descendant_of(site.root_page)
    found = topics.filter(slug=slug).order_by("path").first()
    if found is None:
        raise _unknown("topic", slug)
    return found


def _year(digits: str, site: Site, now: datetime) -> int:
    """This year and the next one, and every year in which the site ever announced something.

    A year whose last event was hidden goes on, empty, so that the event leaves the calendars that
    had it: many programs keep what they have of an address that is gone.
    """
    year = int(digits)
    if year not in (now.year, now.year + 1):
        # A day more on both ends: records are in UTC, and a year begins where the event is.
        begin = datetime(year, 1, 1, tzinfo=UTC) - timedelta(days=1)
        end = datetime(year + 1, 1, 1, tzinfo=UTC) + timedelta(days=1)
        records = CalendarRecord.objects.filter(site_id__in=sites_alike(site))
        if not records.filter(starts_at__gte=begin, starts_at__lt=end).exists():
            raise _unknown("year", digits)
    return year


def _series(number: str, site: Site) -> EventPage:
    events = EventPage.objects.live().public().descendant_of(site.root_page)
    found = events.filter(pk=int(number)).first()
    if found is None:
        raise _unknown("series", number)
    return found


def _unknown(name: str, value: str) -> NoSuchFeed:
    return NoSuchFeed(UNKNOWN[name] % value[:LONGEST_SHOWN])
