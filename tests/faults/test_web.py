"""The scripts about web servers with smaller numbers; `make proof` runs them in full."""

import os
import subprocess
import sys

import pytest

from tests.faults import web_clock, web_killed
from tests.faults.mail_stage import ROOT

IS_PROOF = bool(os.environ.get("TTA_PROOF"))
KILLS = 50 if IS_PROOF else 3
CLIENTS = 60 if IS_PROOF else 3
RESTARTS, PEOPLE = (10, 600) if IS_PROOF else (1, 60)

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("committed_index")]


def test_killed_web_processes_leave_nothing_half_written():
    assert web_killed.prove(kills=KILLS).kills == KILLS


def test_clock_that_is_an_hour_off_loses_and_refuses_nobody():
    assert web_clock.prove(clients=CLIENTS).closed == 1


@pytest.mark.postgres_only
def test_database_that_crashes_in_a_burst_loses_and_doubles_nobody():
    """In a process of its own: the script brings its own server."""
    command = [sys.executable, "-m", "tests.faults.web_database"]
    command += ["--restarts", str(RESTARTS), "--clients", str(PEOPLE)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)

    assert done.returncode == 0, done.stderr[-4000:]
    assert f"told {PEOPLE} = stored {PEOPLE} = mailed {PEOPLE}" in done.stdout
