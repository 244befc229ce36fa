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
    """What is written, and the number of statements before it."""
    registrant = Registrant(name="Ana Ortiz", email=email)
    event = EventPage.objects.select_related("state").get(pk=event.pk)  # as a view reads it
    with Statements() as statements:
        register(event=event, registrant=registrant, form_token=uuid4(), now=NOW)
    writing = verbs(statements.writing())
    reading = [q for q in statements.captured_queries if q["sql"].startswith("SELECT")]
    return writing, len(reading)


def of_unit(*, mails: int) -> list[str]:
    """Seat, registration and mail: one statement on PostgreSQL, a transaction elsewhere."""
    parts = ["UPDATE seatcount", "INSERT registration", *["INSERT outbox_owedmail"] * mails]
    return [" + ".join(parts)] if connection.vendor == "postgresql" else parts


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
def test_confirmed_is_one_unit_and_one_read_before(sessions):
    event = make_webinar(sessions=[make_session(7 + day) for day in range(sessions)], capacity=9)

    assert of_joining(event) == (of_unit(mails=sessions), 1)


def test_waitlisted_is_one_unit_and_one_read_before():
    event = make_webinar(capacity=0)

    assert of_joining(event) == (of_unit(mails=1), 1)


@pytest.mark.postgres_only
def test_joining_opens_no_transaction_of_its_own():
    event = make_webinar()
    event = EventPage.objects.select_related("state").get(pk=event.pk)

    with Statements() as statements:
        register(event=event, registrant=ANA, form_token=uuid4(), now=NOW)

    assert [query["sql"].split()[0] for query in statements.captured_queries] == ["SELECT", "WITH"]


def test_second_try_writes_its_answer_and_mail_and_locks_no_seat():
    event = make_webinar()
    make_registration(event=event, email=ANA.email)

    assert of_joining(event) == (["INSERT secondtry", "INSERT outbox_owedmail"], 2)


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
