"""The event list: which events, in which order, by which filters, on which page of it."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import RequestFactory

from cms.models import StandardPage
from events.actions import cancel_event
from events.enums import Delivery
from events.listing import event_listing
from events.models import EventIndexPage
from events.queries import past_events, private_pages, public_events, upcoming_events
from resources.pager import PER_PAGE
from tests.make import (
    NOW,
    make_event,
    make_many_events,
    make_past_webinar,
    make_session,
    make_site,
    make_webinar,
)

pytestmark = pytest.mark.time_machine(NOW, tick=False)
SECOND = timedelta(seconds=1)


def listing(query: str = "", *, now=NOW):
    index = EventIndexPage.objects.get(slug="events")
    request = RequestFactory().get(f"/events/{query}")
    return event_listing(request=request, index=index, private=private_pages(), now=now)


def titles(query: str = "", *, now=NOW) -> list[str]:
    return [card.title for card in listing(query, now=now).cards]


# ---- upcoming and past ----


def test_event_moves_from_upcoming_to_past_at_the_second_it_ends(index):
    event = make_event()
    ends_at = datetime(2026, 11, 29, 20, 30, tzinfo=UTC)
    for now, is_upcoming in ((ends_at - SECOND, True), (ends_at, False), (ends_at + SECOND, False)):
        assert (event in upcoming_events(now=now)) is is_upcoming
        assert (event in past_events(now=now)) is not is_upcoming


def test_series_is_upcoming_until_its_last_session_ends(index):
    event = make_event(sessions=[make_session(-7), make_session(7)])
    assert list(upcoming_events(now=NOW)) == [event]
    assert list(past_events(now=NOW)) == []


def test_cancelled_event_stays_in_the_list_until_its_original_end(index):
    event = make_event()
    cancel_event(event=event, reason="The river rose.", now=NOW)
    assert list(upcoming_events(now=NOW)) == [event]
    assert list(upcoming_events(now=NOW + timedelta(days=8))) == []
    assert list(past_events(now=NOW + timedelta(days=8))) == [event]


def test_upcoming_is_soonest_first_and_past_is_latest_first(index):
    make_event(title="B", sessions=[make_session(8)])
    make_event(title="A", sessions=[make_session(7)])
    make_event(title="Y", sessions=[make_session(-8)])
    make_event(title="Z", sessions=[make_session(-7)])
    make_event(title="No date", sessions=[], recording_url="https://video.example.org/1")
    assert titles() == ["A", "B"]
    assert titles("?when=past") == ["Z", "Y", "No date"]


def test_order_of_events_at_the_same_time_is_total(index):
    same = [make_event() for _ in range(4)]
    old = [make_event(sessions=[make_session(-7)]) for _ in range(4)]
    assert list(upcoming_events(now=NOW)) == same
    assert list(past_events(now=NOW)) == old[::-1]


def test_pages_of_the_list_hold_every_event_once(index):
    for _ in range(3):
        make_event(sessions=[make_session(30)])
    many = make_many_events(2 * PER_PAGE)
    seen = [title for page in (1, 2, 3) for title in titles(f"?page={page}")]
    assert len(seen) == len(set(seen)) == len(many) + 3


def test_first_page_shows_some_past_events_below_the_upcoming(index):
    make_many_events(2 * PER_PAGE)
    make_many_events(7, day=-40)
    assert [card.title for card in listing().past_cards] == [f"Many {n}" for n in (6, 5, 4, 3, 2)]
    for query in ("?page=2", "?when=past", "?delivery=in_person"):
        assert listing(query).past_cards == []


# ---- filters ----


def test_filter_by_delivery(index):
    make_event(title="Room")
    make_webinar(title="Online")
    make_event(title="Both", delivery=Delivery.HYBRID)
    assert titles("?delivery=in_person") == ["Room"]
    assert titles("?delivery=virtual") == ["Online"]
    assert titles("?delivery=hybrid") == ["Both"]
    assert titles("?delivery=") == ["Room", "Online", "Both"]


def test_year_is_that_of_the_event_s_own_calendar(index):
    eve = date(2026, 12, 31)
    make_event(title="Eve", sessions=[make_session(eve, "21:00", "22:00")])
    make_event(title="Tokyo", sessions=[make_session(date(2027, 1, 1), "08:00", "09:00",
                                                     "Asia/Tokyo")])  # fmt: skip
    assert [year for year, _ in listing().form.fields["year"].choices] == ["", "2027", "2026"]
    assert titles("?year=2026") == ["Eve"]
    assert titles("?year=2027") == ["Tokyo"]
    eve_event = public_events().get(title="Eve")
    assert eve_event.first_starts_at == datetime(2027, 1, 1, 2, 0, tzinfo=UTC)


def test_years_on_offer_are_those_of_the_list(index):
    make_event(sessions=[make_session(date(2027, 5, 4))])
    make_past_webinar(days_ago=400)
    make_past_webinar(days_ago=30)
    make_event(sessions=[], recording_url="https://video.example.org/1")
    assert [value for value, _ in listing().form.fields["year"].choices] == ["", "2027"]
    past = listing("?when=past").form.fields["year"].choices
    assert [value for value, _ in past] == ["", "2026", "2025"]


def test_filters_work_together_and_are_counted(index):
    make_event(title="Room", sessions=[make_session(date(2027, 5, 4))])
    make_webinar(title="Online", sessions=[make_session(date(2027, 5, 4))])
    make_webinar(title="Sooner")
    found = listing("?delivery=virtual&year=2027")
    assert [card.title for card in found.cards] == ["Online"]
    assert (found.count, found.count_words, found.is_filtered) == (1, "1 upcoming event", True)
    assert listing().count_words == "3 upcoming events"
    assert listing("?when=past").count_words == "0 past events"


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("?delivery=boat", "There is no format “boat”. Choose one from the list."),
        ("?year=1999", "There is nothing for “1999”. Choose a year from the list."),
        ("?year=%3Cb%3E", "There is nothing for “&lt;b&gt;”. Choose a year from the list."),
        ("?delivery=%00&year=%00", "There is no format “\0”. Choose one from the list."),
        ("?year=2026'--", "There is nothing for “2026&#x27;--”. Choose a year from the list."),
    ],
)
def test_unknown_filter_value_is_named_and_left_out(index, client, query, message):
    make_event(title="Room")
    response = client.get(f"/events/{query}")
    assert response.status_code == 200
    text = response.content.decode()
    assert message in text
    assert "Room" in text
    assert "<title>Error: Events" in text


def test_unknown_list_is_the_upcoming_one(index):
    make_event(title="Room")
    assert titles("?when=tomorrow") == ["Room"]


# ---- pages ----


@pytest.mark.parametrize(
    ("asked", "shown", "notice"),
    [
        ("1", 1, ""),
        ("3", 3, ""),
        ("4", 3, "There is no page 4. This is page 3 of 3."),
        ("999999999", 3, "There is no page 999999999. This is page 3 of 3."),
        ("9" * 5000, 1, "The address names a page that does not exist. This is page 1."),
        ("-1", 3, "The address names a page that does not exist. This is page 3."),
        ("0", 3, "There is no page 0. This is page 3 of 3."),
        ("1.5", 1, "The address names a page that does not exist. This is page 1."),
        ("two", 1, "The address names a page that does not exist. This is page 1."),
        ("%00", 1, "The address names a page that does not exist. This is page 1."),
        ("%F0%9F%8E%A7", 1, "The address names a page that does not exist. This is page 1."),
        ("²", 1, "The address names a page that does not exist. This is page 1."),
    ],
)
def test_page_that_is_not_there_shows_one_that_is_and_says_so(index, client, asked, shown, notice):
    make_many_events(2 * PER_PAGE + 1)
    response = client.get(f"/events/?page={asked}")
    assert response.status_code == 200
    found = response.context["listing"]
    assert [number for number, _, is_current in found.pager.pages if is_current] == [shown]
    assert found.pager.notice == notice
    assert notice in response.content.decode()


def test_links_to_other_pages_keep_the_filters(index):
    make_many_events(3 * PER_PAGE)
    found = listing("?delivery=in_person&year=&page=2&x=%26")
    assert found.pager.previous_url == "?delivery=in_person&year=&x=%26"
    assert found.pager.next_url == "?delivery=in_person&year=&x=%26&page=3"
    assert [number for number, _, _ in found.pager.pages] == [1, 2, 3]
    assert listing("?when=past").pager.pages == []


def test_link_to_the_first_page_has_no_number(index):
    make_many_events(PER_PAGE + 1)
    assert listing("?page=2").pager.previous_url == "/events/"
    assert listing().pager.previous_url == ""


def test_following_the_links_reads_the_whole_list(index, client):
    make_many_events(2 * PER_PAGE + 3)
    url, seen = "/events/?delivery=in_person", []
    while url:
        found = client.get(url).context["listing"]
        seen += [card.title for card in found.cards]
        url = found.pager.next_url and f"/events/{found.pager.next_url}"
    assert seen == [f"Many {count}" for count in range(2 * PER_PAGE + 3)]


# ---- nothing to show ----


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("", "Nothing is scheduled right now."),
        ("?when=past", "No event is over yet."),
        ("?delivery=virtual", "No event matches these filters."),
    ],
)
def test_empty_list_says_what_to_do(index, client, query, sentence):
    text = client.get(f"/events/{query}").content.decode()
    assert sentence in text
    assert 'class="pager"' not in text


# ---- the block ----


def standard_page(**value) -> StandardPage:
    body = [("upcoming_events", {"heading": "Coming soon", "number": 2, "delivery": "", **value})]
    home = make_site().get_parent()
    return home.add_child(instance=StandardPage(title="About", slug="about", body=body))


def rows(client, page) -> list[str]:
    text = client.get(page.url).content.decode()
    assert "<h2>Coming soon</h2>" in text
    return re.findall(r'<h3><a href="/events/[^"]+">(.*?)</a>', text)


def test_block_shows_the_next_events_of_its_site(index, client):
    for day, title in ((9, "C"), (7, "A"), (8, "B"), (-1, "Over")):
        make_webinar(title=title, sessions=[make_session(day)])
    page = standard_page()
    assert rows(client, page) == ["A", "B"]
    assert 'href="/events/">All events</a>' in client.get(page.url).content.decode()


def test_block_can_show_one_kind(index, client):
    make_event(title="Room")
    make_webinar(title="Online")
    assert rows(client, standard_page(delivery="virtual")) == ["Online"]


def test_block_without_events_says_so(index, client):
    page = standard_page()
    assert rows(client, page) == []
    assert "Nothing is scheduled right now." in client.get(page.url).content.decode()
