"""Events by the thousand, row for row what publishing would have written, without its cost per page."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from wagtail.models import Locale, Page, Site
from wagtail.signal_handlers import disable_reference_index_auto_update

from events.calendar_items import BUILDER_VERSION, calendar_item, slot_of_session
from events.calendar_records import site_of
from events.enums import Delivery
from events.ical.serialize import serialize_event
from events.models import CalendarRecord, EventPage, FeedVersion, Session, WebinarPage
from tests.benchmarks.progress import say

BATCH = 500
TITLES = (
    "Crisis response in rural counties: what the first hour decides",
    "Data that courts and clinics can share",
    "Planning a co-responder team, from the first letter to the first shift",
    "Naloxone for every patrol car; supplies, training and records",
    "Peer support behind bars: a conversation with those who do it",
)
PARAGRAPH = (
    "<p>Presenters from three counties show what worked, what did not, and what it cost. "
    "They bring the forms that they use, so that nobody has to start from an empty page, and "
    'leave half of the time for questions. See <a href="https://tta.example/guides/">the '
    "guides</a> for what earlier groups asked.</p>"
)
ZONES = ("America/New_York", "America/Chicago", "America/Denver", "America/Los_Angeles")


def add_events(*, parent: Page, count: int, first_date: date, now: datetime) -> None:
    """More public events below `parent`, every other one a webinar, four a day from `first_date` on.

    Pages, sessions, calendar records and the feed's version are written as publishing leaves them.
    """
    site, first = site_of(parent), child_count(parent)
    for start in range(0, count, BATCH):
        days = range(start, min(start + BATCH, count))
        pairs = [_event(first + n, first_date + timedelta(days=n // 4)) for n in days]
        for event, session in pairs:
            event.sessions = [session]
            event.derive_instants()
        with transaction.atomic(), disable_reference_index_auto_update():
            add_pages(parent=parent, pages=[event for event, _ in pairs])
            for event, session in pairs:
                session.page_id = event.pk
            Session.objects.bulk_create(session for _, session in pairs)
            CalendarRecord.objects.bulk_create(_record(*pair, site, now) for pair in pairs)
            FeedVersion.bump(now=now)
        say(f"{days.stop:,} of {count:,} events")


def add_pages(*, parent: Page, pages: Sequence[Page]) -> None:
    """Insert pages of any class as the last children of `parent`, table by table."""
    locale, first = Locale.get_default(), child_count(parent)
    types = ContentType.objects.get_for_models(*{type(page) for page in pages})
    rows = []
    for number, page in enumerate(pages, first):
        page.depth = parent.depth + 1
        page.path = Page._get_path(parent.path, page.depth, number + 1)
        page.url_path = f"{parent.url_path}{page.slug}/"
        page.locale, page.content_type = locale, types[type(page)]
        page.draft_title, page.has_unpublished_changes = page.title, False
        rows.append(
            Page(**{field.attname: getattr(page, field.attname) for field in Page._meta.fields})
        )
    Page.objects.bulk_create(rows)
    for page, row in zip(pages, rows, strict=True):
        page.pk = row.pk
        for model in tables_below_page(type(page)):
            _insert(page, model, row.pk)
    Page.objects.filter(pk=parent.pk).update(numchild=models.F("numchild") + len(rows))


def tables_below_page(model: type[Page]) -> list[type[Page]]:
    """The tables of a page class beside Page's own, parents first."""
    parents = [parent for parent in reversed(model.__mro__) if issubclass(parent, Page)]
    return [parent for parent in parents if parent is not Page and not parent._meta.abstract]


def _insert(page: Page, model: type[Page], pk: int) -> None:
    """The row of one table. Django inserts no such rows in bulk, and `raw` leaves parents alone."""
    names = [field.attname for field in model._meta.local_fields]
    row = model(**{name: getattr(page, name) for name in names if not name.endswith("_ptr_id")})
    row.pk = row.id = pk
    row.save_base(raw=True, force_insert=True)


def child_count(parent: Page) -> int:
    """How many children there are by now; the instance may not know."""
    return Page.objects.values_list("numchild", flat=True).get(pk=parent.pk)


def _event(number: int, day: date) -> tuple[EventPage, Session]:
    texts = {
        "title": f"{TITLES[number % len(TITLES)]} ({number})",
        "slug": f"many-{number}",
        "summary": f"What {number % 7 + 3} teams learned, and what they would do otherwise.",
        "description": PARAGRAPH * 2,
    }
    if number % 2:
        event = WebinarPage(**texts, join_url=f"https://meet.example/j/{number}")
    else:
        place = {"place_name": "Public Safety Complex, Room 2", "place_city": "Springfield, Ohio"}
        event = EventPage(**texts, **place, delivery=Delivery.IN_PERSON)
    session = Session(
        date=day,
        start_time=time(9 + number % 4 * 2),
        end_time=time(10 + number % 4 * 2, 30),
        zone=ZONES[number % len(ZONES)],
    )
    return event, session


def _record(event: EventPage, session: Session, site: Site, now: datetime) -> CalendarRecord:
    slot = slot_of_session(page=event, session=session)
    record = CalendarRecord(
        page_id=event.pk,
        session_key=session.key,
        site_id=site.pk,
        is_visible=True,
        builder_version=BUILDER_VERSION,
        created_at=now,
        changed_at=now,
        **vars(slot),
    )
    record.text = serialize_event(calendar_item(page=event, record=record, site=site))
    return record
