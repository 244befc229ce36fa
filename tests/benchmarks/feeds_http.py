"""An unchanged feed over HTTP, beside a view that returns the same bytes from memory.

gunicorn and the same middleware for both, clients on open connections; ours and the floor take turns.
"""

import statistics
import urllib.request

from tests.benchmarks.crowd import ask_all, get
from tests.benchmarks.progress import say
from tests.faults.web_stage import web_server

FEED, FLOOR = "/calendar/events.ics", "/floor/kept.ics"
CODINGS = ("identity", "gzip")
CLIENTS, PROCESSES = 4, 2
TURNS = 7
# How many answers one turn has: as many as take about a second.
OF_ONE_TURN = {100: 400, 1_000: 400, 10_000: 80}
HEADINGS = (
    "| Unchanged feed over HTTP | Floor, per s | Ours, per s | Ratio (≥ 0.67 at 10,000) | Of one turn | Bytes |\n"
    "| --- | --: | --: | --: | --: | --: |"
)


def compare_unchanged(size: int) -> list[str]:
    """Rows of the table, one per form. The floor's stored texts must be those of the feed."""
    server = web_server(settings="tests.benchmarks.web_settings", workers=PROCESSES)
    with server as (_process, port):
        return [_compare(size, coding, port) for coding in CODINGS]


def _compare(size: int, coding: str, port: int) -> str:
    say(f"unchanged feed of {size:,} as {coding}")
    content = _content(FEED, coding, port)
    assert content == _content(FLOOR, coding, port)
    requests = {path: get(path, accept_encoding=coding) for path in (FEED, FLOOR)}
    number = OF_ONE_TURN[size]

    def rate(path: str) -> float:
        burst = ask_all(requests[path], times=number, port=port, clients=CLIENTS, status=200)
        return burst.rate

    for path in requests:
        rate(path)
    turns = [(rate(FLOOR), rate(FEED)) for _ in range(TURNS)]
    ratios = sorted(ours / floor for floor, ours in turns)
    floor, ours = (statistics.median(column) for column in zip(*turns, strict=True))
    return (
        f"| {size:,} events, {coding} | {floor:.0f} | {ours:.0f} | {statistics.median(ratios):.2f}"
        f" | {ratios[0]:.2f} to {ratios[-1]:.2f} | {len(content):,} |"
    )


def _content(path: str, coding: str, port: int) -> bytes:
    address = f"http://127.0.0.1:{port}{path}"
    headers = {"Host": "testserver", "Accept-Encoding": coding}
    with urllib.request.urlopen(urllib.request.Request(address, headers=headers)) as answer:
        assert answer.headers.get("Content-Encoding", "identity") == coding
        return answer.read()
