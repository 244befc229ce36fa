"""The sitemap dates what it names by the last published change, on each host its own."""

from datetime import timedelta
from xml.etree import ElementTree

import pytest
from django.contrib.sites.shortcuts import get_current_site
from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext

from events.actions import cancel_event
from events.models import EventIndexPage
from events.sitemaps import CalendarSitemap, PageSitemap
from tests.make import NOW, make_other_site, make_private, make_webinar, publish

pytestmark = [pytest.mark.time_machine(NOW, tick=False), pytest.mark.usefixtures("index")]

LATER = NOW + timedelta(hours=2)
NAMES = {"map": "http://www.sitemaps.org/schemas/sitemap/0.9"}


def entries(host: str = "testserver") -> dict:
    """Address and date of each page."""
    request = RequestFactory().get("/sitemap.xml", headers={"host": host})
    urls = PageSitemap(request).get_urls(site=get_current_site(request), protocol="http")
    return {url["location"]: url["lastmod"] for url in urls}


def test_event_is_dated_by_its_last_published_change(time_machine):
    page = make_webinar(slug="night")
    publish(page)
    address = "http://testserver/events/night/"
    assert entries()[address] == NOW
    time_machine.move_to(LATER)
    page.title = "A draft"
    page.save_revision()
    assert entries()[address] == NOW
    publish(page)
    assert entries()[address] == LATER


def test_event_that_is_called_off_and_the_list_have_changed(time_machine):
    page = make_webinar(slug="night")
    publish(page)
    time_machine.move_to(LATER)
    assert entries()["http://testserver/events/"] == NOW
    cancel_event(event=page, reason="Why.", now=LATER)
    found = entries()
    assert found["http://testserver/events/night/"] == found["http://testserver/events/"] == LATER


def test_each_host_has_its_own_public_pages():
    make_webinar(slug="here")
    make_private(make_webinar(slug="private"))
    make_webinar(slug="draft", live=False)
    make_webinar(slug="there", parent=make_other_site())
    here, there = entries(), entries("other.example")
    assert "http://testserver/events/here/" in here
    assert "http://other.example/events/there/" in there
    assert not any("private" in address or "draft" in address for address in here)
    assert not {*here} & {*there}


@pytest.mark.parametrize("rows", [1, 3, 30])
def test_sitemap_costs_the_same_for_any_number(rows):
    for _ in range(rows):
        make_webinar()
    entries()
    with CaptureQueriesContext(connection) as captured:
        assert len(entries()) == rows + EventIndexPage.objects.count() + 1
    assert len(captured) == 10


def test_subscribing_page_is_dated_by_the_last_change_of_any_event(client, time_machine):
    assert CalendarSitemap().lastmod("events:subscribe") is None
    make_webinar()
    time_machine.move_to(LATER)
    assert CalendarSitemap().lastmod("events:subscribe") == NOW
    found = ElementTree.fromstring(client.get("/sitemap.xml").content)
    dates = {
        url.findtext("map:loc", namespaces=NAMES): url.findtext("map:lastmod", namespaces=NAMES)
        for url in found
    }
    assert dates["http://testserver/calendar/"] == "2026-11-22"
