"""How many days a request came too late, counted from its first submission."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError

from events.tta.enums import Stage
from events.tta.lead_time import lead_time
from tests.make import NOW, TODAY, make_request, make_type

pytestmark = pytest.mark.usefixtures("index")


@pytest.mark.parametrize(("ahead", "short"), [(135, 0), (134, 1), (0, 135), (200, 0)])
def test_days_short_are_counted_from_the_submission(ahead, short):
    request = make_request(event_date=TODAY + timedelta(days=ahead))
    found = lead_time(request, date(2030, 1, 1))
    assert found is not None
    assert (found.days_short, found.is_short) == (short, short > 0)
    assert found.earliest == TODAY + timedelta(days=135)


def test_draft_counts_from_today():
    request = make_request(stage=Stage.DRAFT, event_date=TODAY + timedelta(days=135))
    found = lead_time(request, TODAY + timedelta(days=10))
    assert found is not None
    assert found.days_short == 10


def test_explanation_says_rule_day_and_reason():
    found = lead_time(make_request(now=NOW), TODAY)
    assert found is not None
    assert found.explanation == (
        "Classroom training needs 135 days, so the earliest date is April 6, 2027."
        " Trainers are booked, and travel is approved, a quarter ahead."
    )


def test_request_without_a_date_has_no_lead_time():
    request = make_request(event_date=None, event_start_time=None, event_end_time=None)
    assert lead_time(request, TODAY) is None


def test_lead_time_of_more_than_ten_years_is_refused():
    kind = make_type(lead_days=3650)
    kind.full_clean()
    kind.lead_days = 3651
    with pytest.raises(ValidationError) as refused:
        kind.full_clean()
    assert list(refused.value.message_dict) == ["lead_days"]
