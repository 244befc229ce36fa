"""What repeating a session would add: pure plans, nothing is written."""

from datetime import UTC, date, datetime, timedelta

import pytest

from events.overlaps import MOST_SESSIONS, TooManySessions
from events.repeat.days import Frequency
from events.repeat.plan import NoDates, NothingLeft, Rule, RuleTooLong, plan_repeats
from tests.make import NOW, make_session


def plan(*sessions, frequency=Frequency.WEEKLY, now=NOW, **rule):
    for session in sessions:
        session.mint_key()
        session.derive_instants()
    rule = Rule(frequency=frequency, **rule)
    return plan_repeats(sessions=sessions, source=sessions[0], rule=rule, now=now)


def read(planned) -> list[tuple[str, str]]:
    return [(one.day.isoformat(), one.left_out) for one in planned]


def test_two_in_the_afternoon_stays_two_in_the_afternoon():
    found = plan(make_session(date(2027, 3, 4)), until=date(2027, 3, 18))
    assert [one.words for one in found] == [
        "Thursday, March 11, 2027, 2:00–3:30 p.m. ET",
        "Thursday, March 18, 2027, 2:00–3:30 p.m. ET",
    ]
    assert [one.session.starts_at for one in found] == [
        datetime(2027, 3, 11, 19, 0, tzinfo=UTC),
        datetime(2027, 3, 18, 18, 0, tzinfo=UTC),
    ]


def test_each_session_has_a_key_of_its_own():
    source = make_session(date(2027, 3, 4))
    found = plan(source, count=5)
    assert len({source.key, *(one.session.key for one in found)}) == 6


def test_time_that_a_day_does_not_have_is_named_and_cannot_be_added():
    found = plan(make_session(date(2027, 3, 7), "02:30", "03:30"), count=2)
    assert [bool(one.session) for one in found] == [False, True, True]
    assert found[0].left_out == (
        "2:30 a.m. does not exist on March 14, 2027 in Eastern Time (America/New_York): "
        "clocks jump from 2:00 to 3:00. Choose another time."
    )
    assert found[0].words == "Sunday, March 14, 2027"


def test_session_over_the_jump_is_shorter_and_can_be_added():
    [found] = plan(make_session(date(2027, 3, 7), "01:45", "03:15"), count=1)
    assert found.session.ends_at - found.session.starts_at == timedelta(minutes=30)


def test_holidays_are_left_out_but_can_be_added_and_do_not_count():
    source = make_session(date(2026, 11, 19))
    assert read(plan(source, count=2)) == [
        ("2026-11-26", "Federal holiday: Thanksgiving Day."),
        ("2026-12-03", ""),
        ("2026-12-10", ""),
    ]
    assert all(one.session for one in plan(source, count=2))
    assert read(plan(source, count=2, skips_holidays=False, now=datetime(2026, 1, 1, tzinfo=UTC))) == [
        ("2026-11-26", ""),
        ("2026-12-03", ""),
    ]  # fmt: skip


def test_holiday_within_a_session_of_several_days_counts_too():
    source = make_session(date(2026, 12, 31), "09:00", "12:00", end_date=date(2027, 1, 2))
    found = plan(source, until=date(2027, 1, 14), frequency=Frequency.WEEKLY)
    assert read(found) == [("2027-01-07", ""), ("2027-01-14", "")]

    source = make_session(date(2027, 1, 10), "09:00", "12:00", end_date=date(2027, 1, 11))
    assert read(plan(source, until=date(2027, 1, 17))) == [
        ("2027-01-17", "Federal holiday: Birthday of Martin Luther King, Jr.")
    ]


def test_end_date_moves_along():
    source = make_session(date(2027, 3, 4), "22:00", "01:00", end_date=date(2027, 3, 5))
    assert plan(source, count=1)[0].session.end_date == date(2027, 3, 12)


def test_taken_time_is_left_out():
    found = plan(make_session(7), make_session(14, "15:00", "16:00"), count=1)
    assert read(found) == [
        (
            "2026-12-06",
            "It would overlap with the session on Sunday, December 6, 2026, 3:00–4:00 p.m. ET.",
        ),
        ("2026-12-13", ""),
    ]
    assert found[0].session is None


def test_session_longer_than_its_rule_overlaps_with_itself():
    source = make_session(date(2027, 3, 4), end_date=date(2027, 3, 12))
    assert [bool(one.session) for one in plan(source, until=date(2027, 3, 20))] == [False, True]


def test_days_in_the_past_are_left_out_until_somebody_wants_them():
    found = plan(make_session(-15), count=1, skips_holidays=False)
    assert read(found) == [
        ("2026-11-14", "This day is in the past."),
        ("2026-11-21", "This day is in the past."),
        ("2026-11-28", ""),
    ]
    assert all(one.session for one in found)


def test_last_day_is_included():
    assert len(plan(make_session(7), until=date(2026, 12, 6))) == 1


def test_rule_that_gives_no_day_says_which_is_the_next():
    with pytest.raises(NoDates) as error:
        plan(make_session(7), until=date(2026, 12, 5))
    assert str(error.value) == (
        "This rule gives no day: the next one is Sunday, December 6, 2026."
        " Choose that day or a later one."
    )


def test_rule_of_which_nothing_is_left_carries_the_reasons():
    with pytest.raises(NothingLeft) as error:
        plan(make_session(7), make_session(14), until=date(2026, 12, 6))
    assert len(error.value.planned) == 1


@pytest.mark.parametrize("rule", [{"count": 10_000}, {"until": date(2200, 12, 31)}, {"count": 60}])
def test_more_than_an_event_can_have_is_refused(rule):
    with pytest.raises(TooManySessions) as error:
        plan(make_session(7), **rule)
    assert str(error.value) == (
        "An event has at most 60 sessions. There is room for 59 more."
        " Choose an earlier end, or fewer."
    )


def test_as_many_as_there_is_room_for_can_be_added():
    found = plan(make_session(7), count=MOST_SESSIONS - 1)
    assert sum(not one.left_out for one in found) == MOST_SESSIONS - 1


def test_full_event_takes_none():
    with pytest.raises(TooManySessions, match="This one is full"):
        plan(*(make_session(day) for day in range(MOST_SESSIONS)), count=1)


def test_rule_over_years_of_past_is_refused():
    with pytest.raises(RuleTooLong, match="more than 400 days"):
        plan(make_session(date(1990, 1, 4)), count=1)
