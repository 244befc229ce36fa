"""The calendar files that are put before the parsers, with what each event in them has to read as."""

import os
import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from importlib import resources
from zoneinfo import ZoneInfo

from events.ical.item import CalendarInfo, CalendarItem, ItemStatus
from events.ical.serialize import assemble_calendar, serialize_event
from events.times import TimeDoesNotExist, to_utc
from tests.events.ical.parsers.reading import Entry, Invitation

YEARS = (2026, 2027, 2028)
COUNTRIES = ("US", "PR", "VI", "GU", "MP", "AS", "UM")
ABROAD = ("Europe/Berlin", "Europe/London", "Asia/Tokyo", "Australia/Sydney")
TIMES = tuple(time(*clock) for clock in ((0, 30), (1, 30), (2, 30), (3, 30), (12, 0), (23, 30)))
ZONES_IN_A_NORMAL_RUN = ("America/New_York", "America/Phoenix", "Australia/Sydney")
IS_PROOF = bool(os.environ.get("TTA_PROOF"))

NOW = datetime(2026, 11, 22, 15, tzinfo=UTC)
INFO = CalendarInfo(
    name="Safer streets; all, of it",
    description="Every webinar;\nand every training",
    url="https://tta.example/calendar/",
    source_url="https://tta.example/calendar/events.ics",
)

