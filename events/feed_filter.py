"""Which part of the calendar a feed holds: all of it, or the events of a keyword, a topic, or both."""

import re
from dataclasses import dataclass

from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from wagtail.models import Site

from events.belonging import events_of_keyword, events_of_topic
from resources.models import Keyword, TopicPage
from resources.queries import is_in_use

# What other sites add to links that people share; a feed is the same with and without.
TRACKING = re.compile(r"utm_\w+|fbclid|gclid|msclkid|mc_[ce]id")
SLUG = re.compile(r"[-\w]{1,255}")


class NoSuchFeed(ValueError):
    """The address asks for a feed that does not exist; the message says which part of it is wrong."""


@dataclass(frozen=True, kw_only=True)
class FeedFilter:
    """What an address asks for, by slugs that nobody has looked up; empty is no filter."""

    keyword: str = ""
    topic: str = ""

    def __bool__(self) -> bool:
        return bool(self.keyword or self.topic)

    @property
    def query(self) -> str:
        """`?keyword=peers&topic=housing` always in this order, or nothing."""
        named = {"keyword": self.keyword, "topic": self.topic}
        given = {name: slug for name, slug in named.items() if slug}
        return f"?{urlencode(given)}" if given else ""

    @property
    def key(self) -> str:
        """What tells one filter from all others in an ETag."""
        return self.query or "all"


@dataclass(frozen=True, kw_only=True)
class FeedSubject:
    """A filter whose slugs were found. `keyword` is the one that readers see, also for one that was merged.

    `is_keyword_named` is false for one that nothing public on the site has: readers don't learn its name.
    """

    keyword: Keyword | None = None
    topic: TopicPage | None = None
    is_keyword_named: bool = True

    @property
    def words(self) -> str:
        """What the feed is about, such as `Peers (PSS)` or `Peers and Housing`; nothing for all events."""
        keyword = self.keyword if self.is_keyword_named else None
        return _(" and ").join(str(part) for part in (keyword, self.topic) if part)

    def narrow(self, rows: QuerySet, *, by: str) -> QuerySet:
        """Those of `rows` whose event, named by the field `by`, belongs to the keyword and to the topic."""
        if self.keyword:
            rows = rows.filter(**{f"{by}__in": events_of_keyword(self.keyword.pk)})
        if self.topic:
            rows = rows.filter(**{f"{by}__in": events_of_topic(self.topic.pk)})
        return rows


def feed_filter(query: QueryDict) -> FeedFilter:
    """The filter that an address names, without a look at the database.

    Raises NoSuchFeed for a parameter that feeds don't have, and for one that is empty or comes
    twice: a calendar that silently holds something else is worse than none.
    """
    given = {name: values for name, values in query.lists() if not TRACKING.fullmatch(name)}
    for name, values in given.items():
        if name not in ("keyword", "topic"):
            raise NoSuchFeed(
                _("Feeds have no filter “%(name)s”. There are keyword and topic.")
                % {"name": name[:80]}
            )
        if len(values) != 1:
            raise NoSuchFeed(_("The address names more than one %(name)s.") % {"name": name})
        if not SLUG.fullmatch(values[0]):
            raise _unknown(name, values[0])
    return FeedFilter(**{name: values[0] for name, values in given.items()})


def feed_subject(*, wanted: FeedFilter, site: Site) -> FeedSubject:
    """What a filter stands for on this site. Raises NoSuchFeed where it stands for nothing (any more)."""
    keyword = _keyword(wanted.keyword) if wanted.keyword else None
    return FeedSubject(
        keyword=keyword,
        topic=_topic(wanted.topic, site) if wanted.topic else None,
        is_keyword_named=keyword is not None and is_in_use(keyword_id=keyword.pk, site=site),
    )


def shown_subject(*, wanted: FeedFilter, site: Site) -> FeedSubject:
    """The same for a page that names it. Raises NoSuchFeed also for a keyword that nothing public has.

    Its feed goes on, empty: whoever subscribed waits for the next event.
    """
    subject = feed_subject(wanted=wanted, site=site)
    if subject.keyword and not subject.is_keyword_named:
        raise _unknown("keyword", wanted.keyword)
    return subject


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


def _unknown(name: str, slug: str) -> NoSuchFeed:
    words = {"keyword": _("There is no keyword “%s”."), "topic": _("There is no topic “%s”.")}
    return NoSuchFeed(words[name] % slug[:80])
