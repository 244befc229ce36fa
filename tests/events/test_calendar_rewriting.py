"""After an upgrade all texts are written again together; whatever else is out of line is left to the sync."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import NoReverseMatch
from wagtail.models import Site

from events import calendar_rewriting
from events.actions import cancel_event, postpone_event
from events.calendar_items import BUILDER_VERSION
from events.calendar_records import pages_out_of_line, reconcile_calendar_records
from events.calendar_rewriting import rewrite_outdated_texts
from events.models import CalendarRecord, EventPage, Session
from tests.events.calendars import record_of, records_of, sequences, told, version
from tests.make import (
    NOW,
    make_event,
    make_past_webinar,
    make_private,
    make_session,
    make_webinar,
    publish,
)

pytestmark = [pytest.mark.django_db, pytest.mark.time_machine(NOW, tick=False)]

LATER = NOW + timedelta(hours=1)


def age(*pages) -> None:
    """As if an older release, which wrote other texts, had stored these records."""
    records = CalendarRecord.objects.filter(page_id__in=[page.pk for page in pages])
    assert records.update(builder_version=0, text="BEGIN:OLD\r\n")


def every_kind(index) -> list:
    removed = make_webinar(sessions=[make_session(3), make_session(4)])
    removed.sessions = list(removed.sessions.all())[:1]
    publish(removed)
    off = [make_event(title=title) for title in ("Cancelled", "Postponed")]
    cancel_event(event=off[0], reason="Snow.", now=NOW)
    postpone_event(event=off[1], reason="Snow.", now=NOW)
    return [make_event(), make_webinar(join_url="https://meet.example/j/1"), removed, *off,
            make_past_webinar()]  # fmt: skip


def test_texts_are_those_that_a_sync_writes(index):
    pages = every_kind(index)
    uids = [record.uid for page in pages for record in records_of(page)]
    before = {page.pk: sequences(page) for page in pages}
    count = version()
    age(*pages)

    assert rewrite_outdated_texts(now=LATER) == len(pages)

    assert version() == count + 1
    assert {page.pk: sequences(page) for page in pages} == before
    assert [record.uid for page in pages for record in records_of(page)] == uids
    assert pages_out_of_line() == []
    written = told(*pages)[0]
    assert {row["changed_at"] for row in written} == {LATER}
    assert {row["builder_version"] for row in written} == {BUILDER_VERSION}
    age(*pages)
    for page in pages:
        EventPage.objects.get(pk=page.pk).save()
    synced = told(*pages)[0]
    stamps = [text["text"].replace("20261122T150000Z", "20261122T160000Z") for text in synced]
    assert stamps == [row["text"].replace("20261122T150000Z", "20261122T160000Z") for row in written]  # fmt: skip


def test_text_that_stays_the_same_raises_no_version(index):
    pages = [make_event(), make_webinar()]
    before = told(*pages)
    CalendarRecord.objects.update(builder_version=0)

    assert rewrite_outdated_texts(now=LATER) == 0

    assert told(*pages) == before


def test_nothing_outdated_is_two_queries(index, django_assert_num_queries):
    make_event()
    with django_assert_num_queries(2):  # who is private, and which texts are outdated
        assert rewrite_outdated_texts(now=LATER) == 0


def move(page):
    session = Session.objects.get(page=page)
    Session.objects.filter(pk=session.pk).update(
        starts_at=session.starts_at + timedelta(hours=1),
        ends_at=session.ends_at + timedelta(hours=1),
    )


def add_session(page):
    session = make_session(9)
    session.page_id = page.pk
    session.save()


def remove_session(page):
    Session.objects.filter(page=page).delete()


def change_place(page):
    EventPage.objects.filter(pk=page.pk).update(place_name="Elsewhere")


def hide(page):
    CalendarRecord.objects.filter(page_id=page.pk).update(is_visible=False)


def misplace(page):
    CalendarRecord.objects.filter(page_id=page.pk).update(site_id=999)


@pytest.mark.parametrize(
    "change", [move, add_session, remove_session, change_place, hide, misplace]
)
def test_what_a_sync_has_to_tell_is_left_to_it(index, change):
    page, other = make_event(), make_event()
    change(page)
    age(page, other)
    before = told(page)[0]

    assert rewrite_outdated_texts(now=LATER) == 1

    assert told(page)[0] == before
    assert record_of(other).text != "BEGIN:OLD\r\n"
    assert reconcile_calendar_records(now=LATER) == 1
    assert pages_out_of_line() == []
    assert all("BEGIN:VEVENT" in record.text for record in records_of(page))


def test_private_and_unpublished_events_are_left(index):
    private, draft = make_event(), make_event()
    make_private(private)
    EventPage.objects.get(pk=draft.pk).unpublish()
    age(private, draft)

    assert rewrite_outdated_texts(now=LATER) == 0

    assert record_of(private).text == record_of(draft).text == "BEGIN:OLD\r\n"


def test_portion_that_fails_is_done_one_by_one(index, caplog):
    fine, broken = make_event(), make_event()
    age(fine, broken)
    # There is no address for such a UID, so no text can be built.
    CalendarRecord.objects.filter(page_id=broken.pk).update(uid=" ")

    with pytest.raises(NoReverseMatch):
        reconcile_calendar_records(now=LATER)

    assert record_of(fine).text != "BEGIN:OLD\r\n"
    assert record_of(broken).text == "BEGIN:OLD\r\n"
    assert "2 events have to be rewritten one by one." in caplog.text


@pytest.mark.parametrize("number", [1, 3, 30])
def test_queries_are_the_same_for_any_number(index, number):
    age(*[make_event() for _ in range(number)])
    Site.clear_site_root_paths_cache()
    with CaptureQueriesContext(connection) as queries:
        assert rewrite_outdated_texts(now=LATER) == number
    assert len(queries) == QUERIES


# Who is private and what is outdated; then who is private, pages, sessions, records, sites, the write
# and the version, between a savepoint and its release.
QUERIES = 2 + 7 + 2


def test_many_are_written_in_portions(index, monkeypatch):
    monkeypatch.setattr(calendar_rewriting, "PAGES_AT_ONCE", 2)
    pages = [make_event() for _ in range(5)]
    age(*pages)
    before = version()

    assert rewrite_outdated_texts(now=LATER) == 5

    assert version() == before + 3
    assert pages_out_of_line() == []
