"""The background of the site in one process; several at once are allowed."""

import signal
import threading
import time
from contextlib import contextmanager

from django.core.management.base import BaseCommand
from django.utils import timezone

from events.worker import (
    run_mail_until,
    run_periodic_jobs,
    seconds_between_turns,
    send_mail_once,
)


class Command(BaseCommand):
    help = "Send mail, publish and expire what is scheduled, and keep calendar records true."

    def add_arguments(self, parser):
        parser.add_argument(
            "--once", action="store_true", help="send all mail that is due, do each job once, end"
        )

    def handle(self, *args, once: bool, **options):
        if once:
            failed = [*run_periodic_jobs(now=timezone.now()), *send_mail_once()]
            if failed:
                raise SystemExit(f"Failed: {', '.join(failed)}")
            return
        stop = threading.Event()
        for name in (signal.SIGINT, signal.SIGTERM):
            signal.signal(name, lambda *_: stop.set())
        with mail_thread(stop):
            self.stdout.write("Worker started.")
            while not stop.is_set():
                began = time.monotonic()
                run_periodic_jobs(now=timezone.now())
                stop.wait(max(1.0, seconds_between_turns() - (time.monotonic() - began)))
        self.stdout.write("Worker stopped.")


@contextmanager
def mail_thread(stop: threading.Event):
    """Mail beside the jobs, so that a long job delays no confirmation; at the end the message in hand is finished."""
    thread = threading.Thread(target=run_mail_until, args=[stop], name="mail")
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()
