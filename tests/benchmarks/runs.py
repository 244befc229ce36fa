"""One benchmark from an empty database to its table."""

import platform
import shutil

import django
from django.conf import settings
from django.db import connection
from django.test.utils import get_runner
from django.utils import timezone

from tests.benchmarks import feeds, library, mail, pages, registration, search, tta
from tests.benchmarks.measure import table
from tests.benchmarks.progress import say

BENCHMARKS = {
    "pages": pages.run,
    "feeds": feeds.run,
    "library": library.run,
    "search": search.run,
    "registration": registration.run,
    "mail": mail.run,
    "tta": tta.run,
}


def run(name: str) -> str:
    """The table of one benchmark under a heading, from a database of its own.

    Django's test environment stays away: it copies the context of every template, which would count.
    """
    say(f"{name}: making a database")
    runner = get_runner(settings)(verbosity=0, interactive=False)
    databases = runner.setup_databases()
    try:
        found = BENCHMARKS[name](now=timezone.now())
    finally:
        runner.teardown_databases(databases)
        shutil.rmtree(settings.MEDIA_ROOT, ignore_errors=True)
    where = f"{connection.vendor}, Django {django.__version__}, Python {platform.python_version()}"
    return (
        f"## {name.capitalize()} ({where})\n\n{found if isinstance(found, str) else table(found)}"
    )
