"""Atom and JSON Feed of upcoming events: read back, dated by the last published change, escaped once."""

import json
from datetime import datetime, timedelta
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Site

from events.actions import cancel_event
from events.feed_bytes import STORE
from events.models import CalendarRecord, FeedVersion
from tests.events.test_subjects import about
from tests.make import (
    NOW,
    make_keyword,
    make_other_site,
    make_private,
    make_session,
    make_webinar,
    publish,
)

pytestmark = [pytest.mark.time_machine(NOW, tick=False), pytest.mark.usefixtures("index")]

ATOM, JSON = "/calendar/events.atom", "/calendar/events.json"
LATER = NOW + timedelta(hours=2)
NAMES = {"atom": "http://www.w3.org/2005/Atom"}
HOSTILE = "<b>R&D</b> ]]> &amp; “x”\x07\ufffe"


def atom(client, query: str = "", **headers) -> ElementTree.Element:
    response = client.get(ATOM + query, headers=headers)
    assert response.status_code == 200
    assert response.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    return ElementTree.fromstring(response.content)


def of(element: ElementTree.Element, path: str) -> list[str]:
    path = "/".join(f"atom:{part}" for part in path.split("/"))
    return [found.text or "" for found in element.findall(path, NAMES)]


def links(element: ElementTree.Element) -> dict[str, str]:
    return {link.attrib["rel"]: link.attrib["href"] for link in element.findall("atom:link", NAMES)}


def json_feed(client, query: str = "", **headers) -> dict:
    response = client.get(JSON + query, headers=headers)
    assert response.status_code == 200
    assert response.headers["Content-Type"] == "application/feed+json; charset=utf-8"
    return json.loads(response.content)


def both_titles(client, query: str = "", **headers) -> list[str]:
    """The titles in both forms, which must be the same."""
    found = [item["title"] for item in json_feed(client, query, **headers)["items"]]
    assert of(atom(client, query, **headers), "entry/title") == found
    return found


def test_json_feed_has_what_version_1_1_asks_for(client):
    page = make_webinar(title="Night calls", summary="What it is about.")
    record = CalendarRecord.objects.get()
    permalink = f"http://testserver/calendar/{record.uid}/"
    starts_at, ends_at = (moment.isoformat() for moment in (page.first_starts_at, page.last_ends_at))  # fmt: skip
    assert json_feed(client) == {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "TTA Center: events",
        "home_page_url": "http://testserver/calendar/",
        "feed_url": "http://testserver/calendar/events.json",
        "description": "Webinars and training events of TTA Center.",
        "language": "en-US",
        "authors": [{"name": "TTA Center"}],
        "items": [
            {
                "id": permalink,
                "url": permalink,
                "title": "Night calls",
                "content_text": "Sunday, November 29, 2026, 2:00–3:30 p.m. ET\nOnline\nWhat it is about.",
                "date_published": "2026-11-22T15:00:00+00:00",
                "date_modified": "2026-11-22T15:00:00+00:00",
                "_event": {
                    "starts_at": starts_at,
                    "ends_at": ends_at,
                    "time_zone": "America/New_York",
                    "place": "Online",
                    "status": "scheduled",
                },
            }
        ],
    }


def test_atom_has_what_rfc_4287_asks_for(client):
    peers = about(keywords=[make_keyword("Peers")])
    make_webinar(title="Night calls", summary="What it is about.", **peers)
    permalink = f"http://testserver/calendar/{CalendarRecord.objects.get().uid}/"
    feed = atom(client, "?keyword=peers")
    address = "http://testserver/calendar/events.atom?keyword=peers"
    assert feed.tag == "{http://www.w3.org/2005/Atom}feed"
    assert links(feed) == {"self": address, "alternate": "http://testserver/calendar/?keyword=peers"}  # fmt: skip
    for path, found in (
        ("id", address),
        ("title", "TTA Center: events on Peers"),
        ("subtitle", "Webinars and training events of TTA Center on Peers."),
        ("updated", "2026-11-22T15:00:00+00:00"),
        ("author/name", "TTA Center"),
        ("entry/id", permalink),
        ("entry/title", "Night calls"),
        ("entry/published", "2026-11-22T15:00:00+00:00"),
        ("entry/updated", "2026-11-22T15:00:00+00:00"),
        ("entry/summary", "Sunday, November 29, 2026, 2:00–3:30 p.m. ET\nOnline\nWhat it is about."),
    ):  # fmt: skip
        assert of(feed, path) == [found]
    [entry] = feed.findall("atom:entry", NAMES)
    assert links(entry) == {"alternate": permalink}
    assert [found.attrib for found in entry.findall("atom:summary", NAMES)] == [{"type": "text"}]
    assert client.get(links(entry)["alternate"], follow=True).status_code == 200


