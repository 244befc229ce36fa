"""What a calendar program does: it fetches an address again and again, and reads what it gets."""

import urllib.error
import urllib.request
from dataclasses import dataclass

import icalendar


@dataclass(frozen=True, kw_only=True)
class Fetched:
    """The answer for one address; `entries` are its VEVENTs in the order of the file."""

    status: int
    etag: str
    entries: list[icalendar.Event]

    @property
    def entry(self) -> icalendar.Event:
        """The only entry."""
        (entry,) = self.entries
        return entry


def fetch(url: str, *, etag: str = "") -> Fetched:
    """Ask without a browser and its cookies; with `etag`, only for what changed since."""
    request = urllib.request.Request(url, headers={"If-None-Match": etag} if etag else {})
    try:
        with urllib.request.urlopen(request, timeout=15) as response:
            calendar = icalendar.Calendar.from_ical(response.read())
            return Fetched(status=200, etag=response.headers["ETag"], entries=calendar.events)
    except urllib.error.HTTPError as answer:
        return Fetched(status=answer.code, etag=answer.headers["ETag"], entries=[])


class OwnCalendar:
    """One person's calendar, which takes what comes by mail (RFC 5546, 2.1.5): a higher SEQUENCE wins.

    With the same SEQUENCE the later DTSTAMP wins; what is older than the entry is ignored.
    """

    def __init__(self) -> None:
        self._known: dict[str, icalendar.Event] = {}

    @property
    def entries(self) -> list[icalendar.Event]:
        """What the person sees."""
        return [entry for entry in self._known.values() if entry.get("STATUS") != "CANCELLED"]

    def take(self, *, method: str, entry: icalendar.Event) -> bool:
        """Do what the message asks; False where it is older than what is known."""
        known = self._known.get(entry["UID"])
        if method not in ("REQUEST", "CANCEL") or (known and _age(entry) <= _age(known)):
            return False
        self._known[entry["UID"]] = entry
        return True


def _age(entry: icalendar.Event) -> tuple:
    return entry["SEQUENCE"], entry["DTSTAMP"].dt
