"""The script about stale feeds with a smaller number; `make proof` runs it in full."""

import os

import pytest

from tests.faults import feed_stale

TRIALS = 10_000 if os.environ.get("TTA_PROOF") else 80

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("committed_index")]


def test_change_that_was_committed_is_in_the_next_answer():
    result = feed_stale.prove(trials=TRIALS)
    assert (result.told, result.seen) == (TRIALS, TRIALS)
    assert result.answers["kept connection"]
    assert result.answers["new connection"]