# What an editor may write, and what everybody has to read: on one line, and where lines may be.
TEXTS = (
    ("Plain", "Plain", "Plain"),
    *((text, text, text) for text in (
        "Courts, clinics; and 1:1 talks",
        "Emoji 😀 in the 👩🏽‍⚕️ middle",
        "😀" * 190,
        "é中𝒳" * 60,
        "a" * 190,
        "Salud y justicia: ¿qué funciona?",
        "שלום, عالم",
        r"Folders C:\New and C:\notes",
        r"Marks \, and \; and \\ and \ at the end \\",
        '"Quoted" ^n <b>bold</b> & 100 %d of {title}',
        "=HYPERLINK(1) @here ${jndi} %0D%0AX:y",
    )),
    (
        "One line\r\nand another\nand a third",
        "One line and another and a third",
        "One line\nand another\nand a third",
    ),
    (
        "A lone\rreturn, a NUL\0 and a tab\t.",
        "A lonereturn, a NUL and a tab .",
        "A lonereturn, a NUL and a tab .",
    ),
    (
        "Line\u2028separator and\x85next line",
        "Line separator andnext line",
        "Line\nseparator andnext line",
    ),
    (
        "END:VEVENT\r\nBEGIN:VEVENT\r\nUID:x",
        "END:VEVENT BEGIN:VEVENT UID:x",
        "END:VEVENT\nBEGIN:VEVENT\nUID:x",
    ),
    (
        "\r\nATTENDEE:mailto:x@tta.example",
        "ATTENDEE:mailto:x@tta.example",
        "ATTENDEE:mailto:x@tta.example",
    ),
    ("Begin\r\n BEGIN:VALARM", "Begin BEGIN:VALARM", "Begin\n BEGIN:VALARM"),
    ("  Outer   spaces  ", "Outer spaces", "Outer   spaces"),
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class JudgedFile:
    """A calendar file and its events in the order of time; with what it says to whom if it is a message."""

    name: str
    content: bytes
    entries: list[Entry]
    invitations: list[Invitation] = field(default_factory=list)


def judged_files() -> list[JudgedFile]:
    """Everything that is judged; zones fewer unless TTA_PROOF is set."""
    return [
        texts_file(),
        called_off_file(),
        sessions_file(),
        full_file(),
        *(zone_file(zone) for zone in zones_to_judge()),
    ]


def zones_to_judge() -> tuple[str, ...]:
    return all_zones() if IS_PROOF else ZONES_IN_A_NORMAL_RUN


def all_zones() -> tuple[str, ...]:
    """Every zone of the United States and its territories, as tzdata lists them, and those abroad."""
    table = resources.files("tzdata").joinpath("zoneinfo", "zone.tab").read_text()
    rows = [line.split("\t") for line in table.splitlines() if not line.startswith("#")]
    return (*sorted(zone for country, _, zone, *_ in rows if country in COUNTRIES), *ABROAD)


def zone_file(zone: str) -> JudgedFile:
    """Sessions of 90 minutes at all hours of the days on which clocks change, there or in New York."""
    days = sorted({*clock_changes(zone), *clock_changes("America/New_York")})
    items = []
    for day in days:
        for start in TIMES:
            try:
                starts_at = to_utc(date=day, time=start, zone=zone)
            except TimeDoesNotExist:
                continue
            items.append(item(f"{day} {start:%H.%M} in {zone}", starts_at=starts_at))
    return judged_file(f"clock changes in {zone}", items)


def clock_changes(zone: str) -> list[date]:
    """The days in YEARS on which the distance from UTC is not the same at both ends."""
    first, last = date(YEARS[0], 1, 1), date(YEARS[-1], 12, 31)
    days = [first + timedelta(days=number) for number in range((last - first).days + 1)]
    return [day for day in days if midnight(day, zone) != midnight(day + timedelta(days=1), zone)]


def midnight(day: date, zone: str) -> timedelta | None:
    return datetime.combine(day, time(), ZoneInfo(zone)).utcoffset()


def texts_file() -> JudgedFile:
    items = [item(written, description=written, location=written) for written, _, _ in TEXTS]
    read = [(line, text, line) for _, line, text in TEXTS]
    return judged_file("texts", items, texts=read)


def called_off_file() -> JudgedFile:
    off = {"status": ItemStatus.CANCELLED, "sequence": 3}
    items = [
        item("On as planned"),
        item("Safer streets", **off),
        item("Safer courts", **off, cancelled_word="POSTPONED"),
    ]
    titles = ("On as planned", "CANCELLED: Safer streets", "POSTPONED: Safer courts")
    return judged_file("called off", items, texts=[(title, "", "") for title in titles])


def sessions_file() -> JudgedFile:
    """One event in several sessions of the same title; one over midnight, one over three days."""
    start = datetime(2026, 12, 31, 23, 30, tzinfo=UTC)
    lengths = (timedelta(minutes=1), timedelta(minutes=90), timedelta(days=2, hours=1))
    items = [
        item("A series", starts_at=start + timedelta(days=7 * number), length=length)
        for number, length in enumerate(lengths)
    ]
    return judged_file("sessions", items)


def full_file() -> JudgedFile:
    """An event with all that an event may have."""
    full = item(
        "Everything at once",
        description="First paragraph, with a comma; and more.\n\nSecond: https://tta.example/?a=1,2;3",
        location="Room 4; Floor 2, 12 Main St, Springfield, Ohio",
        url="https://tta.example/calendar/5b1c/",
        join_url="https://meet.example/j/1?pwd=a%20b&x=1,2;3",
        organizer_name='Training "Team"; all: of it',
        organizer_email="events@tta.example",
    )
    return judged_file("full", [full])


def empty_file() -> bytes:
    return assemble_calendar(info=INFO, texts=[])


def broken_files() -> dict[str, bytes]:
    """Files that RFC 5545 forbids, each for one reason."""
    good = judged_file("good", [item("Plain")]).content
    return {
        "two starts": re.sub(rb"(DTSTART:.*\r\n)", rb"\1\1", good),
        "two titles": re.sub(rb"(SUMMARY:.*\r\n)", rb"\1\1", good),
        "an end and a length": good.replace(b"DTEND:", b"DURATION:PT1H\r\nDTEND:"),
        "no PRODID": re.sub(rb"PRODID:.*\r\n", b"", good),
    }


def item(
    title: str,
    *,
    starts_at: datetime = NOW + timedelta(days=7),
    length: timedelta = timedelta(minutes=90),
    **fields,
) -> CalendarItem:
    """An item without a UID worth the name; `judged_file` gives each its own."""
    fields = {"status": ItemStatus.CONFIRMED, "sequence": 0, **fields}
    return CalendarItem(
        uid="-",
        starts_at=starts_at,
        ends_at=starts_at + length,
        summary=title,
        created_at=NOW,
        changed_at=NOW,
        **fields,
    )


def judged_file(
    name: str,
    items: Iterable[CalendarItem],
    *,
    texts: list[tuple[str, str, str]] | None = None,
) -> JudgedFile:
    """The items in one file. `texts` are the title, description and place to be read of each, if not its own."""
    items = [
        replace(item, uid=f"0f9d6a5e-{number:04}-4f43-9c2c-5d0d5e8f1b7a")
        for number, item in enumerate(items)
    ]
    texts = texts or [(item.summary, item.description, item.location) for item in items]
    return JudgedFile(
        name=name,
        content=assemble_calendar(info=INFO, texts=map(serialize_event, items)),
        entries=sorted(
            Entry(item.starts_at, item.ends_at, title, item.uid, description, place)
            for item, (title, description, place) in zip(items, texts, strict=True)
        ),
    )
