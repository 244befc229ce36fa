"""The worker: one turn, a job that fails, and a real process that is asked or made to stop."""

import os
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.utils import timezone
from time_machine import travel
from wagtail.models import Page

from events import worker
from events.jobs import publish_scheduled
from events.models import EventPage
from events.worker import PeriodicJob, register_periodic_job, run_periodic_jobs
from tests.events.calendars import is_shown, records_of, sequences, uids
from tests.faults.database import database_url
from tests.make import NOW, make_event, make_speaker, publish

ROOT = Path(__file__).resolve().parent.parent.parent
SECONDS_TO_STOP = 5
SECONDS_TO_START = 60


@pytest.fixture
def jobs(monkeypatch):
    """The registered jobs, put back afterwards."""
    monkeypatch.setattr(worker, "_jobs", dict(worker._jobs))
    return worker._jobs


def schedule() -> EventPage:
    """A page that was scheduled yesterday; its moment was an hour ago and nobody has published it yet."""
    now = timezone.now()
    with travel(now - timedelta(days=1)):
        page = make_event(live=False, go_live_at=now - timedelta(hours=1))
        publish(page)
    return page


# ---- in this process ----


@pytest.mark.time_machine(NOW)
def test_one_turn_publishes_what_is_due_and_repairs_what_is_out_of_line(
    committed_index, time_machine
):
    due = make_event(live=False, go_live_at=NOW + timedelta(hours=1))
    publish(due)
    expired = publish(make_event(expire_at=NOW + timedelta(hours=1)))
    hidden = make_event()
    Page.objects.filter(pk=hidden.pk).update(live=False)
    time_machine.shift(timedelta(hours=2))

    call_command("worker", once=True)

    assert [is_shown(page) for page in (due, expired, hidden)] == [True, False, False]


def test_failing_job_is_named_and_does_not_stop_the_others(committed_index, jobs, caplog):
    ran = []

    def fail(*, now):
        raise RuntimeError("The disk is full.")

    register_periodic_job(PeriodicJob(name="first", run=lambda *, now: ran.append(("first", now))))
    register_periodic_job(PeriodicJob(name="broken", run=fail))
    register_periodic_job(PeriodicJob(name="last", run=lambda *, now: ran.append(("last", now))))

    failed = run_periodic_jobs(now=NOW)

    assert failed == ["broken"]
    assert ran == [("first", NOW), ("last", NOW)]
    assert "The job broken failed and will be tried again." in caplog.text
    assert "The disk is full." in caplog.text


def test_single_turn_with_a_failure_ends_with_an_error(committed_index, jobs):
    def fail(*, now):
        raise RuntimeError

    register_periodic_job(PeriodicJob(name="broken", run=fail))

    with pytest.raises(SystemExit, match="Failed: broken"):
        call_command("worker", once=True, stdout=StringIO())


def test_job_of_the_same_name_is_replaced(transactional_db, jobs):
    jobs.clear()
    ran = []
    register_periodic_job(PeriodicJob(name="one", run=lambda *, now: ran.append("old")))
    register_periodic_job(PeriodicJob(name="one", run=lambda *, now: ran.append("new")))

    assert run_periodic_jobs(now=NOW) == []
    assert ran == ["new"]


@pytest.mark.django_db
@pytest.mark.time_machine(NOW)
def test_page_that_cannot_be_published_does_not_hold_up_the_others(index, time_machine, caplog):
    soon = NOW + timedelta(hours=1)
    stuck = publish(make_event(title="Stuck"))
    stuck.slug, stuck.go_live_at = "wanted", soon
    publish(stuck)
    due = make_event(live=False, go_live_at=soon + timedelta(minutes=1))
    publish(due)
    expired = publish(make_event(expire_at=soon))
    make_event(slug="wanted")
    time_machine.shift(timedelta(hours=2))

    with pytest.raises(ValidationError, match="wanted"):
        publish_scheduled(now=timezone.now())

    assert [is_shown(page) for page in (due, expired)] == [True, False]
    assert "could not be done and will be tried again" in caplog.text
    EventPage.objects.get(slug="wanted").delete()
    publish_scheduled(now=timezone.now())
    assert EventPage.objects.get(slug="wanted").pk == stuck.pk


