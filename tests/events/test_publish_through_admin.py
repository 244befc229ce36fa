"""Publishing through the editor's form: the twin of test_publish_boundary."""

import uuid
from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, connection
from django.urls import reverse

from events.models import CalendarRecord, EventPage, Session, WebinarPage
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
from tests.events.editor import (
    add_session,
    add_url,
    change_row,
    edit_url,
    publish,
    read_form,
    refusals,
    remove_row,
    save_draft,
    send,
)
from tests.make import NOW, make_event, make_session, make_webinar

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.time_machine(NOW),
    pytest.mark.usefixtures("editor"),
]

LATER = timedelta(minutes=5)


def create(client, index, *, model="eventpage", action="publish", sessions=1, **fields):
    """A page written in the form of a new one and published or saved; the page."""
    form = read_form(client, add_url(index, model))
    form |= {"title": "Naloxone; in jails, 2026", "slug": "naloxone", "summary": "What it is."}
    form |= {"place_name": "Town Hall", **fields}
    for number in range(sessions):
        add_session(form, date=f"2026-11-{29 - number}")
    response = send(client, add_url(index, model), form, action=action)
    assert response.status_code == 302, refusals(response)
    return EventPage.objects.get(slug=form["slug"])


def test_page_published_at_once_mints_a_uid_and_tells_everything(client, index):
    page = create(client, index)

    record = record_of(page)
    told_facts = facts(record)
    moments = [told_facts.pop(name) for name in ("DTSTAMP", "LAST-MODIFIED", "CREATED")]
    permalink = f"http://testserver/calendar/{record.uid}/"
    assert uuid.UUID(record.uid).version == 4
    assert told_facts == {
        "UID": record.uid,
        "SEQUENCE": 0,
        "STATUS": "CONFIRMED",
        "TRANSP": "OPAQUE",
        "DTSTART": datetime(2026, 11, 29, 19, 0, tzinfo=UTC),
        "DTEND": datetime(2026, 11, 29, 20, 30, tzinfo=UTC),
        "SUMMARY": "Naloxone; in jails, 2026",
        "DESCRIPTION": f"What it is.\n\nDetails: {permalink}",
        "LOCATION": "Town Hall",
        "URL": permalink,
    }
    assert all(NOW <= moment < NOW + LATER for moment in moments)
    assert record.is_visible
    assert derived(page)["first_starts_at"] == told_facts["DTSTART"]


def test_webinar_is_online_from_the_start(client, index):
    page = create(client, index, model="webinarpage")

    assert WebinarPage.objects.get(pk=page.pk).delivery == "virtual"
    assert facts(record_of(page))["LOCATION"] == "Online"


def test_saved_draft_has_no_record_until_it_is_published(client, index):
    page = create(client, index, action="")
    assert (page.live, records_of(page), version()) == (False, [], 0)

    page = publish(client, page)

    assert (page.live, sequences(page), version()) == (True, [0], 1)


def test_two_rows_added_at_once_have_two_keys(client, index):
    page = create(client, index, sessions=2)

    assert len({session.key for session in page.sessions.all()}) == 2
    assert len(set(uids(page))) == 2


def test_draft_of_a_live_page_changes_nothing(client, index):
    page = make_event(sessions=[make_session(7), make_session(8)])
    before = told(page), derived(page)
    form = read_form(client, edit_url(page))
    form |= {"title": "Another title", "slug": "another", "registration_closes_date": "2026-11-25"}
    form["registration_closes_time"] = "12:00"
    change_row(form, "sessions", 0, start_time="09:00")
    remove_row(form, "sessions", 1)
    add_session(form, date="2026-12-05")

    save_draft(client, page, form)
    save_draft(client, page)

    draft = EventPage.objects.get(pk=page.pk).get_latest_revision_as_object()
    assert draft.title == "Another title"
    assert draft.sessions.count() == 2
    assert (told(page), derived(page)) == before
    assert Session.objects.filter(page=page).count() == 2


