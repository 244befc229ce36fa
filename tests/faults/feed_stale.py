"""`python -m tests.faults.feed_stale`: who publishes a change and then asks for the feed gets the change.

Writers are processes that publish through the ORM and at once ask over HTTP, with the ETag of the answer
that they had before, over a new connection or one they kept, in either form. Any of the web processes
may answer. Other writers publish at the same time, and readers ask all the time, so that every web
process has just answered with what was true before the change.
"""

import contextlib
import gzip
import http.client
import json
import os
import random
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Generator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from threading import Event

from tests.faults.database import database_url
from tests.faults.mail_stage import ROOT, main
from tests.faults.web_stage import web_server

WEB_PROCESSES, WRITERS, READERS = 4, 4, 4
FEED = "/calendar/events.ics"
KEPT = 0.7  # how often the next request goes over the same connection
ZIPPED = 0.5


@dataclass(frozen=True, kw_only=True)
class Stale:
    """`told` changes were committed and then asked for; `seen` of them were in the answer."""

    told: int
    seen: int
    late: list[str]
    answers: Counter
    asked_besides: int

    def __str__(self):
        late = f"{len(self.late)} late {self.late[:5]}" if self.late else "none late"
        return (
            f"told {self.told} = seen {self.seen}; {late}; {dict(self.answers)};"
            f" {self.asked_besides} answers to others"
        )


@dataclass
class Reader:
    """A calendar program: it keeps the newest answer of each form with its ETag, and mostly its connection."""

    port: int
    dice: random.Random
    known: dict[str, tuple[str, str]] = field(default_factory=dict)
    answers: Counter = field(default_factory=Counter)
    connection: http.client.HTTPConnection | None = None

    def ask(self) -> str:
        """The feed as this program has it after asking once."""
        coding = "gzip" if self.dice.random() < ZIPPED else "identity"
        tag, text = self.known.get(coding, ("", ""))
        if self.connection and self.dice.random() > KEPT:
            self.connection.close()
            self.connection = None
        self.answers["kept connection" if self.connection else "new connection"] += 1
        status, tag_now, body = self._get(coding, tag)
        self.answers[f"{status} {coding}"] += 1
        if status == 200:
            plain = gzip.decompress(body) if coding == "gzip" else body
            self.known[coding] = tag, text = tag_now, plain.decode().replace("\r\n ", "")
        return text

    def _get(self, coding: str, tag: str) -> tuple[int, str, bytes]:
        if self.connection is None:
            self.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        headers = {"Host": "testserver", "Accept-Encoding": coding}
        headers |= {"If-None-Match": tag} if tag else {}
        self.connection.request("GET", FEED, headers=headers)
        answer = self.connection.getresponse()
        body = answer.read()
        assert answer.status in (200, 304), (answer.status, body[:2000])
        return answer.status, answer.headers["ETag"], body


def run(*, trials: int) -> Stale:
    from tests.make import make_webinar

    pages = [make_webinar(title=f"Page {number} change 0") for number in range(WRITERS)]
    each = trials // WRITERS
    with (
        web_server(workers=WEB_PROCESSES, threads=4) as (_process, port),
        asked_all_the_time(port) as asked,
    ):
        writers = [_writer(port=port, pk=page.pk, trials=each) for page in pages]
        try:
            said = [writer.communicate()[0] for writer in writers]
        finally:
            for writer in writers:
                writer.kill()
                writer.wait()
    assert not any(writer.returncode for writer in writers), [w.returncode for w in writers]
    found = [json.loads(one) for one in said]
    return Stale(
        told=sum(one["told"] for one in found),
        seen=sum(one["seen"] for one in found),
        late=[late for one in found for late in one["late"]],
        answers=sum((Counter(one["answers"]) for one in found), Counter()),
        asked_besides=asked.total(),
    )


@contextlib.contextmanager
def asked_all_the_time(port: int) -> Generator[Counter]:
    """Readers in threads, until the end; gives the statuses of their answers so far."""
    stop, asked = Event(), Counter()

    def ask(number: int) -> None:
        reader = Reader(port=port, dice=random.Random(-number))
        while not stop.wait(0.02):
            reader.ask()
            asked[number] += 1

    with ThreadPoolExecutor(READERS) as threads:
        running = [threads.submit(ask, number) for number in range(READERS)]
        try:
            yield asked
        finally:
            stop.set()
        for one in running:
            one.result()


def prove(*, trials: int = 10_000) -> Stale:
    """Run so many trials, and fail where an answer lacked what was committed before it was asked for."""
    result = run(trials=trials)
    assert result.told == trials - trials % WRITERS, result
    assert result.seen == result.told, result
    return result


def _writer(*, port: int, pk: int, trials: int) -> subprocess.Popen:
    environment = os.environ | {
        "DATABASE_URL": database_url(),
        "DJANGO_SETTINGS_MODULE": "tests.faults.web_settings",
    }
    command = [sys.executable, "-m", "tests.faults.feed_stale", "--write"]
    command += [str(number) for number in (port, pk, trials)]
    return subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True)


def write(port: int, pk: int, trials: int) -> None:
    """In a process of its own: publish, ask, compare, again and again; prints what came of it.

    It asks at the moment of the commit, before Wagtail goes on with what follows a publishing.
    """
    import django

    django.setup()
    from django.db import transaction

    from events.models import WebinarPage
    from events.signals import event_synced
    from tests.make import publish

    reader = Reader(port=port, dice=random.Random(pk))
    texts: list[str] = []

    def ask_at_commit(**_facts) -> None:
        transaction.on_commit(lambda: texts.append(reader.ask()))

    event_synced.connect(ask_at_commit)
    told = seen = 0
    late: list[str] = []
    page = WebinarPage.objects.get(pk=pk)
    name = page.title.rpartition(" ")[0]
    for number in range(1, trials + 1):
        page.title = f"{name} {number}"
        page = publish(page)
        told += 1
        [text] = texts
        texts.clear()
        found = re.findall(rf"SUMMARY:{name} (\d+)\r\n", text)
        if found == [str(number)]:
            seen += 1
        else:
            late.append(f"{name}: {number} was told, {found} seen")
    print(json.dumps({"told": told, "seen": seen, "late": late, "answers": reader.answers}))


if __name__ == "__main__":
    if sys.argv[1:2] == ["--write"]:
        write(*map(int, sys.argv[2:]))
    else:
        main(prove, trials=10_000)
