"""Writers publish while readers ask: no answer lacks what was committed before it was asked for."""

import os
import re
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections
from django.test import Client

from events.models import WebinarPage
from tests.make import make_webinar, publish

WRITERS, READERS = 4, 3
ROUNDS = 60 if os.environ.get("TTA_PROOF") else 6
FEED = "/calendar/events.ics"

pytestmark = pytest.mark.django_db(transaction=True)


class Ledger:
    """What writers have committed so far, and what readers saw under each ETag."""

    def __init__(self, pages):
        self.committed = dict.fromkeys((page.pk for page in pages), 0)
        self.bodies: list[tuple[str, bytes]] = []
        self.answers = {200: 0, 304: 0}
        self.is_done = threading.Event()


def rounds_in(body: bytes) -> dict[int, int]:
    """The round that the feed has of each page: titles are `Page 7 round 3`."""
    text = body.decode().replace("\r\n ", "")
    return {int(page): int(n) for page, n in re.findall(r"SUMMARY:Page (\d+) round (\d+)", text)}


def write(ledger: Ledger, pk: int) -> None:
    try:
        for number in range(1, ROUNDS + 1):
            page = WebinarPage.objects.get(pk=pk)
            page.title = f"Page {pk} round {number}"
            publish(page)
            ledger.committed[pk] = number
    finally:
        connections.close_all()


def read(ledger: Ledger) -> None:
    """Ask again and again, as a calendar program does: with the ETag of what one has."""
    client, tag, body = Client(), "", b""
    try:
        while not ledger.is_done.is_set():
            owed = dict(ledger.committed)
            response = client.get(FEED, headers={"if-none-match": tag} if tag else {})
            ledger.answers[response.status_code] += 1
            if response.status_code == 200:
                tag, body = response.headers["ETag"], response.content
                ledger.bodies.append((tag, body))
            found = rounds_in(body)
            late = {pk: (n, found.get(pk)) for pk, n in owed.items() if found.get(pk, -1) < n}
            assert not late, f"{response.status_code} lacks {late}"
            if response.status_code == 304:
                time.sleep(0.002)
    finally:
        connections.close_all()


def test_answer_never_lacks_what_was_committed_before(committed_index):
    pages = [make_webinar() for _ in range(WRITERS)]
    for page in pages:
        page.title = f"Page {page.pk} round 0"
        publish(page)
    ledger = Ledger(pages)
    with ThreadPoolExecutor(WRITERS + READERS) as threads:
        readers = [threads.submit(read, ledger) for _ in range(READERS)]
        writers = [threads.submit(write, ledger, page.pk) for page in pages]
        try:
            for writer in writers:
                writer.result()
        finally:
            ledger.is_done.set()
        for reader in readers:
            reader.result()

    last = Client().get(FEED)
    assert rounds_in(last.content) == {page.pk: ROUNDS for page in pages}
    known = {body for tag, body in ledger.bodies if tag == last.headers["ETag"]}
    assert known <= {last.content}
    assert len({tag for tag, _ in ledger.bodies}) > ROUNDS / 2
    assert ledger.answers[200] >= ROUNDS / 2
