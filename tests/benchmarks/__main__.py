"""`python -m tests.benchmarks [pages] [feeds]`: what the product costs beside a floor measured in the same run.

Nothing here fails for being slow: read the table. The database is a throwaway one: SQLite, or what
DATABASE_URL names (then the server's share of the CPU is not in the numbers).
"""

import os
import shutil
import sys

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.benchmarks.settings"

import django

django.setup()

from django.conf import settings
from django.db import connection
from django.test.utils import get_runner
from django.utils import timezone

from tests.benchmarks import feeds, pages
from tests.benchmarks.measure import table
from tests.benchmarks.progress import say

BENCHMARKS = {"pages": pages, "feeds": feeds}


def main(names: list[str]) -> int:
    if unknown := set(names) - set(BENCHMARKS):
        print(f"There is no benchmark {', '.join(unknown)}. Choose from {', '.join(BENCHMARKS)}.", file=sys.stderr)
        return 2
    for name in names or BENCHMARKS:
        print(f"\n## {name.capitalize()}, {connection.vendor}\n\n{measured(name)}", flush=True)
    return 0


def measured(name: str) -> str:
    """The table of one benchmark, from a database of its own.

    Django's test environment stays away: it copies every template's context, which would be counted.
    """
    say(f"{name}: making a database")
    runner = get_runner(settings)(verbosity=0, interactive=False)
    databases = runner.setup_databases()
    try:
        return table(BENCHMARKS[name].run(now=timezone.now()))
    finally:
        runner.teardown_databases(databases)
        shutil.rmtree(settings.MEDIA_ROOT, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
