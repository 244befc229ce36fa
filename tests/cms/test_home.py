"""The front page chooses by time what it shows of the events; of the library it counts what is public."""

import pytest

from cms.home import home_library
from cms.models import HomePage
from events.enums import RecordingPlan
from tests.make import (
    NOW,
    make_document,
    make_event,
    make_other_site,
    make_past_webinar,
    make_private,
    make_resource,
    make_session,
    make_topic,
    make_webinar,
)

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
    assert [card.title for card in home(client).recordings] == ["Old"]


def test_recordings_are_those_that_can_be_watched(client, index):
    waiting = make_past_webinar(title="Waiting", days_ago=3)
    assert waiting.phase_at(NOW) == "waiting"
    assert home(client).recordings == []
    assert ">Recordings<" not in client.get("/").content.decode()

    make_past_webinar(title="Uploaded", days_ago=4, recording_video=make_document(name="v.mp4"))
    make_past_webinar(title="Linked", days_ago=5, recording_url="https://video.example.org/1")

    assert [card.title for card in home(client).recordings] == ["Uploaded", "Linked"]
    assert ">Recordings<" in client.get("/").content.decode()


def test_home_without_events_answers(client, index):
    found = home(client)
    assert (found.next, found.live, found.coming, found.recordings) == (None, [], [], [])


# ---- the library ----


def library(client):
    return client.get("/").context["library"]


def test_intercepts_count_public_resources_and_events(client, index):
    make_resource(intercepts=(0, 1))
    make_resource(intercepts=(1,))
    make_webinar(intercepts=(1, 5))
    make_resource(intercepts=(1,), live=False)
    make_private(make_webinar(intercepts=(1,)))
    make_webinar(intercepts=(1,), parent=make_other_site())
    found = library(client).intercepts
    assert [(link.number, link.count_words) for link in found] == [
        (0, "1 entry"),
        (1, "3 entries"),
        (2, "0 entries"),
        (3, "0 entries"),
        (4, "0 entries"),
        (5, "1 entry"),
    ]
    assert found[1].url == "/search/?intercept=1"
    assert client.get(found[1].url).context["search"].count == 3


def test_topics_count_their_public_entries(client, index):
    entries = [make_resource(), make_webinar(), make_resource(live=False)]
    make_topic(title="Peers", slug="peers", entries=[*entries, make_private(make_resource()).page])
    make_topic(title="Empty")
    make_topic(title="Draft", live=False)
    make_private(make_topic(title="Private"))
    found = [(topic.title, topic.count) for topic in library(client).topics]
    assert found == [("Empty", 0), ("Peers", 2)]
    assert library(client).topics[1].url == "/library/peers/"


def test_topic_counts_a_page_that_it_lists_twice_once(client, index):
    page = make_resource()
    make_topic(title="Peers", slug="peers", entries=[page, page, make_resource()])
    assert "2 entries" in client.get("/library/peers/").content.decode()
    assert [topic.count for topic in library(client).topics] == [2]


def test_topics_and_intercepts_are_not_there_where_there_are_none(client, index):
    make_resource()
    text = client.get("/").content.decode()
    assert "Browse by intercept" not in text
    assert ">Topics<" not in text
    make_topic(entries=[make_resource(intercepts=(2,))])
    text = client.get("/").content.decode()
    assert "Browse by intercept" in text
    assert ">Topics<" in text


def test_home_has_the_search_form(client, index):
    text = client.get("/").content.decode()
    assert '<form action="/search/" role="search">' in text
    assert '<label class="label" for="q">' in text


@pytest.mark.parametrize("rows", [1, 3, 30])
def test_library_on_the_home_page_costs_the_same_for_any_number(
    index, rf, django_assert_num_queries, rows
):
    entries = [make_resource(intercepts=(1,)) for _ in range(rows)]
    for number in range(rows):
        make_topic(title=f"Topic {number}", entries=entries)
    page = HomePage.objects.get()
    request = rf.get("/")
    home_library(request=request, page=page)
    with django_assert_num_queries(4):
        found = home_library(request=request, page=page)
    assert [topic.count for topic in found.topics] == [rows] * rows
