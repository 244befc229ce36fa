"""Mail with the secret address of the calendar “my registrations”."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from events.mail_words import short_title
from events.outbox.kinds import NotNeeded
from events.outbox.models import OwedMail
from events.registration.emails.calendar_parts import CalendarMessage
from events.registration.emails.loading import Loaded, load
from events.registration.emails.messages import compose, manage_url
from events.registration.emails.need import current_registration
from events.registration.models import PersonalFeed
from events.registration.personal_feed import feed_path


@dataclass(frozen=True, kw_only=True)
class LoadedFeeds:
    """The feeds that a batch of mail speaks of, and whose registrations they were made from."""

    loaded: Loaded
    feeds: dict[int, PersonalFeed]


def load_feeds(mails: Sequence[OwedMail]) -> LoadedFeeds:
    """One query more than `load`."""
    feeds = PersonalFeed.objects.in_bulk({mail.payload["feed"] for mail in mails})
    return LoadedFeeds(loaded=load(mails), feeds=feeds)


def write_feed(*, mail: OwedMail, loaded: LoadedFeeds, now: datetime) -> CalendarMessage:
    """Where the calendar is, and how to subscribe; not needed where that address is dead already."""
    registration = current_registration(mail, loaded.loaded)
    feed = loaded.feeds.get(mail.payload["feed"])
    if feed is None or feed.mark != mail.payload["mark"]:
        raise NotNeeded(_("This calendar was stopped, or has another address now."))
    event = loaded.loaded.events[registration.event_id]
    address = f"{event.root}{feed_path(feed)}"
    return compose(
        template="feed",
        subject=_("Your registrations as a calendar, at %(site)s")
        % {"site": short_title(event.site_name)},
        event=event,
        name=registration.name,
        contact=event.sender_as_contact,
        feed_url=address,
        webcal_url=f"webcal://{address.partition('://')[2]}",
        subscribe_url=f"{event.root}{reverse('events:subscribe')}",
        manage_url=manage_url(registration=registration, event=event),
    )
