"""Settings from the environment: named, typed, and refused with a sentence where a value makes no sense."""

import os
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

ENGINES = {
    "postgres": "django.db.backends.postgresql",
    "postgresql": "django.db.backends.postgresql",
}


def flag(name: str, *, default: bool) -> bool:
    """A yes or no: 1, true, yes, on or 0, false, no, off."""
    value = os.environ.get(name, "").strip().lower()
    if not value:
        return default
    if value in ("1", "true", "yes", "on"):
        return True
    if value in ("0", "false", "no", "off"):
        return False
    raise ImproperlyConfigured(f"{name} is “{value}”. Use yes or no.")


def words(name: str, *, default: str = "") -> list[str]:
    """A list separated by commas or spaces."""
    return os.environ.get(name, default).replace(",", " ").split()


def number(name: str, *, default: int) -> int:
    """A whole number, 0 or more."""
    value = os.environ.get(name, "").strip()
    if not value:
        return default
    if value.isascii() and value.isdecimal():
        return int(value)
    raise ImproperlyConfigured(f"{name} is “{value}”. Use a whole number.")


def required(name: str) -> str:
    """A value without which nothing runs."""
    value = os.environ.get(name, "")
    if not value:
        raise ImproperlyConfigured(f"Set {name}. See README, “In production”.")
    return value


def sqlite(path: Path) -> dict:
    """SQLite that keeps what it promised under load: one writer at a time, waiting instead of failing.

    With Django's defaults most of sixty concurrent writers fail with "database is locked". A connection
    keeps up to 32 MB of pages in memory, where SQLite's own 2 MB hold no search over a large site.
    """
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(path),
        "CONN_MAX_AGE": 60,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-32000;",
        },
    }


def database(url: str) -> dict:
    """A database from an address such as postgres://user:password@host:5432/name?sslmode=require."""
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return sqlite(Path(unquote(parts.path)))
    if parts.scheme not in ENGINES:
        raise ImproperlyConfigured(
            f"DATABASE_URL begins with “{parts.scheme}”. Use postgres:// or sqlite:///."
        )
    options = dict(parse_qsl(parts.query))
    return {
        "ENGINE": ENGINES[parts.scheme],
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", None) or unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": options,
    }
