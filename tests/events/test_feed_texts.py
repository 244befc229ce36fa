"""Stored texts in portions: all of them, in their order, also where somebody stops reading."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection

from events.feed_texts import ROWS_OF_A_PORTION, joined
from events.feeds import feed_content
from events.models import CalendarRecord
from events.site_lookup import Addressed
from tests.events.calendars import record_of
from tests.make import NOW, make_event

pytestmark = [pytest.mark.django_db, pytest.mark.time_machine(NOW, tick=False)]


@pytest.mark.parametrize("number", [0, 1, 99, 100, 101, 250])
def test_texts_are_joined_a_hundred_at_a_time(number):
    texts = [f"é{number};" for number in range(number)]
    portions = list(joined(texts))
    assert b"".join(portions).decode() == "".join(texts)
    assert len(portions) == -(-number // ROWS_OF_A_PORTION)


@pytest.fixture
def site(index, rf):
    """With an event of 250 sessions."""
    record = record_of(make_event(title="Night calls, é"))
    first = CalendarRecord.objects.values().get(pk=record.pk)
    del first["id"]
    CalendarRecord.objects.bulk_create(
        CalendarRecord(**first | {
            "session_key": uuid4(), "uid": f"many-{number}",
            "ends_at": record.ends_at + timedelta(minutes=number),
            "text": record.text.replace(record.uid, f"many-{number}"),
        })
        for number in range(1, 250)
    )  # fmt: skip
    return Addressed(rf.get("/"), host="testserver").site


def test_every_stored_text_is_in_the_portions_in_the_order_of_time(site):
    head, *portions, end = feed_content(site=site, now=NOW)
    texts = CalendarRecord.objects.order_by("ends_at", "pk").values_list("text", flat=True)
    assert b"".join(portions).decode() == "".join(texts)
    assert [portion.count(b"BEGIN:VEVENT") for portion in portions] == [100, 100, 50]
    assert (head[:17], end) == (b"BEGIN:VCALENDAR\r\n", b"END:VCALENDAR\r\n")


def test_portions_are_the_same_where_queries_are_logged(site):
    silent = list(feed_content(site=site, now=NOW))
    connection.force_debug_cursor = True
    try:
        assert list(feed_content(site=site, now=NOW)) == silent
    finally:
        connection.force_debug_cursor = False


def test_whoever_stops_after_a_portion_leaves_the_connection_free(site):
    content = iter(feed_content(site=site, now=NOW))
    assert b"BEGIN:VEVENT" in [next(content), next(content)][1]
    del content
    assert CalendarRecord.objects.count() == 250
