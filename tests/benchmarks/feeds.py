"""The feed and its 304, at 100 and at 10,000 events, beside texts that are only joined."""

from datetime import datetime, timedelta

from django.test import Client

from tests import make
from tests.benchmarks.content import add_events, child_count
from tests.benchmarks.floor.models import StoredText, StoredVersion
from tests.benchmarks.measure import Comparison, compare
from tests.benchmarks.progress import say

FEED, FLOOR = "/calendar/events.ics", "/floor/events.ics"
SIZES = (100, 10_000)
FEED_REPETITIONS = {100: 100, 10_000: 15}
NOT_MODIFIED_REPETITIONS = 300
EVENT_END = "END:VEVENT\r\n"


def run(*, now: datetime) -> list[Comparison]:
    """The table of feeds: each size's feed against the same bytes joined, then its 304."""
    index = make.make_site()
    first_date = now.date() - timedelta(days=10)
    comparisons = []
    for size in SIZES:
        missing = size - child_count(index)
        add_events(parent=index, count=missing, first_date=first_date, now=now)
        comparisons += [compare_feed(size), compare_not_modified(size)]
    return comparisons


def compare_feed(size: int) -> Comparison:
    say(f"feed of {size:,}")
    client = Client()
    store_texts(client.get(FEED).content)
    assert client.get(FLOOR).content == client.get(FEED).content
    return compare(
        f"Feed of {size:,} events",
        floor=lambda: client.get(FLOOR),
        ours=lambda: client.get(FEED),
        repetitions=FEED_REPETITIONS[size],
    )


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
