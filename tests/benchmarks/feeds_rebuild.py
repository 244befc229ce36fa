"""All stored texts written anew, as after an upgrade, beside formatting the same texts by hand."""

import statistics
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial

from django.db.models import F, Value
from django.db.models.functions import Replace

from events.calendar_items import root_address
from events.calendar_records import reconcile_calendar_records, site_of
from events.models import CalendarRecord
from tests.benchmarks.floor.models import StoredText
from tests.benchmarks.floor.vevents import by_bulk_update, by_upsert, rebuild
from tests.benchmarks.progress import say

TURNS = {100: 9, 1_000: 5, 10_000: 3}
WRITES = {"bulk_update": by_bulk_update, "upsert": by_upsert}
HEADINGS = (
    "| Rebuild | Floor, CPU s | Ours, CPU s | Ratio (≤ 4) | Floor, s | Ours, s | Ratio (≤ 4) |\n"
    "| --- | --: | --: | --: | --: | --: | --: |"
)


def compare_rebuild(*, index, size: int, now: datetime) -> list[str]:
    """Two rows of the table. All write the same texts; ours also locks, compares and keeps what was changed when.

    The floor changes its rows as Django does, and once more in the fastest way, which is ours too.
    """
    say(f"rebuild of {size:,}")
    root = root_address(site_of(index))
    StoredText.objects.all().delete()
    rebuild(root=root, now=now, write=by_upsert)
    times: dict[str, list[tuple[float, float]]] = {name: [] for name in (*WRITES, "ours")}
    for turn in range(1, TURNS[size] + 1):
        moment = now + timedelta(hours=turn)
        for name, write in WRITES.items():
            hand = partial(rebuild, root=root, now=moment, write=write)
            times[name].append(_timed(hand, size))
        _age()
        times["ours"].append(_timed(partial(reconcile_calendar_records, now=moment), size))
        _check(size)
    ours = _medians(times["ours"])
    return [_row(f"{size:,}, floor by {name}", _medians(times[name]), ours) for name in WRITES]


def _row(what: str, floor: tuple[float, ...], ours: tuple[float, ...]) -> str:
    pairs = zip(floor, ours, strict=True)
    cells = [f"{hand:.3f} | {our:.3f} | {our / hand:.2f}" for hand, our in pairs]
    return f"| {what} | {' | '.join(cells)} |"


def _age() -> None:
    """As if an older release, which wrote other texts, had stored them."""
    older = Replace(F("text"), Value("TRANSP:OPAQUE\r\n"), Value(""))
    CalendarRecord.objects.update(text=older, builder_version=0)


def _check(size: int) -> None:
    """The same bytes, all of them."""
    ours = list(CalendarRecord.objects.order_by("pk").values_list("text", flat=True))
    assert len(ours) == size
    assert ours == list(StoredText.objects.order_by("pk").values_list("text", flat=True))


def _timed(work: Callable[[], int], size: int) -> tuple[float, float]:
    """Seconds of this process's CPU, and of the clock."""
    cpu, wall = time.process_time(), time.perf_counter()
    assert work() == size
    return time.process_time() - cpu, time.perf_counter() - wall


def _medians(times: list[tuple[float, float]]) -> tuple[float, ...]:
    return tuple(statistics.median(column) for column in zip(*times, strict=True))
