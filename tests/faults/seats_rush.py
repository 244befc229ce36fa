"""`python -m tests.faults.seats_rush`: as many people as there are press the button at one instant, over HTTP.

Everybody has the form open. The first get the places, the others a turn on the waitlist; nobody
gets an error, and what each page says is what is stored and mailed.
"""

import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from threading import Barrier

from tests.faults.mail_stage import main
from tests.faults.seats_ledger import Faults, faults_of, make_hot_event
from tests.faults.web_stage import Person, form_path, people, web_server


@dataclass(frozen=True, kw_only=True)
class Rush:
    faults: Faults
    states: Counter
    seconds: float

    def __str__(self):
        return f"{dict(self.states)} in {self.seconds:.1f} s; {self.faults}"


def run(*, clients: int, seats: int) -> Rush:
    event = make_hot_event(capacity=seats)
    with web_server() as (_process, port), ThreadPoolExecutor(clients) as threads:
        crowd = people(port=port, path=form_path(event), number=clients)
        for person in crowd:
            person.open_form()
            person.connection.close()
            person.connection = None
        start = Barrier(clients + 1)
        running = [threads.submit(_press, person, start) for person in crowd]
        start.wait()
        began = time.monotonic()
        errors = [repr(error) for one in running if (error := one.exception())]
        seconds = time.monotonic() - began
        told = [person.read_answer() for person in crowd if person.location]
    faults = Faults()
    faults.add(faults_of(event=event, told=told, most=seats), tries=clients, errors=errors)
    return Rush(faults=faults, states=Counter(one.state for one in told), seconds=seconds)


def prove(*, clients: int = 200, seats: int = 50) -> Rush:
    result = run(clients=clients, seats=seats)
    assert result.states == {"confirmed": seats, "waitlisted": clients - seats}, result
    assert result.faults.sum() == 0, result
    return result


def _press(person: Person, start: Barrier) -> None:
    start.wait()
    person.send()


if __name__ == "__main__":
    main(prove, clients=200, seats=50)
