"""Feeds by format, intercept, year and series: what is in them, what they are called, and that none is stale."""

from datetime import date, timedelta

import icalendar
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from events.feed_bytes import STORE
from events.feed_filter import NAMES
from events.list_filters import NAMES as LIST_NAMES
from events.models import CalendarRecord, EventPage
from tests.events.calendars import version
from tests.events.test_feed_freshness import Subscriber
from tests.events.test_feeds import FEED, get, summaries
from tests.events.test_listing import titles
from tests.events.test_subjects import about
from tests.make import (
    NOW,
    make_event,
    make_keyword,
    make_other_site,
    make_private,
    make_session,
    make_topic,
    make_webinar,
    publish,
)

pytestmark = [pytest.mark.time_machine(NOW, tick=False), pytest.mark.usefixtures("index")]


def fresh(page):
    return EventPage.objects.get(pk=page.pk).specific


# ---- what is in a feed ----


def test_feeds_have_every_filter_of_the_list_and_the_series():
    assert set(NAMES) == {*LIST_NAMES, "series"}


@pytest.mark.parametrize(
    "query",
    ["?delivery=virtual", "?delivery=hybrid", "?intercept=0", "?intercept=4", "?year=2026", "?year=2027",
     "?keyword=peers&delivery=virtual&intercept=4&year=2026", "?topic=housing&delivery=in_person"],
)  # fmt: skip
def test_address_of_a_filtered_list_is_that_of_its_feed(client, query):
    peers, topic = make_keyword("Peers"), make_topic(slug="housing")
    next_year = [make_session(date(2027, 1, 5))]
    for make, title, fields in (
        (make_webinar, "Virtual", {"intercepts": (0, 4)}),
        (make_webinar, "Virtual next year", {"sessions": next_year}),
        (make_event, "In person", {"intercepts": (4,)}),
    ):
        make(title=title, **about(keywords=[peers], topics=[topic], **fields))
    make_event(title="Hybrid", delivery="hybrid", **about(keywords=[peers]))
    expected = titles(query)
    assert 0 < len(expected) < 4
    assert sorted(summaries(client, FEED + query)) == sorted(expected)
    text = client.get(f"/events/{query}").content.decode()
    asked = query.replace("&", "&amp;")
    assert f'href="/calendar/{asked}"' in text
    assert f'type="text/calendar" title="Calendar: this selection" href="{FEED}{asked}"' in text


def test_series_has_all_sessions_of_one_event(client):
    page = make_webinar(title="Series", sessions=[make_session(day) for day in (-200, -3, 7)])
    make_webinar(title="Other")
    assert summaries(client, FEED).count("Series") == 2
    assert summaries(client, f"{FEED}?series={page.pk}") == ["Series"] * 3


def test_series_lives_on_under_a_new_slug(client):
    page = make_webinar(title="Series", slug="before")
    subscriber = Subscriber(client, f"{FEED}?series={page.pk}")
    page = fresh(page)
    page.slug, page.title = "after", "Series, renamed"
    publish(page)
    assert subscriber.ask() == ["Series, renamed"]


def test_year_is_whole_and_begins_where_the_event_is(client):
    make_webinar(title="Old", sessions=[make_session(date(2024, 3, 1))])
    night = make_session(date(2024, 12, 31), "22:00", "23:00", "America/New_York")
    make_webinar(title="New Year's Eve", sessions=[night])
    make_webinar(title="Now")
    assert summaries(client, FEED) == ["Now"]
    assert summaries(client, f"{FEED}?year=2024") == ["Old", "New Year's Eve"]
    assert titles("?year=2024&when=past") == ["New Year's Eve", "Old"]


def test_this_year_and_the_next_have_a_feed_before_their_first_event(client):
    for year in (2026, 2027):
        assert summaries(client, f"{FEED}?year={year}") == []
    assert client.get(f"{FEED}?year=2028").status_code == 404


def test_year_whose_last_event_was_hidden_lets_it_go(client):
    page = make_webinar(title="Far", sessions=[make_session(date(2029, 3, 1))])
    subscriber = Subscriber(client, f"{FEED}?year=2029")
    assert subscriber.titles == ["Far"]
    make_private(page)
    assert subscriber.ask() == []


