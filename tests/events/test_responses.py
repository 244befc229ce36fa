"""What calendar programs ask, and what they are answered: ETag, 304, methods, headers, permalinks."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.utils.http import http_date
from wagtail.models import Site

from events.actions import cancel_event, postpone_event, restore_event
from events.models import CalendarRecord, FeedVersion
from tests.make import (
    NOW,
    make_admin,
    make_other_site,
    make_private,
    make_session,
    make_webinar,
    publish,
)

pytestmark = [pytest.mark.time_machine(NOW, tick=False), pytest.mark.usefixtures("index")]

FEED = "/calendar/events.ics"
FILE = "/events/night-calls/event.ics"
BOTH = pytest.mark.parametrize("address", [FEED, FILE])
LATER = timedelta(minutes=5)


@pytest.fixture
def page(index):
    return make_webinar(title="Night calls", slug="night-calls")


def ask(client, address: str = FEED, **headers) -> int:
    names = {name.replace("_", "-"): value for name, value in headers.items()}
    return client.get(address, headers=names).status_code


def etag(client, address: str = FEED) -> str:
    return client.get(address).headers["ETag"]


# ---- If-None-Match ----


@BOTH
def test_known_etag_is_answered_304_without_a_body(page, client, address):
    first = client.get(address)
    again = client.get(address, headers={"if-none-match": first.headers["ETag"]})
    assert (first.status_code, again.status_code, again.content) == (200, 304, b"")
    for name in ("ETag", "Last-Modified", "Cache-Control"):
        assert again.headers[name] == first.headers[name]


@BOTH
def test_etag_is_strong_and_quoted(page, client, address):
    tag = etag(client, address)
    assert tag[0] == tag[-1] == '"'
    assert len(tag) == 34


@BOTH
@pytest.mark.parametrize(
    ("asked", "status"),
    [
        ("{tag}", 304),
        ('"other", {tag}', 304),
        ('{tag}, "other"', 304),
        ('"other",{tag},"third"', 304),
        ("W/{tag}", 304),
        ("*", 304),
        ('"other"', 200),
        ("{bare}", 200),
        ('""', 200),
        ("", 200),
        (",,,", 200),
        ('"', 200),
        ("garbage \\ {{}} 🎧", 200),
        ("x" * 5000, 200),
    ],
)
def test_if_none_match_is_a_tag_a_list_or_a_star(page, client, address, asked, status):
    tag = etag(client, address)
    header = asked.replace("{tag}", tag).replace("{bare}", tag.strip('"'))
    assert ask(client, address, if_none_match=header) == status


def test_etag_decides_over_the_date(page, client, time_machine):
    time_machine.move_to(NOW + LATER)
    response = client.get(FEED)
    known, date = response.headers["ETag"], response.headers["Last-Modified"]
    assert ask(client, if_none_match='"other"', if_modified_since=date) == 200
    assert ask(client, if_none_match=known, if_modified_since=http_date(0)) == 304


# ---- If-Modified-Since ----


@BOTH
@pytest.mark.parametrize(
    ("asked", "status"), [(-1, 200), (0, 304), (1, 304), (60, 304), ("garbage", 200), ("", 200)]
)
def test_date_of_the_last_change_is_answered_304(
    page, client, time_machine, address, asked, status
):
    time_machine.move_to(NOW + LATER)
    header = asked if isinstance(asked, str) else http_date(NOW.timestamp() + asked)
    assert ask(client, address, if_modified_since=header) == status


@BOTH
@pytest.mark.parametrize(("seconds", "status"), [(0, 200), (1, 200), (1.999, 200), (2, 304)])
def test_date_counts_only_once_the_change_is_two_seconds_old(
    page, client, time_machine, address, seconds, status
):
    time_machine.move_to(NOW + timedelta(seconds=seconds))
    assert ask(client, address, if_modified_since=http_date(NOW.timestamp())) == status


@BOTH
def test_date_never_hides_a_second_change_within_the_second(page, client, time_machine, address):
    """What a client was told between two changes of one second must not match after the second."""
    time_machine.move_to(NOW + timedelta(seconds=0.2))
    told = client.get(address).headers["Last-Modified"]
    time_machine.move_to(NOW + timedelta(seconds=0.5))
    page.title = "Night calls, moved"
    publish(page)
    time_machine.move_to(NOW + LATER)
    assert ask(client, address, if_modified_since=told) == 200


def test_last_modified_of_the_feed_is_the_change_or_midnight(page, client, time_machine):
    time_machine.move_to(NOW + LATER)
    assert client.get(FEED).headers["Last-Modified"] == "Sun, 22 Nov 2026 15:00:00 GMT"
    time_machine.move_to(datetime(2026, 11, 23, 8, 0, tzinfo=UTC))
    assert client.get(FEED).headers["Last-Modified"] == "Mon, 23 Nov 2026 00:00:00 GMT"
    assert ask(client, if_modified_since="Sun, 22 Nov 2026 23:59:59 GMT") == 200
    assert ask(client, if_modified_since="Mon, 23 Nov 2026 00:00:00 GMT") == 304


def test_last_modified_of_a_feed_without_a_change_is_midnight(index, client):
    FeedVersion.objects.all().delete()
    assert client.get(FEED).headers["Last-Modified"] == "Sun, 22 Nov 2026 00:00:00 GMT"


# ---- methods and headers ----


@BOTH
def test_head_answers_like_get_without_the_body(page, client, time_machine, address):
    time_machine.move_to(NOW + LATER)
    got, head = client.get(address), client.head(address)
    assert (head.status_code, head.content) == (200, b"")
    for name in ("ETag", "Last-Modified", "Content-Type", "Content-Length", "Cache-Control"):
        assert head.headers[name] == got.headers[name]
    known = {"if-none-match": got.headers["ETag"]}
    assert client.head(address, headers=known).status_code == 304


@pytest.mark.parametrize("address", [FEED, FILE, "/calendar/", "permalink"])
@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "options"])
def test_other_methods_are_not_allowed(page, address, method):
    if address == "permalink":
        address = f"/calendar/{CalendarRecord.objects.get().uid}/"
    response = getattr(Client(enforce_csrf_checks=True), method)(address)
    assert response.status_code == 405
    assert response.headers["Allow"] == "GET, HEAD"


@BOTH
@pytest.mark.parametrize("logged_in", [False, True])
def test_calendar_answers_carry_no_cookie_and_must_be_asked_again(page, client, address, logged_in):
    if logged_in:
        client.force_login(make_admin())
    response = client.get(address)
    assert response.headers["Cache-Control"] == "no-cache"
    assert not response.cookies
    assert "Set-Cookie" not in response.headers
    assert "cookie" not in response.headers.get("Vary", "").lower()
    assert "Content-Encoding" not in response.headers


# ---- what changes the ETag ----


def other_event(page):
    make_webinar()


def new_title(page):
    page.title = "Night calls, again"
    publish(page)


def new_time(page):
    page.sessions = [make_session(8)]
    publish(page)


def rename_site(page):
    site = Site.objects.get(is_default_site=True)
    site.site_name = "Another name"
    site.save()


def site_moves(page):
    site = Site.objects.get(is_default_site=True)
    site.port = 8080
    site.save()


CHANGES = [
    other_event, new_title, new_time, rename_site, site_moves,
    lambda page: page.unpublish(),
    lambda page: page.delete(),
    lambda page: make_private(page),
    lambda page: make_private(page.get_parent()),
    lambda page: page.move(make_other_site(), pos="last-child"),
    lambda page: cancel_event(event=page, reason="Why.", now=NOW + LATER),
    lambda page: postpone_event(event=page, reason="Why.", now=NOW + LATER),
]  # fmt: skip


@pytest.mark.parametrize("change", CHANGES)
def test_etag_changes_with_each_kind_of_change(page, client, time_machine, change):
    before = client.get(FEED)
    time_machine.move_to(NOW + LATER)
    change(page)
    after = client.get(FEED, headers={"if-none-match": before.headers["ETag"]})
    assert after.status_code == 200
    assert after.headers["ETag"] != before.headers["ETag"]
    assert after.content != before.content
    dated = {"if-modified-since": before.headers["Last-Modified"]}
    time_machine.move_to(NOW + 2 * LATER)
    assert client.get(FEED, headers=dated).status_code == 200


def test_etag_changes_when_an_event_is_restored_or_public_again(page, client):
    tags = [etag(client)]
    cancel_event(event=page, reason="Why.", now=NOW)
    tags.append(etag(client))
    restore_event(event=page, now=NOW)
    tags.append(etag(client))
    restriction = make_private(page)
    tags.append(etag(client))
    restriction.delete()
    tags.append(etag(client))
    assert len(set(tags)) == 5


def test_etag_changes_at_midnight_utc_and_not_before(page, client, time_machine):
    before = etag(client)
    time_machine.move_to(datetime(2026, 11, 22, 23, 59, 59, 999999, UTC))
    assert ask(client, if_none_match=before) == 304
    time_machine.move_to(datetime(2026, 11, 23, tzinfo=UTC))
    assert ask(client, if_none_match=before) == 200


def test_etag_stays_when_nothing_of_the_feed_changes(page, client):
    before = etag(client)
    publish(page)
    page.title = "Only a draft"
    page.save_revision()
    make_webinar(live=False)
    assert ask(client, if_none_match=before) == 304


def test_etag_of_one_site_is_not_that_of_another(page, client):
    make_other_site()
    here = etag(client)
    there = client.get(FEED, headers={"host": "other.example", "if-none-match": here})
    assert there.status_code == 200
    assert there.headers["ETag"] != here


def test_file_of_an_event_changes_only_with_the_event(page, client):
    before = etag(client, FILE)
    make_webinar()
    assert ask(client, FILE, if_none_match=before) == 304
    new_title(page)
    assert ask(client, FILE, if_none_match=before) == 200
