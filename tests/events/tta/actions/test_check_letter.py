"""The check of the letter: its receipt by e-mail and its three points."""

from datetime import timedelta

import pytest

from events.tta.actions.check_letter import (
    LetterCheck,
    NoLetterToCheck,
    ReceiptNotWhole,
    check_letter,
)
from events.tta.actions.record import staff
from events.tta.enums import LetterState
from events.tta.models import TTARequest
from tests.make import NOW, make_admin, make_request

pytestmark = pytest.mark.django_db


@pytest.fixture
def check(index):
    doer, request = staff(make_admin()), make_request()

    def run(**fields):
        return check_letter(request=request, check=LetterCheck(**fields), doer=doer, now=NOW)

    return run


def test_letter_goes_from_missing_over_unchecked_to_checked_and_back(check):
    receipt = {"received_date": NOW.date(), "received_by": "Lee Park"}
    points = {"says_what": True, "says_needs": True, "says_benefits": True}

    states = [check(**fields).letter_state for fields in (receipt, receipt | points, receipt, {})]

    assert states == [
        LetterState.UNCHECKED, LetterState.CHECKED, LetterState.UNCHECKED, LetterState.MISSING,
    ]  # fmt: skip
    request = TTARequest.objects.get()
    assert request.history.count() == 4
    assert request.version == 5
    assert request.history.first().facts["letter_received_by"] == ["", "Lee Park"]


def test_points_without_a_letter_are_refused(check):
    with pytest.raises(NoLetterToCheck):
        check(says_what=True)
    assert TTARequest.objects.get().letter_says_what is False


@pytest.mark.parametrize(
    "fields",
    [
        {"received_date": NOW.date()},
        {"received_by": "Lee Park"},
        {"received_date": NOW.date() + timedelta(days=1), "received_by": "Lee Park"},
    ],
)
def test_receipt_needs_a_day_that_has_come_and_a_name(check, fields):
    with pytest.raises(ReceiptNotWhole):
        check(**fields)


def test_same_check_again_changes_nothing(check):
    for _ in range(2):
        check(received_date=NOW.date(), received_by="Lee Park")
    assert TTARequest.objects.get().history.count() == 1
