"""What each act costs the database, and what of it while the seat row is locked (issue 3, "Speed")."""

from uuid import uuid4

import pytest
from django.db import connection

from events.models import EventPage
from events.registration.actions import (
    Registrant,
    cancel_registration,
    fill_free_places,
    register,
)
from events.registration.models import Registration, SeatCount
from tests.events.registration.ledger import Statements, faults_of, states_of, verbs
from tests.make import NOW, make_registration, make_session, make_webinar

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("committed_index")]

ANA = Registrant(name="Ana Ortiz", email="ana@county.example")
PROMOTION = [
    "SELECT seatcount",
    "SELECT events_calendarrecord",
    "SELECT registration",
    "UPDATE registration",
    "INSERT outbox_owedmail",
    "UPDATE seatcount",
]


def of_joining(event, *, email: str = ANA.email) -> tuple[list[str], int]:
    """The statements of the transaction, and the number of all."""
    registrant = Registrant(name="Ana Ortiz", email=email)
    event = EventPage.objects.select_related("state").get(pk=event.pk)  # as a view reads it
    with Statements() as statements:
        register(event=event, registrant=registrant, form_token=uuid4(), now=NOW)
    transaction = verbs(statements.only_transaction())
    return transaction, len(statements.captured_queries) - 2


def crowd(event, number: int) -> None:
    """People who wait, written as joining would leave them, without their mail."""
    Registration.objects.bulk_create(
        Registration(
            event=event,
            state="waitlisted",
            told="waitlisted",
            name=f"Waiting {count}",
            email=f"waiting-{count}@county.example",
            email_key=f"waiting-{count}@county.example",
            created_at=NOW,
        )
        for count in range(number)
    )
    SeatCount.objects.filter(event_id=event.pk).update(waiting=number)


@pytest.mark.parametrize("sessions", [1, 3, 5])
def test_confirmed_costs_three_statements_and_one_before(sessions):
    event = make_webinar(sessions=[make_session(7 + day) for day in range(sessions)], capacity=9)

    assert of_joining(event) == (
        ["INSERT registration", "INSERT outbox_owedmail", "UPDATE seatcount"],
        4,
    )


def test_waitlisted_costs_three_statements_and_one_before():
    event = make_webinar(capacity=0)

    assert of_joining(event) == (
        ["INSERT registration", "INSERT outbox_owedmail", "UPDATE seatcount"],
        4,
    )


def test_second_try_costs_three_statements_and_locks_no_seat():
    event = make_webinar()
    make_registration(event=event, email=ANA.email)

    assert of_joining(event) == (
        ["SELECT registration", "INSERT secondtry", "INSERT outbox_owedmail"],
        4,
    )


def test_double_click_costs_two_reads():
    event, token = make_webinar(), uuid4()
    register(event=event, registrant=ANA, form_token=token, now=NOW)

    with Statements() as statements:
        register(event=event, registrant=ANA, form_token=token, now=NOW)

    assert statements.by_transaction() == []
    assert len(statements.captured_queries) == 2


def test_statements_stay_the_same_after_many_registrations():
    event = make_webinar()
    first = of_joining(event, email="first@county.example")
    for _ in range(20):
        make_registration(event=event)

    assert of_joining(event, email="last@county.example") == first


@pytest.mark.parametrize("waiting", [1, 3, 1000])
def test_promotion_of_one_costs_six_statements_at_any_length(waiting):
    event = make_webinar(capacity=0)
    crowd(event, waiting)
    SeatCount.objects.filter(event_id=event.pk).update(capacity=1)

    with Statements() as statements:
        fill_free_places(event_id=event.pk, now=NOW)

    assert verbs(statements.only_transaction()) == PROMOTION
    assert states_of(event).count("confirmed") == 1
    assert faults_of(event) == []


@pytest.mark.parametrize("waiting", [1, 3, 1000])
@pytest.mark.postgres_only
def test_promotion_of_all_costs_six_statements_at_any_length(waiting):
    """SQLite takes as many values in one statement as it was built for, so there it is a few more."""
    event = make_webinar(capacity=0)
    crowd(event, waiting)
    SeatCount.objects.filter(event_id=event.pk).update(capacity=None)

    with Statements() as statements:
        promoted = fill_free_places(event_id=event.pk, now=NOW)

    assert verbs(statements.only_transaction()) == PROMOTION
    assert len(promoted) == waiting
    assert faults_of(event) == []


@pytest.mark.parametrize("waiting", [1, 3, 1000])
def test_cancelling_locks_first_and_costs_the_same_at_any_length(waiting):
    event = make_webinar(capacity=1)
    registration = make_registration(event=event)
    crowd(event, waiting)

    with Statements() as statements:
        cancel_registration(registration=registration, now=NOW)

    assert verbs(statements.only_transaction()) == [
        "SELECT seatcount",
        "SELECT registration",
        "UPDATE registration",
        "INSERT registrationchange",
        "SELECT events_calendarrecord",
        "UPDATE outbox_owedmail",
        "INSERT outbox_owedmail",
        "SELECT events_calendarrecord",
        "SELECT registration",
        "UPDATE registration",
        "INSERT outbox_owedmail",
        "UPDATE seatcount",
    ]
    assert faults_of(event) == []


@pytest.mark.postgres_only
def test_seat_row_is_locked_by_the_last_statement_alone():
    """Another connection could have the lock after each statement but the last."""
    event = make_webinar()
    probe = connection.copy()
    seen: list[tuple[str, bool]] = []

    def is_locked() -> bool:
        with probe.cursor() as cursor:
            cursor.execute(
                "SELECT count(*) FROM (SELECT 1 FROM event_registration_seatcount"
                " WHERE event_id = %s FOR UPDATE SKIP LOCKED) AS free",
                [event.pk],
            )
            return cursor.fetchone()[0] == 0

    def watch(execute, sql, params, many, context):
        result = execute(sql, params, many, context)
        if connection.in_atomic_block:
            seen.append((verbs([sql])[0], is_locked()))
        return result

    try:
        with connection.execute_wrapper(watch):
            register(event=event, registrant=ANA, form_token=uuid4(), now=NOW)
        assert seen == [
            ("INSERT registration", False),
            ("INSERT outbox_owedmail", False),
            ("UPDATE seatcount", True),
        ]
        assert not is_locked()
    finally:
        probe.close()
