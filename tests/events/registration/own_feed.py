"""Somebody's calendar “my registrations”, asked for as a calendar program does."""

import icalendar

from events.registration.actions import make_personal_feed
from events.registration.personal_feed import feed_path
from tests.make import NOW


def feed_address(registration, *, now=NOW) -> str:
    """The path of a new feed of the registration's e-mail address."""
    return feed_path(make_personal_feed(registration=registration, now=now))


def calendar_at(client, address: str) -> icalendar.Calendar:
    response = client.get(address)
    assert response.status_code == 200, response.content
    assert response.headers["Content-Type"] == "text/calendar; charset=utf-8"
    return icalendar.Calendar.from_ical(response.content)


def entries_at(client, address: str) -> list[dict]:
    """Every VEVENT with all its values, moments as datetimes and the rest as text."""
    return [
        {name: value.dt if hasattr(value, "dt") else str(value) for name, value in event.items()}
        for event in calendar_at(client, address).events
    ]


def titles_at(client, address: str) -> list[str]:
    return [entry["SUMMARY"] for entry in entries_at(client, address)]
