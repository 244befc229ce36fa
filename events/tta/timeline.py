"""Where milestones stand on a line of time: what a template needs to draw it as SVG, and the table beside it.

Places along the line are percentages of its length, so that text keeps its size at any width; marks
that would touch at NARROW pixels stand in lanes below each other. Plain values: no query, no clock.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.times import format_date
from events.tta.models import Milestone

NARROW = 300
MARK, LANE, AXIS = (
    28,
    38,
    26,
)  # pixels: a mark's size, the height of a lane, the height above the lanes
FROM, TO = 6.0, 94.0  # the ends of the line, in percent
# The label of a month takes so much of the line, in percent.
TICK_ROOM = 25.0


class MarkState(StrEnum):
    """How a milestone stands on a day."""

    DONE = "done"
    PLANNED = "planned"
    LATE = "late"


STATE_WORDS = {
    MarkState.DONE: gettext_lazy("Done"),
    MarkState.PLANNED: gettext_lazy("Planned"),
    MarkState.LATE: gettext_lazy("Late"),
}


@dataclass(frozen=True, kw_only=True)
class Mark:
    """One milestone: its number in the table, its place (x in percent, y in pixels), and the cells of its row."""

    number: int
    x: str
    y: int
    state: MarkState
    text: str
    due: str
    done: str
    days_late: int

    @property
    def state_words(self) -> str:
        if self.state == MarkState.LATE:
            return (
                _("Late by %(days)d days") % {"days": self.days_late}
                if self.days_late > 1
                else _("Late by a day")
            )
        return str(STATE_WORDS[self.state])


@dataclass(frozen=True, kw_only=True)
class Tick:
    """A word on the line of time; `anchor` is SVG's text-anchor."""

    x: str
    text: str
    anchor: str = "middle"


@dataclass(frozen=True, kw_only=True)
class Timeline:
    """Everything that is drawn, in the order of the table. `today` is None where the line does not reach it."""

    marks: list[Mark]
    ticks: list[Tick]
    today: str | None
    height: int
    summary: str

    @property
    def has_late(self) -> bool:
        return any(mark.state == MarkState.LATE for mark in self.marks)


def timeline(milestones: Sequence[Milestone], *, today: date) -> Timeline | None:
    """The milestones in their order, each at the day it was done, or else is due; None where there are none."""
    if not milestones:
        return None
    days = [_day(one) for one in milestones]
    line = _Line(min(*days, today), max(*days, today))
    lanes = _lanes([line.place(day) for day in days])
    marks = [
        _mark(one, number=number, line=line, lane=lane, today=today)
        for number, (one, lane) in enumerate(zip(milestones, lanes, strict=True), start=1)
    ]
    return Timeline(
        marks=marks,
        ticks=line.ticks(),
        today=_percent(line.place(today)),
        height=AXIS + LANE * (max(lanes) + 1),
        summary=_summary(marks),
    )


@dataclass(frozen=True)
class _Line:
    first: date
    last: date

    def place(self, day: date) -> float:
        """Percent of the line's length."""
        span = (self.last - self.first).days
        return FROM + (TO - FROM) * ((day - self.first).days / span if span else 0.5)

    def ticks(self) -> list[Tick]:
        """Firsts of months that have room, four at most; the two ends where no month begins between."""
        chosen: list[date] = []
        for day in _firsts(self.first, self.last):
            if not self._is_inside(day):
                continue
            if not chosen or self.place(day) - self.place(chosen[-1]) >= TICK_ROOM:
                chosen.append(day)
        if chosen:
            return [Tick(x=_percent(self.place(day)), text=_month(day)) for day in chosen]
        if self.first == self.last:
            return [Tick(x=_percent(self.place(self.first)), text=_short(self.first))]
        return [
            Tick(x="0%", text=_short(self.first), anchor="start"),
            Tick(x="100%", text=_short(self.last), anchor="end"),
        ]

    def _is_inside(self, day: date) -> bool:
        """Whether the word of a month fits between the ends of the line."""
        return 10 <= self.place(day) <= 90


def _firsts(first: date, last: date) -> list[date]:
    """The first days of the months after the one of `first`, as far as `last`."""
    months = range(first.year * 12 + first.month, last.year * 12 + last.month)
    return [date(month // 12, month % 12 + 1, 1) for month in months]


def _lanes(places: Sequence[float]) -> list[int]:
    """The lane of each mark: the first in which it touches no other, also on a narrow screen."""
    room = (MARK + 4) / NARROW * 100
    taken: list[list[float]] = []
    found = [0] * len(places)
    for number in sorted(range(len(places)), key=lambda n: (places[n], n)):
        place = places[number]
        lane = next((n for n, last in enumerate(taken) if place - last[-1] >= room), len(taken))
        if lane == len(taken):
            taken.append([])
        taken[lane].append(place)
        found[number] = lane
    return found


def _mark(one: Milestone, *, number: int, line: _Line, lane: int, today: date) -> Mark:
    days_late = one.days_late(today)
    state = MarkState.DONE if one.is_done else MarkState.LATE if days_late else MarkState.PLANNED
    return Mark(
        number=number,
        x=_percent(line.place(_day(one))),
        y=AXIS + LANE * lane + LANE // 2,
        state=state,
        text=one.text,
        due=format_date(one.due_date, weekday=False) if one.due_date else "",
        done=format_date(one.done_date, weekday=False) if one.done_date else "",
        days_late=days_late,
    )


def _summary(marks: Sequence[Mark]) -> str:
    """How many there are of each state, for those who don't see the drawing."""
    counts = {state: sum(mark.state == state for mark in marks) for state in MarkState}
    words = ", ".join(
        f"{count} {str(STATE_WORDS[state]).lower()}" for state, count in counts.items() if count
    )
    return _("Milestones along a line of time: %(words)s. The table says the same.") % {
        "words": words
    }


def _day(one: Milestone) -> date:
    day = one.done_date or one.due_date
    assert day is not None  # the database says so
    return day


def _percent(place: float) -> str:
    return f"{place:.2f}".rstrip("0").rstrip(".") + "%"


def _month(day: date) -> str:
    return f"{day:%b} {day.year}"


def _short(day: date) -> str:
    return f"{day:%b} {day.day}, {day.year}"
