"""The page of one event: each phase and state, what it shows, and what it keeps to itself."""

import re
from datetime import UTC, datetime, time, timedelta

import pytest

from events.actions import cancel_event, postpone_event
from events.enums import Delivery, JoinVisibility, RecordingPlan
from tests.make import (
    NOW,
    TODAY,
    make_event,
    make_file,
    make_past_webinar,
    make_presenter,
    make_session,
    make_webinar,
    publish,
)

pytestmark = [pytest.mark.time_machine(NOW, tick=False), pytest.mark.usefixtures("index")]

JOIN_URL = "https://meet.example.org/secret-room-4711"


def html(client, page, query: str = "") -> str:
    response = client.get(f"{page.url}{query}")
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def headings(text: str) -> list[str]:
    """What stands in h1 to h3 of the main part, without the markup inside."""
    main = text.partition("<main")[2].partition("</main>")[0]
    found = re.findall(r"<h[123][^>]*>(.*?)</h[123]>", main)
    return [" ".join(re.sub(r"<[^>]+>", " ", heading).split()) for heading in found]


# ---- phases ----


def test_upcoming_page_says_when_and_offers_the_calendar(client):
    text = html(client, make_webinar(title="Night calls"))
    assert "Sunday, <br>November 29, 2026" in text
    assert "2:00–3:30 p.m. ET" in text
    assert "<dt>Central</dt><dd>1:00–2:30 p.m. CT</dd>" in text
    assert 'data-starts="2026-11-29T19:00:00+00:00"' in text
    assert 'data-ends="2026-11-29T20:30:00+00:00"' in text
    assert headings(text) == ["Night calls", "Date, time and place", "Add to your calendar"]


def test_live_page_says_that_it_happens_now(client, time_machine):
    page = make_webinar(title="Night calls")
    time_machine.move_to(datetime(2026, 11, 29, 19, 0, tzinfo=UTC))
    text = html(client, page)
    assert headings(text) == ["Night calls", "Happening now", "Add to your calendar"]
    assert '<span class="status" data-s="live">Live now</span>' in text


def test_waiting_page_promises_the_recording_and_offers_what_is_there(client):
    page = make_past_webinar(
        title="Night calls",
        days_ago=3,
        recording_expected_date=TODAY + timedelta(days=11),
        files=[make_file()],
    )
    text = html(client, page)
    assert "Recording expected by December 3" in headings(text)
    assert '<time datetime="2026-12-03">Recording expected by December 3</time>' in text
    assert "Available now" in headings(text)
    assert "Add to your calendar" not in text


@pytest.mark.parametrize(
    ("expected", "words"),
    [
        (None, "Recording to come"),
        (TODAY - timedelta(days=1), "Recording delayed"),
        (TODAY, "Recording expected by November 22"),
        (datetime(2027, 1, 4, tzinfo=UTC).date(), "Recording expected by January 4, 2027"),
    ],
)
def test_waiting_page_never_promises_a_day_that_is_over(client, expected, words):
    text = html(client, make_past_webinar(days_ago=3, recording_expected_date=expected))
    assert words in headings(text)


def test_archive_page_has_recording_slides_and_presenters(client):
    page = make_past_webinar(
        title="Night calls",
        recording_url="https://video.example.org/1",
        recording_minutes=88,
        files=[make_file()],
        presenters=[make_presenter(name="Ana Prado")],
    )
    text = html(client, page)
    assert headings(text) == ["Night calls", "Slides and files", "Presenter", "Ana Prado"]
    assert "Watch on video.example.org" in text
    assert "<span>1 hr 28 min</span>" in text
    assert "<dt>Held on</dt>" in text
    assert 'Friday, <span class="nw">October 23, 2026</span>' in text


def test_page_without_a_recording_to_come_is_an_archive_at_once(client, time_machine):
    page = make_webinar(title="Open hours", recording_plan=RecordingPlan.NONE)
    time_machine.move_to(datetime(2026, 11, 29, 20, 30, tzinfo=UTC))
    assert headings(html(client, page)) == ["Open hours", "Details"]


def test_page_without_a_session_shows_no_date(client):
    page = make_webinar(title="An old one", sessions=[], files=[make_file()])
    text = html(client, page)
    assert headings(text) == ["An old one", "Slides and files"]
    assert "Held on" not in text


def test_page_of_a_series_lists_every_session_and_marks_those_that_are_over(client):
    page = make_webinar(sessions=[make_session(-7), make_session(1), make_session(8)])
    text = html(client, page)
    assert "Monday, <br>November 23, 2026" in text
    assert "All 3 sessions" in text
    assert "<b>Session 1</b>Over</p>" in text
    assert "<b>Session 2</b></p>" in text
    assert [h for h in headings(text) if "2026" in h] == [
        "Sunday, November 15, 2026",
        "Monday, November 23, 2026",
        "Monday, November 30, 2026",
    ]


# ---- cancelled and postponed ----


