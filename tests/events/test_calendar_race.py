"""Two who publish the same page at the same time write its records one after the other."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connections
from django.utils import timezone

from events.calendar_records import sync_calendar_records
from events.models import CalendarRecord, EventPage, Session, WebinarPage
from tests.events.calendars import facts, record_of, version
from tests.make import make_session, make_webinar

ROUNDS = 10

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("committed_index"),
    pytest.mark.postgres_only,
]


def at_once(*acts) -> None:
    """Run these at the same moment, each with a connection of its own; an error of one is ours."""
    start = Barrier(len(acts))

    def one(act):
        try:
            start.wait()
            act()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(acts)) as threads:
        for running in [threads.submit(one, act) for act in acts]:
            running.result()


def sync(page):
    return lambda: sync_calendar_records(page_id=page.pk, now=timezone.now())


def test_first_syncs_at_once_mint_one_uid():
    for _ in range(ROUNDS):
        page = make_webinar()
        CalendarRecord.objects.all().delete()

        at_once(*[sync(page)] * 4)

        assert record_of(page).sequence == 0


def test_syncs_at_once_after_a_change_raise_the_number_once():
    page = make_webinar()
    for number in range(1, ROUNDS + 1):
        Session.objects.filter(page_id=page.pk).delete()
        session = make_session(7 + number, key=record_of(page).session_key, page=page)
        session.derive_instants()
        session.save()
        before = version()

        at_once(*[sync(page)] * 4)

        record = record_of(page)
        assert (record.sequence, record.starts_at) == (number, session.starts_at)
        assert facts(record)["SEQUENCE"] == number
        assert version() == before + 1


def test_pages_saved_at_once_leave_the_record_of_the_last():
    page = make_webinar()

    def save(title):
        def act():
            mine = WebinarPage.objects.get(pk=page.pk)
            mine.title = title
            mine.save()

        return act

    for number in range(ROUNDS):
        at_once(*[save(f"{name} {number}") for name in ("Ada", "Ben", "Cleo")])

        title = EventPage.objects.values_list("title", flat=True).get(pk=page.pk)
        assert facts(record_of(page))["SUMMARY"] == title
