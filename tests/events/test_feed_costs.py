"""What an answer of a feed may cost: queries, VEVENTs that are serialized, and that nothing is cut."""

import os
import sys
from collections import Counter
from contextlib import contextmanager
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from icalendar import Component

from events.feed_bytes import STORE
from events.models import CalendarRecord, EventPage, FeedVersion
from tests.events.calendars import record_of
from tests.make import NOW, make_event, make_webinar, publish

pytestmark = [pytest.mark.django_db, pytest.mark.time_machine(NOW, tick=False)]

FEED = "/calendar/events.ics"
CODINGS = ["identity", "gzip"]
MANY = 50_000 if os.environ.get("TTA_PROOF") else 5_000


def ask(client, *, coding: str = "identity", tag: str = "") -> tuple[int, int, str]:
    """Status, number of queries, and ETag of one answer."""
    headers = {"accept-encoding": coding} | ({"if-none-match": tag} if tag else {})
    with CaptureQueriesContext(connection) as queries:
        response = client.get(FEED, headers=headers)
    return response.status_code, len(queries), response.headers["ETag"]


@contextmanager
def serialized():
    """Counts the components that icalendar writes, by name, whoever asks for it."""
    counts: Counter = Counter()
    code = Component.property_items.__code__

    def note(frame, event, _argument):
        if event == "call" and frame.f_code is code:
            counts[frame.f_locals["self"].name] += 1

    sys.setprofile(note)
    try:
        yield counts
    finally:
        sys.setprofile(None)


@pytest.mark.parametrize("number", [1, 3, 30])
@pytest.mark.parametrize("coding", CODINGS)
def test_queries_are_the_same_for_any_number_of_events(
    index, client, editor_client, coding, number
):
    pages = [make_event() for _ in range(number)]
    for asker in (client, editor_client):
        STORE.clear()
        first = ask(asker, coding=coding)
        assert first[:2] == (200, 2)  # the version with the site, the texts
        assert ask(asker, coding=coding)[:2] == (200, 1)
        assert ask(asker, coding=coding, tag=first[2])[:2] == (304, 1)
        pages[0].title += "!"
        publish(pages[0])
        assert ask(asker, coding=coding, tag=first[2])[:2] == (200, 2)
        assert ask(asker, coding=coding)[:2] == (200, 1)


@pytest.fixture
def editor_client(index):
    from django.test import Client

    from tests.make import make_admin

    client = Client()
    client.force_login(make_admin())
    return client


def test_not_modified_reads_no_event_row(index, client):
    make_event()
    _status, _queries, tag = ask(client)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(FEED, headers={"if-none-match": tag}).status_code == 304
    [query] = queries.captured_queries
    assert FeedVersion._meta.db_table in query["sql"]


def test_one_changed_event_of_fifty_serializes_one_vevent(index, client):
    pages = [make_event() for _ in range(50)]
    ask(client)
    before = dict(CalendarRecord.objects.values_list("page_id", "text"))
    assert len(before) == 50

    pages[7].title = "Another title"
    with serialized() as published:
        publish(pages[7])
    with serialized() as asked:
        content = client.get(FEED).content

    assert published == {"VEVENT": 1}
    assert asked == {}
    after = dict(CalendarRecord.objects.values_list("page_id", "text"))
    assert {pk for pk in after if after[pk] != before[pk]} == {pages[7].pk}
    assert after[pages[7].pk].encode() in content
    assert content.count(b"BEGIN:VEVENT\r\n") == 50


def test_unchanged_publish_tells_nothing_new(index, client):
    page = make_webinar()
    _status, _queries, tag = ask(client)
    publish(EventPage.objects.get(pk=page.pk).specific)
    assert ask(client, tag=tag)[:2] == (304, 1)


def test_nothing_is_cut(index, client):
    """5,000 sessions, 50,000 in the proof: each of them is in the answer, once, in the order of time."""
    record = record_of(make_event())
    first = CalendarRecord.objects.values().get(pk=record.pk)
    del first["id"]
    copies = (
        CalendarRecord(**first | {
            "session_key": uuid4(), "uid": f"many-{number:05}",
            "starts_at": record.starts_at + timedelta(minutes=number),
            "ends_at": record.ends_at + timedelta(minutes=number),
            "text": record.text.replace(record.uid, f"many-{number:05}"),
        })
        for number in range(1, MANY)
    )  # fmt: skip
    CalendarRecord.objects.bulk_create(copies, batch_size=1000)
    FeedVersion.bump(now=NOW)

    lines = client.get(FEED).content.decode().replace("\r\n ", "").split("\r\n")

    uids = [line for line in lines if line.startswith("UID:")]
    assert uids == [f"UID:{record.uid}", *(f"UID:many-{number:05}" for number in range(1, MANY))]
    assert lines.count("BEGIN:VEVENT") == lines.count("END:VEVENT") == MANY


@pytest.mark.postgres_only
@pytest.mark.django_db(transaction=True)
def test_broken_connection_is_replaced_without_being_asked_first(committed_index, client, settings):
    page = make_event(title="Night calls")
    connection.health_check_enabled = True
    connection.health_check_done = False
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        [pid] = cursor.fetchone()
    other = connection.copy()
    with other.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s, 5000)", [pid])
    other.close()
    connection.health_check_done = False  # as at the beginning of a request

    version = FeedVersion.read()

    assert version.number == 1
    assert record_of(page).text.encode() in client.get(FEED).content
