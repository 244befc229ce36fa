"""What is not public is in no list, feed, file, sitemap and on no other page, not even for an editor."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from wagtail.models import Page

from cms.models import StandardPage
from events.calendar_records import reconcile_calendar_records
from events.models import CalendarRecord, EventIndexPage, EventPage
from tests.make import (
    NOW,
    make_admin,
    make_event,
    make_other_site,
    make_presenter,
    make_private,
    make_session,
    make_site,
    make_speaker,
    make_webinar,
    publish,
)

pytestmark = pytest.mark.time_machine(NOW, tick=False)

TITLES = {"upcoming": "Twin that comes", "past": "Twin that was"}
LISTS = ("/", "/events/", "/events/?when=past", "/about/", "/speakers/ana-prado/")


@pytest.fixture
def twins(index):
    """Two public events of one speaker, one to come and one over, and a page with the block."""
    speaker = make_speaker(name="Ana Prado")
    body = [("upcoming_events", {"heading": "Soon", "number": 9, "delivery": ""})]
    home = index.get_parent()
    home.add_child(instance=StandardPage(title="About", slug="about", body=body))
    common = {"parent": index, "recording_url": "https://video.example.org/1"}
    return {
        name: make_webinar(
            title=title,
            slug=f"twin-{name}",
            sessions=[make_session(7 if name == "upcoming" else -7)],
            presenters=[make_presenter(speaker=speaker)],
            **common,
        )
        for name, title in TITLES.items()
    }


def places(client) -> set[str]:
    """Where anything of the twins is found: `address name` for each list, file and page."""
    found = set()
    for address in (*LISTS, "/calendar/events.ics", "/sitemap.xml"):
        text = client.get(address).content.decode().replace("\r\n ", "")
        for name, title in TITLES.items():
            if title in text or f"/events/twin-{name}/" in text:
                found.add(f"{address} {name}")
    for name in TITLES:
        files = [f"/{folder}/twin-{name}/event.ics" for folder in ("events", "staff")]
        for address in (*files, permalink(name)):
            if client.get(address).status_code != 404:
                found.add(f"{address.rpartition('/')[2] or 'permalink'} {name}")
    return found


def permalink(name: str) -> str:
    page = EventPage.objects.filter(slug=f"twin-{name}").first()
    record = page and CalendarRecord.objects.filter(page_id=page.pk).first()
    return f"/calendar/{record.uid}/" if record else "/calendar/gone/"


PUBLIC_PLACES = {
    "/ upcoming",
    "/ past",
    "/events/ upcoming",
    "/events/ past",
    "/events/?when=past past",
    "/about/ upcoming",
    "/speakers/ana-prado/ upcoming",
    "/speakers/ana-prado/ past",
    "/calendar/events.ics upcoming",
    "/calendar/events.ics past",
    "/sitemap.xml upcoming",
    "/sitemap.xml past",
    "event.ics upcoming",
    "event.ics past",
    "permalink upcoming",
    "permalink past",
}


def unpublish(page):
    page.unpublish()


def schedule(page):
    """Taken back, and to be published again tomorrow."""
    page.unpublish()
    page.go_live_at = NOW + timedelta(days=1)
    publish(page)


def expire(page):
    page.expire_at = NOW - timedelta(minutes=1)
    page.save_revision()
    type(page).objects.filter(pk=page.pk).update(expire_at=page.expire_at)
    call_command("publish_scheduled")


def delete(page):
    page.delete()


def restrict_parent(page):
    make_private(page.get_parent())


def restrict_home(page):
    make_private(make_site().get_parent())


def move_below_private(page):
    hidden = EventIndexPage.objects.filter(slug="staff").first()
    if hidden is None:
        home = make_site().get_parent()
        hidden = home.add_child(instance=EventIndexPage(title="Staff", slug="staff"))
        make_private(hidden)
    page.move(EventIndexPage.objects.get(pk=hidden.pk), pos="last-child")


def unpublish_through_bulk_update(page):
    """What no signal told, and the worker repairs."""
    Page.objects.filter(pk=page.pk).update(live=False)
    reconcile_calendar_records(now=NOW)


def hide_all(twins, hide):
    for twin in twins.values():
        page = type(twin).objects.get(pk=twin.pk)
        if hide is not restrict_parent or not page.get_view_restrictions():
            hide(page)


WAYS = [
    unpublish, schedule, expire, delete, make_private, restrict_parent, move_below_private,
    unpublish_through_bulk_update,
]  # fmt: skip


@pytest.mark.parametrize("hide", WAYS)
def test_hidden_event_is_nowhere(twins, client, hide):
    assert places(client) == PUBLIC_PLACES
    hide_all(twins, hide)
    assert places(client) == set()
    for name in TITLES:
        response = client.get(f"/events/twin-{name}/", follow=True)
        assert TITLES[name] not in response.content.decode()


@pytest.mark.parametrize("hide", WAYS)
def test_hidden_event_is_nowhere_for_a_logged_in_editor_either(twins, client, hide):
    client.force_login(make_admin())
    assert places(client) == PUBLIC_PLACES
    hide_all(twins, hide)
    assert places(client) == set()


def test_hiding_one_event_leaves_its_twin(twins, client):
    twins["past"].unpublish()
    assert places(client) == {place for place in PUBLIC_PLACES if place.endswith("upcoming")}


def test_everything_below_a_private_home_page_is_nowhere(twins, client):
    assert places(client) == PUBLIC_PLACES
    restrict_home(twins["past"])
    assert places(client) == set()


def test_event_comes_back_where_it_was(twins, client):
    restriction = make_private(twins["past"].get_parent())
    twins["upcoming"].unpublish()
    assert places(client) == set()
    restriction.delete()
    publish(type(twins["upcoming"]).objects.get(pk=twins["upcoming"].pk))
    assert places(client) == PUBLIC_PLACES


def test_draft_that_was_never_published_has_no_record_and_no_address(index, client):
    page = make_event(live=False, slug="draft", title="Only a draft")
    public = make_event(slug="public", title="Public one")
    assert client.get("/events/draft/").status_code == 404
    assert client.get("/events/draft/event.ics").status_code == 404
    assert client.get("/events/public/event.ics").status_code == 200
    assert not CalendarRecord.objects.filter(page_id=page.pk).exists()
    text = client.get("/calendar/events.ics").content.decode()
    assert public.title in text
    assert page.title not in text


def test_changes_of_a_draft_are_not_public(twins, client):
    page = twins["upcoming"]
    page.title = "Words of the draft"
    page.sessions = [make_session(20)]
    page.save_revision()
    assert places(client) == PUBLIC_PLACES
    for address in (*LISTS, "/events/twin-upcoming/", "/calendar/events.ics"):
        assert "Words of the draft" not in client.get(address).content.decode()


def test_event_of_another_site_is_not_in_this_site_s_lists(twins, client):
    elsewhere = make_other_site()
    make_webinar(parent=elsewhere, title="Event elsewhere", slug="elsewhere")
    there = client.get("/calendar/events.ics", headers={"host": "other.example"})
    assert "Event elsewhere" in there.content.decode()
    for address in ("/", "/events/", "/about/", "/calendar/events.ics", "/sitemap.xml"):
        text = client.get(address).content.decode()
        assert "elsewhere" not in text, address
