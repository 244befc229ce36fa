"""Several workers remind at once: each person gets one message."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

from django.db import connections

from events.models import CalendarRecord
from events.outbox.models import OwedMail
from events.registration.models import ReminderRun
from events.registration.reminders import due_reminders, remind
from tests.make import make_registration, make_session, make_webinar

WORKERS, PEOPLE = 4, 12


def test_workers_at_once_remind_each_person_once(committed_index):
    event = make_webinar(sessions=[make_session(20), make_session(20, "14:05", "15:00")])
    for _ in range(PEOPLE):
        make_registration(event=event)
    now = CalendarRecord.objects.order_by("starts_at")[0].starts_at - timedelta(minutes=50)
    assert len(due_reminders(now=now)) == 2
    gate = Barrier(WORKERS)

    def work(_number) -> int:
        try:
            gate.wait()
            return remind(now=now)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(WORKERS) as pool:
        owed = sum(pool.map(work, range(WORKERS)))

    reminders = OwedMail.objects.filter(kind="registration.reminder")
    each = {(mail.holder, *mail.payload["uids"]) for mail in reminders}
    assert owed == len(each) == reminders.count() == 2 * PEOPLE
    assert sorted(ReminderRun.objects.values_list("lead_minutes", flat=True)) == [
        60, 60, 1440, 1440, 10080, 10080,
    ]  # fmt: skip


def test_worker_that_comes_later_with_a_longer_lead_owes_nothing(committed_index):
    """Its turn began when only the day's reminder was due; meanwhile another has sent the hour's."""
    event = make_webinar(sessions=[make_session(20)])
    make_registration(event=event)
    start = CalendarRecord.objects.get().starts_at
    assert remind(now=start - timedelta(minutes=50)) == 1
    assert remind(now=start - timedelta(hours=2)) == 0
    assert OwedMail.objects.filter(kind="registration.reminder").count() == 1
