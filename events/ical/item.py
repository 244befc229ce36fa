"""What a calendar says, as plain values: one item is one VEVENT (RFC 5545, 3.6.1)."""

from __future__ import annotations

import enum
import re
from dataclasses import dataclass
from datetime import datetime, timedelta

_LARGEST_INTEGER = 2**31 - 1
_NOT_PRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff]")
_COLOR_NAME = re.compile(r"[A-Za-z]+")


class ItemStatus(enum.StrEnum):
    """STATUS of a VEVENT (RFC 5545, 3.8.1.11); a draft is nobody's calendar item."""

    CONFIRMED = "CONFIRMED"
    CANCELLED = "CANCELLED"


class NotUtc(ValueError):
    """A moment is naive, or in a local zone; carries `name` and `value`."""

    def __init__(self, *, name: str, value: datetime) -> None:
        self.name, self.value = name, value
        super().__init__(f"{name} is {value!r}: pass an aware datetime in UTC.")


class EndNotAfterStart(ValueError):
    """DTEND must be later than DTSTART (RFC 5545, 3.8.2.2); carries both moments."""

    def __init__(self, *, starts_at: datetime, ends_at: datetime) -> None:
        self.starts_at, self.ends_at = starts_at, ends_at
        super().__init__(
            f"The end, {ends_at:%Y-%m-%d %H:%M:%S} UTC, is not after the start, "
            f"{starts_at:%Y-%m-%d %H:%M:%S} UTC. Choose a later end."
        )


class InvalidUid(ValueError):
    """A UID is empty, padded or not printable; it can't be cleaned and stay the same UID."""

    def __init__(self, uid: str) -> None:
        self.uid = uid
        super().__init__(f"{uid!r} can't be a UID: use printable characters, without outer spaces.")


class InvalidSequence(ValueError):
    """SEQUENCE is an integer from 0 to 2147483647 (RFC 5545, 3.3.8 and 3.8.7.4)."""

    def __init__(self, sequence: object) -> None:
        self.sequence = sequence
        super().__init__(f"{sequence!r} can't be a SEQUENCE: use an integer that is 0 or more.")


class InvalidRefresh(ValueError):
    """A refresh interval is whole seconds, one at least (RFC 5545, 3.3.6; RFC 7986, 5.7)."""

    def __init__(self, refresh: timedelta) -> None:
        self.refresh = refresh
        super().__init__(f"{refresh!r} can't be a refresh interval: use whole seconds, 1 or more.")


class InvalidColor(ValueError):
    """COLOR is the name of a CSS3 color (RFC 7986, 5.9); carries `color`."""

    def __init__(self, color: str) -> None:
        self.color = color
        super().__init__(f"{color!r} is not a color name. Use a CSS name such as steelblue.")


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarItem:
    """One session as calendars know it; equal items make equal bytes.

    Moments are aware, in UTC, and count to the second. Texts may hold anything: what a calendar
    can't carry is taken out when the VEVENT is built. Raises NotUtc, EndNotAfterStart, InvalidUid
    or InvalidSequence.
    """

    uid: str
    sequence: int
    status: ItemStatus
    starts_at: datetime
    ends_at: datetime
    summary: str
    changed_at: datetime
    created_at: datetime
    description: str = ""
    location: str = ""
    url: str = ""
    join_url: str = ""
    organizer_name: str = ""
    organizer_email: str = ""
    cancelled_word: str = "CANCELLED"

    def __post_init__(self) -> None:
        _validate_uid(self.uid)
        _validate_sequence(self.sequence)
        for name in ("starts_at", "ends_at", "changed_at", "created_at"):
            validate_utc(name=name, value=getattr(self, name))
        if self.ends_at.replace(microsecond=0) <= self.starts_at.replace(microsecond=0):
            raise EndNotAfterStart(starts_at=self.starts_at, ends_at=self.ends_at)


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarInfo:
    """What a feed says about itself (RFC 7986, section 5); an empty value is left out.

    `refresh` is how long a subscriber may wait before the next request. Raises InvalidRefresh or
    InvalidColor.
    """

    name: str
    description: str
    url: str
    source_url: str
    refresh: timedelta = timedelta(hours=1)
    color: str = ""

    def __post_init__(self) -> None:
        if self.refresh < timedelta(seconds=1) or self.refresh.microseconds:
            raise InvalidRefresh(self.refresh)
        if self.color and not _COLOR_NAME.fullmatch(self.color):
            raise InvalidColor(self.color)


def validate_utc(*, name: str, value: datetime) -> None:
    """UTC by name too: London is at +00:00 in winter, and would be written as a local time."""
    if value.utcoffset() != timedelta(0) or value.tzname() != "UTC":
        raise NotUtc(name=name, value=value)


def _validate_uid(uid: str) -> None:
    if not uid or uid != uid.strip() or _NOT_PRINTABLE.search(uid):
        raise InvalidUid(uid)


def _validate_sequence(sequence: object) -> None:
    if type(sequence) is not int or not 0 <= sequence <= _LARGEST_INTEGER:
        raise InvalidSequence(sequence)
