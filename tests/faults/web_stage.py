"""A real web server, and people who fill in the registration form over HTTP."""

import contextlib
import html
import http.client
import os
import re
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Generator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode
from uuid import UUID

from tests.faults.database import database_url
from tests.faults.mail_sink import free_port
from tests.faults.mail_stage import ROOT, wait_until
from tests.faults.seats_ledger import Told

SECONDS_TO_START = 60
SESSION = "faults-web"
# What a client meets while a server is killed or its database is away.
AWAY = (OSError, http.client.HTTPException)


class ServerError(Exception):
    """A 5xx: nothing was promised, and the person may send the form again."""


@contextlib.contextmanager
def web_server(
    *, workers: int = 2, threads: int = 4, settings: str = "tests.faults.web_settings",
    step: int = 0,
) -> Generator[tuple[subprocess.Popen, int]]:  # fmt: skip
    """gunicorn with our site on this database, as (its master process, its port); killed with its workers.

    Its clock is `step` seconds off.
    """
    port = free_port()
    with tempfile.TemporaryDirectory(prefix="web-") as folder:
        log = Path(folder) / "log"
        environment = os.environ | {
            "DATABASE_URL": database_url(),
            "DJANGO_SETTINGS_MODULE": settings,
            "TTA_VAR_DIR": folder,
            "TTA_FAULTS_STEP": str(step),
            "PGAPPNAME": SESSION,
        }
        command = [sys.executable, "-m", "gunicorn", "cms.wsgi:application"]
        command += ["--bind", f"127.0.0.1:{port}", "--workers", str(workers), "--no-control-socket"]
        command += ["--worker-class", "gthread", "--threads", str(threads), "--keep-alive", "75"]
        command += ["--backlog", "512", "--timeout", "120", "--preload", "--log-level", "warning"]
        with log.open("wb") as output:
            process = subprocess.Popen(
                command, cwd=ROOT, env=environment, stdout=output, stderr=subprocess.STDOUT,
                start_new_session=True,
            )  # fmt: skip
        try:
            wait_until(lambda: _answers(port, process, log), seconds=SECONDS_TO_START, what="up")
            yield process, port
        except BaseException:
            print(log.read_text()[-4000:], file=sys.stderr)
            raise
        finally:
            kill(process)
            wait_until(lambda: not sessions(), seconds=30, what="its sessions ended")


def sessions() -> int:
    """How many sessions of web servers PostgreSQL has; SQLite has none."""
    from django.db import connection

    if connection.vendor != "postgresql":
        return 0
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE application_name = %s", [SESSION]
        )
        return cursor.fetchone()[0]


def kill(process: subprocess.Popen) -> None:
    """SIGKILL to the server and all its workers at once."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def web_processes(process: subprocess.Popen) -> list[int]:
    """The ids of the processes that answer requests."""
    listed = subprocess.run(["ps", "-A", "-o", "pid=,ppid="], capture_output=True, check=True)
    pairs = [tuple(map(int, line.split())) for line in listed.stdout.decode().splitlines()]
    return [pid for pid, parent in pairs if parent == process.pid]


def _answers(port: int, process: subprocess.Popen, log: Path) -> bool:
    assert process.poll() is None, log.read_text()[-4000:]
    with contextlib.suppress(OSError, http.client.HTTPException):
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
        connection.request("GET", "/healthz", headers={"Host": "testserver"})
        return connection.getresponse().status == 200
    return False


@dataclass
class Person:
    """Somebody with a browser. `fields` is the form as it was opened, sent again as often as it takes."""

    port: int
    path: str
    email: str
    network: str
    fields: dict[str, str] = field(default_factory=dict)
    cookie: str = ""
    location: str = ""
    connection: http.client.HTTPConnection | None = None

    def open_form(self) -> None:
        status, headers, body = self.ask("GET", self.path)
        assert status == 200, (status, body[:2000])
        self.cookie = headers["Set-Cookie"].partition(";")[0]
        self.fields = filled_in(body, email=self.email)

    def send(self) -> None:
        """Send the form once; `location` is then the answer's page. Raises one of AWAY, or ServerError."""
        status, headers, body = self.ask("POST", self.path, urlencode(self.fields))
        if status >= 500:
            raise ServerError(body[:500])
        assert status == 302, (status, re.sub(r"(<[^>]+>|\s)+", " ", body)[:3000])
        assert self.location in ("", headers["Location"]), "The same form got another answer."
        self.location = headers["Location"]

    def send_until_answered(self, *, seconds: float) -> None:
        """Press the button again, with the same form, until there is an answer."""
        deadline = time.monotonic() + seconds
        while True:
            try:
                return self.send()
            except (*AWAY, ServerError):
                self.connection = None
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.05)

    def read_answer(self, *, port: int | None = None) -> Told:
        """What the answer's page says."""
        self.port, self.connection = port or self.port, None
        status, _headers, body = self.ask("GET", self.location)
        assert status == 200, (status, body[:2000])
        state = "waitlisted" if "<h1>You’re on the waitlist</h1>" in body else "confirmed"
        assert state == "waitlisted" or "<h1>You’re registered</h1>" in body
        return Told(token=token_of(self.location), state=state, email=self.email)

    def ask(self, method: str, path: str, body: str | None = None):
        if self.connection is None:
            self.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        headers = {"Host": "testserver", "X-Forwarded-For": self.network, "Cookie": self.cookie}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        self.connection.request(method, path, body, headers)
        response = self.connection.getresponse()
        return response.status, response.headers, response.read().decode()


def form_path(event) -> str:
    from events.registration.sign_up import register_url

    return register_url(event)


def people(*, port: int, path: str, number: int, first: int = 0) -> list[Person]:
    """So many people, each with an address and a network of their own; runs no query."""
    return [
        Person(
            port=port,
            path=path,
            email=f"person-{count}@county.example",
            network=f"10.{count >> 16 & 255}.{count >> 8 & 255}.{count & 255}",
        )
        for count in range(first, first + number)
    ]


def filled_in(page: str, *, email: str) -> dict[str, str]:
    """The registration form of a page as a person would send it."""
    role = re.search(r'<option value="([^"]+)"', page)
    return hidden_fields(page) | {
        "name": "Robin Doe", "email": email, "agree": "on", "website": "",
        "role": html.unescape(role[1]) if role else "",
    }  # fmt: skip


def hidden_fields(page: str) -> dict[str, str]:
    """The hidden fields of the registration form: its tokens and what was agreed to."""
    found = {}
    for tag in re.findall(r"<input[^>]+type=\"hidden\"[^>]*>", page):
        attributes = dict(re.findall(r'([\w-]+)="([^"]*)"', tag))
        found[attributes["name"]] = html.unescape(attributes.get("value", ""))
    return found


def token_of(location: str) -> UUID:
    """The answer's token in the address of its page."""
    return UUID(hex=re.search(r"/done/([0-9a-f]{32})-", location)[1])
