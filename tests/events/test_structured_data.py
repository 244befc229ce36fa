"""An event as search engines read it: the JSON-LD and the card of its page."""

import json
import re
from datetime import timedelta

import pytest

from events.actions import cancel_event, postpone_event
from events.models import CalendarRecord
from speakers.models import Speaker
from tests.events.registration.moving import move
from tests.make import (
    NOW,
    make_document,
    make_event,
    make_past_webinar,
    make_presenter,
    make_session,
    make_speaker,
    make_webinar,
)

pytestmark = [pytest.mark.time_machine(NOW, tick=False), pytest.mark.usefixtures("index")]

SCHEMA = "https://schema.org"
SCRIPT = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)


def data(client, page) -> list[dict]:
    return [json.loads(text) for text in SCRIPT.findall(client.get(page.url).content.decode())]


def test_event_says_when_where_who_and_whether(client):
    page = make_event(
        title="Dinner",
        summary="With guests.",
        audience="Dispatchers",
        presented_by="Night Center",
        place_name="Town Hall",
        place_address="1 Main Street\nSpringfield, MA 01103",
        presenters=[
            make_presenter(speaker=make_speaker(name="Ana Prado", title="Nurse", organization="")),
            make_presenter(name="Bo Lee", organization="Elm Clinic"),
        ],
    )
    [event] = data(client, page)
    assert event == {
        "@context": SCHEMA,
        "@type": "Event",
        "name": "Dinner",
        "description": "With guests.",
        "url": page.full_url,
        "startDate": "2026-11-29T14:00:00-05:00",
        "endDate": "2026-11-29T15:30:00-05:00",
        "eventStatus": f"{SCHEMA}/EventScheduled",
        "eventAttendanceMode": f"{SCHEMA}/OfflineEventAttendanceMode",
        "location": [
            {
                "@type": "Place",
                "name": "Town Hall",
                "address": "1 Main Street, Springfield, MA 01103",
            }
        ],
        "organizer": {"@type": "Organization", "name": "Night Center"},
        "audience": {"@type": "Audience", "audienceType": "Dispatchers"},
        "performer": [
            {
                "@type": "Person",
                "name": "Ana Prado",
                "jobTitle": "Nurse",
                "url": f"http://testserver{Speaker.objects.get().get_absolute_url()}",
            },
            {
                "@type": "Person",
                "name": "Bo Lee",
                "affiliation": {"@type": "Organization", "name": "Elm Clinic"},
            },
        ],
    }


def test_meeting_for_registrants_is_not_named(client):
    page = make_webinar(join_url="https://meet.example/secret")
    [event] = data(client, page)
    assert event["location"] == [{"@type": "VirtualLocation", "url": page.full_url}]
    assert event["eventAttendanceMode"] == f"{SCHEMA}/OnlineEventAttendanceMode"
    assert event["organizer"] == {
        "@type": "Organization", "name": "TTA Center", "url": "http://testserver/",
    }  # fmt: skip


def test_public_meeting_and_room_of_a_hybrid_event(client):
    page = make_event(
        delivery="hybrid", join_url="https://meet.example/1", join_visibility="public"
    )
    [event] = data(client, page)
    assert [place["@type"] for place in event["location"]] == ["Place", "VirtualLocation"]
    assert event["location"][1]["url"] == "https://meet.example/1"
    assert event["eventAttendanceMode"] == f"{SCHEMA}/MixedEventAttendanceMode"


@pytest.mark.parametrize(
    ("act", "status"), [(cancel_event, "EventCancelled"), (postpone_event, "EventPostponed")]
)
def test_event_that_is_off_keeps_its_start(client, act, status):
    page = make_webinar()
    act(event=page, reason="No room.", now=NOW)
    [event] = data(client, page)
    assert event["eventStatus"] == f"{SCHEMA}/{status}"
    assert event["startDate"] == "2026-11-29T14:00:00-05:00"


