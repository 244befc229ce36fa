"""Registering on the site: one form, one action, one result page."""

from datetime import timedelta
from importlib import import_module

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from events.outbox.models import OwedMail
from events.public_forms.tokens import new_form_token
from events.registration.actions import cancel_registration, correct_details
from events.registration.models import Registration, RegistrationSettings, SeatCount, SecondTry
from events.registration.sign_up import register_url
from tests.events.registration.visitors import FILLED_IN, form_data, sign_up, text_of
from tests.make import (
    NOW,
    make_event,
    make_registration,
    make_session,
    make_webinar,
)

pytestmark = [pytest.mark.time_machine(NOW, tick=False), pytest.mark.usefixtures("index")]

# The event; standing; seat, registration and mail, which are one statement on PostgreSQL.
POST_QUERIES = 3 if connection.vendor == "postgresql" else 5
FORM_QUERIES = 9


# ---- a place ----


def test_register_stores_what_was_typed_and_shows_it(client):
    event = make_webinar(title="Night shift", slug="night-shift", capacity=5)

    response = sign_up(client, event, follow=True)

    registration = Registration.objects.get()
    assert (registration.state, registration.name, registration.email) == (
        "confirmed", "Jordan Ellis", "jordan@pine.example",
    )  # fmt: skip
    assert (registration.organization, registration.role, registration.other_needs) == (
        "Pine County", "Peer support specialist", "A seat near the door",
    )  # fmt: skip
    assert (registration.needs_interpreter, registration.needs_slides_early) == (True, False)
    shown = text_of(response)
    for words in [
        "You’re registered", "Sunday, November 29, 2026", "2:00–3:30 p.m. ET", "Jordan Ellis",
        "jordan@pine.example", "Pine County", "Peer support specialist", "A seat near the door",
        'href="/events/night-shift/event.ics"', "What happens next", "A reminder by e-mail",
    ]:  # fmt: skip
        assert words in shown, words
    assert "calendar.google.com" not in shown
    assert "/registrations/1-" not in shown


def test_agreed_text_is_word_for_word_what_the_form_showed(client):
    event = make_webinar()
    texts = RegistrationSettings()

    shown = client.get(register_url(event)).content.decode()
    sign_up(client, event)

    label = "I have read the code of conduct, and I know that the session is recorded"
    agreed = Registration.objects.get()
    assert agreed.agreed_text == f"{texts.recording_notice}\n\n{texts.conduct_text}\n\n{label}"
    assert agreed.agreed_at == NOW
    assert all(part in shown for part in agreed.agreed_text.split("\n\n"))


def test_text_that_changed_meanwhile_is_confirmed_again(client):
    event = make_webinar()
    data = form_data(event)
    site = event.get_site()
    RegistrationSettings.objects.update_or_create(
        site=site, defaults={"recording_notice": "Everything is broadcast on television."}
    )

    response = client.post(register_url(event), data)

    assert "This text has changed. Please read it again, then confirm it" in text_of(response)
    assert "Everything is broadcast on television." in text_of(response)
    assert Registration.objects.count() == 0


def test_event_without_recording_asks_for_conduct_only(client):
    shown = client.get(register_url(make_event())).content.decode()
    assert "I have read the code of conduct</label>" in shown
    assert str(RegistrationSettings().recording_notice) not in shown
    assert str(RegistrationSettings().captioning_line) not in shown


def test_nothing_to_confirm_shows_no_box(client):
    event = make_event()
    RegistrationSettings.objects.update_or_create(
        site=event.get_site(), defaults={"conduct_text": "", "roles": ""}
    )

    shown = client.get(register_url(event)).content.decode()
    response = sign_up(client, event, agree=None, agreed_digest=None, role=None)

    assert 'name="agree"' not in shown
    assert 'name="role"' not in shown
    assert response.status_code == 302
    assert Registration.objects.get().agreed_text == ""


def test_form_says_until_when_to_ask_for_accommodations(client):
    soon = make_webinar(sessions=[make_session(2)])
    assert "Please ask by Wednesday, November 25." in text_of(
        client.get(register_url(make_webinar()))
    )
    assert "Please ask as early as you can." in text_of(client.get(register_url(soon)))


# ---- full ----


def test_full_event_says_so_before_one_types(client):
    event = make_webinar(capacity=1)
    shown = text_of(client.get(register_url(event)))
    assert "1 place left" in shown
    assert "1 of 1" not in shown
    make_registration(event=event)

    shown = text_of(client.get(register_url(event)))

    assert "This event is full" in shown
    assert ">Join the waitlist</button>" in shown
    assert ">Register</button>" not in shown


def test_waitlist_result_says_what_it_means(client):
    event = make_webinar(capacity=1)
    make_registration(event=event)

    shown = text_of(sign_up(client, event, follow=True))

    assert "You’re on the waitlist" in shown
    assert "What the waitlist means" in shown
    assert "You’re registered" not in shown
    assert Registration.objects.get(email="jordan@pine.example").state == "waitlisted"


