"""`python -m tests.faults.web_clock`: web servers whose clocks are an hour off, on one database.

A form that was opened under one clock is sent under another: nobody is refused for it, no mail is
lost, and registration closes by the clock of the server that is asked.
"""

from dataclasses import dataclass
from datetime import timedelta

from tests.faults.mail_stage import main
from tests.faults.seats_ledger import Faults, faults_of, make_hot_event
from tests.faults.web_stage import Person, form_path, people, web_server

HOUR = 3600
STEPS = (0, HOUR, -HOUR, 0)


@dataclass(frozen=True, kw_only=True)
class Stepped:
    faults: Faults
    closed: int

    def __str__(self):
        return f"{self.faults}; {self.closed} told that registration has closed"


def run(*, clients: int) -> Stepped:
    """At each step of the clock some open their forms, and those who opened before it send theirs."""
    event, closing = make_hot_event(capacity=clients), make_closing_event()
    waiting: list[Person] = []
    everybody: list[Person] = []
    closed = 0
    for number, step in enumerate(STEPS):
        with web_server(step=step) as (_process, port):
            for person in waiting:
                person.port, person.connection = port, None
                person.send()
                person.send()  # a double click, a moment later
            closed += sees_it_closed(closing, port)
            waiting = people(
                port=port, path=form_path(event), number=clients, first=number * clients
            )
            for person in waiting:
                person.open_form()
            everybody += waiting
    with web_server() as (_process, port):
        for person in waiting:
            person.port, person.connection = port, None
            person.send()
        told = [person.read_answer(port=port) for person in everybody]
    faults = Faults()
    faults.add(faults_of(event=event, told=told, most=clients), tries=len(everybody), errors=[])
    return Stepped(faults=faults, closed=closed)


def prove(*, clients: int = 60) -> Stepped:
    result = run(clients=clients)
    assert result.faults.sum() == 0, result
    assert result.faults.told == clients * len(STEPS), result
    assert result.closed == STEPS.count(HOUR), result
    return result


def make_closing_event():
    """An event whose registration closes in half an hour."""
    from zoneinfo import ZoneInfo

    from django.utils import timezone

    event = make_hot_event(capacity=None)
    closes = (timezone.now() + timedelta(minutes=30)).astimezone(ZoneInfo(event.zone))
    event.registration_closes_date, event.registration_closes_time = closes.date(), closes.time()
    event.save()
    return event


def sees_it_closed(event, port: int) -> bool:
    [person] = people(port=port, path=form_path(event), number=1)
    status, _headers, body = person.ask("GET", person.path)
    assert status == 200
    return "Registration closed on" in body


if __name__ == "__main__":
    main(prove, clients=60)
