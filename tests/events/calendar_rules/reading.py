"""What calendars get of us, each way: the files at public addresses, and those in mail."""

from icalendar import Calendar, Event

from events.registration.actions import cancel_registration, tell_of_changes
from tests.events.registration.emails.written import Arrived, owed, write
from tests.make import NOW, make_registration, make_session, make_webinar

FEED = "/calendar/events.ics"


def fetch(client, address: str = FEED) -> bytes:
    response = client.get(address)
    assert response.status_code == 200
    return response.content


def feed_events(client, query: str = "") -> list[Event]:
    return Calendar.from_ical(fetch(client, f"{FEED}{query}")).events


def feed_titles(client) -> list[str]:
    return [str(event["SUMMARY"]) for event in feed_events(client)]


def feed_uids(client) -> list[str]:
    return [str(event["UID"]) for event in feed_events(client)]


def file_events(client, page) -> list[Event]:
    """The VEVENTs of the event's own file."""
    return Calendar.from_ical(fetch(client, f"{page.url}event.ics")).events


def public_files(client, page) -> list[bytes]:
    """Every address that gives a calendar, or the same as news, without a login."""
    return [
        fetch(client),
        fetch(client, f"{FEED}?series={page.pk}"),
        fetch(client, f"{page.url}event.ics"),
        fetch(client, "/calendar/events.atom"),
        fetch(client, "/calendar/events.json"),
    ]


def mailed(*kinds: str, to: str) -> list[Arrived]:
    """The messages of these kinds that are owed to one address; of each kind the oldest first."""
    return [write(mail) for kind in kinds for mail in owed(kind, to=to)]


def changes_told(*, to: str, kind: str = "changed") -> list[Arrived]:
    """What one person is mailed about changes of an event."""
    tell_of_changes(now=NOW)
    return mailed(kind, to=to)


def mailed_files() -> list[bytes]:
    """A REQUEST, a CANCEL and a file of sessions, as they are attached to mail."""
    few = make_webinar(title="Few sessions")
    many = make_webinar(title="Many sessions", sessions=[make_session(7 + n) for n in range(6)])
    person = make_registration(event=few, email="ana@county.example")
    make_registration(event=many, email="bo@county.example")
    letters = [
        *mailed("confirmed", to="ana@county.example"),
        *mailed("confirmed", to="bo@county.example"),
    ]
    cancel_registration(registration=person, now=NOW)
    letters += mailed("cancelled", to="ana@county.example")
    return [attached(letter) for letter in letters]


def attached(letter: Arrived) -> bytes:
    """The calendar file of a message, byte for byte."""
    *_, part = letter.message.walk()
    assert part.get_content_type() == "application/ics"
    return part.get_payload(decode=True)


def unfolded(content: bytes) -> list[str]:
    """The content lines of a file (RFC 5545, 3.1)."""
    return content.replace(b"\r\n ", b"").decode().splitlines()
