"""Publishing by code: what a save of the live page tells calendars, and what it must not."""

import uuid
from datetime import UTC, datetime, time, timedelta

import pytest
from django.db import IntegrityError, connection

from events.models import CalendarRecord, EventIndexPage, EventPage, Session
from tests.events.calendars import (
    derived,
    facts,
    record_of,
    records_of,
    sequences,
    told,
    uids,
    version,
    vevent,
)
from tests.make import (
    NOW,
    make_event,
    make_session,
    make_webinar,
    publish,
    with_changed_session,
)

pytestmark = [pytest.mark.django_db, pytest.mark.time_machine(NOW, tick=False)]

LATER = timedelta(minutes=5)


def test_first_publish_mints_a_uid_and_tells_everything(index):
    page = make_event(
        live=False,
        title="Naloxone; in jails, 2026",
        description="<p>Bring <b>questions</b>.</p>",
        place_address="1 Main Street\r\nSpringfield, MA 01101",
    )
    assert records_of(page) == []

    publish(page)

    record = record_of(page)
    permalink = f"http://testserver/calendar/{record.uid}/"
    assert uuid.UUID(record.uid).version == 4
    assert facts(record) == {
        "UID": record.uid,
        "SEQUENCE": 0,
        "STATUS": "CONFIRMED",
        "TRANSP": "OPAQUE",
        "DTSTAMP": NOW,
        "LAST-MODIFIED": NOW,
        "CREATED": NOW,
        "DTSTART": datetime(2026, 11, 29, 19, 0, tzinfo=UTC),
        "DTEND": datetime(2026, 11, 29, 20, 30, tzinfo=UTC),
        "SUMMARY": "Naloxone; in jails, 2026",
        "DESCRIPTION": f"What it is about.\n\nBring questions.\n\nDetails: {permalink}",
        "LOCATION": "Town Hall, 1 Main Street, Springfield, MA 01101",
        "URL": permalink,
    }
    assert (record.is_visible, version()) == (True, 1)


def test_draft_of_a_live_page_changes_nothing(index):
    page = make_event(registration_closes_date=NOW.date(), registration_closes_time=NOW.time())
    assert derived(page)["registration_closes_at"]
    before = told(page), derived(page)

    draft = EventPage.objects.get(pk=page.pk)
    draft.title, draft.registration_closes_date = "Another title", None
    draft.sessions = [make_session(8), make_session(9)]
    draft.save_revision()
    draft.save_revision()

    assert (told(page), derived(page)) == before
    assert Session.objects.filter(page=page).count() == 1


def test_two_sessions_added_at_once_have_two_keys_and_two_uids(index):
    page = publish(make_event(live=False, sessions=[make_session(7), make_session(8)]))

    assert len({session.key for session in page.sessions.all()}) == 2
    assert len(set(uids(page))) == 2


def test_moved_session_raises_only_its_own_sequence(index, time_machine):
    page = make_event(sessions=[make_session(7), make_session(8)])
    first, second = records_of(page)
    time_machine.shift(LATER)

    page = publish(with_changed_session(page, 1, start_time=time(13, 0)))

    moved = records_of(page)[1]
    assert sequences(page) == [0, 1]
    assert records_of(page)[0].text == first.text
    assert (moved.uid, moved.created_at) == (second.uid, second.created_at)
    assert vevent(moved)["DTSTART"].dt == datetime(2026, 11, 30, 18, 0, tzinfo=UTC)
    assert vevent(moved)["LAST-MODIFIED"].dt == NOW + LATER
    assert version() == 2


@pytest.mark.parametrize(
    "change",
    [
        {"place_name": "Library"},
        {"delivery": "hybrid"},
        {
            "delivery": "hybrid",
            "join_url": "https://meet.example/1",
            "join_visibility": "public",
        },
    ],
)
def test_another_place_raises_the_sequence(index, change):
    page = make_event()

    for name, value in change.items():
        setattr(page, name, value)
    publish(page)

    assert sequences(page) == [1]


