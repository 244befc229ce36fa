"""By how much a process grows while it makes a feed that nobody asked for before.

In a fresh process each, by what Linux says of it: the most it had in memory, beside what it had before.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

from tests.benchmarks.progress import say
from tests.faults.database import database_url
from tests.faults.mail_stage import ROOT

FEED = "/calendar/events.ics"
STATUS, CLEAR = Path("/proc/self/status"), Path("/proc/self/clear_refs")
HEADINGS = "| Memory | Growth, MB | Response, MB | Ratio (≤ 6) | Feed, MB | Ratio |\n" + (
    "| --- |" + " --: |" * 5
)


def measure_memory(size: int, coding: str) -> str:
    """One row of the table; the feed is the answer before it was compressed."""
    say(f"memory of {size:,} as {coding}")
    environment = os.environ | {"DATABASE_URL": database_url()}
    command = [sys.executable, "-m", "tests.benchmarks.feeds_memory", coding]
    done = subprocess.run(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, check=True)
    growth, response, plain = (number / 1e6 for number in json.loads(done.stdout))
    return (
        f"| {size:,} events, {coding} | {growth:.1f} | {response:.2f} | {growth / response:.2f}"
        f" | {plain:.2f} | {growth / plain:.2f} |"
    )


def main(coding: str) -> None:
    """Print the growth, the length of the answer, and its length in the plain form, in bytes."""
    import django

    django.setup()
    from django.test import Client

    from events.models import EventPage

    client = Client(headers={"accept-encoding": coding})
    # What is loaded once is loaded by a feed of one event.
    some = EventPage.objects.order_by("pk").values_list("pk", flat=True)[0]
    assert client.get(f"{FEED}?series={some}").status_code == 200
    CLEAR.write_text("5")  # the most so far is forgotten: proc_pid_clear_refs(5)
    before = _bytes_of("VmRSS")
    response = client.get(FEED)
    growth = _bytes_of("VmHWM") - before
    assert response.headers.get("Content-Encoding", "identity") == coding
    plain = client.get(FEED, headers={"accept-encoding": "identity"})
    print(json.dumps([growth, len(response.content), len(plain.content)]))


def _bytes_of(name: str) -> int:
    [line] = [line for line in STATUS.read_text().splitlines() if line.startswith(f"{name}:")]
    return int(line.split()[1]) * 1024


if __name__ == "__main__":
    main(*sys.argv[1:])
