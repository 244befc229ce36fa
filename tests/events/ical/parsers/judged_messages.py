"""The invitations and cancellations that are put before the parsers, and what each has to read as."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

from events.ical.invitation import Attendee, cancel_text, request_text
from events.ical.item import CalendarItem, ItemStatus
from tests.events.ical.parsers.judged_files import NOW, TEXTS, JudgedFile, item
from tests.events.ical.parsers.reading import Entry, Invitation

UID = "0f9d6a5e-0001-4f43-9c2c-5d0d5e8f1b7a"
ANA = Attendee(name="Ana Prado", email="ana.o'neil+tta@tta.example")
# The hours of a winter day, of a summer day, and of both days on which clocks change.
MOMENTS = tuple(
    datetime(2027, *day, hour, 30, tzinfo=UTC)
    for day in ((1, 12), (3, 14), (7, 6), (11, 7))
    for hour in (5, 7, 18)
)


def judged_messages() -> list[JudgedFile]:
    """Everything that is judged: plain, full, in every script, for every kind of number."""
    plain = item("Safer streets", organizer_email="events@tta.example", sequence=0)
    full = item(
        "Courts and clinics 😀 in the 👩🏽‍⚕️ middle",
        description="First paragraph, with a comma; and more.\n\nSecond: https://tta.example/?a=1,2;3",
        location="Room 4; Floor 2, 12 Main St, Springfield, Ohio",
        url="https://tta.example/calendar/5b1c/",
        join_url="https://meet.example/j/1?pwd=a%20b&x=1,2;3",
        organizer_name='Training "Team"; all: of it',
        organizer_email="events@tta.example",
        sequence=12,
    )
    off = replace(full, status=ItemStatus.CANCELLED, cancelled_word="POSTPONED")
    names = {
        "accents": "José Ñandú",
        "right to left": "שלום عالم",
        "emoji": "中文 😀" * 60,
        "marks": "Prado; Ana: of, it",
        "400 characters": "a" * 400,
        "no name": "",
    }
    return [
        request("plain", plain),
        request("full", full),
        request("the largest number", replace(plain, sequence=2**31 - 1)),
        cancel("a seat given up", full, title=f"CANCELLED: {full.summary}"),
        cancel("a session put off", off, title=f"POSTPONED: {full.summary}"),
        *(request(f"a person with {label}", full, name=name) for label, name in names.items()),
        *(request(f"{start:%m-%d %H.%M}", starting(start)) for start in MOMENTS),
        *(message for number in range(len(TEXTS)) for message in about_text(number)),
    ]


def about_text(number: int) -> list[JudgedFile]:
    """The invitation and the cancellation of an event with one of TEXTS for title, description and place."""
    written, line, text = TEXTS[number]
    event = item(
        written, description=written, location=written, organizer_email="events@tta.example"
    )
    texts = (text, line)
    return [
        request(f"text {number}", event, title=line, texts=texts),
        cancel(f"text {number}", event, title=f"CANCELLED: {line}", texts=texts),
    ]


def broken_messages() -> dict[str, bytes]:
    """Requests that RFC 5546, 3.2.2 forbids, each for one reason."""
    good = judged_messages()[0].content
    required = ("ORGANIZER", "ATTENDEE", "SUMMARY", "DTSTAMP")
    return {
        **{f"no {name}": without(name, content=good) for name in required},
        "two organizers": re.sub(rb"(ORGANIZER.*\r\n)", rb"\1\1", good),
        "two numbers": re.sub(rb"(SEQUENCE.*\r\n)", rb"\1\1", good),
        "a request for what is off": good.replace(b"CONFIRMED", b"CANCELLED"),
    }


def without(name: str, *, content: bytes) -> bytes:
    return re.sub(rb"%b.*\r\n( .*\r\n)*" % name.encode(), b"", content)


def starting(moment: datetime) -> CalendarItem:
    return item("Safer streets", starts_at=moment, organizer_email="events@tta.example", sequence=1)


def request(label: str, item: CalendarItem, **about) -> JudgedFile:
    about = {"title": item.summary, **about}
    return message(label, item, write=request_text, method="REQUEST", **about)


def cancel(label: str, item: CalendarItem, **about) -> JudgedFile:
    return message(label, item, write=cancel_text, method="CANCEL", **about)


def message(
    label: str,
    item: CalendarItem,
    *,
    write: Callable[..., str],
    method: str,
    title: str,
    name: str = ANA.name,
    texts: tuple[str, str] | None = None,
) -> JudgedFile:
    """`texts` are the description and place to be read, if not the item's own."""
    item = replace(item, uid=UID)
    description, place = texts or (item.description, item.location)
    attendee = replace(ANA, name=name)
    return JudgedFile(
        name=f"{method}, {label}",
        content=write(item=item, attendee=attendee, sent_at=NOW).encode(),
        entries=[Entry(item.starts_at, item.ends_at, title, item.uid, description, place)],
        invitations=[
            Invitation(
                method,
                str(item.sequence),
                f"mailto:{item.organizer_email}",
                [[f"mailto:{ANA.email}", name, "ACCEPTED"]],
            )
        ],
    )
