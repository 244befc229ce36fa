"""One's own registration behind a signed link: seen, corrected, moved, cancelled; never by a GET."""

from datetime import UTC, datetime

import pytest
from django.test import Client

from events.actions import cancel_event
from events.outbox.models import OwedMail
from events.registration.actions import cancel_registration
from events.registration.models import Registration
from events.registration.tokens import link_token
from tests.events.registration.visitors import everything, manage_url, text_of
from tests.make import NOW, make_private, make_registration, make_webinar

pytestmark = [pytest.mark.time_machine(NOW, tick=False), pytest.mark.usefixtures("index")]

STARTS = datetime(2026, 11, 29, 19, 0, tzinfo=UTC)
PARTS = ["", "details/", "address/", "invitation/", "cancel/", "join/"]
JOIN_URL = "https://meet.example.org/room-4711?pwd=secret"
DETAILS = {
    "name": "Kim Ellis",
    "organization": "Oak County",
    "role": "Another role",
    "other_needs": "",
}


@pytest.fixture
def registration():
    event = make_webinar(title="Night shift", slug="night-shift", join_url=JOIN_URL, capacity=9)
    return make_registration(event=event, name="Jordan Ellis", email="jordan@pine.example")


# ---- every page of it ----


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("method", ["get", "head"])
def test_get_changes_nothing_and_is_kept_by_nobody(
    client, registration, part, method, time_machine
):
    time_machine.move_to(STARTS)
    before = everything()

    response = getattr(client, method)(manage_url(registration, part))

    assert response.status_code in (200, 302)
    assert everything() == before
    assert response.headers["Cache-Control"] == "no-store"
    assert response.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert response.headers["Referrer-Policy"] == "same-origin"
    assert JOIN_URL not in response.content.decode()
    assert response.headers.get("Location", "") in ("", manage_url(registration))


@pytest.mark.parametrize("part", PARTS)
def test_dead_link_offers_a_new_one(client, registration, part):
    token = link_token(registration)
    assert client.get(manage_url(registration)).status_code == 200
    dead = [
        token[:-1], token + "x", token[:5] + ("a" if token[5] != "a" else "b") + token[6:],
        "1", "~", token.replace("~", "%00~"), "x" * 3000,
    ]  # fmt: skip
    for changed in dead:
        for method in (client.get, client.post) if part else (client.get,):
            response = method(f"/registrations/{changed}/{part}")
            assert response.status_code == 404, changed
            assert response.headers["Cache-Control"] == "no-store"
            assert "Send me my link" in text_of(response)
            assert "Jordan" not in text_of(response)


def test_refused_forgery_carries_the_headers_too(registration):
    response = Client(enforce_csrf_checks=True).post(manage_url(registration, "cancel/"))

    assert response.status_code == 403
    assert response.headers["Cache-Control"] == "no-store"
    registration.refresh_from_db()
    assert registration.state == "confirmed"


def test_page_loads_nothing_from_elsewhere(client, registration):
    shown = client.get(manage_url(registration)).content.decode()
    assert "<script" in shown
    for found in ('src="http', 'src="//', "url(http", 'rel="preconnect"'):
        assert found not in shown


# ---- what it shows ----


def test_page_shows_how_the_registration_stands(client, registration):
    shown = text_of(client.get(manage_url(registration)))
    for words in ["You have a place.", "Jordan Ellis", "jordan@pine.example", "Night shift",
                  "The button to join appears here on November 29, 2026, at 1:30 p.m. ET."]:  # fmt: skip
        assert words in shown, words


def test_waitlisted_person_sees_their_place(client):
    event = make_webinar(capacity=1)
    _first, second, third = (make_registration(event=event) for _ in range(3))
    assert "number <strong>1</strong> on the waitlist" in text_of(client.get(manage_url(second)))
    shown = text_of(client.get(manage_url(third)))
    assert "number <strong>2</strong> on the waitlist" in shown
    assert "After November 29, 2026, at 1:00 p.m. ET places go to nobody by themselves." in shown
    assert "Send me the invitation again" not in shown


def test_page_of_a_cancelled_event_says_why(client, registration):
    cancel_event(event=registration.event, reason="The host withdrew.", now=NOW)
    shown = text_of(client.get(manage_url(registration)))
    assert "This event will not take place" in shown
    assert "The host withdrew." in shown
    assert "to join" not in shown


