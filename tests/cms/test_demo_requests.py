"""The demo's requests for TTA: as they are written, and built at night."""

from datetime import UTC, datetime

import pytest
from time_machine import travel
from wagtail.models import Site

from cms.demo.content.requests import REQUESTS
from cms.demo.requests import build_requests
from events.tta.defaults import OPTIONS, SUB_TOPICS, TYPES
from events.tta.enums import Stage
from events.tta.models import Milestone
from tests.make import make_admin


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


@pytest.mark.parametrize(
    "now",
    [
        datetime(2026, 11, 23, 0, 33, tzinfo=UTC),  # 7:33 p.m. ET: UTC has the next day
        datetime(2027, 4, 6, 4, 33, tzinfo=UTC),  # 12:33 a.m. ET: in winter it was the day before
    ],
)
def test_requests_can_be_built_at_night(index, now):
    make_admin()
    with travel(now, tick=False):
        build_requests(index=index, site=Site.objects.get(), now=now, say=lambda line: None)
    done = [one for asked in REQUESTS for one in asked.milestones if one.done is not None]
    assert Milestone.objects.exclude(done_date=None).count() == len(done) > 0
