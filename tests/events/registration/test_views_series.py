"""Choosing sessions on the site: the form, its errors, and the page that answers."""

from datetime import timedelta

import pytest

from events.registration.models import Registration, SessionPlace
from events.registration.sign_up import register_url
from tests.events.registration.series_ledger import places_of, session_seats
from tests.events.registration.visitors import sign_up, text_of
from tests.make import (
    NOW,
    make_registration,
    make_series,
    publish,
    records_of,
    uids_of,
)

pytestmark = [pytest.mark.time_machine(NOW, tick=False), pytest.mark.usefixtures("index")]

FIRST, SECOND, THIRD = "November 29, 2026", "December 6, 2026", "December 13, 2026"


def test_form_offers_each_session_with_its_seats(client):
    event = make_series(seats=(0, 40, None))

    page = text_of(client.get(register_url(event)))

    assert "Which sessions do you want?" in page
    for uid in uids_of(event):
        assert f'value="{uid}"' in page
    assert "Full: waitlist" in page
    assert "40 of 40 places left" in page
    assert "All sessions, also those that are added later" in page


def test_form_of_another_event_offers_none(client):
    event = make_series(registration_covers="all", seats=(None, None, None))

    assert "Which sessions" not in text_of(client.get(register_url(event)))


def test_the_chosen_sessions_are_taken_and_answered(client):
    event = make_series(seats=(0, 2, 2))

    response = sign_up(client, event, follow=True, sessions=uids_of(event, [0, 2]))

    [registration] = Registration.objects.all()
    assert places_of(registration) == ["waitlisted", "confirmed"]
    page = text_of(response)
    assert "You’re registered" in page
    own = page.partition("Your sessions")[2].partition("</dl>")[0]
    assert FIRST in own
    assert "You are on the waitlist" in own
    assert THIRD in own
    assert "You have a place" in own
    assert SECOND not in page
    assert "event.ics" not in page


def test_the_whole_series_needs_no_single_tick(client):
    event = make_series()

    sign_up(client, event, whole_series="on")

    assert Registration.objects.get().whole_series
    assert SessionPlace.objects.count() == 3


def test_nothing_chosen_is_an_error_at_the_field_and_all_is_kept(client):
    event = make_series()

    response = sign_up(client, event)

    page = text_of(response)
    assert "Choose at least one session" in page
    assert 'href="#id_sessions"' in page
    assert "Jordan Ellis" in page
    assert not Registration.objects.exists()


@pytest.mark.parametrize("how", ["began", "removed"])
def test_a_session_that_went_away_is_an_error_and_all_is_kept(client, time_machine, how):
    event = make_series(days=(0, 14, 21))
    first, second, third = uids_of(event, [0, 1, 2])
    gone, kept = (first, third) if how == "began" else (second, third)
    if how == "began":
        time_machine.move_to(records_of(event)[0].starts_at, tick=False)
    else:
        second_key = records_of(event)[1].session_key
        event.sessions = [s for s in event.dated_sessions if s.key != second_key]
        event = publish(event)

    response = sign_up(client, event, sessions=[gone, kept])

    page = text_of(response)
    assert "has begun, or does not take place any more" in page
    assert "Jordan Ellis" in page
    assert f'value="{gone}"' not in page
    assert "checked" in page.partition(f'value="{kept}"')[2][:60]
    assert not Registration.objects.exists()


def test_where_no_session_is_left_the_page_says_so(client, time_machine):
    event = make_series(days=(7,), seats=(2,))
    time_machine.move_to(records_of(event)[0].starts_at + timedelta(minutes=1), tick=False)

    assert "Every session has begun" in text_of(client.get(register_url(event)))
    assert sign_up(client, event, sessions=uids_of(event, [0])).status_code == 409


def test_a_known_address_sees_what_a_new_person_would(client):
    event = make_series(seats=(1, 2, 2))
    make_registration(event=event, email="jordan@pine.example", sessions=[1])
    make_registration(event=event, sessions=[0])
    before = session_seats(event)

    page = text_of(sign_up(client, event, follow=True, sessions=uids_of(event, [0, 2])))

    own = page.partition("Your sessions")[2].partition("</dl>")[0]
    assert FIRST in own
    assert "You are on the waitlist" in own
    assert THIRD in own
    assert "You have a place" in own
    assert SECOND not in own
    assert session_seats(event) == before


@pytest.mark.parametrize(("seats", "label", "note"), [
    ((0, 5, 5), "Choose sessions", "2 of 3 sessions have places left"),
    ((0, 0, 0), "Join the waitlist", "Every session is full."),
])  # fmt: skip
def test_the_event_says_how_many_sessions_have_places(client, seats, label, note):
    event = make_series(seats=seats)

    page = text_of(client.get(event.url))

    assert label in page
    assert note in page
