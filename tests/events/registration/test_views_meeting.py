"""The way into the meeting from one's own page: a button, for people with a place, at the time."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.events.registration.visitors import manage_url, text_of
from tests.make import NOW, make_event, make_registration, make_session, make_webinar

pytestmark = [pytest.mark.time_machine(NOW, tick=False), pytest.mark.usefixtures("index")]

STARTS = datetime(2026, 11, 29, 19, 0, tzinfo=UTC)
JOIN_URL = "https://meet.example.org/room-4711?pwd=secret"


@pytest.fixture
def registration():
    return make_registration(event=make_webinar(join_url=JOIN_URL))


@pytest.mark.parametrize(
    ("moment", "status"),
    [
        (STARTS - timedelta(minutes=30, seconds=1), 409),
        (STARTS - timedelta(minutes=30), 302),
        (STARTS + timedelta(minutes=89, seconds=59), 302),
        (STARTS + timedelta(minutes=90), 409),
    ],
)
def test_join_from_half_an_hour_before_to_the_end(
    client, registration, time_machine, moment, status
):
    time_machine.move_to(moment, tick=False)
    shown = text_of(client.get(manage_url(registration)))

    response = client.post(manage_url(registration, "join/"))

    assert response.status_code == status
    assert ("Join now" in shown) is (status == 302)
    if status == 302:
        assert response.url == JOIN_URL
        assert response.headers["Referrer-Policy"] == "no-referrer"
        assert response.headers["Cache-Control"] == "no-store"


def test_waitlisted_person_joins_nothing(client, time_machine):
    event = make_webinar(capacity=1, join_url=JOIN_URL)
    make_registration(event=event)
    waiting = make_registration(event=event)
    time_machine.move_to(STARTS, tick=False)
    response = client.post(manage_url(waiting, "join/"))
    assert response.status_code == 409
    assert "Only people with a place can join." in text_of(response)
    assert JOIN_URL not in text_of(response)


def test_join_without_an_address_says_so(client, time_machine):
    registration = make_registration(event=make_webinar())
    time_machine.move_to(STARTS, tick=False)
    assert "The address of the meeting is not known yet." in text_of(
        client.get(manage_url(registration))
    )
    assert client.post(manage_url(registration, "join/")).status_code == 409


def test_in_person_event_has_nothing_to_join(client, time_machine):
    registration = make_registration(event=make_event(sessions=[make_session(7)]))
    time_machine.move_to(STARTS, tick=False)
    assert "oin now" not in text_of(client.get(manage_url(registration)))
    assert client.post(manage_url(registration, "join/")).status_code == 409