def test_filters_keep_the_rules_of_all_feeds(client):
    make_private(make_webinar(title="Private", intercepts=(1,)))
    make_webinar(title="Draft", live=False, intercepts=(1,))
    make_webinar(title="Long over", sessions=[make_session(-100)], intercepts=(1,))
    make_webinar(title="There", parent=make_other_site(), intercepts=(1,))
    make_webinar(title="Here", intercepts=(1,))
    for query in ("?delivery=virtual", "?intercept=1"):
        assert summaries(client, FEED + query) == ["Here"]
        assert summaries(client, FEED + query, host="other.example") == ["There"]


# ---- what a feed is called ----


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("?delivery=virtual", "virtual events"),
        ("?delivery=in_person&year=2026", "in-person events in 2026"),
        ("?keyword=peers&delivery=virtual", "virtual events on Peers (PS)"),
        ("?intercept=2", "events at intercept 2"),
        ("?year=2026&intercept=0&topic=housing&keyword=peers&delivery=hybrid",
         "hybrid events on Peers (PS) and Housing at intercept 0 in 2026"),
        ("?series={pk}", "sessions of “Night, calls; at <b>”"),
        ("?series={pk}&delivery=virtual", "virtual sessions of “Night, calls; at <b>”"),
    ],
)  # fmt: skip
def test_feed_has_a_name_that_reads_well(client, query, name):
    peers = make_keyword("Peers", acronym="PS")
    make_topic(title="Housing", slug="housing")
    page = make_webinar(title="Night, calls; at <b>", **about(keywords=[peers]))
    query = query.replace("{pk}", str(page.pk))
    calendar = icalendar.Calendar.from_ical(get(client, FEED + query))
    assert str(calendar["NAME"]).replace("\\", "") == f"TTA Center: {name}"
    for form in ("atom", "json"):
        assert client.get(f"/calendar/events.{form}{query}").status_code == 200


def test_feed_describes_itself_in_a_sentence(client):
    page = make_webinar(title="Night calls")
    for query, sentence in (
        ("?year=2026", "Webinars and training events of TTA Center in 2026."),
        ("?delivery=virtual&intercept=1", "Virtual events of TTA Center at intercept 1."),
        (f"?series={page.pk}", "Sessions of “Night calls” of TTA Center."),
    ):
        calendar = icalendar.Calendar.from_ical(get(client, FEED + query))
        assert str(calendar["DESCRIPTION"]) == sentence


# ---- which feeds there are ----


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("?delivery=boat", "There is no format “boat”."),
        ("?delivery=", "There is no format “”."),
        ("?delivery=Virtual", "There is no format “Virtual”."),
        ("?intercept=6", "There is no intercept “6”."),
        ("?intercept=01", "There is no intercept “01”."),
        ("?intercept=-1", "There is no intercept “-1”."),
        ("?year=1066", "There are no events of the year “1066”."),
        ("?year=2031", "There are no events of the year “2031”."),
        ("?year=9999", "There are no events of the year “9999”."),
        ("?year=%D9%A2%D9%A0%D9%A2%D9%A6", "There are no events of the year “٢٠٢٦”."),
        ("?year=2026&year=2026", "The address names more than one year."),
        ("?series=0", "There is no event with the number “0”."),
        ("?series=night-calls", "There is no event with the number “night-calls”."),
        ("?series=999999999999999999", "There is no event with the number “999999999999999999”."),
        (f"?series={'9' * 3000}", f"There is no event with the number “{'9' * 80}”."),
        ("?delivery=virtual&series=1", "There is no event with the number “1”."),
    ],
)
def test_unknown_value_is_not_found_and_named(client, query, sentence):
    make_webinar(slug="night-calls")
    for form in ("ics", "atom", "json"):
        response = client.get(f"/calendar/events.{form}{query}")
        assert response.status_code == 404
        assert response.headers["Content-Type"] == "text/plain; charset=utf-8"
        assert response.content.decode().startswith(f"{sentence} ")
        assert "ETag" not in response.headers
    assert client.get(f"/events/recordings.rss{query}").status_code == 404
    assert client.get(f"/calendar/{query}").status_code == 200


