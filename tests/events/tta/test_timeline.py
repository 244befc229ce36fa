"""The line of time: places, lanes that don't touch on a phone, states, words."""

import itertools
from datetime import date, timedelta

import pytest

from events.tta.models import Milestone
from events.tta.timeline import FROM, MARK, NARROW, TO, MarkState, timeline

TODAY = date(2026, 11, 22)
DAY = timedelta(days=1)


def at(days: int, **fields) -> Milestone:
    return Milestone(text=f"Due in {days}", due_date=TODAY + days * DAY, **fields)


def place(text: str) -> float:
    return float(text.removesuffix("%"))


def test_no_milestones_are_no_line():
    assert timeline([], today=TODAY) is None


def test_states_are_done_late_and_planned_in_the_order_given():
    line = timeline(
        [
            at(30),
            at(-5),
            at(-9, done_date=TODAY - DAY),
            at(0),
            Milestone(text="Only done", done_date=TODAY),
        ],
        today=TODAY,
    )
    assert [(mark.number, mark.state, mark.state_words) for mark in line.marks] == [
        (1, MarkState.PLANNED, "Planned"),
        (2, MarkState.LATE, "Late by 5 days"),
        (3, MarkState.DONE, "Done"),
        (4, MarkState.PLANNED, "Planned"),
        (5, MarkState.DONE, "Done"),
    ]
    assert line.has_late
    assert line.summary == (
        "Milestones along a line of time: 2 done, 2 planned, 1 late. The table says the same."
    )
    assert (line.marks[4].due, line.marks[4].done) == ("", "November 22, 2026")


def test_marks_stand_between_the_ends_and_today_too():
    line = timeline([at(-10), at(90)], today=TODAY)
    assert [place(mark.x) for mark in line.marks] == [FROM, TO]
    assert place(line.today) == pytest.approx(FROM + (TO - FROM) / 10, abs=0.01)


def test_marks_never_touch_on_a_narrow_screen():
    line = timeline([at(n) for n in (0, 1, 2, 3, 40, 41, 80)], today=TODAY)
    spots = [(place(mark.x) / 100 * NARROW, mark.y) for mark in line.marks]
    for number, (x, y) in enumerate(spots):
        for other_x, other_y in spots[:number]:
            assert abs(x - other_x) >= MARK or abs(y - other_y) >= MARK
    assert line.height >= max(mark.y for mark in line.marks) + MARK / 2


@pytest.mark.parametrize("days", [0, 1, 20, 45, 100, 400, 3000])
def test_words_on_the_line_have_room(days):
    line = timeline([at(0), at(days)], today=TODAY)
    places = [place(tick.x) for tick in line.ticks]
    assert 1 <= len(places) <= 4
    assert all(b - a >= 25 for a, b in itertools.pairwise(places))


def test_one_day_alone_stands_in_the_middle():
    line = timeline([at(0)], today=TODAY)
    assert (line.marks[0].x, line.ticks[0].text) == ("50%", "Nov 22, 2026")
