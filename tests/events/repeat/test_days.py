"""The days that a rule gives, and the federal holidays among them."""

from datetime import date
from itertools import islice

import pytest

from events.repeat.days import Frequency, Turn, federal_holiday, frequencies, turns_after


def days(first: date, frequency: Frequency, number: int) -> list[date]:
    return [turn.day for turn in islice(turns_after(first, frequency), number)]


def test_weeks_keep_their_weekday_over_the_year():
    assert days(date(2026, 12, 17), Frequency.WEEKLY, 3) == [
        date(2026, 12, 24), date(2026, 12, 31), date(2027, 1, 7),
    ]  # fmt: skip
    assert days(date(2026, 12, 17), Frequency.BIWEEKLY, 2) == [
        date(2026, 12, 31),
        date(2027, 1, 14),
    ]


def test_second_tuesday_stays_the_second_tuesday():
    assert days(date(2026, 12, 8), Frequency.MONTHLY_NTH, 4) == [
        date(2027, 1, 12), date(2027, 2, 9), date(2027, 3, 9), date(2027, 4, 13),
    ]  # fmt: skip


def test_last_tuesday_is_the_fourth_or_the_fifth():
    assert days(date(2027, 2, 23), Frequency.MONTHLY_LAST, 3) == [
        date(2027, 3, 30), date(2027, 4, 27), date(2027, 5, 25),
    ]  # fmt: skip


def test_month_without_the_day_is_named():
    assert list(islice(turns_after(date(2027, 1, 31), Frequency.MONTHLY_DAY), 3)) == [
        Turn(day=date(2027, 2, 28), missing="February 2027 has no day 31."),
        Turn(day=date(2027, 3, 31)),
        Turn(day=date(2027, 4, 30), missing="April 2027 has no day 31."),
    ]
    found = islice(turns_after(date(2028, 1, 29), Frequency.MONTHLY_DAY), 1)
    assert list(found) == [Turn(day=date(2028, 2, 29))]


@pytest.mark.parametrize("frequency", list(Frequency))
def test_rule_ends_with_the_last_year_that_a_session_may_have(frequency):
    assert [turn.day.year for turn in turns_after(date(2200, 12, 9), frequency)] in (
        [], [2200, 2200, 2200], [2200],
    )  # fmt: skip


@pytest.mark.parametrize(
    ("first", "monthly"),
    [
        (date(2026, 12, 8), ["on the second Tuesday", "on day 8"]),
        (date(2026, 12, 22), ["on the fourth Tuesday", "on day 22"]),
        (date(2027, 2, 23), ["on the fourth Tuesday", "on the last Tuesday", "on day 23"]),
        (date(2026, 12, 29), ["on the last Tuesday", "on day 29"]),
    ],
)
def test_a_day_is_offered_what_it_can_mean(first, monthly):
    assert list(frequencies(first).values()) == [
        "Every week on Tuesday",
        "Every 2 weeks on Tuesday",
        *(f"Every month {words}" for words in monthly),
    ]


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2026, 11, 26), "Thanksgiving Day"),
        (date(2027, 1, 18), "Birthday of Martin Luther King, Jr."),
        (date(2027, 2, 15), "Washington's Birthday"),
        (date(2027, 6, 18), "Juneteenth National Independence Day (observed)"),
        (date(2027, 7, 5), "Independence Day (observed)"),
        (date(2027, 12, 31), "New Year's Day (observed)"),
        (date(2027, 11, 26), ""),
        (date(2027, 10, 31), ""),
        (date(2027, 3, 26), ""),
    ],
)
def test_federal_holidays_are_those_of_the_statute_with_observed_days(day, name):
    assert federal_holiday(day) == name
