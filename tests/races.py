"""Several people at one moment, each with a connection and a transaction of their own."""

import threading
import time
from collections.abc import Callable

from django.db import connection, transaction


def together(*works: Callable) -> list:
    """What each of these returned or raised, all begun at once."""
    found: list = [None] * len(works)
    start = threading.Barrier(len(works))

    def run(number, work):
        try:
            start.wait()
            found[number] = work()
        except Exception as error:
            found[number] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(works)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert not any(thread.is_alive() for thread in threads)
    return found


def while_it_waits(first: Callable, second: Callable) -> list:
    """None and what `second` returned or raised, which begins when `first` is done and not committed yet."""
    is_done = threading.Event()

    def hold():
        with transaction.atomic():
            first()
            is_done.set()
            time.sleep(0.5)

    def wait():
        assert is_done.wait(10)
        return second()

    return together(hold, wait)
