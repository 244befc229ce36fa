"""What an editor reads where seats stand in two places, or people rest on the choice."""

import pytest

from events.models import EventPage
from events.registration.models import SeatCount
from tests.events.editor import add_session, add_url, change_row, edit_url, read_form, send
from tests.make import NOW, make_admin, make_registration, make_series, make_webinar

pytestmark = [pytest.mark.django_db, pytest.mark.time_machine(NOW, tick=False)]


@pytest.fixture(autouse=True)
def admin(client, index):
    client.force_login(make_admin())
    return index


def words(response) -> str:
    return " ".join(response.content.decode().split())


def test_seats_of_sessions_and_of_the_whole_event_are_not_both_given(client):
    event = make_series(seats=(2, None, 2))
    form = read_form(client, edit_url(event)) | {"capacity": "20"}

    response = send(client, edit_url(event), form, action="publish")

    assert "so each session has seats of its own. Empty this" in words(response)
    assert EventPage.objects.get(pk=event.pk).capacity is None


def test_seats_of_a_session_need_the_choice(client):
    event = make_webinar()
    form = read_form(client, edit_url(event))
    change_row(form, "sessions", 0, capacity="20")

    response = send(client, edit_url(event), form, action="publish")

    assert "Everybody comes to all sessions, so the places are those under Registration." in words(
        response
    )


def test_a_series_is_published_with_seats_of_each_session(client, index):
    form = read_form(client, add_url(index, "webinarpage"))
    form |= {"title": "Lunches", "summary": "Four.", "registration_covers": "chosen"}
    add_session(form, capacity="3")
    add_session(form, date="2026-12-06", capacity="")

    send(client, add_url(index, "webinarpage"), form, action="publish")

    rows = SeatCount.objects.exclude(session_key=None).order_by("pk")
    assert list(rows.values_list("capacity", flat=True)) == [3, None]
    assert not SeatCount.objects.filter(session_key=None).exists()


def test_people_who_chose_can_not_be_made_to_come_to_all(client):
    event = make_series(seats=(None, None, None))
    form = read_form(client, edit_url(event)) | {"registration_covers": "all"}
    make_registration(event=event, sessions=[0])

    response = send(client, edit_url(event), form, action="publish")

    assert "1 person chose sessions and would have to come to all of them." in words(response)
    assert EventPage.objects.get(pk=event.pk).has_chosen_sessions


def test_people_of_a_whole_event_may_be_let_choose(client):
    event = make_webinar()
    registration = make_registration(event=event)
    form = read_form(client, edit_url(event)) | {"registration_covers": "chosen"}

    send(client, edit_url(event), form, action="publish")

    assert EventPage.objects.get(pk=event.pk).has_chosen_sessions
    assert registration.places.count() == 1
