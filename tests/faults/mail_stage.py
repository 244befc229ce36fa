"""What every mail script needs: mail that is owed, real workers, and the sums at the end."""

import argparse
import contextlib
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Generator
from dataclasses import dataclass
from pathlib import Path

from tests.faults.database import database_url, new_database
from tests.faults.mail_sink import Sink

ROOT = Path(__file__).resolve().parent.parent.parent
SECONDS_TO_START = 60
SECONDS_TO_STOP = 30


@dataclass(frozen=True, kw_only=True)
class Tally:
    """`owed` and `sent` are rows, `received` are Message-IDs at the server, `again` are further copies of them."""

    owed: int
    sent: int
    failed: int
    received: int
    again: int

    def __str__(self):
        return (
            f"owed {self.owed} = sent {self.sent} + failed {self.failed};"
            f" received {self.received}, {self.again} of them again"
        )


def owe_notes(number: int, *, kind: str = "faults.note", **payload) -> list[str]:
    """Owe so many messages, each to an address of its own; gives the addresses."""
    from django.db import transaction
    from django.utils import timezone

    from events.outbox.actions import new_mail, owe
    from events.outbox.models import OwedMail
    from tests.faults.mail_kinds import register_kinds

    register_kinds()
    first = OwedMail.objects.count()
    mails = [
        new_mail(
            kind=kind,
            key=f"note {first + count}",
            to_name=f"Reader {first + count}",
            to_address=f"reader-{first + count}@county.example",
            payload=payload,
            now=timezone.now(),
        )
        for count in range(number)
    ]
    with transaction.atomic():
        owe(mails)
    return [mail.to_address for mail in mails]


def tally(sink: Sink) -> Tally:
    """The sums; every message that the server has is one of those that are owed."""
    from events.outbox.models import OwedMail

    counts = sink.counts()
    rows = dict(OwedMail.objects.values_list("message_id", "state"))
    assert set(counts) <= set(rows)
    states = list(rows.values())
    assert all(counts[message_id] for message_id, state in rows.items() if state == "sent")
    return Tally(
        owed=len(rows),
        sent=states.count("sent"),
        failed=states.count("failed"),
        received=len(counts),
        again=sum(counts.values()) - len(counts),
    )


def queued(**filters) -> int:
    """How many messages still wait."""
    from events.outbox.models import OwedMail

    return OwedMail.objects.filter(state="queued", **filters).count()


def wait_until(is_so: Callable[[], object], *, seconds: float, what: str) -> None:
    """Return as soon as it is so."""
    deadline = time.monotonic() + seconds
    while not is_so():
        if time.monotonic() > deadline:
            raise AssertionError(f"After {seconds:g} s still not so: {what}")
        time.sleep(0.05)


@contextlib.contextmanager
def worker(*, port: int, **settings: object) -> Generator[subprocess.Popen]:
    """A worker of its own on this database, started when this begins; killed at the end if it still runs.

    `settings` become TTA_FAULTS_… for tests.faults.settings.
    """
    with tempfile.TemporaryDirectory(prefix="worker-") as folder:
        log = Path(folder) / "log"
        environment = os.environ | {
            "DATABASE_URL": database_url(),
            "DJANGO_SETTINGS_MODULE": "tests.faults.settings",
            "TTA_VAR_DIR": folder,
            "TTA_FAULTS_SMTP_PORT": str(port),
            "PYTHONUNBUFFERED": "1",
            **{f"TTA_FAULTS_{name.upper()}": str(value) for name, value in settings.items()},
        }
        with log.open("wb") as output:
            process = subprocess.Popen(
                [sys.executable, "manage.py", "worker"],
                cwd=ROOT, env=environment, stdout=output, stderr=subprocess.STDOUT,
            )  # fmt: skip
        try:
            wait_until(
                lambda: b"Worker started.\n" in log.read_bytes() or process.poll() is not None,
                seconds=SECONDS_TO_START, what="the worker has started",
            )  # fmt: skip
            assert process.poll() is None, log.read_text()
            yield process
        except BaseException:
            print(log.read_text()[-4000:], file=sys.stderr)
            raise
        finally:
            process.kill()
            process.wait()


def end(process: subprocess.Popen) -> None:
    """Ask the worker to stop; it ends by itself, after the message in hand."""
    process.send_signal(signal.SIGTERM)
    assert process.wait(timeout=SECONDS_TO_STOP) == 0


def main(run: Callable[..., object], **numbers: int) -> None:
    """Run a script from the command line on a database of its own; each number may be given as an option."""
    parser = argparse.ArgumentParser(description=run.__doc__)
    for name, number in numbers.items():
        parser.add_argument(f"--{name}", type=int, default=number)
    chosen = vars(parser.parse_args())
    name = Path(sys.argv[0]).stem
    with new_database("faults"):
        began = time.monotonic()
        print(f"{name}: {run(**chosen)} ({time.monotonic() - began:.0f} s)")
