"""Addresses of registration where nobody can register: not public, closed, an alias, a page of another kind."""

from datetime import date, time, timedelta

import pytest

from cms.models import StandardPage
from events.actions import cancel_event
from events.outbox.models import OwedMail
from events.public_forms.tokens import new_form_token
from events.registration.models import Registration
from events.registration.sign_up import register_url
from tests.events.registration.visitors import form_data, sign_up, text_of
from tests.make import NOW, make_private, make_session, make_webinar, publish

pytestmark = [pytest.mark.time_machine(NOW, tick=False), pytest.mark.usefixtures("index")]


@pytest.mark.parametrize("kind", ["draft", "private", "private above", "unknown"])
def test_event_that_is_not_public_is_not_found(client, index, kind):
    event = make_webinar(slug="hidden", live=kind != "draft")
    address = register_url(event) if kind != "unknown" else "/events/nothing/register/"
    data = form_data(event)
    if kind.startswith("private"):
        assert client.get(address).status_code == 200
        make_private(index if kind == "private above" else event)

    assert client.get(address).status_code == 404
    assert client.post(address, data).status_code == 404
    assert Registration.objects.count() == 0


def test_page_called_register_is_served(client, index):
    home = index.get_parent().specific
    about = home.add_child(instance=StandardPage(title="About", slug="about"))
    about.add_child(instance=StandardPage(title="How to register", slug="register"))
    about.add_child(instance=StandardPage(title="Join us", slug="join"))

    shown = client.get("/about/register/")
    joined = client.get("/about/join/")

    assert "How to register" in text_of(shown)
    assert "Join us" in text_of(joined)
    assert "X-Robots-Tag" not in joined.headers


CLOSED = {
    "over": "This event is over.",
    "not yet": "Registration opens on November 25, 2026, at 9:00 a.m. ET.",
    "closed": "Registration closed on November 20, 2026, at 9:00 a.m. ET.",
    "cancelled": "This event is cancelled, so nobody can register.",
    "none": "There is no registration for this event.",
}


def close(event, kind: str):
    if kind == "over":
        event.sessions = [make_session(-3)]
    elif kind == "not yet":
        event.registration_opens_date, event.registration_opens_time = date(2026, 11, 25), time(9)
    elif kind == "closed":
        event.registration_closes_date, event.registration_closes_time = date(2026, 11, 20), time(9)
    elif kind == "none":
        event.takes_registrations = False
    else:
        return cancel_event(event=event, reason="The host withdrew.", now=NOW)
    return publish(event)


@pytest.mark.parametrize("kind", CLOSED)
def test_closed_registration_says_why_also_after_typing(client, kind):
    event = make_webinar(title="Night shift")
    assert "Register for Night shift" in text_of(client.get(register_url(event)))
    data = form_data(event)
    close(event, kind)

    shown, sent = client.get(register_url(event)), client.post(register_url(event), data)

    assert (shown.status_code, sent.status_code) == (200, 409)
    assert CLOSED[kind] in text_of(shown)
    assert CLOSED[kind] in text_of(sent)
    assert "Nobody was registered." in text_of(sent)
    assert "A seat near the door" in text_of(sent)
    assert (Registration.objects.count(), OwedMail.objects.count()) == (0, 0)


def test_registration_closes_to_the_second(client, time_machine):
    event = make_webinar(
        registration_closes_date=date(2026, 11, 25), registration_closes_time=time(9)
    )
    time_machine.move_to(event.registration_closes_at - timedelta(seconds=1), tick=False)
    token = new_form_token(now=event.registration_closes_at - timedelta(seconds=60))
    assert sign_up(client, event, form_token=token).status_code == 302
    time_machine.move_to(event.registration_closes_at, tick=False)
    assert sign_up(client, event, email="late@pine.example", form_token=token).status_code == 409


def test_alias_leads_to_the_original(client, index):
    event = make_webinar(slug="original")
    alias = event.create_alias(parent=index, update_slug="second-address")

    response = client.get(register_url(alias))

    assert register_url(alias) == "/events/second-address/register/"
    assert (response.status_code, response.url) == (302, "/events/original/register/")


def test_alias_of_a_hidden_original_says_so(client, index):
    event = make_webinar(slug="original")
    alias = event.create_alias(parent=index, update_slug="second-address")
    make_private(event)

    response = client.get(register_url(alias))

    assert response.status_code == 200
    assert "another page, which is not public now" in text_of(response)


@pytest.mark.parametrize("method", ["put", "patch", "delete", "options"])
def test_other_methods_are_refused(client, method):
    assert getattr(client, method)(register_url(make_webinar())).status_code == 405
