"""Late milestones are chased after 20 days, 40, and then every 10: once each, whatever happens between."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connections

from events.outbox.kinds import NotNeeded
from events.outbox.models import OwedMail
from events.tta.chasing import chase_late
from events.tta.enums import Stage
from events.tta.jobs import PERIODIC_JOBS
from events.tta.milestones import days_of_step, steps_passed
from events.tta.models import Milestone, TTASettings
from events.worker import run_periodic_jobs
from tests.events.registration.emails.written import write
from tests.make import NOW, make_admin, make_provider, make_request

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def make_late(*, days: int = 0, stage: str = Stage.ASSIGNED, text="Agenda agreed", **fields):
    """A milestone that was due so many days before NOW, of a request with owner and provider."""
    fields.setdefault("provider", make_provider())
    request = make_request(stage=stage, **fields)
    TTASettings.objects.get_or_create(site=request.site)
    return Milestone.objects.create(request=request, text=text, due_date=NOW.date() - days * DAY)


def owed() -> list[OwedMail]:
    return list(OwedMail.objects.filter(kind="tta.late").order_by("pk"))


def test_steps_are_20_40_50_60():
    assert [days_of_step(step) for step in range(1, 6)] == [20, 40, 50, 60, 70]
    for step in range(1, 30):
        days = days_of_step(step)
        assert (steps_passed(days - 1), steps_passed(days)) == (step - 1, step)


def test_owner_and_provider_are_mailed_on_each_step_and_no_other_day(index):
    owner = make_admin()
    milestone = make_late(owner=owner)
    days = []
    for day in range(75):
        before = len(owed())
        chase_late(now=NOW + day * DAY)
        chase_late(now=NOW + day * DAY + timedelta(hours=1))
        if len(owed()) > before:
            days.append((day, len(owed()) - before))

    assert days == [(20, 2), (40, 2), (50, 2), (60, 2), (70, 2)]
    assert {mail.to_address for mail in owed()} == {
        owner.email,
        milestone.request.provider.contact_email,
    }
    milestone.refresh_from_db()
    assert milestone.reminders == 5


def test_after_a_pause_only_the_newest_step_is_sent(index):
    make_late(days=67, owner=make_admin())
    assert chase_late(now=NOW) == 1
    assert [mail.payload["step"] for mail in owed()] == [4, 4]
    assert chase_late(now=NOW + 2 * DAY) == 0
    assert chase_late(now=NOW + 3 * DAY) == 1


def test_reminder_and_past_due_in_words(index):
    milestone = make_late(days=20, owner=make_admin())
    chase_late(now=NOW)
    first = write(owed()[0])
    chase_late(now=NOW + 20 * DAY)
    second = write(owed()[-1], now=NOW + 20 * DAY)

    number = milestone.request.number
    assert first.subject.strip() == f"{number}: reminder: “Agenda agreed”"
    assert second.subject.strip() == f"{number}: past due: “Agenda agreed”"
    assert "past due by 40 days" in " ".join(second.text.split())
    assert "/tta/request/" not in first.text + second.text  # the requester's own link


def test_desk_is_mailed_where_nobody_owns_the_request(index):
    milestone = make_late(days=20, provider=None)
    TTASettings.objects.filter(site=milestone.request.site).update(staff_email="desk@tta.example")
    assert chase_late(now=NOW) == 1
    assert [mail.to_address for mail in owed()] == ["desk@tta.example"]


@pytest.mark.parametrize("stage", [Stage.ON_HOLD, Stage.CLOSED, Stage.CANCELLED, Stage.DECLINED])
def test_nobody_is_chased_while_nobody_works_on_it(index, stage):
    make_late(days=45, stage=stage)
    assert chase_late(now=NOW) == 0


def test_done_one_is_not_chased(index):
    Milestone.objects.filter(pk=make_late(days=45).pk).update(done_date=NOW.date())
    assert chase_late(now=NOW) == 0


def test_mail_that_waits_is_dropped_once_it_is_done_or_planned_anew(index):
    milestone = make_late(days=20)
    chase_late(now=NOW)
    (mail,) = owed()
    assert write(mail)
    Milestone.objects.update(due_date=milestone.due_date + DAY)
    with pytest.raises(NotNeeded):
        write(mail)
    Milestone.objects.update(due_date=milestone.due_date, done_date=NOW.date())
    with pytest.raises(NotNeeded):
        write(mail)


def test_job_is_one_of_the_workers(committed_index):
    make_late(days=20)
    assert run_periodic_jobs(now=NOW) == []
    assert len(owed()) == 1
    assert [job.name for job in PERIODIC_JOBS] == ["chase late milestones"]


@pytest.mark.parametrize("count", [1, 3, 30])
def test_finding_nothing_due_is_one_query(index, count, django_assert_num_queries):
    for _ in range(count):
        make_late(days=25)
    assert chase_late(now=NOW) == count
    with django_assert_num_queries(1):
        chase_late(now=NOW)


def test_workers_at_once_mail_each_step_once(committed_index):
    for _ in range(6):
        make_late(days=45, owner=None)
    gate = Barrier(4)

    def work(_number) -> int:
        try:
            gate.wait()
            return chase_late(now=NOW)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as pool:
        chased = sum(pool.map(work, range(4)))

    assert chased == len(owed()) == 6
    assert set(Milestone.objects.values_list("reminders", flat=True)) == {2}
