"""The days that a rule gives. Plain Python: nothing here reads the clock or the database."""

import datetime as dt
import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

import holidays
from dateutil import rrule

from events.times import format_date

LAST_YEAR = 2200  # as in the form of a session
_NTH = ("first", "second", "third", "fourth")


class Frequency(StrEnum):
    """How often a session comes again. Of a weekday that is the fifth of its month, only the last can be meant."""

    WEEKLY = "weekly"
    BIWEEKLY = "biweekly"
    MONTHLY_NTH = "monthly_nth"
    MONTHLY_LAST = "monthly_last"
    MONTHLY_DAY = "monthly_day"


@dataclass(frozen=True, kw_only=True)
class Turn:
    """One turn of a rule. Where a month has no such day, `day` is the month's last, and `missing` says it."""

    day: dt.date
    missing: str = ""


def frequencies(first: dt.date) -> dict[Frequency, str]:
    """What a session on that day can be repeated by, in words: "Every month on the second Tuesday"."""
    weekday = weekday_name(first)
    found = {
        Frequency.WEEKLY: f"Every week on {weekday}",
        Frequency.BIWEEKLY: f"Every 2 weeks on {weekday}",
    }
    if (number := (first.day - 1) // 7) < len(_NTH):
        found[Frequency.MONTHLY_NTH] = f"Every month on the {_NTH[number]} {weekday}"
    if _is_last_of_month(first):
        found[Frequency.MONTHLY_LAST] = f"Every month on the last {weekday}"
    found[Frequency.MONTHLY_DAY] = f"Every month on day {first.day}"
    return found


def turns_after(first: dt.date, frequency: Frequency) -> Iterator[Turn]:
    """The turns of the rule after its first day, in order, up to the end of LAST_YEAR."""
    start = dt.datetime.combine(first, dt.time())
    end = dt.datetime(LAST_YEAR, 12, 31)  # noqa: DTZ001 (a day has no zone)
    if frequency == Frequency.MONTHLY_DAY:
        months = rrule.rrule(rrule.MONTHLY, dtstart=start.replace(day=1), until=end)
        return (_on_day(month.date(), first.day) for month in itertools.islice(months, 1, None))
    if frequency in (Frequency.WEEKLY, Frequency.BIWEEKLY):
        interval = 2 if frequency == Frequency.BIWEEKLY else 1
        days = rrule.rrule(rrule.WEEKLY, interval=interval, dtstart=start, until=end)
    else:
        number = -1 if frequency == Frequency.MONTHLY_LAST else (first.day - 1) // 7 + 1
        weekday = rrule.weekdays[first.weekday()](number)
        days = rrule.rrule(rrule.MONTHLY, byweekday=weekday, dtstart=start, until=end)
    return (Turn(day=day.date()) for day in itertools.islice(days, 1, None))


def federal_holiday(day: dt.date) -> str:
    """What U.S. federal offices are closed for on that day: "Juneteenth … (observed)", or nothing."""
    return _federal_holidays(day.year).get(day, "")


def weekday_name(day: dt.date) -> str:
    return format_date(day).partition(",")[0]


@cache
def _federal_holidays(year: int) -> dict[dt.date, str]:
    return dict(holidays.country_holidays("US", years=year, categories="government"))


def _on_day(month: dt.date, number: int) -> Turn:
    try:
        return Turn(day=month.replace(day=number))
    except ValueError:
        name = format_date(month, weekday=False, year=False).partition(" ")[0]
        return Turn(
            day=_last_of(month),
            missing=f"{name} {month.year} has no day {number}.",
        )


def _last_of(month: dt.date) -> dt.date:
    """The last day of a month, of which the first is given."""
    return (month + dt.timedelta(days=31)).replace(day=1) - dt.timedelta(days=1)


def _is_last_of_month(day: dt.date) -> bool:
    return (day + dt.timedelta(days=7)).month != day.month
