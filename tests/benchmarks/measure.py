"""CPU time and queries of a request beside those of its floor."""

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass

from django.db import connection
from django.http import HttpResponse
from django.test.utils import CaptureQueriesContext

WARM_UPS = 5
HEADINGS = (
    *("What", "Floor, ms", "Ours, ms", "Ratio", "Target"),
    *("Floor, queries", "Ours, queries", "Floor, bytes", "Ours, bytes"),
)

Call = Callable[[], HttpResponse]


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """CPU times are medians in milliseconds, of this process alone: not of a database server."""

    what: str
    target: str
    floor_ms: float
    ours_ms: float
    floor_queries: int
    our_queries: int
    floor_bytes: int
    our_bytes: int

    @property
    def ratio(self) -> float:
        return self.ours_ms / self.floor_ms


def compare(
    what: str, *, floor: Call, ours: Call, repetitions: int, target: str = ""
) -> Comparison:
    """Measure both in turn (floor, ours, floor, ours, …), so that what slows the machine slows both."""
    for _ in range(WARM_UPS):
        floor_answer, our_answer = floor(), ours()
    floor_times, our_times = [], []
    for _ in range(repetitions):
        floor_times.append(cpu_time(floor))
        our_times.append(cpu_time(ours))
    return Comparison(
        what=what,
        target=target,
        floor_ms=statistics.median(floor_times) * 1000,
        ours_ms=statistics.median(our_times) * 1000,
        floor_queries=query_count(floor),
        our_queries=query_count(ours),
        floor_bytes=len(floor_answer.content),
        our_bytes=len(our_answer.content),
    )


def cpu_time(call: Call) -> float:
    """Seconds of CPU, without waiting and without what else runs on the machine."""
    start = time.process_time()
    call()
    return time.process_time() - start


def query_count(call: Call) -> int:
    with CaptureQueriesContext(connection) as queries:
        call()
    return len(queries)


def table(comparisons: list[Comparison]) -> str:
    """The comparisons as a Markdown table."""
    rows = [
        (
            *(row.what, f"{row.floor_ms:.2f}", f"{row.ours_ms:.2f}", f"{row.ratio:.2f}"),
            *(row.target, f"{row.floor_queries}", f"{row.our_queries}"),
            *(f"{row.floor_bytes:,}", f"{row.our_bytes:,}"),
        )
        for row in comparisons
    ]
    widths = [max(map(len, column)) for column in zip(HEADINGS, *rows, strict=True)]
    rule = [f"{'-' * (width - 1)}:" if number else "-" * width for number, width in enumerate(widths)]  # fmt: skip
    return "\n".join(_line(cells, widths) for cells in (HEADINGS, rule, *rows))


def _line(cells, widths: list[int]) -> str:
    first, *others = zip(cells, widths, strict=True)
    return " | ".join(
        ["| " + first[0].ljust(first[1]), *(cell.rjust(width) for cell, width in others)]
    ) + " |"  # fmt: skip
