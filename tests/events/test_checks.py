"""What is looked at when the site starts."""

import pytest
from django.core.checks import Error, Warning, run_checks
from django.core.management import call_command
from django.db import connection

from events import checks


def ids(found) -> list[str]:
    return [message.id for message in found]


def test_this_site_has_nothing_to_mend():
    assert [message for message in run_checks() if message.id.startswith("events.")] == []
    call_command("check", fail_level="WARNING")


@pytest.mark.parametrize("zone", ["Eastern", "america/new_york", "", None, 5, "../../etc/passwd"])
def test_zone_that_is_none_is_an_error(settings, zone):
    settings.TTA_TIME_ZONE = zone

    [error] = checks.check_time_zone(None)

    assert (error.id, error.level) == ("events.E001", Error("").level)
    assert repr(zone) in error.msg
    assert "America/New_York" in error.hint


def test_zone_that_is_not_set_is_an_error(settings):
    del settings.TTA_TIME_ZONE

    assert ids(checks.check_time_zone(None)) == ["events.E001"]


@pytest.mark.parametrize("zone", ["America/New_York", "Europe/Berlin", "UTC"])
def test_zone_that_exists_is_fine(settings, zone):
    settings.TTA_TIME_ZONE = zone

    assert checks.check_time_zone(None) == []


@pytest.mark.parametrize("seconds", [0, -5, 3601, 1.5, "60", None])
def test_worker_seconds_out_of_range_are_an_error(settings, seconds):
    settings.TTA_WORKER_SECONDS = seconds

    assert ids(checks.check_worker_seconds(None)) == ["events.E002"]


@pytest.mark.parametrize("seconds", [1, 60, 3600])
def test_worker_seconds_in_range_are_fine(settings, seconds):
    settings.TTA_WORKER_SECONDS = seconds

    assert checks.check_worker_seconds(None) == []


def test_worker_seconds_that_are_not_set_are_fine(settings):
    del settings.TTA_WORKER_SECONDS

    assert checks.check_worker_seconds(None) == []


def test_another_package_of_our_name_is_an_error(tmp_path, monkeypatch):
    (tmp_path / "events").mkdir()
    (tmp_path / "events" / "__init__.py").write_text("")
    monkeypatch.delitem(__import__("sys").modules, "events")
    monkeypatch.syspath_prepend(tmp_path)

    [error] = checks.check_import_name(None)

    assert error.id == "events.E003"
    assert str(tmp_path / "events") in error.msg
    assert "uninstall the PyPI package" in error.hint


def test_our_own_package_is_fine():
    assert checks.check_import_name(None) == []


def test_atomic_requests_are_warned_of(monkeypatch):
    monkeypatch.setitem(connection.settings_dict, "ATOMIC_REQUESTS", True)

    [warning] = checks.check_requests_are_not_atomic(None)

    assert (warning.id, warning.level) == ("events.W002", Warning("").level)
    assert "“default”" in warning.msg


@pytest.mark.sqlite_only
@pytest.mark.parametrize(
    "options",
    [
        {},
        {"transaction_mode": "IMMEDIATE"},
        {"transaction_mode": "DEFERRED", "init_command": "PRAGMA journal_mode=WAL;"},
        {"transaction_mode": "IMMEDIATE", "init_command": "PRAGMA journal_mode=DELETE;"},
    ],
)
def test_sqlite_that_refuses_writers_is_warned_of(monkeypatch, options):
    monkeypatch.setitem(connection.settings_dict, "OPTIONS", options)

    [warning] = checks.check_sqlite_is_safe(None)

    assert warning.id == "events.W001"
    assert "IMMEDIATE" in warning.hint


@pytest.mark.sqlite_only
def test_hint_for_sqlite_is_what_the_check_accepts(monkeypatch):
    options = {"transaction_mode": "IMMEDIATE", "init_command": "pragma journal_mode = wal"}
    monkeypatch.setitem(connection.settings_dict, "OPTIONS", options)

    assert checks.check_sqlite_is_safe(None) == []


@pytest.mark.postgres_only
def test_sqlite_is_not_asked_on_postgresql():
    assert checks.check_sqlite_is_safe(None) == []
