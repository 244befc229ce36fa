"""calendar.md, "Feeds": what is in them, from when to when, and what never."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from events.actions import cancel_event
from events.models import EventPage
from tests.events.calendar_rules.reading import (
    FEED,
    feed_events,
    feed_titles,
    fetch,
    public_files,
    unfolded,
)
from tests.make import (
    NOW,
    make_private,
    make_registration,
    make_session,
    make_webinar,
    publish,
    with_changed_session,
)

pytestmark = [pytest.mark.usefixtures("index"), pytest.mark.time_machine(NOW, tick=False)]
SECRET = "https://meet.example/room-4711"


def head(content: bytes) -> list[str]:
    """The calendar's own lines."""
    return unfolded(content.partition(b"BEGIN:VEVENT")[0])


def test_feed_has_no_method_and_needs_no_organizer(client):
    make_webinar()
    lines = unfolded(fetch(client))
    assert "BEGIN:VEVENT" in lines
    assert not any(line.startswith(("METHOD", "ORGANIZER")) for line in lines)


def test_feed_is_a_plain_get_without_cookies(client):
    make_webinar()
    response = client.get(FEED)
    assert (response.status_code, response.cookies) == (200, {})
    assert "Cookie" not in response.headers["Vary"]
    assert Client(enforce_csrf_checks=True).get(FEED).content == response.content


def test_feed_has_name_description_refresh_color_source_and_url(client):
    make_webinar()
    lines = head(fetch(client))
    for line in (
        "NAME:TTA Center: events",
        "DESCRIPTION:Webinars and training events of TTA Center.",
        "REFRESH-INTERVAL;VALUE=DURATION:PT1H",
        "X-PUBLISHED-TTL:PT1H",
        "COLOR:navy",
        "SOURCE;VALUE=URI:http://testserver/calendar/events.ics",
        "URL:http://testserver/calendar/",
    ):
        assert line in lines


def test_feed_has_no_uid_of_its_own(client):
    page = make_webinar(sessions=[make_session(day) for day in (7, 8, 9)])
    for content in public_files(client, page)[:3]:
        assert not any(line.startswith("UID") for line in head(content))
        assert content.count(b"\r\nUID:") == 3


def test_no_attendee_no_registrant_no_personal_link_in_any_public_file(client):
    page = make_webinar(join_url=SECRET)
    registration = make_registration(event=page, name="Ana Ruiz", email="ana@county.example")
    assert registration.pk
    for content in public_files(client, page):
        text = content.decode().replace("\r\n ", "")
        assert page.title in text
        for word in ("ATTENDEE", "ana@county.example", "Ana Ruiz", "/registrations/"):
            assert word not in text


def test_no_join_address_for_registrants_in_any_public_file(client):
    page = make_webinar(join_url=SECRET)
    assert page.join_url == SECRET
    for content in public_files(client, page):
        assert page.title in content.decode()
        assert b"room-4711" not in content.replace(b"\r\n ", b"")
        assert b"/join/" not in content.replace(b"\r\n ", b"")
    page.join_visibility = "public"
    publish(page)
    assert SECRET in " ".join(unfolded(fetch(client)))


def test_only_live_and_public_pages_are_in_the_feed(client):
    make_webinar(title="Live and public")
    private = make_webinar(title="Live and private")
    draft = make_webinar(title="Draft", live=False)
    make_private(private)
    assert (private.live, draft.live) == (True, False)
    assert feed_titles(client) == ["Live and public"]


def test_window_is_90_days_back_and_everything_ahead(client):
    day = date(2026, 8, 24)  # 90 days before NOW
    for title, first in (
        ("Over since yesterday", day - timedelta(days=1)),
        ("Of the last day", day),
        ("In 70 years", date(2096, 1, 1)),
    ):
        make_webinar(title=title, sessions=[make_session(first, "09:00", "10:00", "UTC")])
    assert feed_titles(client) == ["Of the last day", "In 70 years"]