def test_moved_session_raises_only_its_own_sequence(client, index):
    page = make_event(sessions=[make_session(7), make_session(8)])
    first, second = records_of(page)
    form = read_form(client, edit_url(page))
    change_row(form, "sessions", 1, start_time="13:00")

    publish(client, page, form)

    moved = records_of(page)[1]
    assert sequences(page) == [0, 1]
    assert (records_of(page)[0].text, moved.uid) == (first.text, second.uid)
    assert vevent(moved)["DTSTART"].dt == datetime(2026, 11, 30, 18, 0, tzinfo=UTC)
    assert version() == 2


@pytest.mark.parametrize(
    ("change", "sequence"),
    [
        ({"title": "Spelled right"}, 0),
        ({"summary": "Another sentence."}, 0),
        ({"place_name": "Library"}, 1),
        ({"delivery": "virtual"}, 1),
        (
            {
                "delivery": "hybrid",
                "join_url": "https://meet.example/1",
                "join_visibility": "public",
            },
            1,
        ),
    ],
)
def test_change_of_the_slot_raises_the_sequence_and_a_typo_does_not(
    client, index, time_machine, change, sequence
):
    page = make_event()
    time_machine.shift(LATER)

    publish(client, page, **change)

    assert sequences(page) == [sequence]
    assert vevent(record_of(page))["LAST-MODIFIED"].dt >= NOW + LATER
    assert version() == 2


@pytest.mark.parametrize("make", [make_event, make_webinar])
def test_publishing_unchanged_changes_nothing(client, index, time_machine, make):
    page = make(description="<p>Text with <b>bold</b> &amp; more.</p>")
    before = told(page), derived(page)
    time_machine.shift(LATER)

    publish(client, page)
    publish(client, page)

    assert (told(page), derived(page)) == before


def test_new_slug_leaves_the_text_as_it_is(client, index, time_machine):
    page = make_event()
    before = told(page)
    time_machine.shift(LATER)

    page = publish(client, page, slug="another-address")

    assert page.url == "/events/another-address/"
    assert told(page) == before


def test_removed_session_is_cancelled_and_kept(client, index):
    page = make_event(sessions=[make_session(7), make_session(8)])
    before = uids(page)
    form = read_form(client, edit_url(page))
    remove_row(form, "sessions", 1)

    publish(client, page, form)

    assert (uids(page), sequences(page)) == (before, [0, 1])
    assert [vevent(r)["STATUS"] for r in records_of(page)] == ["CONFIRMED", "CANCELLED"]


def test_removed_session_that_is_over_stays_as_it_was(client, index):
    page = make_event(sessions=[make_session(-3), make_session(8)])
    over = records_of(page)[0].text
    form = read_form(client, edit_url(page))
    remove_row(form, "sessions", 0)

    publish(client, page, form)

    assert (records_of(page)[0].text, sequences(page)) == (over, [0, 0])


def test_older_version_brings_the_same_uid_back(client, index):
    page = publish(client, make_event(sessions=[make_session(7), make_session(8)]))
    older, before = page.latest_revision, uids(page)
    form = read_form(client, edit_url(page))
    remove_row(form, "sessions", 1)
    publish(client, page, form)

    url = reverse("wagtailadmin_pages:revisions_revert", args=[page.pk, older.pk])
    response = send(client, url, read_form(client, url), action="publish")

    assert response.status_code == 302, refusals(response)
    assert (uids(page), sequences(page)) == (before, [0, 2])
    assert Session.objects.filter(page=page).count() == 2
    publish(client, page)
    assert sequences(page) == [0, 2]


def test_page_and_records_are_written_both_or_neither(client, index):
    page = make_event()
    before = told(page), derived(page)
    form = read_form(client, edit_url(page)) | {"title": "Never to be seen"}
    add_session(form, date="2026-12-24")
    with connection.cursor() as cursor:
        cursor.execute("CREATE UNIQUE INDEX one_zone ON events_calendarrecord (zone)")

    with pytest.raises(IntegrityError):
        send(client, edit_url(page), form, action="publish")

    assert (told(page), derived(page)) == before
    assert Session.objects.filter(page=page).count() == 1


def test_new_page_that_calendars_refuse_is_not_live(client, index):
    make_event()
    with connection.cursor() as cursor:
        cursor.execute("CREATE UNIQUE INDEX one_zone ON events_calendarrecord (zone)")

    with pytest.raises(IntegrityError):
        create(client, index)

    assert EventPage.objects.live().count() == CalendarRecord.objects.count() == 1
