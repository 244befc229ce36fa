"""What feeds cost, each beside a floor of the same run: unchanged, after one change, not modified, rebuilt.

At 100, 1,000 and 10,000 events. Over HTTP where requests per second count, else in this process.
"""

import statistics
from collections.abc import Iterator
from datetime import datetime, timedelta

from django.test import Client

from events.models import EventPage
from tests import make
from tests.benchmarks.content import add_events, child_count
from tests.benchmarks.feeds_http import HEADINGS as HTTP_HEADINGS
from tests.benchmarks.feeds_http import compare_unchanged
from tests.benchmarks.feeds_memory import HEADINGS as MEMORY_HEADINGS
from tests.benchmarks.feeds_memory import measure_memory
from tests.benchmarks.feeds_rebuild import HEADINGS as REBUILD_HEADINGS
from tests.benchmarks.feeds_rebuild import compare_rebuild
from tests.benchmarks.floor.models import StoredText, StoredVersion
from tests.benchmarks.measure import Comparison, compare, cpu_time, query_count, table
from tests.benchmarks.progress import say

FEED, FLOOR = "/calendar/events.ics", "/floor/events.ics"
SIZES = (100, 1_000, 10_000)
CODINGS = ("identity", "gzip")
CHANGES = {100: 60, 1_000: 30, 10_000: 9}
NOT_MODIFIED_REPETITIONS = 500
EVENT_END = "END:VEVENT\r\n"


def run(*, now: datetime) -> str:
    """The tables, one after the other."""
    index = make.make_site()
    first_date = now.date() - timedelta(days=10)
    unchanged, requests, rebuilt, memory = [], [], [], []
    for size in SIZES:
        missing = size - child_count(index)
        add_events(parent=index, count=missing, first_date=first_date, now=now)
        store_texts(Client().get(FEED).content)
        unchanged += compare_unchanged(size)
        requests += [compare_after_change(size, coding) for coding in CODINGS]
        requests.append(compare_not_modified(size))
        memory += [measure_memory(size, coding) for coding in CODINGS]
        rebuilt += compare_rebuild(index=index, size=size, now=now)
    tables = (
        [HTTP_HEADINGS, *unchanged],
        [table(requests), "", *growth_of_not_modified(requests)],
        [REBUILD_HEADINGS, *rebuilt],
        [MEMORY_HEADINGS, *memory],
    )
    return "\n\n".join("\n".join(lines) for lines in tables)


def compare_after_change(size: int, coding: str) -> Comparison:
    """The first answer after an event was published with another title, beside one query and a join.

    The floor compresses too where ours does. The publishing is not in the times.
    """
    say(f"after one change, {size:,} as {coding}")
    client = Client(headers={"accept-encoding": coding})
    changes = publish_one_after_the_other()
    floor, ours = [], []
    for _ in range(CHANGES[size]):
        floor.append(cpu_time(lambda: client.get(FLOOR)))
        next(changes)
        ours.append(cpu_time(lambda: client.get(FEED)))
    store_texts(Client().get(FEED).content)
    floor_answer, our_answer = client.get(FLOOR), client.get(FEED)
    assert floor_answer.content == our_answer.content
    next(changes)
    return Comparison(
        what=f"After one change, {size:,} events, {coding}",
        target="≤ 1.5",
        floor_ms=statistics.median(floor) * 1000,
        ours_ms=statistics.median(ours) * 1000,
        floor_queries=query_count(lambda: client.get(FLOOR)),
        our_queries=query_count(lambda: client.get(FEED)),
        floor_bytes=len(floor_answer.content),
        our_bytes=len(our_answer.content),
    )


def publish_one_after_the_other() -> Iterator[None]:
    """At each step another event gets another title, as editors publish."""
    for pk in EventPage.objects.order_by("-pk").values_list("pk", flat=True)[:100]:
        page = EventPage.objects.get(pk=pk).specific
        page.title = f"{page.title} again"
        page.save_revision().publish()
        yield


def store_texts(feed: bytes) -> None:
    """Cut a feed into rows for the floor, an event each; the header goes with the first."""
    texts = feed.decode().split(EVENT_END)
    StoredText.objects.all().delete()
    StoredText.objects.bulk_create(
        [StoredText(text=text + EVENT_END) for text in texts[:-1]] + [StoredText(text=texts[-1])],
        batch_size=500,
    )


def compare_not_modified(size: int) -> Comparison:
    say(f"304 at {size:,}")
    client = Client()
    etag = client.get(FEED).headers["ETag"]
    StoredVersion.objects.update_or_create(pk=1, defaults={"etag": etag})
    return compare(
        f"304 at {size:,} events",
        floor=lambda: not_modified(client, FLOOR, etag),
        ours=lambda: not_modified(client, FEED, etag),
        repetitions=NOT_MODIFIED_REPETITIONS,
    )


def not_modified(client: Client, address: str, etag: str):
    response = client.get(address, headers={"If-None-Match": etag})
    assert response.status_code == 304
    return response


def growth_of_not_modified(requests: list[Comparison]) -> Iterator[str]:
    """The 304 of each size beside that of the smallest, as measured and by the floor of the same minute."""
    first, *others = [row for row in requests if row.what.startswith("304")]
    for row in others:
        yield (
            f"{row.what}, beside {SIZES[0]}: {row.ours_ms / first.ours_ms:.2f};"
            f" by the floor of the same minute: {row.ratio / first.ratio:.2f} (target ≤ 1.1)."
        )
