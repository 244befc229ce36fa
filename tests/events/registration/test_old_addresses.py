"""What people were sent stays true where an event gets another slug or place."""

import pytest
from django.test import override_settings

from events.models import EventIndexPage
from events.registration.models import Registration
from events.registration.sign_up import register_url
from tests.events.registration.visitors import everything, form_data
from tests.make import NOW, make_private, make_resource, make_webinar, publish

pytestmark = [pytest.mark.time_machine(NOW, tick=False), pytest.mark.usefixtures("index")]


@pytest.fixture
def with_another_slug(django_capture_on_commit_callbacks):
    """Publishes a page with another slug; Wagtail notes the old address when that is committed."""

    def change(page, slug: str):
        page.slug = slug
        with django_capture_on_commit_callbacks(execute=True):
            publish(page)
        return page

    return change


@pytest.mark.parametrize("below", ["join/", "register/", "join/?sent=1", "event.ics"])
def test_old_address_leads_to_the_new_one(client, below, with_another_slug):
    with_another_slug(make_webinar(slug="night-shift"), "late-shift")

    response = client.get(f"/events/night-shift/{below}")

    assert (response.status_code, response["Location"]) == (301, f"/events/late-shift/{below}")
    assert client.get(response["Location"]).status_code == 200


def test_form_that_was_open_is_taken_at_the_new_address(client, with_another_slug):
    event = make_webinar(slug="night-shift")
    old, data = register_url(event), form_data(event)
    with_another_slug(event, "late-shift")

    response = client.post(old, data)
    assert (response.status_code, response["Location"]) == (308, "/events/late-shift/register/")

    assert client.post(old, data, follow=True).redirect_chain[-1][1] == 302
    assert Registration.objects.get().event_id == event.pk


def test_two_changes_lead_to_the_last_address(client, with_another_slug):
    event = with_another_slug(make_webinar(slug="one"), "two")
    with_another_slug(event, "three")

    for slug in ("one", "two"):
        assert client.get(f"/events/{slug}/join/")["Location"] == "/events/three/join/"


def test_event_below_another_page(client, index):
    event = make_webinar(slug="night-shift")
    archive = index.add_child(instance=EventIndexPage(title="Archive", slug="archive"))
    event.move(archive, pos="last-child")

    location = client.get("/events/night-shift/join/")["Location"]

    assert location == "/events/archive/night-shift/join/"


def test_what_is_at_the_old_address_now_comes_first(client, with_another_slug):
    with_another_slug(make_webinar(slug="night-shift", title="Old"), "late-shift")
    make_webinar(slug="night-shift", title="Another")

    response = client.get("/events/night-shift/register/")

    assert response.status_code == 200
    assert "Another" in response.content.decode()


def test_event_that_is_private_now_is_not_found(client, with_another_slug):
    event = with_another_slug(make_webinar(slug="night-shift"), "late-shift")
    make_private(event)
    before = everything()

    for below in ("join/", "register/", "event.ics"):
        assert client.get(f"/events/night-shift/{below}").status_code == 404
    assert everything() == before


@pytest.mark.parametrize("hide", [make_private, lambda event: event.unpublish()])
def test_form_of_an_event_that_is_hidden_now_registers_nobody_elsewhere(
    client, with_another_slug, hide
):
    with_another_slug(make_webinar(slug="night-shift", title="Old"), "late-shift")
    event = make_webinar(slug="night-shift", title="Another")
    data = form_data(event)
    hide(event)

    assert client.post("/events/night-shift/register/", data, follow=True).status_code == 404
    assert client.get("/events/night-shift/join/").status_code == 404
    assert not Registration.objects.exists()


@pytest.mark.parametrize("slug", ["join", "register"])
def test_page_below_another_page_that_is_there_now_is_shown(client, index, with_another_slug, slug):
    with_another_slug(make_webinar(slug="night-shift"), "late-shift")
    there = index.add_child(instance=EventIndexPage(title="Nights", slug="night-shift"))
    there.add_child(instance=EventIndexPage(title="By name", slug=slug))

    response = client.get(f"/events/night-shift/{slug}/")

    assert response.status_code == 200
    assert "By name" in response.content.decode()


def test_event_that_went_back_and_is_hidden_leads_nowhere(client, with_another_slug):
    event = make_webinar(slug="night-shift")
    for slug in ("late-shift", "night-shift"):
        with_another_slug(event, slug)
    make_private(event)

    for below in ("join/", "register/", "event.ics"):
        assert client.get(f"/events/night-shift/{below}").status_code == 404


def test_draft_leads_nowhere(client, with_another_slug):
    event = with_another_slug(make_webinar(slug="night-shift"), "late-shift")
    event.unpublish()

    assert client.get("/events/night-shift/join/").status_code == 404


def test_other_pages_and_unknown_ones_are_not_found(client, with_another_slug):
    resource = make_resource(slug="guide")
    old = resource.get_url()
    with_another_slug(resource, "handbook")
    assert client.get(old)["Location"] == "/library/handbook/"

    for path in (f"{old}join/", "/events/never/join/", "/never/register/"):
        assert client.get(path).status_code == 404


@override_settings(WAGTAILREDIRECTS_AUTO_CREATE=False)
def test_site_that_keeps_no_redirects_finds_nothing_there(client, with_another_slug):
    with_another_slug(make_webinar(slug="night-shift"), "late-shift")

    assert client.get("/events/night-shift/join/").status_code == 404
