"""`python -m tests.faults.web_killed`: web processes that are killed in the middle of a POST.

Who got an answer is stored as the answer says; whoever is stored is mailed; nothing is half-written,
and who presses the button again with the same form is registered once.
"""

import contextlib
import os
import random
import signal
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import count
from threading import Event, Lock

from tests.faults.mail_stage import main, wait_until
from tests.faults.seats_ledger import Faults, faults_of, make_hot_event
from tests.faults.web_stage import (
    AWAY,
    Person,
    ServerError,
    form_path,
    kill,
    people,
    web_processes,
    web_server,
)

CLIENTS = 12
SEATS = 60


@dataclass(frozen=True, kw_only=True)
class Killed:
    faults: Faults
    kills: int
    people: int
    cut_off: int

    def __str__(self):
        return f"{self.kills} kills; {self.people} people, {self.cut_off} cut off; {self.faults}"


def run(*, kills: int) -> Killed:
    """Every other kill is of one process, the others of all; who was cut off tries again, or gives up."""
    event = make_hot_event(capacity=SEATS)
    path = form_path(event)
    everybody: list[Person] = []
    cut_off: list[Person] = []
    errors: list[str] = []
    numbers, lock, stop = count(), Lock(), Event()

    def register_one_after_the_other(port: int) -> None:
        while not stop.is_set():
            with lock:
                [person] = people(port=port, path=path, number=1, first=next(numbers))
            try:
                person.open_form()
                everybody.append(person)
                person.send()
            except (*AWAY, ServerError):
                if person.fields:
                    cut_off.append(person)
                    _try_again_or_give_up(person, errors)
            except AssertionError as error:
                errors.append(repr(error))

    with web_server() as (process, port), ThreadPoolExecutor(CLIENTS) as threads:
        running = [threads.submit(register_one_after_the_other, port) for _ in range(CLIENTS)]
        try:
            for number in range(kills):
                before = _answered(everybody)
                wait_until(
                    lambda: _answered(everybody) >= before + CLIENTS,  # noqa: B023
                    seconds=60, what="people are answered",
                )  # fmt: skip
                time.sleep(random.uniform(0, 0.3))
                _kill_workers(process, all_of_them=number % 2 == 1)
        finally:
            stop.set()
        for one in running:
            one.result()
        kill(process)
    with web_server() as (_process, port):
        told = [person.read_answer(port=port) for person in everybody if person.location]
    faults = Faults()
    faults.add(faults_of(event=event, told=told, most=SEATS), tries=kills, errors=errors)
    return Killed(faults=faults, kills=kills, people=len(everybody), cut_off=len(cut_off))


def prove(*, kills: int = 50) -> Killed:
    result = run(kills=kills)
    assert result.faults.sum() == 0, result
    assert result.cut_off, result
    return result


def _try_again_or_give_up(person: Person, errors: list[str]) -> None:
    """Every third person is gone for good; what they sent is stored whole, or not at all."""
    if int(person.email.partition("@")[0].rpartition("-")[2]) % 3:
        try:
            person.send_until_answered(seconds=60)
        except Exception as error:
            errors.append(repr(error))


def _answered(everybody: list[Person]) -> int:
    return sum(bool(person.location) for person in list(everybody))


def _kill_workers(process, *, all_of_them: bool) -> None:
    wait_until(lambda: len(web_processes(process)) == 2, seconds=60, what="two processes run")
    for pid in web_processes(process)[: None if all_of_them else 1]:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)


if __name__ == "__main__":
    main(prove, kills=50)
