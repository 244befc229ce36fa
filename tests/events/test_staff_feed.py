"""The staff's calendar: published events by their stored text, and drafts that say so."""

from datetime import UTC, datetime, timedelta

import icalendar
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from events.actions import cancel_event
from events.models import CalendarRecord, EventPage, Session
from events.staff_feed import make_staff_feed, staff_feed_path
from tests.events.calendars import record_of
from tests.make import (
    NOW,
    make_admin,
    make_event,
    make_member,
    make_other_site,
    make_past_webinar,
    make_private,
    make_session,
    make_webinar,
    publish,
)

pytestmark = [pytest.mark.time_machine(NOW, tick=False), pytest.mark.usefixtures("index")]

MEETING = "https://meet.example/room-4711?pwd=secret"
# As TEXT is escaped (RFC 5545, 3.3.11): the parser does not know NAME.
NAME = "Events and drafts\\, TTA Center"


@pytest.fixture
def address(index):
    """The path of an administrator's feed."""
    return staff_feed_path(make_staff_feed(user=make_admin(), now=NOW))


def make_draft(*, title="Night Shift", **fields) -> EventPage:
    """A page that was never published, saved as the admin saves drafts."""
    page = make_webinar(title=title, live=False, **fields)
    page.save_revision()
    return page


def calendar_at(client, address) -> icalendar.Calendar:
    response = client.get(address)
    assert response.status_code == 200, response.content
    return icalendar.Calendar.from_ical(response.content)


def entries_at(client, address) -> list[dict]:
    return [
        {name: value.dt if hasattr(value, "dt") else str(value) for name, value in event.items()}
        for event in calendar_at(client, address).events
    ]


def titles_at(client, address) -> list[str]:
    return [entry["SUMMARY"] for entry in entries_at(client, address)]


def tag_of(client, address) -> str:
    return client.get(address).headers["ETag"]


# ---- whole values ----


def test_calendar_says_what_it_is(client, address):
    calendar = calendar_at(client, address)

    assert {name: str(calendar[name]) for name in ("NAME", "URL")} == {
        "NAME": NAME,
        "URL": "http://testserver/admin/events/calendar/",
    }
    assert calendar.subcomponents == []
    for name in ("METHOD", "UID", "SOURCE"):
        assert name not in calendar


def test_published_event_is_its_stored_text(client, address):
    public, private = make_webinar(title="Public"), make_webinar(title="Private")
    make_private(private)
    elsewhere = make_event(title="Elsewhere", parent=make_other_site())

    content = client.get(address).content.decode()

    assert [record_of(page).is_visible for page in (public, private, elsewhere)] == [True, False, True]  # fmt: skip
    assert content.count("BEGIN:VEVENT") == 3
    for record in CalendarRecord.objects.all():
        assert record.text in content


def test_draft_says_what_is_planned(client, address):
    page = make_draft(join_url=MEETING, join_visibility="public", sessions=[make_session(7)])
    key = page.sessions.get().key
    edit = f"http://testserver/admin/pages/{page.pk}/edit/"

    assert entries_at(client, address) == [
        {
            "UID": f"draft-{page.pk}-{key}",
            "STATUS": "TENTATIVE",
            "TRANSP": "TRANSPARENT",
            "DTSTAMP": NOW,
            "LAST-MODIFIED": NOW,
            "CREATED": NOW,
            "DTSTART": datetime(2026, 11, 29, 19, 0, tzinfo=UTC),
            "DTEND": datetime(2026, 11, 29, 20, 30, tzinfo=UTC),
            "SUMMARY": "DRAFT: Night Shift",
            "LOCATION": "Online",
            "DESCRIPTION": f"What it is about.\n\nEdit: {edit}",
            "URL": edit,
        }
    ]


# ---- what is a draft ----


def test_draft_is_as_its_latest_revision_has_it(client, address):
    page = make_draft()
    page.title = "Later title"
    page.sessions = [make_session(9), make_session(11, "09:00", "10:00")]
    page.save_revision()
    assert Session.objects.filter(page=page).count() == 1

    entries = entries_at(client, address)

    assert [(entry["SUMMARY"], entry["DTSTART"].day) for entry in entries] == [
        ("DRAFT: Later title", 1),
        ("DRAFT: Later title", 3),
    ]
    assert len({entry["UID"] for entry in entries}) == 2


def test_page_without_a_revision_is_a_draft_as_it_stands(client, address):
    make_webinar(title="Imported", live=False)
    [entry] = entries_at(client, address)
    assert (entry["SUMMARY"], entry["DTSTAMP"]) == (
        "DRAFT: Imported",
        datetime(1970, 1, 1, tzinfo=UTC),
    )


def test_draft_of_a_published_event_is_not_shown(client, address):
    page = make_webinar(title="Published")
    page.title = "Not yet"
    page.save_revision()
    assert titles_at(client, address) == ["Published"]


def test_draft_becomes_an_event_and_a_draft_again_under_other_uids(client, address):
    page = make_draft()
    [draft] = entries_at(client, address)
    published = publish(page)
    [event] = entries_at(client, address)
    published.unpublish()
    [again] = entries_at(client, address)

    titles = [entry["SUMMARY"] for entry in (draft, event, again)]
    assert titles == ["DRAFT: Night Shift", "Night Shift", "DRAFT: Night Shift"]
    assert event["UID"] == record_of(page).uid
    assert draft["UID"] == again["UID"] != event["UID"]


