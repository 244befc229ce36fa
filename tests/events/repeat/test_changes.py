"""What a change of one session does to all later ones: pure plans, nothing is written."""

from datetime import date, time, timedelta

import pytest

from events.repeat.changes import (
    Change,
    NothingToChange,
    change_of,
    minutes_of,
    plan_changes,
)
from tests.make import NOW, TODAY, make_session


@pytest.fixture
def series():
    return ready([make_session(day) for day in (7, 14, 21)])


def ready(sessions):
    for session in sessions:
        session.mint_key()
        session.derive_instants()
    return sessions


def plan(sessions, number: int = 0, **change):
    return plan_changes(
        sessions=sessions, source=sessions[number], change=Change(**change), now=NOW
    )


def starts(planned) -> list[str]:
    return [one.words_after for one in planned]


def test_only_the_chosen_one_and_later_ones_change(series):
    assert [(one.words_before, one.words_after) for one in plan(series, 1, start_time=time(10))] == [
        ("Sunday, December 6, 2026, 2:00–3:30 p.m. ET", "Sunday, December 6, 2026, 10:00–11:30 a.m. ET"),
        ("Sunday, December 13, 2026, 2:00–3:30 p.m. ET", "Sunday, December 13, 2026, 10:00–11:30 a.m. ET"),
    ]  # fmt: skip
    assert [session.start_time for session in series] == [time(14)] * 3


def test_keys_stay(series):
    planned = plan(series, days=2)
    assert [one.after.key for one in planned] == [session.key for session in series]
    assert [one.after.date - one.before.date for one in planned] == [timedelta(days=2)] * 3


def test_order_in_the_list_does_not_matter(series):
    planned = plan_changes(
        sessions=series[::-1], source=series[1], change=Change(minutes=30), now=NOW
    )
    assert [one.before for one in planned] == series[1:]


def test_what_is_not_changed_stays_as_it_is_in_each():
    sessions = ready([make_session(7), make_session(14, "09:00", "09:45", zone="America/Denver")])
    assert starts(plan(sessions, days=1)) == [
        "Monday, November 30, 2026, 2:00–3:30 p.m. ET",
        "Monday, December 7, 2026, 9:00–9:45 a.m. MT",
    ]
    assert starts(plan(sessions, zone="America/Chicago"))[1].endswith("9:00–9:45 a.m. CT")
    assert starts(plan(sessions, minutes=60))[1].endswith("9:00–10:00 a.m. MT")


def test_length_goes_over_midnight_and_back():
    [session] = ready([make_session(7, "22:00", "23:00")])
    [late] = plan([session], minutes=180)
    assert (late.after.end_time, late.after.end_date) == (time(1), TODAY + timedelta(days=8))
    [early] = plan([late.after], start_time=time(18))
    assert (early.after.end_time, early.after.end_date) == (time(21), None)
    assert minutes_of(early.after) == 180


def test_week_later_is_in_nobody_s_way(series):
    """Each takes the place of the next, which moves too."""
    assert [one.warning for one in plan(series, days=7)] == ["", "", ""]


def test_move_onto_a_session_that_stays_is_warned_of(series):
    planned = plan(series, 1, days=-7)
    assert [one.warning for one in planned] == [
        "This session overlaps with the one on Sunday, November 29, 2026, 2:00–3:30 p.m. ET."
        " Choose another time, or leave one out.",
        "",
    ]


def test_session_that_is_over_is_left_out_until_somebody_wants_it():
    sessions = ready([make_session(-7), make_session(7)])
    assert [(one.left_out, bool(one.after)) for one in plan(sessions, days=1)] == [
        ("This session is over.", True),
        ("", True),
    ]


def test_time_that_a_day_does_not_have_is_named_and_cannot_be_chosen():
    sessions = ready([make_session(date(2027, 3, 7)), make_session(date(2027, 3, 14))])
    planned = plan(sessions, start_time=time(2, 30))
    assert [bool(one.after) for one in planned] == [True, False]
    assert planned[1].left_out.startswith("2:30 a.m. does not exist on March 14, 2027")


@pytest.mark.parametrize("days", [200 * 366, -200 * 366, 10**7, -(10**7)])
def test_year_beyond_the_calendar_is_named(series, days):
    assert "too far away" in plan(series, days=days)[0].left_out


def test_difference_is_what_was_written(series):
    same = {
        "date": series[0].date,
        "start_time": time(14),
        "minutes": 90,
        "zone": "America/New_York",
    }
    with pytest.raises(NothingToChange):
        change_of(series[0], **same)
    assert change_of(series[0], **same | {"zone": "America/Denver", "date": date(2026, 12, 1)}) == (
        Change(days=2, zone="America/Denver")
    )
    assert change_of(series[0], **same | {"minutes": 60, "start_time": time(0)}) == (
        Change(minutes=60, start_time=time(0))
    )
