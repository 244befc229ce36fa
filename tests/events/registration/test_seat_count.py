"""The one row through which places change hands: what it says, and what the database says of it."""

import pytest
from django.db import IntegrityError, transaction

from events.registration.models import SeatCount
from events.registration.models.seat_count import HAS_NO_PLACE, HAS_PLACE
from tests.make import make_webinar


@pytest.mark.parametrize(
    ("numbers", "free", "is_full"),
    [
        ({"capacity": 3, "taken": 1, "held": 1}, 1, False),
        ({"capacity": 3, "taken": 2, "held": 1}, 0, True),
        ({"capacity": 3, "taken": 1, "held": 0, "waiting": 1}, 2, True),
        ({"capacity": 1, "taken": 3, "held": 2}, 0, True),
        ({"capacity": 0}, 0, True),
        ({"capacity": None, "taken": 9}, None, False),
        ({"capacity": None, "taken": 9, "waiting": 1}, None, True),
    ],
)
@pytest.mark.django_db
def test_python_and_database_agree_on_who_gets_a_place(index, numbers, free, is_full):
    row = SeatCount(**numbers)
    assert (row.free, row.is_full) == (free, is_full)

    event = make_webinar()
    SeatCount.objects.filter(event=event).update(**numbers)
    rows = SeatCount.objects.filter(event=event)
    assert rows.filter(HAS_PLACE).exists() is not is_full
    assert rows.filter(HAS_NO_PLACE).exists() is is_full


@pytest.mark.django_db
def test_event_has_one_row(index):
    event = make_webinar()

    with pytest.raises(IntegrityError), transaction.atomic():
        SeatCount.objects.create(event=event)


@pytest.mark.parametrize("name", ["taken", "held", "waiting", "capacity"])
@pytest.mark.django_db
def test_counters_never_fall_below_nothing(index, name):
    event = make_webinar()

    with pytest.raises(IntegrityError), transaction.atomic():
        SeatCount.objects.filter(event=event).update(**{name: -1})
