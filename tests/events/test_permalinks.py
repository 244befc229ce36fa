"""The permalink in every calendar entry follows its event, and is gone with it."""

import pytest

from events.models import CalendarRecord, EventIndexPage
from tests.make import (
    NOW,
    make_other_site,
    make_private,
    make_session,
    make_site,
    make_webinar,
    publish,
)

pytestmark = [pytest.mark.time_machine(NOW, tick=False), pytest.mark.usefixtures("index")]


@pytest.fixture
def page(index):
    return make_webinar(slug="night-calls")


def test_permalink_follows_a_new_slug_and_a_move(page, client):
    address = f"/calendar/{CalendarRecord.objects.get().uid}/"
    assert client.get(address).headers["Location"] == "/events/night-calls/"
    page.slug = "calls-at-night"
    publish(page)
    assert client.get(address).headers["Location"] == "/events/calls-at-night/"
    archive = make_site().get_parent().add_child(instance=EventIndexPage(title="Old", slug="old"))
    page.move(archive, pos="last-child")
    assert client.get(address).headers["Location"] == "/old/calls-at-night/"
    assert client.get(address, follow=True).status_code == 200


def test_permalink_leads_to_another_site_by_its_whole_address(page, client):
    address = f"/calendar/{CalendarRecord.objects.get().uid}/"
    page.move(make_other_site(), pos="last-child")
    assert client.get(address).headers["Location"] == "http://other.example/events/night-calls/"


@pytest.mark.parametrize("uid", ["none", "00000000-0000-0000-0000-000000000000", "x" * 300])
def test_permalink_that_nobody_gave_is_not_there(page, client, uid):
    assert client.get(f"/calendar/{uid}/").status_code == 404


def test_permalink_of_a_removed_session_still_leads_to_its_event(index, client):
    page = make_webinar(slug="series", sessions=[make_session(7), make_session(8)])
    first = CalendarRecord.objects.order_by("starts_at").first()
    page.sessions = [page.dated_sessions[1]]
    publish(page)
    assert client.get(f"/calendar/{first.uid}/").headers["Location"] == "/events/series/"


def test_permalink_of_what_is_not_public_is_not_there(page, client):
    address = f"/calendar/{CalendarRecord.objects.get().uid}/"
    assert client.get(address).status_code == 302
    restriction = make_private(page)
    assert client.get(address).status_code == 404
    restriction.delete()
    assert client.get(address).status_code == 302
    page.unpublish()
    assert client.get(address).status_code == 404
