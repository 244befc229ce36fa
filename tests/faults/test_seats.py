"""The scripts about seats with smaller numbers; `make proof` runs them in full."""

import os

import pytest

from tests.faults import seats_race, seats_rush, series_race

IS_PROOF = bool(os.environ.get("TTA_PROOF"))
TRIES = 10_000 if IS_PROOF else 144
CLIENTS, SEATS = (200, 50) if IS_PROOF else (40, 10)

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("committed_index")]


def test_acts_at_the_same_time_leave_no_fault():
    assert seats_race.prove(tries=TRIES).tries >= TRIES


def test_acts_on_a_series_at_the_same_time_leave_no_fault():
    assert series_race.prove(tries=TRIES // 2).tries >= TRIES // 2


def test_rush_fills_the_places_and_then_the_waitlist():
    assert seats_rush.prove(clients=CLIENTS, seats=SEATS).faults.told == CLIENTS
