"""The database that a script and the processes it starts share."""

import contextlib
import os
import tempfile
from collections.abc import Generator
from pathlib import Path
from urllib.parse import quote

import django


def database_url() -> str:
    """The address of the database that this process is connected to."""
    from django.db import connection

    settings = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite://{Path(settings['NAME']).resolve()}"
    user, password = quote(settings["USER"]), quote(settings["PASSWORD"])
    place = f"{settings['HOST']}:{settings['PORT']}" if settings["PORT"] else ""
    host = "" if place else f"?host={settings['HOST']}"
    return f"postgres://{user}:{password}@{place}/{quote(settings['NAME'])}{host}"


@contextlib.contextmanager
def new_database(name: str) -> Generator[None]:
    """For a script: Django set up on an empty database of its own, gone afterwards.

    SQLite in a temporary folder, or a new database at the server that DATABASE_URL names.
    """
    with tempfile.TemporaryDirectory(prefix="faults-") as folder:
        os.environ["TTA_VAR_DIR"] = folder
        os.environ["DJANGO_SETTINGS_MODULE"] = "cms.settings.test"
        django.setup()
        from django.conf import settings
        from django.test.utils import get_runner

        test = settings.DATABASES["default"].setdefault("TEST", {})
        if "postgresql" in settings.DATABASES["default"]["ENGINE"]:
            test["NAME"] = name
        runner = get_runner(settings)(verbosity=0, interactive=False)
        databases = runner.setup_databases()
        try:
            yield
        finally:
            runner.teardown_databases(databases)
