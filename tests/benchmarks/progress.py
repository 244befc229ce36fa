"""Progress on standard error; standard output is for the tables."""

import sys


def say(line: str) -> None:
    print(f"  {line}", file=sys.stderr, flush=True)
