"""What is looked at when the site starts: settings of ours, and traps that hurt only later."""

import importlib
from pathlib import Path

from django.conf import settings
from django.core.checks import Error, Tags, Warning, register
from django.db import connections

from events.feed_bytes import byte_limit
from events.times import UnknownZone, zone_name
from events.worker import seconds_between_turns


@register(Tags.compatibility)
def check_time_zone(app_configs, **kwargs):
    """TTA_TIME_ZONE is the zone that new sessions start with."""
    zone = getattr(settings, "TTA_TIME_ZONE", "")
    try:
        zone_name(zone)
    except UnknownZone:
        return [
            Error(
                f"TTA_TIME_ZONE is {zone!r}, which is no time zone.",
                hint='Use an IANA name such as "America/New_York".',
                id="events.E001",
            )
        ]
    return []


@register(Tags.compatibility)
def check_worker_seconds(app_configs, **kwargs):
    seconds = seconds_between_turns()
    if not isinstance(seconds, int) or not 1 <= seconds <= 3600:
        return [
            Error(
                f"TTA_WORKER_SECONDS is {seconds!r}.",
                hint="Use a whole number of seconds from 1 to 3600.",
                id="events.E002",
            )
        ]
    return []


@register(Tags.compatibility)
def check_feed_cache_bytes(app_configs, **kwargs):
    """TTA_FEED_CACHE_BYTES bounds what a process keeps of feeds."""
    limit = byte_limit()
    if type(limit) is not int or limit < 0:
        return [
            Error(
                f"TTA_FEED_CACHE_BYTES is {limit!r}.",
                hint="Use a whole number of bytes: 67108864 is usual, 0 keeps no feed.",
                id="events.E004",
            )
        ]
    return []


@register(Tags.compatibility)
def check_import_name(app_configs, **kwargs):
    """`events` is also the import name of a package that opensearch-py brings."""
    found = Path(importlib.import_module("events").__file__).parent
    if (found / "calendar_records.py").exists():
        return []
    return [
        Error(
            f"Another package named “events” shadows ours: {found}.",
            hint="Put this project before site-packages, or uninstall the PyPI package “events”.",
            id="events.E003",
        )
    ]


@register(Tags.compatibility)
def check_requests_are_not_atomic(app_configs, **kwargs):
    """With IMMEDIATE transactions, ATOMIC_REQUESTS would take SQLite's write lock for every GET."""
    return [
        Warning(
            f"ATOMIC_REQUESTS is on for the database “{alias}”.",
            hint="Turn it off: actions open their own transactions.",
            id="events.W002",
        )
        for alias in connections
        if connections[alias].settings_dict.get("ATOMIC_REQUESTS")
    ]


@register(Tags.compatibility)
def check_sqlite_is_safe(app_configs, **kwargs):
    """With Django's own defaults, concurrent sign-ups on SQLite fail with "database is locked"."""
    warnings = []
    for alias in connections:
        connection = connections[alias]
        if connection.vendor != "sqlite":
            continue
        options = connection.settings_dict.get("OPTIONS", {})
        wal = "journal_mode=wal" in options.get("init_command", "").lower().replace(" ", "")
        if options.get("transaction_mode") != "IMMEDIATE" or not wal:
            warnings.append(
                Warning(
                    f"The SQLite database “{alias}” will refuse writers under load.",
                    hint=(
                        'Set OPTIONS to {"transaction_mode": "IMMEDIATE", "timeout": 20, '
                        '"init_command": "PRAGMA journal_mode=WAL;"}.'
                    ),
                    id="events.W001",
                )
            )
    return warnings