@pytest.mark.parametrize(
    ("act", "status"), [(cancel_event, "EventCancelled"), (postpone_event, "EventPostponed")]
)
def test_sessions_that_took_place_are_not_called_off_with_the_rest(client, act, status):
    page = make_webinar(sessions=[make_session(-7), make_session(7), make_session(14)])
    act(event=page, reason="No room.", now=NOW)
    [event] = data(client, page)
    assert event["eventStatus"] == f"{SCHEMA}/{status}"
    assert [session["eventStatus"] for session in event["subEvent"]] == [
        f"{SCHEMA}/EventScheduled",
        f"{SCHEMA}/{status}",
        f"{SCHEMA}/{status}",
    ]


def test_session_that_was_postponed_first_did_not_take_place(client, time_machine):
    page = make_webinar(sessions=[make_session(day) for day in (2, 7, 14)])
    postpone_event(event=page, reason="No room.", now=NOW)
    later = NOW + timedelta(days=3)
    time_machine.move_to(later, tick=False)
    cancel_event(event=type(page).objects.get(pk=page.pk), reason="No room at all.", now=later)
    [event] = data(client, page)
    statuses = {session["eventStatus"] for session in event["subEvent"]}
    assert statuses == {f"{SCHEMA}/EventCancelled"}


def test_moved_event_names_the_start_before(client):
    page = make_webinar()
    page = move(page)
    [event] = data(client, page)
    assert event["eventStatus"] == f"{SCHEMA}/EventRescheduled"
    assert event["startDate"] == "2026-11-29T16:00:00-05:00"
    assert event["previousStartDate"] == "2026-11-29T14:00:00-05:00"


def test_change_of_place_is_no_other_date(client):
    page = make_event()
    page.place_name = "Library"
    page.save_revision().publish()
    assert CalendarRecord.objects.get().sequence == 1
    [event] = data(client, page)
    assert event["eventStatus"] == f"{SCHEMA}/EventScheduled"


def test_sessions_are_events_of_their_own(client):
    page = make_webinar(sessions=[make_session(7), make_session(9, zone="America/Chicago")])
    [event] = data(client, page)
    assert event["endDate"] == "2026-12-01T15:30:00-06:00"
    assert [(one["startDate"], one["endDate"]) for one in event["subEvent"]] == [
        ("2026-11-29T14:00:00-05:00", "2026-11-29T15:30:00-05:00"),
        ("2026-12-01T14:00:00-06:00", "2026-12-01T15:30:00-06:00"),
    ]


def test_archive_has_its_recording(client):
    page = make_past_webinar(recording_url="https://video.example/1", recording_minutes=75)
    event, video = data(client, page)
    assert event["@type"] == "Event"
    assert video == {
        "@context": SCHEMA,
        "@type": "VideoObject",
        "name": page.title,
        "description": page.summary,
        "uploadDate": page.recording_since.isoformat(),
        "url": f"{page.full_url}#recording",
        "duration": "PT75M",
    }


def test_uploaded_recording_is_a_file(client):
    video = make_document(name="film.mp4", content=b"film")
    page = make_past_webinar(recording_video=video)
    assert data(client, page)[1]["contentUrl"] == f"http://testserver{video.url}"


def test_recording_without_a_date_is_no_event(client):
    page = make_webinar(sessions=[], recording_url="https://video.example/1")
    assert [one["@type"] for one in data(client, page)] == ["VideoObject"]


def test_hostile_texts_stay_in_the_script(client):
    title = 'End </script><script>alert(1)</script> & "quote" \u2028 <!--'
    page = make_webinar(title=title, summary=title)
    text = client.get(page.url).content.decode()
    assert "<script>alert" not in text
    [event] = data(client, page)
    assert event["name"] == title
    assert 'content="End &lt;/script&gt;' in text


def test_card_says_title_address_and_summary(client):
    page = make_webinar(title="Night & day", summary="What <b>teams</b> learned.")
    text = client.get(page.url).content.decode()
    assert '<meta property="og:title" content="Night &amp; day">' in text
    assert f'<meta property="og:url" content="{page.full_url}">' in text
    assert 'og:description" content="What &lt;b&gt;teams&lt;/b&gt; learned."' in text
    assert '<meta property="og:site_name" content="TTA Center">' in text
