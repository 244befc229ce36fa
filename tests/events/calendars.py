"""What calendars were told of an event, read back from the records."""

from icalendar import Event

from events.models import CalendarRecord, EventPage, FeedVersion

DERIVED = (
    *("first_date", "first_starts_at", "last_ends_at"),
    *("registration_opens_at", "registration_closes_at"),
)


def records_of(page) -> list[CalendarRecord]:
    """The records of a page in the order of time."""
    return list(CalendarRecord.objects.filter(page_id=page.pk).order_by("starts_at", "pk"))


def record_of(page) -> CalendarRecord:
    """The only record of a page."""
    return CalendarRecord.objects.get(page_id=page.pk)


def told(*pages) -> tuple:
    """Every record of these pages, all its values, and the feed's version: equal only if nothing changed."""
    records = CalendarRecord.objects.filter(page_id__in=[page.pk for page in pages])
    return list(records.order_by("pk").values()), FeedVersion.read().number


def derived(page) -> dict:
    """What lists order and filter by, as the database has it."""
    return EventPage.objects.filter(pk=page.pk).values(*DERIVED, "title", "slug", "live").get()


def sequences(page) -> list[int]:
    return [record.sequence for record in records_of(page)]


def uids(page) -> list[str]:
    return [record.uid for record in records_of(page)]


def is_shown(page) -> bool:
    """Whether the page has records and all of them are in feeds; fails where they disagree."""
    [answer] = {record.is_visible for record in records_of(page)}
    return answer


def vevent(record: CalendarRecord) -> Event:
    """The stored text parsed by icalendar."""
    assert record.text.startswith("BEGIN:VEVENT\r\n")
    assert record.text.endswith("END:VEVENT\r\n")
    return Event.from_ical(record.text)


def facts(record: CalendarRecord) -> dict:
    """Every property of the stored text, moments as datetimes and the rest as text."""
    event = vevent(record)
    return {
        name: value.dt if hasattr(value, "dt") else type(value)(value)
        for name, value in event.items()
    }


def version() -> int:
    return FeedVersion.read().number