def test_identity_stays_and_the_date_is_that_of_the_last_published_change(client, time_machine):
    page = make_webinar(title="Night calls", slug="before")
    before = json_feed(client)["items"][0]
    time_machine.move_to(LATER)
    page.title, page.slug = "Day calls", "after"
    page.save_revision()
    assert json_feed(client)["items"] == [before]
    publish(page)
    [after] = json_feed(client)["items"]
    assert (after["id"], after["title"]) == (before["id"], "Day calls")
    assert after["date_published"] == before["date_published"]
    for days in (0, 1):
        time_machine.move_to(LATER + timedelta(days=days, minutes=9))
        assert json_feed(client)["items"][0]["date_modified"] == LATER.isoformat()
        feed = atom(client)
        assert of(feed, "updated") == of(feed, "entry/updated") == [LATER.isoformat()]


def test_feed_of_nothing_is_dated_all_the_same(client, time_machine):
    FeedVersion.objects.all().delete()
    dates = []
    for minutes in (0, 5):
        time_machine.move_to(NOW + timedelta(minutes=minutes))
        STORE.clear()
        feed = atom(client)
        assert of(feed, "entry/id") == []
        dates += of(feed, "updated")
    assert dates[0] == dates[1]
    assert datetime.fromisoformat(dates[0]) <= NOW
    assert json_feed(client)["items"] == []


def test_texts_are_escaped_once(client):
    Site.objects.update(site_name="R&D <i>")
    make_webinar(title=HOSTILE, summary=HOSTILE)
    text = "<b>R&D</b> ]]> &amp; “x”"
    assert both_titles(client) == [text]
    assert json_feed(client)["items"][0]["content_text"].endswith(f"\n{text}")
    feed = atom(client)
    assert of(feed, "entry/summary")[0].endswith(f"\n{text}")
    assert (of(feed, "title"), of(feed, "author/name")) == (["R&D <i>: events"], ["R&D <i>"])


def test_sessions_to_come_and_those_of_today_are_told(client, time_machine):
    make_webinar(title="Series", sessions=[make_session(day) for day in (-1, 0, 9)])
    make_webinar(title="Far", sessions=[make_session(2000)])
    for hours, series in ((0, 2), (8.9, 2), (9, 1)):
        time_machine.move_to(NOW + timedelta(hours=hours))
        assert both_titles(client) == ["Series"] * series + ["Far"]


def test_called_off_session_says_so_and_why(client):
    page = make_webinar(title="Night calls")
    cancel_event(event=page, reason="The river rose.", next_step="Come in May.", now=NOW)
    [item] = json_feed(client)["items"]
    assert (item["title"], item["_event"]["status"]) == ("CANCELLED: Night calls", "cancelled")
    assert "\nThe river rose.\nCome in May.\n" in item["content_text"]
    assert both_titles(client) == ["CANCELLED: Night calls"]


def test_only_public_events_of_this_site_are_told(client):
    private = make_webinar(title="Private")
    make_webinar(title="Draft", live=False)
    make_webinar(title="There", parent=make_other_site())
    make_webinar(title="Secret room", join_url="https://meet.example/secret", sessions=[make_session(8)])  # fmt: skip
    assert both_titles(client) == ["Private", "Secret room"]
    make_private(private)
    assert both_titles(client) == ["Secret room"]
    assert both_titles(client, host="other.example") == ["There"]
    for address in (ATOM, JSON):
        assert b"meet.example" not in client.get(address).content


def test_filters_are_those_of_the_calendar(client):
    peers = make_keyword("Peers")
    make_webinar(title="With", intercepts=(1,), **about(keywords=[peers]))
    page = make_webinar(title="Without")
    assert both_titles(client, "?keyword=peers&intercept=1") == ["With"]
    assert both_titles(client, f"?series={page.pk}") == ["Without"]


@pytest.mark.parametrize("address", [ATOM, JSON])
def test_forms_have_etags_of_their_own_and_answer_304(client, address):
    page = make_webinar()
    tag = client.get(address).headers["ETag"]
    assert tag != client.get("/calendar/events.ics").headers["ETag"]
    asked = {"if-none-match": tag}
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address, headers=asked).status_code == 304
    assert len(captured) == 1
    page.title = "Other"
    publish(page)
    assert client.get(address, headers=asked).status_code == 200
    for method in (client.post, client.delete):
        assert method(address).status_code == 405


@pytest.mark.parametrize("rows", [1, 3, 30])
@pytest.mark.parametrize("address", [ATOM, JSON])
def test_form_costs_the_same_for_any_number(client, rows, address):
    for _ in range(rows):
        make_webinar()
    client.get(address)
    STORE.clear()
    for costs in (4, 1):
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address).content.count(b"2026-11-22T15:00:00+00:00") >= rows
        assert len(captured) == costs
