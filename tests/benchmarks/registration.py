"""Registering over HTTP for one hot event, beside a bare view with one INSERT and one UPDATE.

Real clients on open connections, gunicorn, and the same middleware for both; ours and the floor take
turns, so that what slows the machine slows both, and a ratio is the median of those of the turns. The
request does what it does in production: CSRF, form, limits, action, redirect.
"""

import statistics
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import count

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from events.public_forms.tokens import new_form_token
from events.registration.models import Registration, SeatCount
from tests.benchmarks.crowd import Burst, post, send_all, together
from tests.benchmarks.floor.models import HotEntry, HotRow
from tests.benchmarks.progress import say
from tests.faults.seats_ledger import make_hot_event
from tests.faults.web_stage import Person, filled_in, form_path, web_server

CLIENTS = 50
TURNS, OF_ONE_TURN = 15, 400
WARM_UP = 400
MANY = 10_000
# The bare minimum of a CSRF token: the cookie's own value.
SECRET = "s" * 32
HEADINGS = (
    *("What", "Floor, per s", "Ours, per s", "Ratio (≥ 0.5, aim 0.7)", "Of one turn"),
    *("Floor p99, ms", "Ours p99, ms", "Ratio (≤ 2, aim 1.5)", "Of one turn", "Statements"),
)

_numbers = count(1)


def run(*, now: datetime) -> str:
    """The table: places, then turns on the waitlist, each beside the floor, and places after 10,000."""
    HotRow.objects.create(pk=1)
    hot, full = make_hot_event(capacity=None), make_hot_event(capacity=0)
    with web_server(settings="tests.benchmarks.web_settings") as (_process, port):
        ours, waiting = Form(hot, port), Form(full, port)
        for form in (ours, waiting):
            _send(form.requests(WARM_UP), port)
        _send(floor_requests(ours, WARM_UP), port)
        say("the first registrations")
        first = _in_turns(ours, ours, port)
        say("the waitlist")
        waitlisted = _in_turns(waiting, ours, port)
        say(f"up to {MANY:,} registrations")
        _send(ours.requests(MANY - Registration.objects.filter(event=hot).count()), port)
        last = _in_turns(ours, ours, port)
    _check(hot, full)
    rows = [
        ("Place", first, statements(hot)),
        ("Turn on the waitlist", waitlisted, statements(full)),
        (f"Place after {MANY:,}", last, statements(hot)),
    ]
    before, after = (statistics.median(turns.ratios_of("rate")) for turns in (first, last))
    later = together(last.ours).rate / together(first.ours).rate
    return (
        f"{_table(rows)}\n\nRate after {MANY:,} beside the first: {later:.2f};"
        f" beside the floor of the same minute: {after / before:.2f} (target ≥ 0.95)."
    )


@dataclass(frozen=True, kw_only=True)
class Turns:
    """The bursts of ours and of the floor; each pair of the same few seconds."""

    ours: list[Burst]
    floor: list[Burst]

    def ratios_of(self, name: str) -> list[float]:
        """Ours by the floor's of each turn, in order of size: `rate` or `p99`."""
        pairs = zip(self.ours, self.floor, strict=True)
        return sorted(getattr(ours, name) / getattr(floor, name) for ours, floor in pairs)


class Form:
    """The registration form of one event as a browser has it, to be filled in by many."""

    def __init__(self, event, port: int):
        self.path = form_path(event)
        person = Person(port=port, path=self.path, email="x@county.example", network="")
        person.open_form()
        self.fields = person.fields | {"organization": "Pine County Sheriff’s Office"}

    def requests(self, number: int) -> list[bytes]:
        now = timezone.now()
        return [self._request(self.path, form_token=new_form_token(now=now)) for _ in range(number)]

    def _request(self, path: str, **fields: str) -> bytes:
        number = next(_numbers)
        fields = self.fields | {
            "csrfmiddlewaretoken": SECRET, "email": f"person-{number}@county.example", **fields,
        }  # fmt: skip
        return post(path, fields, cookie=f"csrftoken={SECRET}")


def floor_requests(form: Form, number: int) -> list[bytes]:
    """The same fields, sent to the bare view."""
    return [form._request("/floor/enter/") for _ in range(number)]


def _in_turns(form: Form, fields: Form, port: int) -> Turns:
    """The floor's and ours, one after the other and again."""
    ours, floor = [], []
    for _ in range(TURNS):
        floor.append(_send(floor_requests(fields, OF_ONE_TURN), port))
        ours.append(_send(form.requests(OF_ONE_TURN), port))
    return Turns(ours=ours, floor=floor)


def _send(requests: list[bytes], port: int) -> Burst:
    return send_all(requests, port=port, clients=CLIENTS, status=302)


def statements(event) -> str:
    """What one more POST asks the database: all, and of it what writes."""
    client = Client(headers={"host": "testserver"})
    page = client.get(form_path(event)).content.decode()
    fields = filled_in(page, email=f"person-{next(_numbers)}@county.example")
    fields["form_token"] = new_form_token(now=timezone.now() - timedelta(minutes=1))
    with CaptureQueriesContext(connection) as queries:
        assert client.post(form_path(event), fields).status_code == 302
    texts = [query["sql"] for query in queries.captured_queries]
    writing = [sql for sql in texts if not sql.startswith("SELECT")]
    return f"{len(texts)}, {len(writing)} of it writing"


def _check(hot, full) -> None:
    """What was counted is what was written, by ours and by the floor."""
    for event in (hot, full):
        row = SeatCount.objects.get(event_id=event.pk)
        stored = Registration.objects.filter(event=event)
        assert row.taken == stored.filter(state="confirmed").count()
        assert row.waiting == stored.filter(state="waitlisted").count()
    assert HotRow.objects.get().taken == HotEntry.objects.count()


def _table(rows: list[tuple[str, Turns, str]]) -> str:
    lines = [f"| {' | '.join(HEADINGS)} |", "| --- |" + " --: |" * (len(HEADINGS) - 1)]
    for what, turns, asked in rows:
        ours, floor = together(turns.ours), together(turns.floor)
        cells = (
            *(f"{floor.rate:.0f}", f"{ours.rate:.0f}", *_in_words(turns.ratios_of("rate"))),
            *(f"{floor.p99 * 1000:.0f}", f"{ours.p99 * 1000:.0f}"),
            *(*_in_words(turns.ratios_of("p99")), asked),
        )
        lines.append(f"| {what} | {' | '.join(cells)} |")
    return "\n".join(lines)


def _in_words(ratios: list[float]) -> tuple[str, str]:
    """The median, and the smallest to the largest."""
    return f"{statistics.median(ratios):.2f}", f"{ratios[0]:.2f} to {ratios[-1]:.2f}"
