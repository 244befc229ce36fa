"""One event as a row of a list."""

from datetime import UTC, datetime, timedelta

import pytest

from events.actions import cancel_event, postpone_event
from events.cards import StatusLine, event_card, event_cards, kind_label, minutes_in_words
from events.enums import Delivery, RecordingPlan
from events.models import EventPage, WebinarPage
from events.queries import public_events
from events.times import DateBlock
from tests.make import NOW, TODAY, make_event, make_past_webinar, make_session, make_webinar

pytestmark = [pytest.mark.time_machine(NOW, tick=False), pytest.mark.usefixtures("index")]


def card(page, now=NOW):
    return event_card(event=public_events().get(pk=page.pk), now=now)


def test_card_of_an_upcoming_event():
    page = make_event(
        title="Two in the car",
        slug="two-in-the-car",
        place_city="Springfield, Massachusetts",
        sessions=[make_session(23, "08:30", "16:30"), make_session(24, "08:30", "15:00")],
    )
    found = card(page)
    assert (found.title, found.url) == ("Two in the car", "/events/two-in-the-car/")
    assert found.kind == "Training event, in person"
    assert found.block == DateBlock(month="Dec", day="15–16", foot="Tue–Wed", is_range=True)
    assert found.machine_date == "2026-12-15"
    assert found.times == "8:30 a.m.–4:30 p.m. ET"
    assert found.place == "Springfield, Massachusetts"
    assert found.facts == ("2 sessions",)
    assert found.status == StatusLine(key="open", words="Upcoming")
    assert (found.reason, found.next_step, found.join_url, found.block_style) == ("", "", "", "")


def test_card_of_a_series_shows_the_next_session():
    page = make_webinar(sessions=[make_session(-7), make_session(1, "09:00", "10:00"),
                                  make_session(8)])  # fmt: skip
    found = card(page)
    assert found.block == DateBlock(month="Nov", day="23", foot="Mon", is_range=False)
    assert (found.machine_date, found.times) == ("2026-11-23", "9:00–10:00 a.m. ET")
    over = card(page, NOW + timedelta(days=20))
    assert (over.machine_date, over.block_style) == ("2026-11-15", "past")


def test_card_of_a_live_event_has_the_public_address():
    page = make_webinar(join_url="https://meet.example.org/1", join_visibility="public")
    assert card(page).join_url == ""
    found = card(page, page.first_starts_at)
    assert found.status == StatusLine(key="live", words="Live now")
    assert (found.join_url, found.block_style) == ("https://meet.example.org/1", "live")
    assert card(page, page.last_ends_at).join_url == ""


def test_card_of_a_live_event_keeps_the_registrants_address():
    page = make_webinar(join_url="https://meet.example.org/1")
    assert card(page, page.first_starts_at).join_url == ""


@pytest.mark.parametrize(
    ("action", "word"), [(cancel_event, "Cancelled"), (postpone_event, "Postponed")]
)
def test_card_of_an_event_that_is_off_says_why(action, word):
    page = make_webinar(join_url="https://meet.example.org/1", join_visibility="public")
    action(event=page, reason="The river rose.", next_step="Come in May.", now=NOW)
    found = card(page, page.first_starts_at)
    assert found.status == StatusLine(key="off", words=word)
    assert (found.reason, found.next_step) == ("The river rose.", "Come in May.")
    assert (found.join_url, found.block_style) == ("", "off")


@pytest.mark.parametrize(
    ("expected", "words"),
    [
        (None, "Recording to come"),
        (TODAY - timedelta(days=1), "Recording delayed"),
        (TODAY, "Recording expected by November 22"),
        (TODAY + timedelta(days=42), "Recording expected by January 3, 2027"),
    ],
)
def test_card_of_a_waiting_event_says_when_the_recording_comes(expected, words):
    page = make_past_webinar(days_ago=3, recording_expected_date=expected)
    assert card(page).status == StatusLine(key="wait", words=words)


def test_day_of_the_recording_ends_in_the_zone_of_the_event():
    page = make_webinar(
        sessions=[make_session(-3, zone="Pacific/Honolulu")], recording_expected_date=TODAY
    )
    late = datetime(2026, 11, 23, 9, 59, tzinfo=UTC)
    assert card(page, late).status.words == "Recording expected by November 22"
    assert card(page, late + timedelta(minutes=1)).status.words == "Recording delayed"


def test_card_of_an_archived_event_offers_the_recording_and_its_length():
    page = make_past_webinar(recording_url="https://video.example.org/1", recording_minutes=88)
    found = card(page)
    assert found.status == StatusLine(key="watch", words="Watch")
    assert found.facts == ("1 hr 28 min",)


def test_card_of_an_event_that_was_not_recorded_has_no_status():
    found = card(make_past_webinar(recording_plan=RecordingPlan.NONE, recording_minutes=88))
    assert (found.status, found.facts) == (StatusLine(key="", words=""), ())


def test_card_without_a_session_has_no_date():
    found = card(make_webinar(sessions=[], recording_url="https://video.example.org/1"))
    assert (found.block, found.machine_date, found.times) == (None, "", "")
    assert found.block_style == "past"


def test_card_of_an_online_event_has_no_place():
    assert card(make_webinar(place_city="Springfield")).place == ""


def test_cards_keep_the_order_they_get():
    pages = [make_webinar(title=title) for title in "CAB"]
    assert [found.title for found in event_cards(events=pages, now=NOW)] == ["C", "A", "B"]


@pytest.mark.parametrize(
    ("model", "delivery", "words"),
    [
        (WebinarPage, Delivery.VIRTUAL, "Webinar"),
        (WebinarPage, Delivery.HYBRID, "Hybrid webinar"),
        (EventPage, Delivery.VIRTUAL, "Virtual training event"),
        (EventPage, Delivery.HYBRID, "Hybrid training event"),
        (EventPage, Delivery.IN_PERSON, "Training event, in person"),
    ],
)
def test_kind_is_told_from_the_page_and_from_the_list_alike(model, delivery, words):
    page = make_event(model=model, delivery=delivery)
    assert kind_label(page) == words
    assert kind_label(EventPage.objects.get(pk=page.pk)) == words


@pytest.mark.parametrize(
    ("minutes", "words"),
    [(None, ""), (0, ""), (1, "1 min"), (59, "59 min"), (60, "1 hr"), (88, "1 hr 28 min"),
     (120, "2 hr"), (1439, "23 hr 59 min")],
)  # fmt: skip
def test_minutes_are_said_in_words(minutes, words):
    assert minutes_in_words(minutes) == words
