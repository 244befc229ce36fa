"""The staff's calendar: every event, public or private, and what is still a draft."""

from datetime import datetime
from itertools import chain

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.models import Site

from events.calendar_items import root_address
from events.draft_items import draft_facts, draft_items
from events.feeds import ROWS_AT_ONCE, window_start
from events.ical.draft import draft_text
from events.ical.item import CalendarInfo
from events.ical.serialize import assemble_calendar
from events.models import CalendarRecord, EventPage, StaffFeed
from events.secret_feeds import feed_token


def staff_feed_path(feed: StaffFeed) -> str:
    """The secret address, without its host."""
    return reverse("events:staff_feed", args=[feed_token(feed)])


def staff_feed_of(user) -> StaffFeed | None:
    """The feed of a member of staff, running or stopped; one query."""
    return StaffFeed.objects.filter(user=user).first()


def make_staff_feed(*, user, now: datetime, seen: str | None = None) -> StaffFeed:
    """A new address for this person's calendar; an older one is dead.

    `seen` is the mark of the feed as the person saw it (empty without one): a second click of the same
    button changes nothing.
    """
    with transaction.atomic():
        feed, is_new = StaffFeed.objects.select_for_update(of=("self",)).get_or_create(
            user=user, defaults={"made_at": now}
        )
        if not is_new and seen in (None, feed.mark):
            feed.renew(now=now)
            feed.save(update_fields=["nonce", "made_at", "stopped_at"])
    return feed


def stop_staff_feed(*, user, now: datetime) -> None:
    """The address is dead from now on; twice is once."""
    StaffFeed.objects.filter(user=user, stopped_at=None).update(stopped_at=now)


def staff_facts() -> list[tuple]:
    """What beside the version of feeds decides what this one says; two queries, at any number of drafts.

    The number of live events tells of a private one that was deleted, which no version tells.
    """
    return [(EventPage.objects.filter(live=True).count(),), *draft_facts()]


def staff_content(*, site: Site | None, now: datetime) -> bytes:
    """The calendar from 90 days back; three queries, at any number of events and drafts.

    A published event stands there by its stored text, wherever else it may be seen. Of an unpublished
    one there is the draft alone.
    """
    since, root = window_start(now), root_address(site)
    live = EventPage.objects.filter(live=True).order_by()
    records = CalendarRecord.objects.filter(page_id__in=live.values("pk"), ends_at__gte=since)
    texts = records.order_by("ends_at", "pk").values_list("text", flat=True)
    drafts = draft_items(root=root, since=since)
    return assemble_calendar(
        info=_info(site=site, root=root),
        texts=chain(texts.iterator(chunk_size=ROWS_AT_ONCE), map(draft_text, drafts)),
    )


def _info(*, site: Site | None, root: str) -> CalendarInfo:
    """How the calendar names itself. Its own address is a secret, and not said in it."""
    name = (site.site_name or site.hostname) if site else ""
    return CalendarInfo(
        name=_("Events and drafts, %(site)s") % {"site": name} if name else _("Events and drafts"),
        description=_(
            "For staff: every event, public or private, and drafts, which are marked DRAFT."
        ),
        url=f"{root}{reverse('events_admin:staff_feed')}" if root else "",
        source_url="",
        color="maroon",
    )
