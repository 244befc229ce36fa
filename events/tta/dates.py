"""The date of a request's event, and who follows when staff accept another one.

What follows (the event page and with it invitations, feeds and reminders) registers itself here, so
that settling a report needs to know nothing of pages.
"""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from events.times import TimeDoesNotExist, format_date, format_time, format_time_range, to_utc
from events.tta.models import TTARequest


@dataclass(frozen=True, kw_only=True)
class EventDate:
    """A day, its times and their zone; the end may be open. Prints itself in U.S. style, the zone always."""

    date: dt.date
    start_time: dt.time
    end_time: dt.time | None
    zone: str

    @property
    def starts_at(self) -> dt.datetime:
        """The moment in UTC; raises TimeDoesNotExist, UnknownZone and DateOutOfRange."""
        return to_utc(date=self.date, time=self.start_time, zone=self.zone)

    def __str__(self):
        day = format_date(self.date)
        try:
            starts_at = self.starts_at
            ends_at = to_utc(date=self.date, time=self.end_time or self.start_time, zone=self.zone)
        except TimeDoesNotExist:
            return f"{day}, {format_time(self.start_time)} ({self.zone})"
        hours = format_time_range(starts_at=starts_at, ends_at=ends_at, zone=self.zone)
        if self.end_time is None:
            first, _, label = hours.rpartition("–")[2].rpartition(" ")
            hours = f"{first} {label}"
        return f"{day}, {hours}"


def date_of(request: TTARequest) -> EventDate | None:
    """When the event of a request is; None while it has no date."""
    if request.event_date is None or request.event_start_time is None:
        return None
    return EventDate(
        date=request.event_date,
        start_time=request.event_start_time,
        end_time=request.event_end_time,
        zone=request.event_zone,
    )


# follower(request=, old=, new=, user=, now=) → sentences about what staff have to do by hand.
DateFollower = Callable[..., Iterable[str]]
_followers: list[DateFollower] = []


def register_date_follower(follower: DateFollower) -> None:
    """Have `follower` called in the transaction in which staff accept another date; twice is once."""
    if follower not in _followers:
        _followers.append(follower)


def follow_date_change(
    *, request: TTARequest, old: EventDate | None, new: EventDate, user: Any, now: dt.datetime
) -> list[str]:
    """Tell every follower, in the order of registration; what is left to do by hand, in sentences."""
    return [
        sentence
        for follower in _followers
        for sentence in follower(request=request, old=old, new=new, user=user, now=now) or ()
    ]