def test_another_zone_raises_the_sequence(index):
    page = make_event()

    page = publish(with_changed_session(page, 0, zone="America/Chicago"))

    assert sequences(page) == [1]
    assert vevent(record_of(page))["DTSTART"].dt == datetime(2026, 11, 29, 20, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    "change",
    [
        {"title": "Event, spelled right"},
        {"summary": "Another sentence."},
        {"description": "<p>Another text.</p>"},
    ],
)
def test_corrected_text_moves_only_last_modified(index, time_machine, change):
    page = make_event()
    before = record_of(page)
    time_machine.shift(LATER)

    for name, value in change.items():
        setattr(page, name, value)
    publish(page)

    after = record_of(page)
    assert (after.sequence, after.changed_at) == (0, NOW + LATER)
    assert vevent(after)["LAST-MODIFIED"].dt == vevent(after)["DTSTAMP"].dt == NOW + LATER
    assert after.text != before.text
    assert version() == 2


@pytest.mark.parametrize(
    "change",
    [
        {},
        {"presented_by": "Center for Justice and Health Practice"},
        {"audience": "Dispatchers"},
        {"join_url": "https://meet.example/1", "join_visibility": "registrants"},
    ],
)
def test_publishing_what_calendars_do_not_show_changes_nothing(index, time_machine, change):
    page = make_webinar()
    before = told(page)
    time_machine.shift(LATER)

    for name, value in change.items():
        setattr(page, name, value)
    publish(publish(page))

    assert told(page) == before


def test_new_slug_leaves_the_text_as_it_is(index, time_machine):
    page = make_event()
    before = told(page)
    time_machine.shift(LATER)

    page.slug = "another-address"
    page = publish(page)

    assert page.url == "/events/another-address/"
    assert told(page) == before


def test_removed_session_is_cancelled_and_kept(index, time_machine):
    page = make_event(sessions=[make_session(7), make_session(8)])
    first, second = records_of(page)
    time_machine.shift(LATER)

    page.sessions.remove(page.dated_sessions[1])
    publish(page)

    kept, cancelled = records_of(page)
    assert kept.text == first.text
    assert (cancelled.uid, cancelled.sequence) == (second.uid, 1)
    assert vevent(cancelled)["STATUS"] == "CANCELLED"
    assert vevent(cancelled)["SUMMARY"] == f"CANCELLED: {page.title}"
    assert vevent(cancelled)["DTSTART"].dt == second.starts_at

    before = told(page)
    time_machine.shift(LATER)
    publish(page)
    assert told(page) == before


def test_removed_session_that_is_over_stays_as_it_was(index):
    page = make_event(sessions=[make_session(-3), make_session(8)])
    over = records_of(page)[0]

    page.sessions.remove(page.dated_sessions[0])
    publish(page)

    assert records_of(page)[0].text == over.text
    assert sequences(page) == [0, 0]


def test_older_revision_brings_the_same_uid_back(index):
    page = make_event(sessions=[make_session(7), make_session(8)])
    older = page.save_revision()
    before = uids(page)
    page.sessions.remove(page.dated_sessions[1])
    page = publish(page)
    assert sequences(page) == [0, 1]

    older.publish()

    assert uids(page) == before
    assert sequences(page) == [0, 2]
    assert [vevent(record)["STATUS"] for record in records_of(page)] == ["CONFIRMED"] * 2
    assert Session.objects.filter(page=page).count() == 2


def test_revisions_published_back_and_forth_keep_one_row_and_one_key(index):
    page = make_event()
    [key] = [session.key for session in page.sessions.all()]
    revisions = [page.save_revision() for _ in range(3)]

    for revision in (*reversed(revisions), *revisions):
        revision.publish()

    assert [session.key for session in Session.objects.filter(page=page)] == [key]
    assert sequences(page) == [0]


def test_page_and_records_are_written_both_or_neither(index):
    page = make_event()
    before = told(page), derived(page)
    with connection.cursor() as cursor:
        cursor.execute("CREATE UNIQUE INDEX one_zone ON events_calendarrecord (zone)")

    page.title = "Never to be seen"
    page.sessions = [*page.sessions.all(), make_session(8)]
    with pytest.raises(IntegrityError):
        page.save()

    assert (told(page), derived(page)) == before
    assert Session.objects.filter(page=page).count() == 1


def test_new_page_that_calendars_refuse_is_not_added(index):
    make_event()
    with connection.cursor() as cursor:
        cursor.execute("CREATE UNIQUE INDEX one_zone ON events_calendarrecord (zone)")

    with pytest.raises(IntegrityError):
        make_event()

    assert EventPage.objects.count() == CalendarRecord.objects.count() == 1
    assert EventIndexPage.objects.get(pk=index.pk).get_children().count() == 1