@pytest.mark.parametrize(
    ("action", "word", "heading"),
    [
        (cancel_event, "Cancelled", "This event will not take place"),
        (postpone_event, "Postponed", "This event is postponed"),
    ],
)
def test_page_of_an_event_that_is_off_says_why_and_what_comes_next(client, action, word, heading):
    page = make_webinar(title="Night calls", join_url=JOIN_URL, join_visibility="public")
    assert JOIN_URL in html(client, page)
    action(event=page, reason="The river rose.", next_step="We write to you in May.", now=NOW)
    text = html(client, page)
    assert headings(text) == [f"{word}: Night calls", heading, "It was planned for"]
    assert f"<title>{word}: Night calls" in text
    assert "<p>The river rose.</p>" in text
    assert "<p>We write to you in May.</p>" in text
    assert "November 29, 2026" in text
    assert "Add to your calendar" not in text
    assert JOIN_URL not in text


def test_page_of_a_cancelled_event_that_is_over_promises_no_recording(client, time_machine):
    page = make_webinar(recording_expected_date=TODAY + timedelta(days=30))
    cancel_event(event=page, reason="The river rose.", now=NOW)
    time_machine.move_to(NOW + timedelta(days=10))
    text = html(client, page)
    assert "The river rose." in text
    assert "Recording expected" not in text


# ---- what is empty is not there ----


def test_empty_values_leave_no_heading_and_no_label(client):
    text = html(client, make_webinar(title="Bare", summary="", recording_plan=RecordingPlan.NONE))
    assert headings(text) == ["Bare", "Date, time and place", "Add to your calendar"]
    for words in ("About this event", "Presenter", "Files", "Questions about", "Who it is for", "Presented by",
                  "Supported by", "Registration", "<dt></dt>", "<dd></dd>", "None"):  # fmt: skip
        assert words not in text


def test_every_value_that_is_given_is_shown(client):
    page = make_event(
        title="Full",
        delivery=Delivery.HYBRID,
        description="<p>What we do.</p>",
        place_name="Town Hall",
        place_address="1 Main Street\nElm Park, KS",
        audience="Dispatchers & their supervisors",
        presented_by="Center for Crisis Practice",
        funder="Bureau of Programs",
        contact_name="Event desk",
        contact_email="desk@tta.example",
        contact_phone="(555) 555-0142",
        registration_closes_date=TODAY + timedelta(days=5),
        registration_closes_time=time(17),
        files=[make_file(title="Checklist")],
        presenters=[make_presenter(name="Ana Prado"), make_presenter(name="Bo Lee")],
    )
    text = html(client, page)
    for words in ("About this event", "Presenters", "Files", "Questions about this event"):
        assert words in headings(text)
    for words in (
        "<p>What we do.</p>",
        "And in person: Town Hall<br>1 Main Street<br>Elm Park, KS",
        "<dt>Who it is for</dt><dd>Dispatchers &amp; their supervisors</dd>",
        "<dt>Presented by</dt><dd>Center for Crisis Practice</dd>",
        "<dt>Supported by</dt><dd>Bureau of Programs</dd>",
        'href="mailto:desk@tta.example"',
        'href="tel:+15555550142"',
        "Closes on November 27, 2026, at 5:00 p.m. ET",
        "<span>Hybrid training event</span>",
    ):
        assert words in text


@pytest.mark.parametrize(
    ("opens", "closes", "line"),
    [
        (1, 5, "Opens on November 23, 2026, at 5:00 p.m. ET"),
        (-1, 5, "Closes on November 27, 2026, at 5:00 p.m. ET"),
        (-5, -1, "Closed on November 21, 2026, at 5:00 p.m. ET"),
    ],
)
def test_registration_says_when_it_opens_and_closes(client, opens, closes, line):
    page = make_webinar(
        registration_opens_date=TODAY + timedelta(days=opens),
        registration_opens_time=time(17),
        registration_closes_date=TODAY + timedelta(days=closes),
        registration_closes_time=time(17),
    )
    assert f"<dt>Registration</dt><dd>{line}</dd>" in html(client, page)


# ---- titles that try things ----


def test_title_with_markup_emoji_and_calendar_words_is_printed_as_text(client):
    page = make_webinar(title="🎧 <script>alert(1)</script> & END:VEVENT")
    text = html(client, page)
    assert "<h1>🎧 &lt;script&gt;alert(1)&lt;/script&gt; &amp; END:VEVENT</h1>" in text
    assert "<script>alert(1)" not in text


def test_page_keeps_its_address_through_every_phase(client, time_machine):
    page = make_webinar(slug="night-calls", recording_url="")
    for days in (0, 7.2, 8):
        time_machine.move_to(NOW + timedelta(days=days))
        assert client.get("/events/night-calls/").status_code == 200
    page.recording_url = "https://video.example.org/1"
    publish(page)
    assert "Watch on video.example.org" in html(client, page)
    assert page.join_visibility == JoinVisibility.REGISTRANTS