@pytest.mark.django_db
@pytest.mark.time_machine(NOW)
def test_snippet_is_published_and_expires_at_its_moment(index, time_machine):
    speaker = make_speaker(live=False)
    speaker.go_live_at, speaker.expire_at = NOW + timedelta(hours=1), NOW + timedelta(hours=3)
    speaker.save_revision().publish()
    states = []

    for _ in range(3):
        publish_scheduled(now=timezone.now())
        speaker.refresh_from_db()
        states.append(speaker.live)
        time_machine.shift(timedelta(hours=2))

    assert states == [False, True, False]


def test_room_registers_its_jobs():
    assert {"publish scheduled pages", "keep calendar records true"} <= set(worker._jobs)


# ---- as a process ----


@contextmanager
def running_worker(tmp_path):
    """A worker of its own on this database; killed at the end if it still runs."""
    environment = os.environ | {
        "DATABASE_URL": database_url(),
        "DJANGO_SETTINGS_MODULE": "cms.settings.test",
        "TTA_VAR_DIR": str(tmp_path),
        "PYTHONUNBUFFERED": "1",
    }
    process = subprocess.Popen(
        [sys.executable, "manage.py", "worker"],
        cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
    )  # fmt: skip
    try:
        assert process.stdout.readline() == "Worker started.\n"
        yield process
    finally:
        process.kill()
        process.wait()
        process.stdout.close()


def wait_for(is_so) -> None:
    """Return as soon as it is so; fail after a minute."""
    deadline = time.monotonic() + SECONDS_TO_START
    while not is_so():
        assert time.monotonic() < deadline
        time.sleep(0.1)


@pytest.mark.parametrize("name", ["SIGTERM", "SIGINT"])
def test_process_publishes_and_stops_within_seconds_when_asked(committed_index, tmp_path, name):
    page = schedule()
    assert records_of(page) == []

    with running_worker(tmp_path) as process:
        wait_for(lambda: records_of(page))
        asked = time.monotonic()
        process.send_signal(signal.Signals[name])
        code = process.wait(timeout=SECONDS_TO_STOP)

        assert time.monotonic() - asked < SECONDS_TO_STOP
        assert (code, process.stdout.read()) == (0, "Worker stopped.\n")
    assert EventPage.objects.get(pk=page.pk).live
    assert is_shown(page)


def test_killed_process_leaves_nothing_by_halves_and_the_next_one_goes_on(
    committed_index, tmp_path
):
    pages = [schedule() for _ in range(10)]

    with running_worker(tmp_path) as process:
        wait_for(lambda: records_of(pages[0]))
        process.send_signal(signal.SIGKILL)
        assert process.wait(timeout=SECONDS_TO_STOP) == -signal.SIGKILL

    for page in pages:
        assert EventPage.objects.get(pk=page.pk).live == bool(records_of(page))
    told = {page.pk: uids(page) for page in pages if records_of(page)}
    with running_worker(tmp_path):
        wait_for(lambda: all(records_of(page) for page in pages))

    assert [sequences(page) for page in pages] == [[0]] * 10
    assert all(uids(page) == told[page.pk] for page in pages if page.pk in told)


def test_two_workers_at_once_publish_each_page_once(committed_index, tmp_path):
    pages = [schedule() for _ in range(10)]

    with running_worker(tmp_path), running_worker(tmp_path):
        wait_for(lambda: all(records_of(page) for page in pages))

    assert [sequences(page) for page in pages] == [[0]] * 10
    assert all(is_shown(page) for page in pages)
