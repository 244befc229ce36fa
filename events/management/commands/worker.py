"""The background of the site in one process; several at once are allowed."""

import signal
import threading
import time

from django.core.management.base import BaseCommand
from django.utils import timezone

from events.worker import run_periodic_jobs, seconds_between_turns


class Command(BaseCommand):
    help = "Publish and expire what is scheduled, and keep calendar records true."

    def add_arguments(self, parser):
        parser.add_argument("--once", action="store_true", help="one turn, then end")

    def handle(self, *args, once: bool, **options):
        if once:
            failed = run_periodic_jobs(now=timezone.now())
            if failed:
                raise SystemExit(f"Failed: {', '.join(failed)}")
            return
        stop = threading.Event()
        for name in (signal.SIGINT, signal.SIGTERM):
            signal.signal(name, lambda *_: stop.set())
        self.stdout.write("Worker started.")
        while not stop.is_set():
            began = time.monotonic()
            run_periodic_jobs(now=timezone.now())
            stop.wait(max(1.0, seconds_between_turns() - (time.monotonic() - began)))
        self.stdout.write("Worker stopped.")
