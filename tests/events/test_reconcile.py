"""What no signal told is found and repaired by the worker."""

from datetime import timedelta

import pytest
from wagtail.models import Page, PageViewRestriction

from events.calendar_items import BUILDER_VERSION
from events.calendar_records import pages_out_of_line, reconcile_calendar_records
from events.models import CalendarRecord, EventIndexPage, EventPage
from tests.events.calendars import is_shown, record_of, sequences, told, uids, version
from tests.make import NOW, make_event, make_past_webinar, make_session, make_webinar

pytestmark = [pytest.mark.django_db, pytest.mark.time_machine(NOW, tick=False)]

LATER = NOW + timedelta(hours=1)


@pytest.fixture
def pages(index):
    return [make_event(), make_webinar(sessions=[make_session(3), make_session(4)])]


def test_what_is_in_line_is_left_alone(pages):
    make_past_webinar()
    make_event(live=False)
    make_event(sessions=[])
    hidden = make_event()
    PageViewRestriction.objects.create(page=hidden, restriction_type="login")
    before = told(*pages, hidden)

    assert pages_out_of_line() == []
    assert reconcile_calendar_records(now=LATER) == 0
    assert told(*pages, hidden) == before


def test_bulk_unpublished_pages_are_hidden(pages):
    Page.objects.filter(pk=pages[0].pk).update(live=False)
    assert is_shown(pages[0])

    assert reconcile_calendar_records(now=LATER) == 1

    assert [is_shown(page) for page in pages] == [False, True]


def test_bulk_published_pages_are_shown(index):
    page = make_event(live=False)
    Page.objects.filter(pk=page.pk).update(live=True)

    assert reconcile_calendar_records(now=LATER) == 1

    assert is_shown(page)
    assert record_of(page).changed_at == LATER


def test_restriction_that_no_signal_told_hides(pages):
    restriction = PageViewRestriction(page=EventIndexPage.objects.get(), restriction_type="login")
    PageViewRestriction.objects.bulk_create([restriction])
    assert is_shown(pages[0])

    assert reconcile_calendar_records(now=LATER) == 2
    assert [is_shown(page) for page in pages] == [False, False]

    PageViewRestriction.objects.all()._raw_delete("default")
    assert reconcile_calendar_records(now=LATER) == 2
    assert [is_shown(page) for page in pages] == [True, True]


def test_page_that_vanished_without_a_signal_is_hidden(pages):
    CalendarRecord.objects.filter(page_id=pages[0].pk).update(page_id=999_999)

    reconcile_calendar_records(now=LATER)

    assert not CalendarRecord.objects.get(page_id=999_999).is_visible


def test_record_deleted_by_hand_is_written_anew(pages):
    before = version()
    lost = uids(pages[1])[0]
    CalendarRecord.objects.filter(uid=lost).delete()

    assert reconcile_calendar_records(now=LATER) == 1

    assert len(uids(pages[1])) == 2
    assert lost not in uids(pages[1])
    assert version() == before + 1


def test_text_of_an_older_builder_is_written_again(pages):
    before = record_of(pages[0])
    CalendarRecord.objects.filter(pk=before.pk).update(builder_version=0, text="BEGIN:OLD\r\n")

    assert reconcile_calendar_records(now=LATER) == 1

    after = record_of(pages[0])
    assert after.text == before.text.replace("20261122T150000Z", "20261122T160000Z").replace(
        "CREATED:20261122T160000Z", "CREATED:20261122T150000Z"
    )
    assert (after.sequence, after.builder_version) == (0, BUILDER_VERSION)
    assert pages_out_of_line() == []


def test_text_that_a_new_builder_writes_alike_is_looked_at_once(pages):
    before = told(*pages)
    CalendarRecord.objects.update(builder_version=0)
    assert len(pages_out_of_line()) == 2

    assert reconcile_calendar_records(now=LATER) == 0

    assert pages_out_of_line() == []
    assert told(*pages) == before


def test_repair_runs_once(pages):
    Page.objects.filter(pk=pages[0].pk).update(live=False)
    reconcile_calendar_records(now=LATER)
    before = told(*pages)

    assert reconcile_calendar_records(now=LATER) == 0
    assert told(*pages) == before
    assert sequences(pages[0]) == [0]


def test_looking_costs_the_same_for_one_event_and_for_many(index, django_assert_num_queries):
    make_event()
    with django_assert_num_queries(5):
        pages_out_of_line()
    for _ in range(9):
        make_event()
    assert EventPage.objects.count() == 10
    with django_assert_num_queries(5):
        pages_out_of_line()
