"""Record numbers: their shape, and no two alike."""

import re
from datetime import timedelta

import pytest

from events.tta.numbers import IN_A_SECOND, number_of, numbers
from tests.make import NOW, make_request

pytestmark = pytest.mark.django_db


def test_number_is_the_moment_in_the_zone_of_the_site(settings):
    settings.TTA_TIME_ZONE = "America/Denver"
    assert number_of(now=NOW, nn=7) == f"{NOW - timedelta(hours=7):%Y%m%d-%H%M%S}-07"


def test_a_hundred_and_one_requests_of_one_second_have_numbers_of_two_seconds(index):
    found = {make_request().number for _ in range(IN_A_SECOND + 1)}

    assert len(found) == IN_A_SECOND + 1
    assert all(re.fullmatch(r"\d{8}-\d{6}-\d{2}", number) for number in found)
    assert sorted(
        sum(number.startswith(second) for number in found) for second in {n[:15] for n in found}
    ) == [1, IN_A_SECOND]


def test_numbers_to_try_never_repeat_within_three_seconds():
    found = [number for _, number in zip(range(3 * IN_A_SECOND), numbers(now=NOW), strict=False)]
    assert len(set(found)) == len(found)
