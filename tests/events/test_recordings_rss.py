"""RSS of recordings: which, in which order, with which addresses, and that it is well-formed."""

from datetime import timedelta
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Site

from events.models import EventPage
from tests.make import (
    NOW,
    make_many_events,
    make_other_site,
    make_past_webinar,
    make_private,
    make_webinar,
    publish,
)

pytestmark = [pytest.mark.time_machine(NOW, tick=False), pytest.mark.usefixtures("index")]

RSS = "/events/recordings.rss"
VIDEO = {"recording_url": "https://video.example.org/1"}


def items(client, **headers) -> list[dict]:
    response = client.get(RSS, headers=headers)
    assert response.status_code == 200
    assert response.headers["Content-Type"] == "application/rss+xml; charset=utf-8"
    return [
        {child.tag: child.text or "" for child in item}
        for item in ElementTree.fromstring(response.content).iter("item")
    ]


def titles(client, **headers) -> list[str]:
    return [item["title"] for item in items(client, **headers)]


def test_newest_recording_is_first_whenever_the_event_was(client, time_machine):
    old = make_past_webinar(title="Old event", days_ago=300)
    make_past_webinar(title="Recorded before", days_ago=3, **VIDEO)
    time_machine.move_to(NOW + timedelta(hours=1))
    old.recording_url = "https://video.example.org/2"
    publish(old)
    assert titles(client) == ["Old event", "Recorded before"]


def test_entry_has_its_address_date_and_summary(client):
    page = make_past_webinar(
        title="Night calls", slug="night-calls", summary="What <b>it</b> is & why.", **VIDEO
    )
    [item] = items(client)
    assert item["link"] == "http://testserver/events/night-calls/#recording"
    assert item["pubDate"] == "Sun, 22 Nov 2026 15:00:00 +0000"
    assert item["description"] == "What &lt;b&gt;it&lt;/b&gt; is &amp; why."
    page.slug = "night-shift"
    publish(page)
    [moved] = items(client)
    assert moved["link"] == "http://testserver/events/night-shift/#recording"
    assert moved["guid"] == item["guid"]


def test_only_public_recordings_of_this_site_are_told(client):
    private = make_past_webinar(title="Private", **VIDEO)
    make_past_webinar(title="Draft", live=False, **VIDEO)
    make_past_webinar(title="No recording")
    make_webinar(title="Still to come", **VIDEO)
    make_past_webinar(title="There", parent=make_other_site(), **VIDEO)
    assert titles(client) == ["Private"]
    make_private(private)
    assert titles(client) == []
    assert titles(client, host="other.example") == ["There"]


def test_20_newest_are_told_in_a_total_order(client):
    for number in range(22):
        make_past_webinar(title=f"{number}", **VIDEO)
    assert titles(client) == [f"{number}" for number in range(21, 1, -1)]


def test_what_xml_forbids_is_left_out(client):
    page = make_past_webinar(title="Bell \x07 and ]]> <i>", summary="A\x0bB", **VIDEO)
    assert "\x07" in page.title
    [item] = items(client)
    assert item["title"] == "Bell and ]]&gt; &lt;i&gt;"
    assert item["description"] == "AB"


def test_list_of_events_names_the_feed(client):
    text = client.get("/events/").content.decode()
    assert f'type="application/rss+xml" title="Recordings, newest first" href="{RSS}"' in text


@pytest.mark.parametrize("rows", [1, 3, 30])
def test_feed_costs_the_same_for_any_number(client, rows):
    make_many_events(rows, day=-100)
    EventPage.objects.update(recording_since=NOW, **VIDEO)
    client.get(RSS)
    with CaptureQueriesContext(connection) as captured:
        assert len(items(client)) == min(rows, 20)
    assert len(captured) == 5


def test_channel_is_escaped_like_its_items(client):
    Site.objects.update(site_name="R&D <b>")
    make_past_webinar(title="Q&A <b>", **VIDEO)
    channel = ElementTree.fromstring(client.get(RSS).content)[0]
    assert channel.findtext("item/title") == "Q&amp;A &lt;b&gt;"
    assert channel.findtext("title") == "R&amp;D &lt;b&gt;: recordings"
    assert "events of R&amp;D &lt;b&gt;, newest first" in (channel.findtext("description") or "")


def test_host_without_a_site_has_no_recordings(client):
    make_past_webinar(title="Owls", **VIDEO)
    assert titles(client) == ["Owls"]
    Site.objects.update(is_default_site=False, hostname="else.example")
    Site.clear_site_root_paths_cache()
    assert client.get(RSS).status_code == 404
