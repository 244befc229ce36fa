"""What follows from where an event stands: its site, its hosts, and what no signal told."""

import pytest
from wagtail.models import Page, Site

from events.calendar_records import reconcile_calendar_records
from events.models import CalendarRecord
from tests.make import NOW, make_event, make_other_site, make_session

pytestmark = [pytest.mark.django_db, pytest.mark.time_machine(NOW)]


def test_two_hosts_of_one_root_have_the_same_feed(client, index):
    page = make_event()
    first = Site.objects.get(is_default_site=True)
    Site.objects.create(hostname="www.tta.example", port=80, root_page=first.root_page)
    for host in ("testserver", "www.tta.example"):
        feed = client.get("/calendar/events.ics", headers={"host": host}).content
        assert feed.count(b"BEGIN:VEVENT") == 1, host
        assert page.title.encode() in feed


def test_site_with_an_impossible_host_name_stops_no_publishing(index):
    site = Site.objects.get(is_default_site=True)
    site.hostname = "not a host"
    site.save()
    page = make_event()
    assert "URL:" not in CalendarRecord.objects.get(page_id=page.pk).text


def test_move_that_no_signal_told_is_repaired(client, index):
    page = make_event()
    record = CalendarRecord.objects.get(page_id=page.pk)
    make_other_site()
    site = Site.objects.exclude(is_default_site=True).get()
    CalendarRecord.objects.filter(pk=record.pk).update(site_id=site.pk)

    assert reconcile_calendar_records(now=NOW) == 1
    record.refresh_from_db()
    assert record.site_id == Site.objects.get(is_default_site=True).pk


def test_time_that_was_changed_past_the_page_is_repaired(index):
    page = make_event()
    session = page.sessions.get()
    session.start_time = make_session(start="13:00").start_time
    session.save()

    assert reconcile_calendar_records(now=NOW) == 1
    record = CalendarRecord.objects.get(page_id=page.pk)
    assert (record.starts_at, record.sequence) == (session.starts_at, 1)


def test_named_fields_are_published_too(index):
    page = make_event(place_name="Town Hall")
    page.place_name = "Library"
    page.save(update_fields=["place_name"])
    assert CalendarRecord.objects.get(page_id=page.pk).place == "Library"


def test_bookkeeping_publishes_nothing(index):
    page = make_event(place_name="Town Hall")
    Page.objects.filter(pk=page.pk).update(title="Past the page")
    page.save(update_fields=["latest_revision", "draft_title"])
    assert "Past the page" not in CalendarRecord.objects.get(page_id=page.pk).text
