"""“My registrations”: the sessions that an e-mail address has a place in, for the calendar of its owner."""

from dataclasses import replace
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.models import Site

from events.calendar_items import root_address
from events.feeds import window_start
from events.ical.item import CalendarInfo, CalendarItem
from events.ical.serialize import assemble_calendar, serialize_event
from events.models import CalendarRecord
from events.registration.emails.loading import Loaded, load_confirmed_of_address
from events.registration.enums import RegistrationState
from events.registration.models import PersonalFeed, Registration
from events.secret_feeds import feed_token


def feed_path(feed: PersonalFeed) -> str:
    """The secret address, without its host."""
    return reverse("event_registration:feed", args=[feed_token(feed)])


def personal_feed_of(email_key: str) -> PersonalFeed | None:
    """The feed of an address, running or stopped; one query."""
    return PersonalFeed.objects.filter(email_key=email_key).first()


def registration_facts(email_key: str) -> list[tuple]:
    """What of an address's registrations decides what the feed says, in a total order; one query.

    With the path of each event: its door is below it, and a new slug is no new version. And with the
    sessions that they chose.
    """
    confirmed = Registration.objects.filter(email_key=email_key, state=RegistrationState.CONFIRMED)
    facts = ("pk", "sequence_offset", "event__url_path", "places__pk", "places__state")
    return list(confirmed.order_by("pk", "places__pk").values_list(*facts))


def personal_content(*, feed: PersonalFeed, site: Site | None, now: datetime) -> bytes:
    """The calendar: every visible session of confirmed registrations, from 90 days back; 5 queries.

    Two more where a description links to pages. Without any registration it is empty, with its name.
    """
    loaded = load_confirmed_of_address(feed.email_key)
    items = personal_items(loaded=loaded, since=window_start(now))
    return assemble_calendar(info=_info(site), texts=[serialize_event(item) for item in items])


def personal_items(*, loaded: Loaded, since: datetime) -> list[CalendarItem]:
    """What these registrations show of sessions that end at `since` or later, in the order of time.

    UID and SEQUENCE are those of the invitations. Who takes part stands in no feed: neither ORGANIZER
    nor ATTENDEE, which only belong together (RFC 5545, 3.8.4.3).
    """
    found = []
    for registration in loaded.registrations.values():
        event = loaded.events[registration.event_id]
        for record in sessions_of(registration, event.records):
            if record.is_visible and record.ends_at >= since:
                sequence = record.sequence + registration.sequence_offset
                item = replace(event.item(record), sequence=sequence)
                found.append((record.ends_at, record.pk, item))
    return [item for _ends_at, _pk, item in sorted(found, key=lambda line: line[:2])]


def sessions_of(registration: Registration, records: list[CalendarRecord]) -> list[CalendarRecord]:
    """Those of the event's sessions that this person has a place in: all of them, where nobody chooses."""
    own = registration.own_sessions
    if own is None:
        return records
    uids = own.uids(confirmed=True)
    return [record for record in records if record.uid in uids]


def _info(site: Site | None) -> CalendarInfo:
    """How the calendar names itself. Its own address is a secret, and not said in it."""
    root = root_address(site)
    name = (site.site_name or site.hostname) if site else ""
    return CalendarInfo(
        name=_("My registrations, %(site)s") % {"site": name} if name else _("My registrations"),
        description=_(
            "The events that you have a place in. To stop it, use the link in any mail about one of them."
        ),
        url=f"{root}{reverse('event_registration:links')}" if root else "",
        source_url="",
        color="teal",
    )
