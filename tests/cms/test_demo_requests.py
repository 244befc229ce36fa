"""The demo's requests for TTA: as they are written, and that they can be built at any hour."""

from datetime import UTC, datetime

import pytest

from cms.demo.content.requests import REQUESTS
from cms.demo.requests import build_requests
from events.tta.defaults import OPTIONS, SUB_TOPICS, TYPES
from events.tta.enums import Stage
from events.tta.models import Milestone, TTARequest
from tests.make import make_admin, make_lists


def test_requests_show_every_stage_and_three_events():
    assert {asked.stage for asked in REQUESTS} == set(Stage)
    assert sum(asked.event is not None for asked in REQUESTS) == 3
    assert len({asked.title for asked in REQUESTS}) == len(REQUESTS) >= 12


def test_requests_name_lists_and_types_that_are_shipped():
    shipped = {name for names in OPTIONS.values() for name in names}
    topics = {area: set(names) for area, names in SUB_TOPICS.items()}
    for asked in REQUESTS:
        assert asked.tta_type in {key for key, *_ in TYPES}
        assert {asked.agency_type, *asked.audiences} <= shipped, asked.title
        assert set(asked.sub_topics) <= topics.get(asked.area, set()), asked.title
        assert asked.contact[2].endswith(".example")


def test_milestones_are_planned_done_late_and_done_without_a_plan():
    found = [milestone for asked in REQUESTS for milestone in asked.milestones]
    assert {(one.due is None, one.done is None) for one in found} == {
        (False, False), (False, True), (True, False),
    }  # fmt: skip
    assert any(one.done is None and one.due < -20 for one in found)


@pytest.mark.parametrize("hour", [0, 4, 5, 12, 23])
def test_requests_are_built_at_any_hour(index, time_machine, settings, tmp_path, hour):
    """At 0:30 in UTC it is still the day before on the clocks of the center."""
    settings.MEDIA_ROOT = tmp_path
    now = datetime(2026, 11, 23, hour, 30, tzinfo=UTC)
    time_machine.move_to(now, tick=False)
    make_admin()
    make_lists()

    build_requests(index=index, site=index.get_site(), now=now, say=lambda _line: None)

    assert TTARequest.objects.count() == len(REQUESTS)
    done = Milestone.objects.exclude(done_date=None)
    assert done.count() == sum(m.done is not None for one in REQUESTS for m in one.milestones)
