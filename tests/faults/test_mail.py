"""The mail scripts with small numbers, or with full ones under `make proof`; on the database of the tests."""

import os

import pytest

from tests.faults import (
    mail_clock,
    mail_killed,
    mail_refused,
    mail_server_away,
    mail_two_workers,
)

IS_PROOF = bool(os.environ.get("TTA_PROOF"))


@pytest.fixture(autouse=True)
def committed(committed_index):
    """Workers see what is committed, on a site whose other jobs have something to look at."""


def test_killed_workers_lose_nothing():
    if IS_PROOF:
        mail_killed.prove(messages=5000, kills=100)
    else:
        mail_killed.prove(messages=60, kills=2, lease=4)


def test_workers_at_once_send_nothing_twice():
    mail_two_workers.prove(messages=10_000 if IS_PROOF else 100, workers=4 if IS_PROOF else 2)


def test_server_that_is_away_delays_and_loses_nothing():
    mail_server_away.prove(messages=2000 if IS_PROOF else 40, seconds=60 if IS_PROOF else 2)


def test_refusals_are_told_apart():
    mail_refused.prove(messages=2000 if IS_PROOF else 40, hangs=20 if IS_PROOF else 1)


def test_stepped_clock_delays_and_loses_nothing():
    mail_clock.prove(messages=4000 if IS_PROOF else 80)
