"""Two sites on two hosts, each with its own feed."""

import icalendar
import pytest
from wagtail.models import Site

from tests.events.test_feeds import events_in, get, summaries
from tests.make import NOW, make_event, make_other_site, make_webinar

pytestmark = [pytest.mark.time_machine(NOW, tick=False), pytest.mark.usefixtures("index")]


def test_two_sites_have_two_feeds(client):
    make_webinar(title="Here", slug="same")
    make_webinar(title="There", slug="same", parent=make_other_site())
    here, there = "testserver", "other.example"
    assert (summaries(client, host=here), summaries(client, host=there)) == (["Here"], ["There"])
    address = "/events/same/event.ics"
    assert summaries(client, address, host=here) == ["Here"]
    assert summaries(client, address, host=there) == ["There"]
    calendar = icalendar.Calendar.from_ical(get(client, host=there))
    assert str(calendar["NAME"]) == "Center at other.example: events"
    [event] = calendar.walk("VEVENT")
    assert str(event["URL"]).startswith("http://other.example/calendar/")


def test_event_that_moves_to_another_site_changes_feeds_and_keeps_its_uid(client):
    page = make_webinar(title="Traveller", slug="traveller")
    elsewhere = make_other_site()
    [before] = events_in(get(client))
    page.move(elsewhere, pos="last-child")
    assert summaries(client) == []
    [after] = events_in(get(client, host="other.example"))
    assert (after["UID"], after["SEQUENCE"]) == (before["UID"], before["SEQUENCE"])
    assert str(after["URL"]) == f"http://other.example/calendar/{after['UID']}/"


def test_subscribing_page_names_the_feed_of_its_site(client):
    make_event()
    make_event(parent=make_other_site())
    text = client.get("/calendar/").content.decode()
    assert 'value="http://testserver/calendar/events.ics"' in text
    assert 'href="webcal://testserver/calendar/events.ics"' in text
    assert "The calendar has 1 upcoming event now." in text
    Site.objects.filter(is_default_site=True).update(hostname="tta.example", port=443)
    text = client.get("/calendar/", headers={"host": "tta.example"}, secure=True).content.decode()
    assert 'value="https://tta.example/calendar/events.ics"' in text