def test_deleted_pages_are_gone(client, address):
    private = make_webinar(title="Private")
    make_private(private)
    draft = make_draft()
    assert len(titles_at(client, address)) == 2
    tags = [tag_of(client, address)]

    for page in (private, draft):
        EventPage.objects.get(pk=page.pk).delete()
        tags.append(tag_of(client, address))

    assert titles_at(client, address) == []
    assert len(set(tags)) == 3


def test_window_is_90_days_back_and_everything_ahead(client, address):
    for days in (-89, -92, 2000):
        make_draft(title=f"Draft {days}", sessions=[make_session(days)])
    make_past_webinar(title="Recent", days_ago=89)
    make_past_webinar(title="Old", days_ago=92)
    make_draft(title="Undated", sessions=[])
    make_draft(title="Half", sessions=[Session(date=NOW.date())])

    assert titles_at(client, address) == ["Recent", "DRAFT: Draft -89", "DRAFT: Draft 2000"]


def test_cancelled_event_says_so(client, address):
    event = make_webinar(title="Night Shift")
    cancel_event(event=event, reason="Storm.", now=NOW)
    assert titles_at(client, address) == ["CANCELLED: Night Shift"]


@pytest.mark.parametrize("title", ["END:VEVENT", "a\\N;b,c\r\nUID:x", "🎧 " * 80, "\x07\x1b[2J bell"])  # fmt: skip
def test_hostile_draft_is_one_entry(client, address, title):
    page = make_draft()
    revision = page.latest_revision or page.save_revision()
    revision.content["title"] = title
    revision.content["sessions"] += [
        {"pk": None}, {"pk": None, "date": "never", "start_time": "25:00"}, None, {},
        {"pk": None, "key": "no key", "date": "2026-12-01", "start_time": "10:00", "end_time": "11:00"},
    ]  # fmt: skip
    revision.save()

    [entry] = entries_at(client, address)

    assert entry["SUMMARY"].startswith("DRAFT: ")
    assert entry["UID"].startswith(f"draft-{page.pk}-")


def test_meeting_stands_in_no_draft_and_no_event(client, address):
    for live in (True, False):
        make_webinar(title="Night Shift", live=live, join_url=MEETING)
    make_draft(join_url=MEETING)
    assert EventPage.objects.filter(join_url=MEETING).count() == 3

    text = client.get(address).content.decode().replace("\r\n ", "")

    assert text.count("Night Shift") == 3
    for secret in (MEETING, "4711", "/join/", "ATTENDEE"):
        assert secret not in text


# ---- when it is another ----


def test_etag_is_another_after_each_save_of_a_draft(client, address, time_machine):
    first, second = make_draft(title="First"), make_draft(title="Second")
    tags = [tag_of(client, address)]
    for page in (first, second):
        page.save_revision()
        tags.append(tag_of(client, address))
    time_machine.shift(timedelta(seconds=3))
    autosaved = EventPage.objects.get(pk=first.pk).specific
    autosaved.title = "Autosaved"
    revision = autosaved.latest_revision
    autosaved.save_revision(overwrite_revision=revision)
    assert autosaved.latest_revision_id == revision.pk
    tags.append(tag_of(client, address))

    assert len(set(tags)) == 4
    assert "DRAFT: Autosaved" in titles_at(client, address)
    assert tag_of(client, address) == tags[-1]


def test_etag_is_another_after_publishing_unpublishing_and_each_day(client, address, time_machine):
    page = make_draft()
    tags = [tag_of(client, address)]
    published = publish(page)
    tags.append(tag_of(client, address))
    make_private(published)
    tags.append(tag_of(client, address))
    published.unpublish()
    tags.append(tag_of(client, address))
    time_machine.move_to(NOW + timedelta(days=1))
    tags.append(tag_of(client, address))

    assert len(set(tags)) == 5
    assert client.get(address, headers={"if-none-match": tags[-1]}).status_code == 304


# ---- what it costs ----

# The rights of a member cost MEMBER more, and one more where they are to change and not to add.
FULL, NOT_MODIFIED, MEMBER = 8, 4, 4


@pytest.mark.parametrize("rows", [1, 3, 30])
def test_feed_costs_the_same_for_any_number(client, address, rows):
    for number in range(rows):
        make_webinar(title=f"Event {number}")
        make_draft(title=f"Draft {number}")
        make_webinar(title=f"Imported {number}", live=False)
    member = make_member("add", "change", username="writer")
    of_member = staff_feed_path(make_staff_feed(user=member, now=NOW))

    for asked, more in ((address, 0), (of_member, MEMBER)):
        tag = tag_of(client, asked)
        with CaptureQueriesContext(connection) as full:
            found = titles_at(client, asked)
        with CaptureQueriesContext(connection) as known:
            assert client.get(asked, headers={"if-none-match": tag}).status_code == 304
        assert len(found) == 3 * rows
        assert (len(full), len(known)) == (FULL + more, NOT_MODIFIED + more)
