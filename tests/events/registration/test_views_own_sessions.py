"""One's own sessions behind the link: what one has, more of them, one given back."""

import pytest

from events.registration.actions import cancel_registration
from tests.events.registration.ledger import kinds_to, mails_to
from tests.events.registration.series_ledger import places_of, series_faults, session_seats
from tests.events.registration.visitors import everything, manage_url, text_of
from tests.make import NOW, make_registration, make_series, records_of, uids_of

pytestmark = [pytest.mark.time_machine(NOW, tick=False), pytest.mark.usefixtures("index")]


def test_page_shows_what_one_has_and_where_one_waits(client):
    event = make_series(seats=(1, 2, 2))
    make_registration(event=event, sessions=[0])
    registration = make_registration(event=event, sessions=[0, 1])

    before = everything()
    page = text_of(client.get(manage_url(registration)))

    assert "You have a place in 1 session." in page
    assert "You are number 1 on the waitlist" in page
    assert "Choose more sessions" in page
    assert f'value="{uids_of(event, [2])[0]}"' in page
    assert f'value="{uids_of(event, [0])[0]}"' not in page
    assert everything() == before


def test_more_sessions_are_added_by_post(client):
    event = make_series(seats=(2, 2, 0))
    registration = make_registration(event=event, sessions=[0])
    data = {"sessions": uids_of(event, [1, 2])}

    for _twice in range(2):
        client.post(manage_url(registration, "sessions/"), data)

    assert places_of(registration) == ["confirmed", "confirmed", "waitlisted"]
    assert kinds_to(registration) == ["confirmed", "session_added"]
    assert session_seats(event) == [(2, 1, 0, 0), (2, 1, 0, 0), (0, 0, 0, 1)]


def test_adding_nothing_is_an_error_at_the_field(client):
    registration = make_registration(event=make_series(), sessions=[0])

    page = text_of(client.post(manage_url(registration, "sessions/"), {}))

    assert "Choose at least one session" in page
    assert 'href="#id_sessions"' in page


def test_one_session_is_given_back_after_a_question(client):
    event = make_series(seats=(1, 2, 2))
    registration = make_registration(event=event, sessions=[0, 1])
    waiting = make_registration(event=event, sessions=[0])
    url = manage_url(registration, f"sessions/{uids_of(event, [0])[0]}/leave/")

    assert "Give this session back?" in text_of(client.get(url))
    assert places_of(registration) == ["confirmed", "confirmed"]
    response = client.post(url, follow=True)

    assert "The session is given back." in text_of(response)
    assert places_of(registration) == ["cancelled", "confirmed"]
    assert places_of(waiting) == ["confirmed"]
    assert kinds_to(waiting) == ["waitlisted", "promoted"]
    assert series_faults(event) == []
    last = mails_to(registration)[-1]
    assert (last.kind, last.payload["method"], last.payload["sequence"]) == (
        "registration.session_left", "CANCEL", 1,
    )  # fmt: skip


def test_giving_back_the_last_session_cancels_the_registration(client):
    event = make_series()
    registration = make_registration(event=event, sessions=[1])
    url = manage_url(registration, f"sessions/{uids_of(event, [1])[0]}/leave/")

    page = text_of(client.post(url, follow=True))

    registration.refresh_from_db()
    assert registration.state == "cancelled"
    assert "Your registration is cancelled." in page
    assert kinds_to(registration)[-1] == "cancelled"


def test_cancelling_keeps_what_is_over_and_takes_back_the_rest(client, time_machine):
    event = make_series()
    registration = make_registration(event=event)
    later = records_of(event)[0].ends_at
    time_machine.move_to(later, tick=False)

    cancel_registration(registration=registration, now=later)

    assert places_of(registration) == ["confirmed", "cancelled", "cancelled"]
    assert session_seats(event) == [(2, 1, 0, 0), (2, 0, 0, 0), (2, 0, 0, 0)]
    taken_out = [
        uid
        for mail in mails_to(registration)
        for uid in mail.payload["uids"]
        if mail.payload["method"] == "CANCEL"
    ]
    assert taken_out == uids_of(event, [1, 2])


def test_who_follows_the_series_can_stop_that(client):
    registration = make_registration(event=make_series(), whole_series=True)
    assert "Add no more sessions for me" in text_of(client.get(manage_url(registration)))

    client.get(manage_url(registration, "unfollow/"))
    registration.refresh_from_db()
    assert registration.whole_series
    client.post(manage_url(registration, "unfollow/"))

    registration.refresh_from_db()
    assert not registration.whole_series


def test_a_session_that_is_not_theirs_or_unknown_is_no_error(client):
    event = make_series()
    registration = make_registration(event=event, sessions=[0])
    for uid in (uids_of(event, [1])[0], "no-such-session"):
        assert client.post(manage_url(registration, f"sessions/{uid}/leave/")).status_code == 302
    assert places_of(registration) == ["confirmed"]