def test_page_of_a_private_event_has_no_link_to_it(client, registration):
    assert 'href="/events/night-shift/"' in text_of(client.get(manage_url(registration)))
    make_private(registration.event)
    response = client.get(manage_url(registration))
    assert response.status_code == 200
    assert 'href="/events/night-shift/"' not in text_of(response)


# ---- correct ----


def test_correct_details(client, registration):
    response = client.post(manage_url(registration, "details/"), DETAILS, follow=True)

    assert "Your changes are saved." in text_of(response)
    registration.refresh_from_db()
    assert {name: getattr(registration, name) for name in DETAILS} == DETAILS
    assert registration.email == "jordan@pine.example"


def test_wrong_details_are_named_and_kept(client, registration):
    before = everything()
    typed = DETAILS | {"name": "", "role": "Emperor", "organization": "x" * 201}

    response = client.post(manage_url(registration, "details/"), typed)

    shown = text_of(response)
    assert "<title>Error: " in shown
    assert "Three answers need another look" in shown
    assert "Shorten this to 200 characters. It has 201 now." in shown
    assert "x" * 201 in shown
    assert everything() == before


def test_role_that_left_the_list_can_stay(client, registration):
    Registration.objects.update(role="Harbor pilot")
    shown = text_of(client.get(manage_url(registration, "details/")))
    assert '<option value="Harbor pilot" selected>' in shown


# ---- another address ----


def test_change_of_address_kills_old_links(client, registration):
    old = manage_url(registration)

    response = client.post(manage_url(registration, "address/"), {"email": "kim@oak.example"})

    assert "kim@oak.example" in text_of(response)
    assert client.get(old).status_code == 404
    registration.refresh_from_db()
    assert registration.email == "kim@oak.example"
    assert client.get(manage_url(registration)).status_code == 200


def test_change_of_address_says_the_same_of_a_registered_one(client, registration):
    make_registration(event=registration.event, email="known@oak.example")
    other = make_registration(event=registration.event, email="other@pine.example")

    known = client.post(manage_url(registration, "address/"), {"email": "known@oak.example"})
    fresh = client.post(manage_url(other, "address/"), {"email": "fresh@oak.example"})

    assert known.status_code == fresh.status_code == 200
    assert text_of(known).replace("known@", "fresh@") == text_of(fresh)
    registration.refresh_from_db()
    assert registration.email == "jordan@pine.example"


def test_bad_new_address_is_named_and_kept(client, registration):
    response = client.post(manage_url(registration, "address/"), {"email": "kim@oak"})
    shown = text_of(response)
    assert "Enter an e-mail address with a domain, such as name@county.gov" in shown
    assert 'value="kim@oak"' in shown
    assert 'aria-describedby="id_email_helptext id_email_error"' in shown


# ---- invitation, cancel ----


def test_invitation_again(client, registration):
    before = OwedMail.objects.count()
    response = client.post(manage_url(registration, "invitation/"), follow=True)
    assert "The invitation is on its way to you again." in text_of(response)
    assert OwedMail.objects.count() == before + 1


def test_invitation_too_often(client, registration):
    for _ in range(3):
        assert client.post(manage_url(registration, "invitation/")).status_code == 302
    response = client.post(manage_url(registration, "invitation/"))
    assert response.status_code == 429
    assert "We sent it three times within the hour." in text_of(response)


def test_cancel_asks_first_then_gives_the_place_away(client, registration):
    asked = text_of(client.get(manage_url(registration, "cancel/")))
    assert "Cancel your registration?" in asked
    registration.refresh_from_db()
    assert registration.state == "confirmed"

    shown = text_of(client.post(manage_url(registration, "cancel/"), follow=True))

    registration.refresh_from_db()
    assert registration.state == "cancelled"
    assert "This registration is cancelled" in shown
    assert 'href="/events/night-shift/register/">Register again' in shown


def test_cancelled_registration_can_only_be_seen(client, registration):
    cancel_registration(registration=registration, now=NOW)
    before = everything()
    for part, data in [
        ("details/", DETAILS), ("address/", {"email": "a@b.example"}), ("cancel/", {}),
    ]:  # fmt: skip
        response = client.post(manage_url(registration, part), data, follow=True)
        assert "This registration is cancelled" in text_of(response)
    assert client.post(manage_url(registration, "invitation/")).status_code == 409
    assert client.post(manage_url(registration, "join/")).status_code == 409
    assert everything() == before
