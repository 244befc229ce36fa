"""The queue of 20,000 requests beside a plain Wagtail listing of the same rows, and the memory of a long export."""

import tracemalloc
from datetime import date, datetime, time, timedelta

from django.test import Client
from django.urls import reverse
from wagtail.models import Site

from events.tta.enums import LetterState, OptionList, Stage
from events.tta.models import Option, TTARequest, TTAType
from tests import make
from tests.benchmarks.measure import Comparison, compare, table
from tests.benchmarks.progress import say

REQUESTS, EXPORTED = 20_000, 50_000
REPETITIONS = 20
TARGET = "≤ 1.5"
STAGES = [Stage.SUBMITTED, Stage.UNDER_REVIEW, Stage.RETURNED, Stage.APPROVED, Stage.CLOSED]
QUERIES = (
    ("all", {}),
    ("two stages", {"stage": ["submitted", "under_review"]}),
    ("one type, late, nobody's", {"tta_type": "", "late": "late", "owner": "nobody"}),
    ("search", {"q": "springfield"}),
)


def run(*, now: datetime) -> str:
    """The table of the queue with filters, then what the export took."""
    make.make_site()
    make.make_lists()
    client = Client(headers={"host": "testserver"})
    client.force_login(make.make_admin())
    say(f"{REQUESTS:,} requests")
    add_requests(REQUESTS, now=now)
    kind = TTAType.objects.get(key="classroom-training")
    comparisons = [
        compare_queue(client, name, query | ({"tta_type": kind.pk} if "tta_type" in query else {}))
        for name, query in QUERIES
    ]
    say(f"up to {EXPORTED:,} requests, exported")
    add_requests(EXPORTED - REQUESTS, now=now, first=REQUESTS)
    return f"{table(comparisons)}\n\n{export(client)}"


def compare_queue(client: Client, name: str, query: dict) -> Comparison:
    """Ours with these filters, beside Wagtail's listing of the same rows with nothing but their names and stages."""
    queue, floor = reverse("tta_requests:list"), reverse("floor_requests:index")
    return compare(
        f"Queue, {name}: 50 of {REQUESTS:,}",
        floor=lambda: client.get(floor, query),
        ours=lambda: client.get(queue, query),
        repetitions=REPETITIONS,
        target=TARGET,
    )


def add_requests(number: int, *, now: datetime, first: int = 0) -> None:
    """Requests over two years in several stages, without history."""
    site = Site.objects.get(is_default_site=True)
    types = list(TTAType.objects.order_by("pk"))
    areas = list(Option.objects.filter(list=OptionList.PROGRAM_AREA).order_by("pk"))
    rows = []
    for n in range(first, first + number):
        at = now - timedelta(hours=n % 17_000)
        rows.append(
            TTARequest(
                number=f"{20_000_000 + n:08d}-000000-00", site=site, stage=STAGES[n % len(STAGES)],
                stage_since=at, created_at=at, changed_at=at, submitted_at=at, agreed_at=at,
                title=f"Training for shift {n}", agency_name="Springfield Police Department",
                contact_name="Dana Whitfield", contact_email=f"dana{n}@springfield.example",
                narrative="Our officers answer most calls at night without a clinician. " * 20,
                tta_type=types[n % len(types)], program_area=areas[n % len(areas)], has_event=True,
                event_date=date(2027, 1, 1) + timedelta(days=n % 300), event_start_time=time(9),
                event_zone="America/New_York", letter_state=LetterState.values[n % 4],
            )
        )  # fmt: skip
    TTARequest.objects.bulk_create(rows, batch_size=1_000)


def export(client: Client) -> str:
    """Peak memory of a whole export as CSV, read as a browser reads it."""
    response = client.get(reverse("tta_requests:list"), {"export": "csv"})
    tracemalloc.start()
    size = sum(len(part) for part in response.streaming_content)
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return (
        f"Export of {EXPORTED:,} rows: {size / 1e6:.1f} MB of CSV, at most {peak / 1e6:.1f} MB of"
        " memory for it at any time."
    )
