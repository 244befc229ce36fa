"""Who gets which message, for how long, and what happens to what a dead worker left."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.db import connection, connections
from time_machine import travel

from events.outbox import claims
from events.outbox.actions import new_mail, owe
from events.outbox.claims import LeaseLost, claim
from events.outbox.clock import database_now
from events.outbox.conf import BATCH_SIZE
from events.outbox.enums import MailState
from events.outbox.models import OwedMail
from tests.events.outbox.conftest import NOW, outcome
from tests.faults.mail_kinds import BULK, NOTE

pytestmark = pytest.mark.django_db

SECOND = timedelta(seconds=1)
MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)


def keys(batch) -> list[str]:
    return [mail.key for mail in batch.mails] if batch else []


def leased(**fields) -> dict:
    return {"lease": uuid4(), "leased_until": NOW, "attempts": 1} | fields


def test_claim_takes_the_most_urgent_in_order(owed):
    owed(key="bulk", kind=BULK)
    owed(key="due since a minute", not_before=NOW - MINUTE)
    owed(key="due since an hour", not_before=NOW - HOUR)
    owed(key="not yet", not_before=NOW + SECOND)
    owed(key="at once")
    owed(key="at once, later")

    batch = claim(now=NOW)

    assert keys(batch) == [
        *("at once", "at once, later", "due since an hour", "due since a minute", "bulk")
    ]
    rows = OwedMail.objects.exclude(key="not yet").values_list(
        "lease", "leased_until", "claimed_at", "attempts", "state"
    )
    assert set(rows) == {(batch.lease, NOW + MINUTE, NOW, 1, "queued")}
    assert {mail.attempts for mail in batch.mails} == {1}


def test_claim_takes_a_small_batch_and_what_is_urgent_overtakes_ten_thousand(owed):
    owe(
        new_mail(kind=BULK, key=f"bulk {count}", to_address=f"b{count}@county.example", now=NOW)
        for count in range(10_000)
    )
    assert len(claim(now=NOW).mails) == BATCH_SIZE
    owed(key="urgent")

    assert keys(claim(now=NOW))[0] == "urgent"


@pytest.mark.parametrize("number", [1, 3, 24])
def test_claim_costs_as_many_statements_for_any_number(owed, django_assert_num_queries, number):
    for count in range(number):
        owed(thread=f"t{count}")

    # savepoint, clock, next priority, at once, dated, no further priority, threads, update, release
    with django_assert_num_queries(9):
        assert len(claim().mails) == number


def test_two_claims_share_nothing(owed):
    for _ in range(BATCH_SIZE + 3):
        owed()

    first, second, third = claim(now=NOW), claim(now=NOW), claim(now=NOW)

    assert (len(keys(first)), len(keys(second)), third) == (BATCH_SIZE, 3, None)
    assert set(keys(first)) & set(keys(second)) == set()


def test_sent_and_other_finished_mail_is_never_claimed(owed):
    owed(state=MailState.SENT, sent_at=NOW)
    for state in (MailState.FAILED, MailState.SKIPPED, MailState.SUPERSEDED):
        owed(state=state)

    assert claim(now=NOW) is None


@pytest.mark.parametrize(
    ("fields", "is_due"),
    [
        (leased(leased_until=NOW), True),
        (leased(leased_until=NOW + SECOND), False),
        (leased(leased_until=NOW + MINUTE), False),
        (leased(leased_until=NOW + HOUR), True),  # the clock was stepped back
        ({"retry_at": NOW}, True),
        ({"retry_at": NOW + SECOND}, False),
        ({"retry_at": NOW + HOUR}, False),
        ({"retry_at": NOW + 2 * HOUR}, True),  # the clock was stepped back
        ({"not_before": NOW}, True),
        ({"not_before": NOW + SECOND}, False),
        ({"not_before": NOW + 1000 * HOUR}, False),
        ({"created_at": NOW + HOUR}, True),  # a web server's clock is ahead: at once is at once
    ],
)
def test_what_is_due(owed, fields, is_due):
    owed(**fields)

    assert bool(claim(now=NOW)) is is_due


def test_what_a_dead_worker_left_is_taken_one_at_a_time_and_first(owed):
    for _ in range(3):
        owed(**leased())
    fresh = owed()

    rescued = [keys(claim(now=NOW)) for _ in range(4)]

    assert rescued == [["note 1"], ["note 2"], ["note 3"], [fresh.key]]


def test_fresh_mail_is_not_mixed_with_what_a_dead_worker_left(owed):
    fresh = owed()
    left = owed(**leased())

    assert [keys(claim(now=NOW)) for _ in range(2)] == [[fresh.key], [left.key]]


def test_mail_that_ends_its_worker_each_time_is_set_aside(owed, settings):
    settings.TTA_MAIL_TRIES = 3
    mail = owed(**leased(attempts=2))

    assert keys(claim(now=NOW)) == [mail.key]
    batch = claim(now=NOW + MINUTE)

    assert batch.mails == []
    assert outcome(mail) == (
        "failed", 3, "The worker ended each time it tried to send this message.",
    )  # fmt: skip


def test_older_mail_of_a_thread_is_superseded_instead_of_sent(owed):
    old, other, new = owed(thread="t"), owed(thread="u"), owed(thread="t")

    assert keys(claim(now=NOW)) == [other.key, new.key]
    assert outcome(old) == ("superseded", 0, "")


# ---- what a worker writes ----


def test_every_write_needs_the_lease(owed):
    mails = [owed() for _ in range(3)]
    batch = claim(now=NOW)
    other = uuid4()
    OwedMail.objects.update(lease=other)

    with pytest.raises(LeaseLost):
        batch.finish(mails[0], state=MailState.SENT)
    with pytest.raises(LeaseLost):
        batch.postpone(mails[1], until=NOW, error="451 Later")
    with pytest.raises(LeaseLost):
        batch.hold(seconds=61)
    batch.give_back()

    rows = OwedMail.objects.values_list("state", "lease", "leased_until", "error", "attempts")
    assert list(rows) == [("queued", other, NOW + MINUTE, "", 1)] * 3


def test_what_was_not_tried_goes_back_as_if_never_taken(owed):
    tried, untried = owed(), owed()
    before = OwedMail.objects.values().get(pk=untried.pk)
    batch = claim(now=NOW)
    batch.finish(tried, state=MailState.SENT)

    batch.give_back()

    assert OwedMail.objects.values().get(pk=untried.pk) == before
    assert outcome(tried) == ("sent", 1, "")


def test_lease_is_renewed_only_when_too_little_is_left(owed, time_machine):
    mail = owed()
    batch = claim(now=database_now())
    until = OwedMail.objects.get(pk=mail.pk).leased_until

    batch.hold(seconds=20)
    assert OwedMail.objects.get(pk=mail.pk).leased_until == until
    batch.hold(seconds=61)
    assert OwedMail.objects.get(pk=mail.pk).leased_until > until


# ---- throttle and clock ----


def test_throttle_counts_what_all_workers_took_in_the_last_minute(owed, settings):
    settings.TTA_MAIL_PER_MINUTE = 5
    for _ in range(12):
        owed()

    def send(seconds: int) -> int:
        batch = claim(now=NOW + timedelta(seconds=seconds))
        for mail in batch.mails if batch else []:
            batch.finish(mail, state=MailState.SENT)
        return len(keys(batch))

    assert [send(at) for at in (0, 1, 59, 60, 61, 121)] == [5, 0, 0, 5, 0, 2]


def test_urgent_mail_is_first_through_the_throttle(owed, settings):
    settings.TTA_MAIL_PER_MINUTE = 2
    for _ in range(4):
        owed(kind=BULK)
    claim(now=NOW)
    owed(key="urgent")

    assert claim(now=NOW) is None
    assert keys(claim(now=NOW + MINUTE))[0] == "urgent"


def test_throttle_forgets_what_was_given_back_and_what_lies_in_the_future(owed, settings):
    settings.TTA_MAIL_PER_MINUTE = 1
    owed()
    owed(claimed_at=NOW + HOUR, state=MailState.SENT, sent_at=NOW + HOUR)
    claim(now=NOW).give_back()

    assert len(keys(claim(now=NOW))) == 1


def test_clock_is_the_database_s_not_this_process_s(owed):
    owed()
    with travel(datetime(2031, 1, 1, tzinfo=UTC)):
        claim()

    claimed_at = OwedMail.objects.get().claimed_at
    assert abs(claimed_at - database_now()) < MINUTE
    assert claimed_at.year < 2031


@pytest.mark.postgres_only
def test_rows_that_another_worker_is_taking_are_not_waited_for(transactional_db, owed):
    owed(), owed()
    other = connections["default"].copy()
    with other.cursor() as cursor:
        cursor.execute("BEGIN")
        cursor.execute("SELECT id FROM outbox_owedmail WHERE key = 'note 1' FOR UPDATE")

        assert keys(claim(now=NOW)) == ["note 2"]

        cursor.execute("ROLLBACK")
    other.close()


def test_claim_reads_along_the_queue_s_index_beside_many_sent_rows(owed):
    mails = [
        new_mail(kind=NOTE, key=f"s{count}", to_address=f"s{count}@county.example", now=NOW)
        for count in range(5_000)
    ]
    for mail in mails:
        mail.state, mail.sent_at = MailState.SENT, NOW
    owe(mails)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    due = OwedMail.objects.filter(state=MailState.QUEUED, priority=0)

    plan = due.filter(not_before=None).order_by("pk")[:25].explain()

    assert "outbox_mail_queue" in plan
    assert claims._next_due(now=NOW, size=25) == []
