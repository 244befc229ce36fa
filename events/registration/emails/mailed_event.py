"""One event as our mail tells of it."""

from copy import copy
from dataclasses import dataclass
from datetime import datetime
from email.utils import parseaddr
from functools import cached_property

from django.conf import settings
from django.urls import reverse
from wagtail.models import Site

from events.calendar_items import calendar_item, root_address
from events.enums import Delivery, EventStatus
from events.ical.build import UnsafeUrl, clean_url
from events.ical.item import CalendarItem
from events.mail_sender import Sender, mailbox_in_ascii
from events.mail_words import one_line
from events.models import CalendarRecord, EventPage
from events.registration.emails.words import SessionWords, session_words
from events.registration.models import RegistrationSettings
from events.times import format_date


@dataclass(frozen=True, kw_only=True)
class Contact:
    """Whom to ask about an event."""

    name: str
    email: str
    phone: str


class MailedEvent:
    """An event with its records in the order of time, its site and the site's texts; runs no query.

    `home` is the site below which the page stands, or None: then mail comes from `site`, the default one,
    and the page has no address.
    """

    def __init__(
        self, *, event: EventPage, records: list[CalendarRecord], home: Site | None, site: Site,
        texts: RegistrationSettings,
    ):  # fmt: skip
        self.event, self.records = event, records
        self.home, self.site, self.texts = home, site, texts
        self._items: dict[str, CalendarItem] = {}
        self._words: dict[str, SessionWords] = {}

    # ---- addresses: of the configured site, never of a request ----

    @cached_property
    def root(self) -> str:
        return root_address(self.site)

    @cached_property
    def path(self) -> str:
        """The page's path in its site, such as `events/night-shift`; nothing outside of every site."""
        if self.home is None:
            return ""
        return self.event.url_path[len(self.home.root_page.url_path) :].strip("/")

    @cached_property
    def page_url(self) -> str:
        """Where the page is; nothing while it isn't published."""
        is_shown = self.path and self.event.live
        return self.root + reverse("wagtail_serve", args=[f"{self.path}/"]) if is_shown else ""

    @cached_property
    def register_url(self) -> str:
        return self._own_address("register")

    @cached_property
    def door_url(self) -> str:
        """Where registrants are shown the meeting's address; nothing for other events."""
        is_for_registrants = self.is_online and not self.event.is_join_public
        return self._own_address("join") if is_for_registrants else ""

    def _own_address(self, name: str) -> str:
        return (
            self.root + reverse(f"event_registration:{name}", args=[self.path]) if self.path else ""
        )

    # ---- sessions ----

    def record(self, uid: str) -> CalendarRecord | None:
        return next((record for record in self.records if record.uid == uid), None)

    def to_come(self, now: datetime) -> list[CalendarRecord]:
        """The sessions that are on and not over."""
        return [record for record in self.records if is_to_come(record, now)]

    def words(self, record: CalendarRecord) -> SessionWords:
        if record.uid not in self._words:
            self._words[record.uid] = session_words(record)
        return self._words[record.uid]

    def item(self, record: CalendarRecord) -> CalendarItem:
        """What a registrant's calendar gets of a session: where only registrants may join, the way in by our door."""
        if record.uid not in self._items:
            told = copy(record)
            told.join_url = record.join_url or self.door_url
            self._items[record.uid] = calendar_item(page=self.event, record=told, site=self.home)
        return self._items[record.uid]

    def takes_registrations(self, now: datetime) -> bool:
        """Whether it makes sense to offer registering again."""
        event, closes_at = self.event, self.event.registration_closes_at
        is_offered = event.live and event.takes_registrations and not self.is_off
        return bool(is_offered and self.to_come(now) and (closes_at is None or now < closes_at))

    # ---- what templates print ----

    @cached_property
    def title(self) -> str:
        return one_line(self.event.title)

    @property
    def is_online(self) -> bool:
        return Delivery(self.event.delivery).is_online

    @cached_property
    def place_lines(self) -> list[str]:
        """Where to go, as on an envelope."""
        if not Delivery(self.event.delivery).has_place:
            return []
        lines = self.event.place_address.splitlines() or [self.event.place_city]
        return [line for line in map(one_line, [self.event.place_name, *lines]) if line]

    @cached_property
    def meeting_url(self) -> str:
        """The address of the online meeting, for people with a place only; nothing while it isn't known."""
        if not self.is_online:
            return ""
        try:
            return clean_url(self.event.join_url) if self.event.join_url else ""
        except UnsafeUrl:
            return ""

    @property
    def is_off(self) -> bool:
        return self.event.status != EventStatus.SCHEDULED

    @property
    def status_word(self) -> str:
        return self.event.state.get_status_display() if self.is_off else ""

    @property
    def captioning(self) -> str:
        return one_line(self.texts.captioning_line) if self.is_online else ""

    @property
    def accommodation(self) -> str:
        return one_line(self.texts.accommodation_line)

    @property
    def accommodation_days(self) -> int:
        return self.texts.accommodation_days

    @property
    def recording(self) -> str:
        return one_line(self.texts.recording_notice) if self.event.expects_recording else ""

    @property
    def recording_date(self) -> str:
        expected = self.event.recording_expected_date
        return format_date(expected, weekday=False) if self.recording and expected else ""

    @cached_property
    def contact(self) -> Contact:
        """The event's own contact, else the sender, who reads what is answered."""
        event = self.event
        if event.contact_email or event.contact_phone:
            return Contact(
                name=one_line(event.contact_name),
                email=event.contact_email,
                phone=one_line(event.contact_phone),
            )
        return self.sender_as_contact

    @property
    def sender_as_contact(self) -> Contact:
        return Contact(name=self.sender.name, email=self.sender.address, phone="")

    @cached_property
    def site_name(self) -> str:
        return one_line(self.site.site_name or self.site.hostname)

    @cached_property
    def sender(self) -> Sender:
        address = self.texts.sender_email or parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
        return Sender(
            name=one_line(self.texts.sender_name) or self.site_name,
            address=mailbox_in_ascii(address),
        )


def is_to_come(record: CalendarRecord, now: datetime) -> bool:
    return record.status == EventStatus.SCHEDULED and record.ends_at > now
