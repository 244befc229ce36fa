"""Statements that are written once give what their querysets give, and refuse what would go wrong unseen."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.db.models import BigIntegerField, CharField, DateTimeField, F, UUIDField
from django.test.utils import CaptureQueriesContext

from events.outbox.actions import new_mail
from events.outbox.models import OwedMail
from events.outbox.prepared import NotPassedOn, Prepared, PreparedInsert
from events.registration.models import Registration, SeatCount
from tests.make import NOW, make_registration, make_webinar

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("index")]

COLUMNS = ("pk", "name", "form_token", "created_at", "needs_interpreter", "promoted_at")


def found(*, event_id, email_key, since):
    return Registration.objects.filter(
        event_id=event_id, email_key=email_key, created_at__gt=since, state="confirmed"
    ).values(*COLUMNS, told_as=F("told"))


FIELDS = {"event_id": BigIntegerField(), "email_key": CharField(), "since": DateTimeField()}


def test_rows_are_those_of_the_queryset_for_any_values():
    prepared = Prepared(build=found, fields=FIELDS)
    for email in ("ana@county.example", "it's 100%s@county.example"):
        event = make_webinar()
        make_registration(event=event, email=email, needs_interpreter=True)
        for since in (NOW, NOW - timedelta(seconds=1)):
            values = {"event_id": event.pk, "email_key": email, "since": since}
            assert prepared.rows(**values) == list(found(**values))


def test_the_second_time_no_sql_is_written(monkeypatch):
    calls = []

    def build(**values):
        calls.append(values)
        return found(**values)

    prepared = Prepared(build=build, fields=FIELDS)
    for _ in range(3):
        prepared.rows(event_id=1, email_key="a", since=NOW)

    assert len(calls) == 2  # with two sets of marks


def test_uuids_and_updates_reach_the_database():
    event = make_webinar(capacity=5)
    registration = make_registration(event=event)
    by_token = Prepared(
        build=lambda token: Registration.objects.filter(form_token=token).values("pk"),
        fields={"token": UUIDField()},
    )
    take = Prepared(
        build=lambda pk: SeatCount.objects.filter(event_id=pk, capacity__gt=F("taken")),
        fields={"pk": BigIntegerField()},
        update={"taken": F("taken") + 2},
    )

    assert by_token.rows(token=registration.form_token) == [{"pk": registration.pk}]
    assert by_token.rows(token=uuid4()) == []
    assert [take.execute(pk=event.pk) for _ in range(3)] == [1, 1, 0]
    assert SeatCount.objects.get(event=event).taken == 5
    assert take.execute(pk=event.pk + 1000) == 0


def test_one_run_is_one_statement():
    prepared = Prepared(build=found, fields=FIELDS)
    with CaptureQueriesContext(connection) as queries:
        prepared.rows(event_id=1, email_key="a", since=NOW)

    assert len(queries) == 1


def test_argument_that_is_changed_before_it_is_compared_is_refused():
    changed = Prepared(
        build=lambda since: Registration.objects.filter(
            created_at__gt=since - timedelta(hours=1)
        ).values("pk"),
        fields={"since": DateTimeField()},
    )

    with pytest.raises(NotPassedOn):
        changed.rows(since=NOW)


def test_argument_that_is_not_used_is_refused():
    unused = Prepared(
        build=lambda since: Registration.objects.values("pk"), fields={"since": DateTimeField()}
    )

    with pytest.raises(NotPassedOn):
        unused.rows(since=NOW)


def test_inserted_row_is_what_save_would_have_written():
    insert = PreparedInsert(SeatCount)
    for capacity in (None, 5):
        event = make_webinar()
        SeatCount.objects.filter(event=event).delete()
        row = SeatCount(event=event, capacity=capacity, held=2)
        insert.insert(row)

        assert row.pk
        assert not row._state.adding
        stored = SeatCount.objects.values("pk", "event_id", "session_key", "capacity", "held")
        assert stored.get(pk=row.pk) == {
            "pk": row.pk, "event_id": row.event_id, "session_key": None, "capacity": capacity, "held": 2
        }  # fmt: skip
        row.held = 1
        row.save()  # an UPDATE
        assert SeatCount.objects.get(pk=row.pk).held == 1


def test_insert_that_ignores_conflicts_leaves_the_first_row():
    insert = PreparedInsert(OwedMail, ignore_conflicts=True)
    for address in ("ana@county.example", "ben@county.example"):
        insert.insert(
            new_mail(
                kind="registration.known",
                key="one",
                to_address=address,
                now=NOW,
                payload={"a": "it's 100%"},
            )
        )

    [stored] = OwedMail.objects.filter(key="one")
    assert (stored.to_address, stored.payload) == ("ana@county.example", {"a": "it's 100%"})


@pytest.mark.postgres_only
def test_statement_is_parsed_once_by_a_server_that_keeps_its_connection():
    event = make_webinar()
    prepared = Prepared(build=found, fields=FIELDS)
    for email in ("ana@county.example", "ben@county.example"):
        prepared.rows(event_id=event.pk, email_key=email, since=NOW)
    assert kept() == 1

    connection.settings_dict["DISABLE_SERVER_SIDE_CURSORS"] = True
    try:
        other = Prepared(
            build=lambda pk: SeatCount.objects.filter(pk=pk).values("held"),
            fields={"pk": BigIntegerField()},
        )
        other.rows(pk=1)
    finally:
        connection.settings_dict["DISABLE_SERVER_SIDE_CURSORS"] = False
    assert kept('SELECT "event_registration_seatcount"."held" AS "held" FROM') == 0


def kept(begins='SELECT "event_registration_registration"."id" AS "pk"') -> int:
    """How many statements that begin so this connection's server has parsed."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_prepared_statements WHERE starts_with(statement, %s)", [begins]
        )
        return cursor.fetchone()[0]
