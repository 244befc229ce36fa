"""The outbox's part of the worker: look, send, and look again."""

import logging
from datetime import datetime
from threading import Event

from django.db import close_old_connections, connections

from events.outbox.sender import Turn, send_batch

logger = logging.getLogger("events.outbox")

SECONDS_IDLE = 1
LONGEST_WAIT = 60


def send_all_due(*, now: datetime | None = None) -> bool:
    """Send what is due until nothing is; False where the mail server took nothing. For `--once` and tests."""
    while True:
        turn = send_batch(now=now)
        if turn is not Turn.WORKED:
            return turn is Turn.IDLE


def run_mail_loop(*, stop: Event) -> None:
    """Send what is due as soon as it is, until `stop` is set and the message in hand is done.

    Runs in a thread with a database connection of its own. Waits longer and longer for a mail server
    or a database that is away.
    """
    waited = 0.5
    try:
        while not stop.is_set():
            turn = _turn(stop)
            if turn is Turn.SERVER_AWAY:
                waited = min(waited * 2, LONGEST_WAIT)
                stop.wait(waited)
                continue
            waited = 0.5
            if turn is Turn.IDLE:
                stop.wait(SECONDS_IDLE)
    finally:
        connections.close_all()


def _turn(stop: Event) -> Turn:
    """One look; whatever goes wrong is logged, and the loop goes on."""
    close_old_connections()
    try:
        return send_batch(stop=stop)
    except Exception:
        logger.exception("The outbox could not be worked on and will be looked at again.")
        return Turn.SERVER_AWAY
