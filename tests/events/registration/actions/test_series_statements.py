"""What promoting in a session costs the database."""

import pytest

from events.registration.actions import fill_free_places
from events.registration.models import Registration, SeatCount, SessionPlace
from tests.events.registration.ledger import Statements, verbs
from tests.events.registration.series_ledger import series_faults
from tests.make import NOW, make_series, records_of

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("committed_index")]


def crowd(event, number: int) -> None:
    """People who wait for the first session, written as joining would leave them, without their mail."""
    people = Registration.objects.bulk_create(
        Registration(
            event=event, state="waitlisted", told="waitlisted", name=f"Waiting {count}",
            email=f"waiting-{count}@county.example", email_key=f"waiting-{count}@county.example",
            created_at=NOW,
        )
        for count in range(number)
    )  # fmt: skip
    record = records_of(event)[0]
    SessionPlace.objects.bulk_create(
        SessionPlace(
            registration=person,
            record=record,
            state="waitlisted",
            told="waitlisted",
            created_at=NOW,
        )
        for person in people
    )
    SeatCount.objects.filter(session_key=record.session_key).update(waiting=number)


@pytest.mark.parametrize("waiting", [1, 3, 1000])
def test_promotion_in_a_session_costs_six_statements_at_any_length(waiting):
    event = make_series(seats=(0,), days=(7,))
    crowd(event, waiting)
    SeatCount.objects.filter(event_id=event.pk).update(capacity=1)

    with Statements() as statements:
        [promoted] = fill_free_places(event_id=event.pk, now=NOW)

    assert verbs(statements.only_transaction()) == [
        "SELECT seatcount",
        "SELECT sessionplace",
        "UPDATE sessionplace",
        "UPDATE registration",
        "INSERT outbox_owedmail",
        "UPDATE seatcount",
    ]
    assert promoted.name == "Waiting 0"
    assert series_faults(event) == []
