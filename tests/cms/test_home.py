"""The front page chooses by time: what is next, what is live, which recordings there are."""

import pytest

from events.enums import RecordingPlan
from tests.make import NOW, make_event, make_past_webinar, make_session, make_webinar

pytestmark = [pytest.mark.django_db, pytest.mark.time_machine(NOW)]


def home(client):
    return client.get("/").context["home"]


def test_next_is_the_soonest_session_and_not_the_oldest_series(client, index):
    make_webinar(title="Series", sessions=[make_session(-1), make_session(40)])
    make_webinar(title="Tomorrow", sessions=[make_session(1)])
    assert home(client).next.title == "Tomorrow"


def test_live_event_is_found_behind_many_running_series(client, index):
    for number in range(30):
        make_webinar(title=f"Series {number}", sessions=[make_session(-20), make_session(20)])
    make_webinar(title="On air", sessions=[make_session(0, "09:00", "11:00")])
    assert [card.title for card in home(client).live] == ["On air"]


def test_recordings_are_found_behind_events_without_one(client, index):
    for number in range(12):
        make_event(sessions=[make_session(-1 - number)], recording_plan=RecordingPlan.NONE)
    make_past_webinar(title="Old", days_ago=90, recording_url="https://video.example.org/1")
    make_past_webinar(title="Waiting", days_ago=100)
    assert [card.title for card in home(client).recordings] == ["Old", "Waiting"]


def test_home_without_events_answers(client, index):
    found = home(client)
    assert (found.next, found.live, found.coming, found.recordings) == (None, [], [], [])