# ---- twice ----


def test_double_click_leads_to_the_same_result(client):
    event = make_webinar()
    data = form_data(event)

    first = client.post(register_url(event), data)
    second = client.post(register_url(event), data)

    assert first.url == second.url
    assert (Registration.objects.count(), SecondTry.objects.count()) == (1, 0)
    assert OwedMail.objects.count() == 1


def test_back_and_another_person_is_another_registration(client):
    event = make_webinar()
    token = new_form_token(now=NOW - FILLED_IN)

    sign_up(client, event, form_token=token)
    shown = text_of(sign_up(client, event, form_token=token, email="kim@pine.example", follow=True))

    assert "kim@pine.example" in shown
    assert set(Registration.objects.values_list("email", flat=True)) == {
        "jordan@pine.example", "kim@pine.example",
    }  # fmt: skip


def test_result_shows_what_was_entered_then_and_no_later_correction(client):
    event = make_webinar()
    result = sign_up(client, event).url
    registration = Registration.objects.get()
    correct_details(registration=registration, details={"name": "Secret Name"}, now=NOW)
    correct_details(registration=registration, details={"name": "More Secret"}, now=NOW)
    cancel_registration(registration=registration, now=NOW)

    shown = text_of(client.get(result))

    assert "You’re registered" in shown
    assert "Jordan Ellis" in shown
    assert "Secret" not in shown


def test_result_page_ends_after_a_day(client, time_machine):
    result = sign_up(client, make_webinar()).url
    time_machine.move_to(NOW + timedelta(hours=25))

    response = client.get(result)

    assert response.status_code == 404
    assert "stays for a day" in text_of(response)


@pytest.mark.parametrize("where", [-2, -20, 3])
def test_result_of_a_changed_token_is_not_found(client, where):
    result = sign_up(client, make_webinar()).url
    token = result.rstrip("/").rpartition("/")[2]
    swapped = "b" if token[where] != "b" else "c"
    changed = token[:where] + swapped + token[where + 1 :] if where != -1 else token[:-1] + swapped

    assert client.get(result).status_code == 200
    assert client.get(result.replace(token, changed)).status_code == 404


def test_result_belongs_to_its_event(client):
    result = sign_up(client, make_webinar(slug="one")).url
    make_webinar(slug="two")
    assert client.get(result.replace("/one/", "/two/")).status_code == 404


def test_result_is_kept_by_nobody(client):
    response = sign_up(client, make_webinar(), follow=True)
    assert response.headers["Cache-Control"] == "no-store"
    assert response.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert response.headers["Referrer-Policy"] == "same-origin"


def test_crowd_is_asked_to_press_again_with_everything_kept(client, monkeypatch):
    event = make_webinar()
    monkeypatch.setattr(import_module("events.registration.actions.register"), "ROUNDS", 0)

    response = sign_up(client, event)

    assert response.status_code == 409
    assert "Please press Register again." in text_of(response)
    assert 'value="jordan@pine.example"' in text_of(response)


# ---- cookies, cost ----


def test_only_the_cookie_against_forgery_is_set_and_needed():
    event = make_webinar()
    client = Client(enforce_csrf_checks=True)
    assert client.post(register_url(event), form_data(event)).status_code == 403

    token = client.get(register_url(event)).context["csrf_token"]
    response = sign_up(client, event, csrfmiddlewaretoken=str(token), follow=True)

    assert "You’re registered" in text_of(response)
    assert set(client.cookies) == {"csrftoken"}


@pytest.mark.parametrize("people", [0, 1, 30])
def test_register_costs_the_same_for_any_number(client, people):
    event = make_webinar(capacity=100)
    for _ in range(people):
        make_registration(event=event)
    address, data = register_url(event), form_data(event)

    with CaptureQueriesContext(connection) as captured:
        response = client.post(address, data)

    assert response.status_code == 302
    assert SeatCount.objects.get().taken == people + 1
    statements = [q["sql"] for q in captured if "SAVEPOINT" not in q["sql"]]
    assert len(statements) == POST_QUERIES, "\n".join(statements)


def test_form_costs_the_same_for_any_number(client):
    event = make_webinar(capacity=100, sessions=[make_session(day) for day in (7, 8, 9)])
    make_registration(event=event)
    client.get(register_url(event))
    with CaptureQueriesContext(connection) as captured:
        client.get(register_url(event))
    assert len(captured) == FORM_QUERIES


def test_reading_the_form_writes_nothing(client):
    event = make_webinar()
    client.get("/events/")
    before = RegistrationSettings.objects.count()
    with CaptureQueriesContext(connection) as captured:
        client.get(register_url(event))
        client.head(register_url(event))
    written = [q["sql"] for q in captured if q["sql"].split()[0] not in ("SELECT",)]
    assert (written, RegistrationSettings.objects.count()) == ([], before)
