"""The sender beside smtplib sending ready bytes: confirmations of one event, in messages per second.

Both use one connection at a time to the same server, which runs in a process of its own; they take
turns, so that what slows the machine slows both. Ours claims, loads, writes text, HTML and calendar
part, sends, and records each message.
"""

import contextlib
import smtplib
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Generator
from datetime import datetime, timedelta

from django.db import connection
from django.test import override_settings
from django.test.utils import CaptureQueriesContext

from cms.mail import crlf
from cms.settings.base import mail_through
from events.outbox.loop import send_all_due
from events.outbox.messages import Writer
from events.outbox.models import OwedMail
from tests.benchmarks.progress import say
from tests.faults.mail_sink import free_port
from tests.faults.mail_stage import wait_until
from tests.faults.seats_ledger import make_hot_event
from tests.make import make_registration

TURNS, OF_ONE_TURN = 5, 200
WARM_UP = 50
HEADINGS = "| What | Floor, per s | Ours, per s | Ratio (≥ 0.1) | Statements | Bytes |"


def run(*, now: datetime) -> str:
    """The table: one row, the confirmation."""
    event = make_hot_event(capacity=None)
    say("registrations")
    _register(event, WARM_UP + TURNS * OF_ONE_TURN + OF_ONE_TURN, now)
    contents = _ready_bytes(list(OwedMail.objects.order_by("pk")[:OF_ONE_TURN]), now)
    smtp = "django.core.mail.backends.smtp.EmailBackend"
    ours, floor = [], []
    with server() as port, override_settings(**mail_through(smtp, host="127.0.0.1", port=port)):
        _send_ours(WARM_UP)
        _send_ready(contents, port)
        for turn in range(TURNS):
            say(f"turn {turn + 1} of {TURNS}")
            floor.append(_send_ready(contents, port))
            ours.append(_send_ours(OF_ONE_TURN))
        with CaptureQueriesContext(connection) as queries:
            _send_ours(OF_ONE_TURN)
    assert set(OwedMail.objects.values_list("state", "attempts")) == {("sent", 1)}
    our_rate, floor_rate = statistics.median(ours), statistics.median(floor)
    size = statistics.mean(len(content) for _address, content in contents)
    return (
        f"{HEADINGS}\n| --- | --: | --: | --: | --: | --: |\n"
        f"| Confirmation | {floor_rate:.0f} | {our_rate:.0f} | {our_rate / floor_rate:.2f}"
        f" | {len(queries) / OF_ONE_TURN:.2f} | {size:,.0f} |"
    )


@contextlib.contextmanager
def server() -> Generator[int]:
    """A mail server that takes everything and keeps nothing; gives its port."""
    port = free_port()
    command = [sys.executable, "-m", "aiosmtpd", "-n", "-c", "aiosmtpd.handlers.Sink"]
    process = subprocess.Popen([*command, "-l", f"127.0.0.1:{port}"])
    try:
        wait_until(lambda: _answers(port), seconds=30, what="the mail server has started")
        yield port
    finally:
        process.terminate()
        process.wait()


def _answers(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def _register(event, number: int, now: datetime) -> None:
    for _ in range(number):
        make_registration(event=event, now=now)
    # Nothing is due yet: each turn makes as many due as the floor sends.
    OwedMail.objects.update(not_before=now + timedelta(days=1))


def _ready_bytes(mails: list[OwedMail], now: datetime) -> list[tuple[str, bytes]]:
    writer = Writer(mails)
    return [
        (mail.to_address, crlf(writer.write(mail, now=now).message().as_bytes())) for mail in mails
    ]


def _send_ours(number: int) -> float:
    """Messages per second, from the queue to the last row that is written."""
    waiting = OwedMail.objects.filter(state="queued").order_by("pk")[:number]
    OwedMail.objects.filter(pk__in=[mail.pk for mail in waiting]).update(not_before=None)
    began = time.perf_counter()
    assert send_all_due()
    return number / (time.perf_counter() - began)


def _send_ready(contents: list[tuple[str, bytes]], port: int) -> float:
    """Messages per second of smtplib on one connection, with nothing else to do."""
    began = time.perf_counter()
    with smtplib.SMTP("127.0.0.1", port) as connection:
        for address, content in contents:
            connection.sendmail("desk@tta.example", [address], content)
    return len(contents) / (time.perf_counter() - began)
