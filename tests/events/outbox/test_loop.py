"""The loop around the batches: until nothing is due, and while the server is away."""

import threading
from datetime import timedelta
from threading import Event

import pytest
from django.apps import apps
from django.core.management import call_command

from events.outbox import loop
from events.outbox.conf import BATCH_SIZE
from events.outbox.loop import run_mail_loop, send_all_due
from events.outbox.models import OwedMail
from tests.events.outbox.conftest import NOW, outcome, speak_smtp
from tests.faults.mail_sink import Sink, free_port, listening
from tests.faults.mail_stage import wait_until

pytestmark = pytest.mark.django_db


def test_all_that_is_due_is_sent(owed, sink):
    for _ in range(BATCH_SIZE + 5):
        owed()
    later = owed(not_before=NOW + timedelta(hours=1))

    assert send_all_due(now=NOW) is True

    assert len(sink.received) == BATCH_SIZE + 5
    assert outcome(later) == ("queued", 0, "")


def test_server_that_is_away_is_told(owed, settings):
    speak_smtp(settings, port=free_port())
    owed()

    assert send_all_due(now=NOW) is False


def test_worker_once_sends_mail_and_names_it_when_the_server_is_away(
    committed_index, owed, settings, sink
):
    owed()
    call_command("worker", once=True)
    assert len(sink.received) == 1

    owed()
    speak_smtp(settings, port=free_port())
    with pytest.raises(SystemExit, match="Failed: mail"):
        call_command("worker", once=True)


def test_worker_without_the_outbox_only_does_jobs(committed_index, owed, sink, monkeypatch):
    mail = owed()
    monkeypatch.setattr(apps, "is_installed", lambda name: name != "events.outbox")

    call_command("worker", once=True)

    assert sink.received == []
    assert outcome(mail) == ("queued", 0, "")


def test_loop_sends_what_comes_and_waits_longer_and_longer_for_a_server(
    transactional_db, owed, settings, monkeypatch
):
    monkeypatch.setattr(loop, "SECONDS_IDLE", 0.05)
    waits, stop = [], Event()
    wait = stop.wait
    stop.wait = lambda seconds: waits.append(seconds) or wait(seconds / 20)
    port = free_port()
    speak_smtp(settings, port=port)
    owed()
    thread = threading.Thread(target=run_mail_loop, kwargs={"stop": stop})
    thread.start()
    try:
        wait_until(lambda: len(waits) >= 4, seconds=20, what="it waits")
        sink = Sink()
        with listening(sink, port=port):
            wait_until(lambda: len(sink.received) == 1, seconds=20, what="the first is sent")
            owed()
            wait_until(lambda: len(sink.received) == 2, seconds=20, what="the second is sent")
    finally:
        stop.set()
        thread.join()

    assert waits[:4] == [1, 2, 4, 8]
    assert waits[-1] == 0.05
    assert set(OwedMail.objects.values_list("state", flat=True)) == {"sent"}


def test_loop_survives_what_goes_wrong(transactional_db, owed, sink, monkeypatch, caplog):
    mail = owed()
    send_batch, failures = loop.send_batch, ["The disk is full."]

    def fail_first(**options):
        if failures:
            raise RuntimeError(failures.pop())
        return send_batch(**options)

    monkeypatch.setattr(loop, "send_batch", fail_first)
    stop = Event()
    thread = threading.Thread(target=run_mail_loop, kwargs={"stop": stop})
    thread.start()
    try:
        wait_until(lambda: sink.received, seconds=20, what="the mail is sent")
    finally:
        stop.set()
        thread.join()

    assert "The disk is full." in caplog.text
    assert outcome(mail) == ("sent", 1, "")
