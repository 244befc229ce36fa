"""What a batch of our mail needs from the database, in a fixed number of queries."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import uuid4

from django.db.models import Case, Count, IntegerField, OuterRef, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _
from wagtail.models import Site
from wagtail.rich_text import expand_db_html

from events.calendar_records import deepest_site
from events.models import CalendarRecord, EventPage
from events.outbox.models import OwedMail
from events.public_forms.addresses import address_key
from events.registration.emails.mailed_event import MailedEvent
from events.registration.emails.own_sessions import OwnSessions
from events.registration.enums import ACTIVE, RegistrationState
from events.registration.models import Registration, RegistrationSettings
from events.registration.session_queries import places_of, turns


class NoSite(LookupError):
    """Mail needs a site: its links and its sender's name come from there."""

    def __init__(self) -> None:
        super().__init__(_("There is no site. Add one under Settings, Sites."))


@dataclass(frozen=True, kw_only=True)
class Loaded:
    """What the mail of one batch speaks of. A waitlisted registration carries `place`, 1 for who is next.

    Each carries `own_sessions`: an OwnSessions where people choose sessions, else None.
    """

    registrations: dict[int, Registration]
    events: dict[int, MailedEvent]

    def of_address(self, address: str) -> list[Registration]:
        """The active registrations of an address, oldest first; for `load_with_all_of_address`."""
        key = address_key(address)
        found = [
            row for row in self.registrations.values() if row.email_key == key and row.is_active
        ]
        return sorted(found, key=lambda row: row.pk)


def load(mails: Sequence[OwedMail]) -> Loaded:
    """The registrations that the mails name, with all about their events; 5 queries, 7 where sessions are chosen."""
    ids = {mail.payload["registration"] for mail in mails}
    return _load(Registration.objects.filter(pk__in=ids))


def load_with_all_of_address(mails: Sequence[OwedMail]) -> Loaded:
    """The same for every active registration of the mails' addresses that was not over when they were owed."""
    keys = {address_key(mail.to_address) for mail in mails}
    since = min(mail.created_at for mail in mails)
    return _load(
        Registration.objects.filter(
            email_key__in=keys, state__in=ACTIVE, event__last_ends_at__gt=since
        )
    )


def load_confirmed_of_address(email_key: str) -> Loaded:
    """Every confirmed registration of an address, with all about their events; 5 queries."""
    confirmed = Registration.objects.filter(email_key=email_key, state=RegistrationState.CONFIRMED)
    return _load(confirmed.order_by("pk"))


def _load(registrations) -> Loaded:
    found = {row.pk: row for row in registrations.annotate(place=_place_on_waitlist())}
    ids = {row.event_id for row in found.values()}
    events = EventPage.objects.select_related("state").in_bulk(ids)
    _attach_sessions(found, events)
    _look_up_links(list(events.values()))
    records: dict[int, list[CalendarRecord]] = {event_id: [] for event_id in ids}
    for record in CalendarRecord.objects.filter(page_id__in=ids).order_by("starts_at", "pk"):
        records[record.page_id].append(record)
    sites = list(Site.objects.select_related("root_page").order_by("-is_default_site", "pk"))
    if not sites:
        raise NoSite
    texts = {row.site_id: row for row in RegistrationSettings.objects.filter(site__in=sites)}
    mailed = {}
    for event in events.values():
        home = deepest_site(page=event, sites=sites)
        site = home or sites[0]
        mailed[event.pk] = MailedEvent(
            event=event, records=records[event.pk], home=home, site=site,
            texts=texts.get(site.pk) or RegistrationSettings(site=site),
        )  # fmt: skip
    return Loaded(registrations=found, events=mailed)


def _attach_sessions(found: dict[int, Registration], events: dict[int, EventPage]) -> None:
    """Each registration's `own_sessions`; two queries, none where nobody chooses sessions."""
    choosing = [
        row
        for row in found.values()
        if row.takes_place and events[row.event_id].has_chosen_sessions
    ]
    places = places_of(choosing) if choosing else {}
    numbers = turns(place for of_one in places.values() for place in of_one)
    for row in found.values():
        row.own_sessions = None
    for row in choosing:
        row.own_sessions = OwnSessions(places=places.get(row.pk, []), turns=numbers)


def _place_on_waitlist() -> Case:
    """Counted for those who wait only, not along ten thousand who have a place."""
    earlier = (
        Registration.objects.filter(
            event_id=OuterRef("event_id"), state=RegistrationState.WAITLISTED, pk__lt=OuterRef("pk")
        )
        .order_by()
        .values("event_id")
        .annotate(number=Count("pk"))
        .values("number")
    )
    return Case(
        When(state=RegistrationState.WAITLISTED, then=Coalesce(Subquery(earlier), 0) + 1),
        default=Value(None),
        output_field=IntegerField(null=True),
    )


def _look_up_links(events: list[EventPage]) -> None:
    """Give the descriptions their links' addresses, all at once: one by one it is a query per event."""
    mark = f"<!-- {uuid4()} -->"
    texts = expand_db_html(mark.join(event.description for event in events)).split(mark)
    if len(texts) != len(events):  # a broken tag swallowed the mark
        texts = [expand_db_html(event.description) for event in events]
    for event, text in zip(events, texts, strict=True):
        event.description = text
