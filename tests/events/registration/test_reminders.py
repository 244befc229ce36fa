"""Who is reminded when, once, and of what still holds."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from events.actions.status import cancel_event, restore_event
from events.models import CalendarRecord
from events.outbox.kinds import PRIORITY_NOW, PRIORITY_SOON, NotNeeded
from events.outbox.models import OwedMail
from events.registration.actions import cancel_registration
from events.registration.models import Registration, ReminderRun
from events.registration.reminders import remind
from tests.events.registration.emails.written import MEETING, owed, write
from tests.make import (
    NOW,
    make_private,
    make_registration,
    make_session,
    make_webinar,
    publish,
    with_changed_session,
)

pytestmark = pytest.mark.django_db
# Sessions start at 2:00 p.m. ET, in winter 19:00 UTC.
START = datetime(2026, 12, 12, 19, 0, tzinfo=UTC)
HOUR, DAY, WEEK = timedelta(hours=1), timedelta(days=1), timedelta(days=7)
SECOND = timedelta(seconds=1)


def event_in_20_days(**fields):
    return make_webinar(title="Night Shift", sessions=[make_session(20)], **fields)


def reminded() -> list[tuple[str, int]]:
    """Who is owed a reminder, with its lead in minutes."""
    return [(mail.to_address, mail.payload["lead"]) for mail in owed("reminder")]


def runs() -> list[tuple[int, datetime]]:
    return sorted(ReminderRun.objects.values_list("lead_minutes", "starts_at"))


def test_each_lead_reminds_at_its_moment_and_once(index):
    make_registration(event=event_in_20_days(), email="ana@county.example")
    for lead, expected in ((WEEK, 1), (DAY, 2), (HOUR, 3)):
        assert remind(now=START - lead - SECOND) == 0
        assert remind(now=START - lead) == 1
        assert remind(now=START - lead) == 0
        assert remind(now=START - lead + timedelta(minutes=1)) == 0
        assert len(owed("reminder")) == expected
    assert reminded() == [("ana@county.example", minutes) for minutes in (10080, 1440, 60)]
    assert [mail.priority for mail in owed("reminder")] == [
        PRIORITY_SOON, PRIORITY_SOON, PRIORITY_NOW,
    ]  # fmt: skip


def test_reminder_says_when_and_where_and_how_to_give_the_place_back(index):
    make_registration(event=event_in_20_days(join_url=MEETING), name="Ana Ruiz")
    remind(now=START - DAY)
    arrived = write(owed("reminder")[0], now=START - DAY + timedelta(minutes=2))
    assert arrived.subject == "Reminder: Night Shift, tomorrow at 2:00 p.m. ET"
    assert '"Night Shift" starts tomorrow at 2:00 p.m. ET. You have a place.' in arrived.text
    assert "Saturday, December 12, 2026\n2:00–3:30 p.m. ET (Eastern Time)" in arrived.text
    assert f"join the meeting here:\n{MEETING}\n" in arrived.text
    assert "/registrations/" in arrived.text
    assert "business days" not in arrived.text
    assert arrived.types == ["text/plain", "text/html"]


@pytest.mark.parametrize(
    ("switch", "leads"),
    [
        ("reminds_week_before", [1440, 60]),
        ("reminds_day_before", [10080, 60]),
        ("reminds_hour_before", [10080, 1440]),
    ],
)
def test_switched_off_lead_is_left_out(index, switch, leads):
    make_registration(event=event_in_20_days(**{switch: False}), email="ana@county.example")
    for lead in (WEEK, DAY, HOUR):
        remind(now=START - lead)
    assert reminded() == [("ana@county.example", lead) for lead in leads]


def test_waitlisted_and_cancelled_are_not_reminded(index):
    event = event_in_20_days(capacity=2)
    make_registration(event=event, email="ana@county.example")
    gone = make_registration(event=event, email="gone@county.example")
    make_registration(event=event, email="waits@county.example")
    make_registration(event=event, email="waits-too@county.example")
    cancel_registration(registration=gone, now=NOW)
    assert Registration.objects.filter(state="waitlisted").count() == 1
    remind(now=START - WEEK)
    assert reminded() == [("ana@county.example", 10080), ("waits@county.example", 10080)]


def test_place_got_within_the_lead_is_not_reminded_of_at_once(index):
    event = event_in_20_days(capacity=2)
    early = make_registration(event=event, email="early@county.example")
    make_registration(event=event, email="late@county.example", now=START - DAY + SECOND)
    make_registration(event=event, email="promoted@county.example")
    cancel_registration(registration=early, now=START - DAY + SECOND)
    remind(now=START - DAY + timedelta(minutes=1))
    assert reminded() == []
    remind(now=START - HOUR)
    assert reminded() == [("late@county.example", 60), ("promoted@county.example", 60)]


def test_longer_lead_is_skipped_where_a_shorter_is_due(index):
    make_registration(event=event_in_20_days(), email="ana@county.example")
    remind(now=START - HOUR + SECOND)
    assert reminded() == [("ana@county.example", 60)]
    assert runs() == [(60, START), (1440, START), (10080, START)]


def test_longer_lead_that_becomes_due_late_is_noted_without_mail(index):
    event = event_in_20_days(reminds_week_before=False)
    make_registration(event=event, email="ana@county.example")
    remind(now=START - DAY)
    event.reminds_week_before = True
    publish(event)
    assert remind(now=START - DAY + SECOND) == 0
    assert runs() == [(1440, START), (10080, START)]
    assert reminded() == [("ana@county.example", 1440)]


@pytest.mark.parametrize(
    ("days", "leads"), [(6, [10080]), (4, []), (1, [1440]), (0.4, []), (0.04, [60])]
)
def test_event_that_moves_nearer_is_reminded_of_only_while_the_lead_says_something(
    index, days, leads
):
    make_registration(event=event_in_20_days(), email="ana@county.example")
    remind(now=START - timedelta(days=days))
    assert reminded() == [("ana@county.example", lead) for lead in leads]


def test_moved_event_is_reminded_of_again_and_the_old_reminder_is_useless(index):
    event = event_in_20_days()
    make_registration(event=event, email="ana@county.example")
    remind(now=START - DAY)
    (old,) = owed("reminder")
    publish(with_changed_session(event, 0, date=START.date() + timedelta(days=4)))
    moved = START + timedelta(days=4)
    with pytest.raises(NotNeeded, match="moved since"):
        write(old, now=START - DAY)
    assert remind(now=moved - DAY) == 1
    assert write(owed("reminder")[-1], now=moved - DAY).subject.endswith("tomorrow at 2:00 p.m. ET")


def test_event_that_moves_away_and_back_is_not_reminded_of_twice(index):
    event = event_in_20_days()
    make_registration(event=event)
    remind(now=START - DAY)
    publish(with_changed_session(event, 0, date=START.date() + timedelta(days=9)))
    assert remind(now=START - DAY + SECOND) == 0
    publish(with_changed_session(event, 0, date=START.date()))
    assert remind(now=START - DAY + 2 * SECOND) == 0
    assert len(owed("reminder")) == 1


def test_nobody_is_reminded_of_what_is_off_until_it_is_back(index):
    event = event_in_20_days()
    make_registration(event=event)
    cancel_event(event=event, reason="Storm.", now=NOW)
    assert remind(now=START - WEEK) == 0
    assert runs() == []
    restore_event(event=event, now=START - WEEK + HOUR)
    assert remind(now=START - WEEK + HOUR) == 1


def test_nobody_is_reminded_of_what_is_private_or_unpublished(index):
    private, unpublished = event_in_20_days(), event_in_20_days()
    for event in (private, unpublished):
        make_registration(event=event)
    make_private(private)
    unpublished.unpublish()
    assert remind(now=START - DAY) == 0
    assert runs() == []


def test_queued_reminder_is_useless_once_the_event_is_hidden_off_or_begun(index):
    event = event_in_20_days()
    registration = make_registration(event=event)
    remind(now=START - HOUR)
    (mail,) = owed("reminder")
    with pytest.raises(NotNeeded, match="has begun"):
        write(mail, now=START)
    restriction = make_private(event)
    with pytest.raises(NotNeeded, match="not public"):
        write(mail, now=START - SECOND)
    restriction.delete()
    assert write(mail, now=START - SECOND).subject.endswith("today at 2:00 p.m. ET")
    cancel_registration(registration=registration, now=START - SECOND)
    with pytest.raises(NotNeeded, match="was cancelled"):
        write(mail, now=START - SECOND)


def test_session_that_has_begun_is_not_reminded_of(index):
    make_registration(event=event_in_20_days())
    assert remind(now=START) == 0


def test_each_session_of_a_series_has_its_own_reminders(index):
    event = make_webinar(title="Series", sessions=[make_session(20), make_session(21)])
    make_registration(event=event)
    assert remind(now=START - HOUR) == 1
    assert remind(now=START) == 1
    mails = zip(owed("reminder"), (START - HOUR, START), strict=True)
    first, second = (write(mail, now=moment) for mail, moment in mails)
    assert first.subject == "Reminder: Series, today at 2:00 p.m. ET"
    assert second.subject == "Reminder: Series, tomorrow at 2:00 p.m. ET"
    assert 'Session 2 of 2 of "Series" starts tomorrow' in second.text


def test_day_before_is_24_hours_before_also_when_clocks_change(index):
    """Clocks go forward on March 14, 2027: 24 hours before 2:00 p.m. is 1:00 p.m. on the day before."""
    event = make_webinar(title="Spring", sessions=[make_session(date(2027, 3, 14))])
    make_registration(event=event)
    start = CalendarRecord.objects.get(page_id=event.pk).starts_at
    assert start == datetime(2027, 3, 14, 18, 0, tzinfo=UTC)
    assert remind(now=start - DAY - SECOND) == 0
    assert remind(now=start - DAY) == 1
    (day,) = owed("reminder")
    assert write(day, now=start - DAY).subject == "Reminder: Spring, tomorrow at 2:00 p.m. ET"


@pytest.mark.parametrize("number", [1, 3, 50])
def test_turn_without_anything_due_reads_three_times(index, number):
    event = event_in_20_days()
    for _ in range(number):
        make_registration(event=event)
    remind(now=START - DAY)
    with CaptureQueriesContext(connection) as queries:
        remind(now=START - DAY + SECOND)
    assert len(queries) == 3
    assert OwedMail.objects.filter(kind="registration.reminder").count() == number


@pytest.mark.parametrize("number", [1, 3, 50])
def test_reminding_takes_as_many_statements_for_any_number(index, number):
    event = event_in_20_days()
    for _ in range(number):
        make_registration(event=event)
    with CaptureQueriesContext(connection) as queries:
        remind(now=START - DAY)
    inserts = [query for query in queries if '"outbox_owedmail"' in query["sql"]]
    # Three reads, the transaction's two, the runs, the people, and that there are no more of them.
    assert len(queries) - len(inserts) == 8
    # A row has 20 values, and Django 5.2 passes SQLite at most 999 in a statement.
    most = connection.features.max_query_params
    assert len(inserts) == (2 if most and number * 20 > most else 1)
    assert len(owed("reminder")) == number
