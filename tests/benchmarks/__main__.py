"""`python -m tests.benchmarks [NAME …]`: what the product costs beside a floor.

The floor is measured in the same run. Nothing here fails for being slow: read the tables. The database
is a throwaway one: SQLite, or one at the server that DATABASE_URL names (whose share of the CPU is
then not in the numbers).
"""

import os
import sys

import django

NAMES = ("pages", "feeds", "library", "search", "registration", "mail", "tta")


def main(names: list[str]) -> int:
    if unknown := [name for name in names if name not in NAMES]:
        print(f"There is no benchmark “{unknown[0]}”. Choose from {', '.join(NAMES)}.", file=sys.stderr)  # fmt: skip
        return 2
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.benchmarks.settings"
    django.setup()
    from tests.benchmarks.runs import run

    for name in names or NAMES:
        print(f"\n{run(name)}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
