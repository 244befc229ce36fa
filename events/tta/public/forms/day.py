"""A date in three inputs: month, day and year, as people type them."""

import calendar
import datetime as dt
from collections.abc import Sequence

from django.utils.translation import gettext as _

_MONTHS = {name.lower(): number for number, name in enumerate(calendar.month_name) if name}
_SHORT = {name.lower(): number for number, name in enumerate(calendar.month_abbr) if name}
MOST_YEARS = 2100

Read = tuple[dt.date | None, str, str]


def read_parts(month: str, day: str, year: str, *, names: Sequence[str]) -> Read:
    """(date, "", ""), or (None, the name of the part at fault, the sentence); nothing at all where all are empty.

    The month may be a word. A year of two digits is one of this century.
    """
    texts = [month.strip(), day.strip(), year.strip()]
    if not any(texts):
        return None, "", ""
    missing = [_("Enter the month of the event"), _("Enter the day of the event"),
               _("Enter the year of the event")]  # fmt: skip
    for text, name, sentence in zip(texts, names, missing, strict=True):
        if not text:
            return None, name, sentence
    numbers = [_month(texts[0]), _number(texts[1]), _year(texts[2])]
    return _day(numbers, names)


def _day(numbers: list[int], names: Sequence[str]) -> Read:
    month, day, year = numbers
    if not 1 <= month <= 12:
        return None, names[0], _("Enter a month from 1 to 12")
    if not 1 <= day <= 31:
        return None, names[1], _("Enter a day from 1 to 31")
    if not 1900 <= year <= MOST_YEARS:
        return None, names[2], _("Enter a year with four digits, such as 2027")
    try:
        return dt.date(year, month, day), "", ""
    except ValueError:
        words = {
            "month": calendar.month_name[month],
            "days": calendar.monthrange(year, month)[1],
            "year": year,
        }
        return None, names[1], _("%(month)s %(year)s has only %(days)s days") % words


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 5 else 0


def _month(text: str) -> int:
    word = text.rstrip(".").lower()
    return _MONTHS.get(word) or _SHORT.get(word[:3] if word == "sept" else word) or _number(text)


def _year(text: str) -> int:
    return 2000 + _number(text) if len(text) == 2 else _number(text)
