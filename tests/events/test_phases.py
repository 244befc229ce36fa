"""Where an event stands in time, at exact borders. Nothing is saved."""

from datetime import UTC, datetime, timedelta

import pytest

from events.enums import Delivery, Phase, RecordingPlan
from events.models import EventPage, WebinarPage
from tests.make import TODAY, make_session

STARTS = datetime(2026, 11, 29, 19, 0, tzinfo=UTC)  # 2:00 p.m. ET, in a week
ENDS = datetime(2026, 11, 29, 20, 30, tzinfo=UTC)
TICK = timedelta(microseconds=1)

pytestmark = pytest.mark.django_db


def unsaved(*sessions, model=WebinarPage, **fields):
    page = model(title="An event", **fields)
    page.sessions = list(sessions)
    page.derive_instants()
    return page


@pytest.mark.parametrize(
    ("now", "phase"),
    [
        (STARTS - timedelta(days=400), Phase.UPCOMING),
        (STARTS - TICK, Phase.UPCOMING),
        (STARTS, Phase.LIVE),
        (STARTS + TICK, Phase.LIVE),
        (ENDS - TICK, Phase.LIVE),
        (ENDS, Phase.WAITING),
        (ENDS + timedelta(days=400), Phase.WAITING),
    ],
)
def test_phase_changes_at_the_very_start_and_at_the_very_end(now, phase):
    assert unsaved(make_session(7)).phase_at(now) == phase


@pytest.mark.parametrize(
    ("now", "phase"),
    [(ENDS - TICK, Phase.LIVE), (ENDS, Phase.ARCHIVE), (ENDS + TICK, Phase.ARCHIVE)],
)
def test_phase_with_a_recording_goes_from_live_to_archive(now, phase):
    page = unsaved(make_session(7), recording_url="https://video.example.org/1")
    assert page.phase_at(now) == phase


def test_phase_between_two_sessions_is_upcoming_again():
    page = unsaved(make_session(7), make_session(8))
    day = timedelta(days=1)
    moments = [STARTS, ENDS - TICK, ENDS, STARTS + day - TICK, STARTS + day, ENDS + day]
    assert [page.phase_at(moment) for moment in moments] == [
        Phase.LIVE,
        Phase.LIVE,
        Phase.UPCOMING,
        Phase.UPCOMING,
        Phase.LIVE,
        Phase.WAITING,
    ]


def test_phase_in_sessions_that_touch_stays_live():
    page = unsaved(make_session(7), make_session(7, "15:30", "16:30"))
    assert page.phase_at(ENDS) == Phase.LIVE


def test_phase_of_sessions_out_of_order_follows_their_times():
    page = unsaved(make_session(8), make_session(7))
    assert page.first_starts_at == STARTS
    assert page.phase_at(ENDS) == Phase.UPCOMING
    assert page.phase_at(ENDS + timedelta(days=1)) == Phase.WAITING


def test_phase_of_a_long_session_around_a_short_one_ends_with_the_long_one():
    page = unsaved(
        make_session(7, "09:00", "17:00"), make_session(7, "10:00", "11:00"), recording_plan="none"
    )
    assert page.last_ends_at == datetime(2026, 11, 29, 22, 0, tzinfo=UTC)
    assert page.phase_at(ENDS) == Phase.LIVE


def test_phase_follows_the_zone_of_the_session():
    page = unsaved(make_session(7, zone="Pacific/Honolulu"))
    assert page.phase_at(ENDS) == Phase.UPCOMING
    assert page.phase_at(datetime(2026, 11, 30, 0, 0, tzinfo=UTC)) == Phase.LIVE


def test_phase_of_a_session_over_midnight_lasts_until_its_end():
    page = unsaved(make_session(7, "22:00", "02:00", end_date=TODAY + timedelta(days=8)))
    assert page.phase_at(datetime(2026, 11, 30, 6, 59, 59, tzinfo=UTC)) == Phase.LIVE
    assert page.phase_at(datetime(2026, 11, 30, 7, 0, tzinfo=UTC)) == Phase.WAITING


@pytest.mark.parametrize("model", [EventPage, WebinarPage])
def test_phase_without_a_session_is_archive(model):
    page = unsaved(model=model)
    assert (page.first_date, page.first_starts_at, page.last_ends_at) == (None, None, None)
    assert page.phase_at(STARTS) == Phase.ARCHIVE


def test_phase_with_a_session_that_lacks_its_times_is_archive():
    session = make_session(7)
    session.end_time = None
    assert unsaved(session).phase_at(STARTS) == Phase.ARCHIVE


@pytest.mark.parametrize(
    ("delivery", "plan", "expected", "phase"),
    [
        (Delivery.VIRTUAL, "", True, Phase.WAITING),
        (Delivery.HYBRID, "", True, Phase.WAITING),
        (Delivery.IN_PERSON, "", False, Phase.ARCHIVE),
        (Delivery.VIRTUAL, RecordingPlan.NONE, False, Phase.ARCHIVE),
        (Delivery.HYBRID, RecordingPlan.NONE, False, Phase.ARCHIVE),
        (Delivery.IN_PERSON, RecordingPlan.PLANNED, True, Phase.WAITING),
    ],
)
def test_recording_is_planned_online_and_not_in_a_room_unless_said(delivery, plan, expected, phase):
    page = unsaved(make_session(7), model=EventPage, delivery=delivery, recording_plan=plan)
    assert page.expects_recording is expected
    assert page.phase_at(ENDS) == phase


def test_webinar_is_virtual_unless_said():
    assert WebinarPage().delivery == Delivery.VIRTUAL
    assert WebinarPage(delivery=Delivery.HYBRID).delivery == Delivery.HYBRID