def test_nothing_is_cut_silently(client):
    number = 1200
    make_webinar(
        sessions=[
            make_session(count // 4, f"{8 + count % 4}:00".zfill(5), "15:00")
            for count in range(number)
        ]
    )
    assert len(feed_events(client)) == number


def test_cancelled_session_stays_with_the_word_in_its_title(client):
    page = make_webinar(title="Night calls", sessions=[make_session(7), make_session(8)])
    page.sessions = [page.dated_sessions[1]]
    publish(page)
    cancelled, on = feed_events(client)
    assert str(cancelled["SUMMARY"]) == "CANCELLED: Night calls"
    assert (cancelled["STATUS"], cancelled["TRANSP"]) == ("CANCELLED", "TRANSPARENT")
    assert cancelled.subcomponents == []  # no alarm
    assert (str(on["SUMMARY"]), on["STATUS"], on["TRANSP"]) == (
        "Night calls",
        "CONFIRMED",
        "OPAQUE",
    )


@pytest.mark.parametrize(
    "hide", [lambda page: page.unpublish(), make_private], ids=["unpublish", "private"]
)
def test_unpublishing_or_making_private_takes_an_event_out_at_the_next_request(client, hide):
    stays, page = make_webinar(title="Stays"), make_webinar(title="Goes")
    assert feed_titles(client) == ["Stays", "Goes"]
    hide(EventPage.objects.get(pk=page.pk).specific)
    assert feed_titles(client) == ["Stays"]
    assert client.get(f"{page.url}event.ics").status_code in (302, 404)
    assert client.get(f"{stays.url}event.ics").status_code == 200


@pytest.mark.parametrize("written", ["{tag}", '"other", {tag}', "*", "W/{tag}"])
def test_if_none_match_with_a_quoted_tag_a_list_or_a_star_is_304(client, written):
    make_webinar()
    tag = client.get(FEED).headers["ETag"]
    assert tag.startswith('"')
    answer = client.get(FEED, headers={"if-none-match": written.format(tag=tag)})
    assert (answer.status_code, answer.content) == (304, b"")
    assert client.get(FEED, headers={"if-none-match": '"other"'}).status_code == 200


@pytest.mark.parametrize("number", [1, 3, 30])
def test_cost_of_a_304_does_not_grow_with_the_number_of_events(client, number):
    for count in range(number):
        make_webinar(sessions=[make_session(1 + count)])
    tag = client.get(FEED).headers["ETag"]
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert client.get(FEED, headers={"if-none-match": tag}).status_code == 304
    assert len(queries) == 1


CHANGES = {
    "moved": lambda page: publish(with_changed_session(page, 0, zone="America/Chicago")),
    "renamed": lambda page: publish(with_title(page)),
    "cancelled": lambda page: cancel_event(event=page, reason="The river rose.", now=NOW),
    "unpublished": lambda page: page.unpublish(),
    "private": make_private,
    "deleted": lambda page: page.delete(),
    "another": lambda page: make_webinar(title="Another"),
}


def with_title(page):
    page.title = "Another title"
    return page


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
def test_no_response_is_stale_after_a_commit(client, change):
    """Within the same second too: neither tag nor date answers 304 for what was before."""
    page = make_webinar()
    before = client.get(FEED)
    change(EventPage.objects.get(pk=page.pk).specific)
    for headers in (
        {"if-none-match": before.headers["ETag"]},
        {"if-modified-since": before.headers["Last-Modified"]},
        {},
    ):
        answer = client.get(FEED, headers=headers)
        assert answer.status_code == 200
        assert answer.content != before.content
        assert answer.headers["ETag"] != before.headers["ETag"]
        assert answer.headers["Cache-Control"] == "no-cache"


def test_feed_moves_on_at_midnight_utc_and_at_no_other_moment(client, time_machine):
    make_webinar()
    tag = client.get(FEED).headers["ETag"]
    time_machine.move_to(datetime(2026, 11, 22, 23, 59, 59, tzinfo=UTC))
    assert client.get(FEED, headers={"if-none-match": tag}).status_code == 304
    time_machine.move_to(datetime(2026, 11, 23, tzinfo=UTC))
    assert client.get(FEED, headers={"if-none-match": tag}).status_code == 200