def test_series_of_what_is_not_public_here_is_unknown(client):
    draft = make_webinar(title="Draft", live=False)
    private = make_webinar(title="Private")
    there = make_webinar(title="There", parent=make_other_site())
    assert summaries(client, f"{FEED}?series={private.pk}") == ["Private"]
    make_private(private)
    for page in (draft, private, there, make_topic()):
        assert client.get(f"{FEED}?series={page.pk}").status_code == 404


# ---- no feed is stale ----


def changed(page, **fields):
    page = fresh(page)
    for name, value in fields.items():
        setattr(page, name, value)
    publish(page)


@pytest.mark.parametrize(
    ("query", "fields"),
    [
        ("?delivery=hybrid", {"delivery": "hybrid"}),
        ("?intercept=3", {"intercepts": (3,)}),
        ("?year=2027", {"sessions": [make_session(date(2027, 2, 2))]}),
    ],
)
def test_change_of_what_a_filter_asks_reaches_its_feed(client, query, fields):
    page = make_webinar(title="Night calls", intercepts=(1,))
    subscriber = Subscriber(client, FEED + query)
    assert subscriber.titles == []
    changed(page, **fields)
    assert "Night calls" in (subscriber.ask() or [])
    changed(page, delivery="virtual", intercepts=(1,), sessions=[make_session(7)])
    assert subscriber.ask() == []


def test_first_session_taken_away_moves_an_event_to_another_year(client):
    """A session that is over stays in calendars as it was; no record tells of it."""
    days = [make_session(date(2025, 12, 30)), make_session(date(2026, 12, 1))]
    page = make_webinar(title="Series", sessions=days)
    subscriber = Subscriber(client, f"{FEED}?year=2026")
    assert subscriber.titles == []
    changed(page, sessions=[make_session(date(2026, 12, 1))])
    assert "Series" in (subscriber.ask() or [])


def test_change_of_a_session_reaches_the_series(client):
    page = make_webinar(title="Series")
    subscriber = Subscriber(client, f"{FEED}?series={page.pk}")
    changed(page, sessions=[*fresh(page).sessions.all(), make_session(9)])
    assert subscriber.ask() == ["Series", "Series"]
    fresh(page).unpublish()
    assert subscriber.ask() is None


def test_draft_and_unchanged_publish_raise_no_version(client):
    page = make_webinar(intercepts=(1,))
    before = version()
    draft = fresh(page)
    draft.delivery, draft.intercepts = "hybrid", (2,)
    draft.save_revision()
    publish(EventPage.objects.get(pk=page.pk).specific)
    assert version() == before


# ---- what it costs ----


@pytest.mark.parametrize("rows", [1, 3, 30])
@pytest.mark.parametrize(
    ("query", "count"),
    [("?delivery=virtual", 2), ("?intercept=1", 2), ("?year=2026", 2), ("?year=2024", 3), ("?series=", 5)],
)  # fmt: skip
def test_feed_costs_the_same_for_any_number(client, rows, query, count):
    last = make_webinar(sessions=[make_session(-900 + day) for day in range(rows)])
    for _ in range(rows):
        last = make_webinar(intercepts=(1,), sessions=[make_session(3)])
    if query == "?series=":
        query += str(last.pk)
    address = FEED + query
    tag = client.get(address).headers["ETag"]
    STORE.clear()
    for costs in (count, 1):
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address).content.count(b"BEGIN:VEVENT") >= 1
        assert len(captured) == costs
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address, headers={"if-none-match": tag}).status_code == 304
    assert len(captured) == 1


def test_records_of_the_window_are_found_a_day_later_too(client, time_machine):
    make_webinar(title="Night calls", sessions=[make_session(-89)])
    assert CalendarRecord.objects.count() == 1
    for days, found in ((0, ["Night calls"]), (3, [])):
        time_machine.move_to(NOW + timedelta(days=days))
        assert summaries(client, f"{FEED}?delivery=virtual") == found
