"""The files that the product itself makes of real rows, as subscribers, visitors and registrants get them.

For every zone and every day on which clocks change, there or in New York: a series at all hours and a
single event in a room. Of each the event's file and what a registrant is mailed; of all of them feeds.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.test import Client
from django.urls import reverse

from events.actions import cancel_event
from events.models import CalendarRecord, EventPage, Session
from events.registration.actions import cancel_registration, make_personal_feed
from events.registration.models import Registration
from events.registration.personal_feed import feed_path
from events.staff_feed import make_staff_feed, staff_feed_path
from tests.events.ical.parsers.judged_files import (
    TEXTS,
    TIMES,
    YEARS,
    JudgedFile,
    clock_changes,
    zones_to_judge,
)
from tests.events.ical.parsers.reading import Entry, Invitation
from tests.events.registration.emails.written import owed, write
from tests.events.test_subjects import about
from tests.make import (
    make_admin,
    make_event,
    make_keyword,
    make_registration,
    make_site,
    make_webinar,
)

# Before all that is judged, so that all of it is ahead.
BEFORE = datetime(2026, 1, 2, 15, tzinfo=UTC)
LENGTH = timedelta(minutes=20)
FEED = "/calendar/events.ics"
SENDER = "mailto:webmaster@localhost"
REASON = "The speaker is ill."
# No database keeps a NUL.
STORABLE = [texts for texts in TEXTS if "\0" not in texts[0]]


@dataclass(frozen=True, kw_only=True)
class Made:
    """A published event, and what has to be read of it. `text` is read in descriptions, `place` as the place."""

    name: str
    page: EventPage
    title: str
    text: str
    place: str
    moments: list[tuple[datetime, datetime]]

    def entries(self, *, title: str = "", before: str = "", door: str = "") -> list[Entry]:
        records = CalendarRecord.objects.filter(page_id=self.page.pk).order_by("starts_at")
        uids = records.values_list("uid", flat=True)
        return [
            Entry(
                *moments,
                title or self.title,
                uid,
                f"{before}{self.text}\n\n{door}Details: http://testserver/calendar/{uid}/",
                self.place,
            )
            for moments, uid in zip(sorted(self.moments), uids, strict=True)
        ]


def made_files() -> list[JudgedFile]:
    """Every kind of file, in many copies. Needs a database and a clock that says BEFORE."""
    make_site()
    everything: list[tuple[Made, list[Entry]]] = []
    files = [file for zone in zones_to_judge() for file in files_of_zone(zone, made=everything)]
    drafts = [
        draft_entry(zone=zone, texts=STORABLE[number % len(STORABLE)])
        for number, zone in enumerate(zones_to_judge())
    ]

    return [
        *files,
        staff_feed([*entries_of(everything), *drafts]),
        feed("of everything", entries_of(everything)),
        feed("of what is online", entries_of(everything, place="Online"), "?delivery=virtual"),
        *(feed(f"of {year}", entries_of(everything, year=year), f"?year={year}") for year in YEARS),
    ]


def entries_of(
    everything: list[tuple[Made, list[Entry]]], *, place: str = "", year: int = 0
) -> list[Entry]:
    """What a feed shows of the events at this place and of this year, where they are given."""
    return [
        entry
        for made, entries in everything
        if place in ("", made.place) and year in (0, made.page.first_date.year)
        for entry in entries
    ]


def files_of_zone(zone: str, *, made: list) -> Iterator[JudgedFile]:
    """All about the events of one zone, which are added to `made` with how feeds show them."""
    keyword = make_keyword(f"Nights; of {zone}, all & “more”")
    of_zone: list[Entry] = []
    for day in sorted({*clock_changes(zone), *clock_changes("America/New_York")}):
        texts = STORABLE[len(made) % len(STORABLE)]
        series = make_series(zone=zone, day=day, texts=texts, keyword=keyword)
        made.append((series, series.entries()))
        yield from files_of_series(series)

        hour = TIMES[len(made) % len(TIMES)]
        single = make_single(zone=zone, day=day, hour=hour, texts=texts, keyword=keyword)
        yield from messages_of_single(single)
        shown = call_off(single) if len(made) % 5 == 0 else single.entries()
        made.append((single, shown))
        yield event_file(single, shown)
        of_zone += made[-2][1] + made[-1][1]
    yield feed(f"of {zone}", of_zone, f"?keyword={keyword.slug}")


# ---- events ----


def make_series(*, zone: str, day: date, texts: tuple, keyword) -> Made:
    """A webinar at each hour that exists on this day, and over the night before: six sessions or more."""
    written, line, text = texts
    night = day - timedelta(days=1)
    spans = [(night, time(23, 30), day, time(3, 30))]
    spans += [(day, hour, day, after(hour)) for hour in TIMES if is_there(day, hour, zone)]
    page = make_webinar(
        title=written,
        summary=written.strip(),
        sessions=[session(*span, zone=zone) for span in spans],
        **about(keywords=[keyword]),
    )
    return Made(
        name=f"around {day} in {zone}",
        page=page,
        title=line,
        text=text,
        place="Online",
        moments=[moments(*span, zone=zone) for span in spans],
    )


def make_single(*, zone: str, day: date, hour: time, texts: tuple, keyword) -> Made:
    """An event in a room at this hour of the day, or an hour later where that does not exist."""
    written, line, text = texts
    hour = hour if is_there(day, hour, zone) else hour.replace(hour=hour.hour + 1)
    span = (day, hour, day, after(hour))
    page = make_event(
        title=written,
        summary=written.strip(),
        place_name=written,
        sessions=[session(*span, zone=zone)],
        **about(keywords=[keyword]),
    )
    return Made(
        name=f"{day} {hour:%H.%M} in {zone}",
        page=page,
        title=line,
        text=text,
        place=line,
        moments=[moments(*span, zone=zone)],
    )


def draft_entry(*, zone: str, texts: tuple) -> Entry:
    """A webinar that was saved and never published, as staff see it."""
    written, line, text = texts
    span = (date(2026, 6, 10), time(12), date(2026, 6, 10), after(time(12)))
    page = make_webinar(
        title=written, summary=written.strip(), sessions=[session(*span, zone=zone)], live=False
    )
    page.save_revision()
    edit = f"http://testserver{reverse('wagtailadmin_pages:edit', args=[page.pk])}"
    return Entry(
        *moments(*span, zone=zone),
        f"DRAFT: {line}",
        f"draft-{page.pk}-{page.sessions.get().key}",
        f"{text}\n\nEdit: {edit}",
        "Online",
    )


def call_off(single: Made) -> list[Entry]:
    cancel_event(event=single.page, reason=REASON, now=BEFORE)
    return single.entries(title=f"CANCELLED: {single.title}", before=f"{REASON}\n\n")


def session(first: date, start: time, last: date, end: time, *, zone: str) -> Session:
    end_date = last if last > first else None
    return Session(date=first, start_time=start, end_time=end, end_date=end_date, zone=zone)


def moments(
    first: date, start: time, last: date, end: time, *, zone: str
) -> tuple[datetime, datetime]:
    """What an editor means; of an hour that is there twice the first."""
    there = ZoneInfo(zone)
    return (
        datetime.combine(first, start, there).astimezone(UTC),
        datetime.combine(last, end, there).astimezone(UTC),
    )


def after(hour: time) -> time:
    return (datetime.combine(date.min, hour) + LENGTH).time()


def is_there(day: date, hour: time, zone: str) -> bool:
    """Not for an hour that clocks leave out: it comes back from UTC as another."""
    local = datetime.combine(day, hour, ZoneInfo(zone))
    return local.astimezone(UTC).astimezone(ZoneInfo(zone)).time() == hour


# ---- their files ----


def files_of_series(series: Made) -> Iterator[JudgedFile]:
    yield event_file(series, series.entries())
    yield feed(f"of the series {series.name}", series.entries(), f"?series={series.page.pk}")
    registration = registered(series)
    door = f"Join: http://testserver{series.page.url}join/\n\n"
    yield JudgedFile(
        name=f"file of sessions, {series.name}",
        content=mailed_calendar("confirmed", registration),
        entries=series.entries(door=door),
    )
    personal = feed_path(make_personal_feed(registration=registration, now=BEFORE))
    yield feed(f"of one person, {series.name}", series.entries(door=door), address=personal)


def messages_of_single(single: Made) -> Iterator[JudgedFile]:
    registration = registered(single)
    content = mailed_calendar("confirmed", registration)
    yield message("REQUEST", single, content=content, entries=single.entries(), sequence="0")
    cancel_registration(registration=registration, now=BEFORE)
    content = mailed_calendar("cancelled", registration)
    entries = single.entries(title=f"CANCELLED: {single.title}")
    yield message("CANCEL", single, content=content, entries=entries, sequence="1")


def message(
    method: str, single: Made, *, content: bytes, entries: list[Entry], sequence: str
) -> JudgedFile:
    attendee = [f"mailto:{address_of(single)}", "Ana Prado", "ACCEPTED"]
    invitation = Invitation(method, sequence, SENDER, [attendee])
    return JudgedFile(
        name=f"{method}, {single.name}",
        content=content,
        entries=entries,
        invitations=[invitation],
    )


def event_file(made: Made, entries: list[Entry]) -> JudgedFile:
    content = fetched(f"{made.page.url}event.ics")
    return JudgedFile(name=f"file of the event {made.name}", content=content, entries=entries)


def staff_feed(entries: list[Entry]) -> JudgedFile:
    secret = staff_feed_path(make_staff_feed(user=make_admin(), now=BEFORE))
    return feed("of the staff", entries, address=secret)


def feed(name: str, entries: list[Entry], query: str = "", *, address: str = FEED) -> JudgedFile:
    content = fetched(f"{address}{query}")
    return JudgedFile(name=f"feed {name}", content=content, entries=sorted(entries))


def fetched(address: str) -> bytes:
    response = Client().get(address)
    assert response.status_code == 200, (address, response.content)
    return response.content


def registered(made: Made) -> Registration:
    return make_registration(event=made.page, name="Ana Prado", email=address_of(made), now=BEFORE)


def address_of(made: Made) -> str:
    return f"ana.{made.page.pk}@county.example"


def mailed_calendar(kind: str, registration: Registration) -> bytes:
    """The attached file of the mail of this kind that a person gets, from its bytes."""
    [mail] = owed(kind, to=registration.email)
    *_, attached = write(mail, now=BEFORE).message.walk()
    assert attached.get_content_type() == "application/ics"
    return attached.get_payload(decode=True)
