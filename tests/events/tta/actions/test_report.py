"""What a requester reports after approval, and what staff make of it."""

from datetime import date, time

import pytest

from events.outbox.models import OwedMail
from events.tta.actions.record import ChangedMeanwhile, staff
from events.tta.actions.report import NothingToReport, SameDate, report
from events.tta.actions.settle_report import AlreadySettled, TooLateToAccept, settle_report
from events.tta.dates import EventDate, date_of
from events.tta.enums import IN_WORK, EntryKind, ReportKind, ReportState, Stage
from events.tta.models import Report, TTARequest, TTASettings
from tests.events.registration.emails.written import write
from tests.make import NOW, make_admin, make_provider, make_request

pytestmark = pytest.mark.django_db
NEW = EventDate(date=date(2027, 7, 1), start_time=time(10), end_time=None, zone="America/Chicago")


@pytest.fixture
def request_(index):
    """In work, with owner, provider and the mailbox of a desk."""
    request = make_request(
        stage=Stage.SCHEDULED, owner=make_admin(username="owner"), provider=make_provider()
    )
    TTASettings.objects.create(site=request.site, staff_email="desk@tta.example")
    return request


@pytest.fixture
def doer(index):
    return staff(make_admin())


def tell(request, kind=ReportKind.UNREACHABLE, words="No answer for a week.", **more):
    return report(request=request, kind=kind, words=words, now=NOW, **more)


def mails(kind: str) -> list[OwedMail]:
    return list(OwedMail.objects.filter(kind=f"tta.{kind}").order_by("to_address"))


def test_report_is_in_history_and_with_desk_and_owner(request_):
    found = tell(request_)

    assert (found.state, found.words) == (ReportState.OPEN, "No answer for a week.")
    entry = request_.history.get()
    assert (entry.kind, entry.words, entry.is_public) == (
        EntryKind.REPORT,
        "Reported: the provider can’t be reached",
        True,
    )
    assert [mail.to_address for mail in mails("desk")] == sorted(
        ["desk@tta.example", request_.owner.email]
    )


def test_second_of_a_kind_replaces_the_words_and_a_double_click_nothing(request_):
    first = tell(request_)
    again = tell(request_)
    assert again == first
    assert request_.history.count() == 1
    other = tell(request_, words="They are back, but busy.")
    assert other.pk == first.pk
    assert Report.objects.get().words == "They are back, but busy."
    tell(request_, ReportKind.CANCELLATION, "No money.")
    assert Report.objects.count() == 2


@pytest.mark.parametrize("stage", [stage for stage in Stage if stage not in IN_WORK])
def test_nothing_is_reported_outside_of_work(index, stage):
    with pytest.raises(NothingToReport):
        tell(make_request(stage=stage))
    assert not Report.objects.exists()


def test_date_that_we_have_is_no_change(request_):
    with pytest.raises(SameDate):
        tell(request_, ReportKind.DATE_CHANGE, new=date_of(request_))


def test_accepted_date_changes_the_record_and_tells_requester_and_provider(request_, doer):
    found = tell(request_, ReportKind.DATE_CHANGE, "The hall is taken.", new=NEW)

    settled = settle_report(
        report=found, is_accepted=True, answer="We moved it.", doer=doer, now=NOW
    )

    assert settled.report.state == ReportState.ACCEPTED
    assert date_of(TTARequest.objects.get()) == NEW
    entry = request_.history.filter(kind=EntryKind.REPORT).last()
    assert entry.words == "The event’s new date: Thursday, July 1, 2027, 10:00 a.m. CT"
    assert entry.facts == {
        "event_date": [
            "Thursday, June 10, 2027, 9:00 a.m.–4:00 p.m. ET",
            "Thursday, July 1, 2027, 10:00 a.m. CT",
        ]
    }
    (answer,) = mails("answer")
    assert answer.to_address == request_.contact_email
    assert "We moved it." in write(answer).text
    (told,) = mails("told")
    assert told.to_address == request_.provider.contact_email
    text = write(told).text
    assert "July 1, 2027" in text
    assert request_.contact_email in text
    assert "/tta/request/" not in text  # the requester's own link


def test_accepted_cancellation_cancels_and_mails_the_requester_once(request_, doer):
    found = tell(request_, ReportKind.CANCELLATION, "No money this year.")
    settle_report(report=found, is_accepted=True, answer="A pity.", doer=doer, now=NOW)

    assert TTARequest.objects.get().stage == Stage.CANCELLED
    (stage,) = mails("stage")
    assert "A pity." in write(stage).text
    assert not mails("answer")
    assert [mail.to_address for mail in mails("told")] == [request_.provider.contact_email]


def test_accepted_unreachable_mails_provider_owner_and_requester(request_, doer):
    found = tell(request_)
    settle_report(report=found, is_accepted=True, answer="We call them.", doer=doer, now=NOW)

    assert {mail.to_address for mail in mails("told")} == {
        request_.provider.contact_email,
        request_.owner.email,
    }
    text = write(mails("told")[0]).text
    assert "No answer for a week." in text
    assert "We call them." not in text
    assert "We call them." in write(mails("answer")[0]).text


def test_unreachable_without_a_provider_says_what_to_do(index, doer):
    request = make_request(stage=Stage.APPROVED)
    settled = settle_report(report=tell(request), is_accepted=True, doer=doer, now=NOW)
    assert settled.to_do == ["No provider is assigned, so nobody was written to. Assign one."]


def test_dismissed_report_changes_nothing_and_is_answered(request_, doer):
    before = date_of(request_)
    found = tell(request_, ReportKind.DATE_CHANGE, new=NEW)
    settle_report(report=found, is_accepted=False, answer="Too soon.", doer=doer, now=NOW)

    assert date_of(TTARequest.objects.get()) == before
    assert "Too soon." in write(mails("answer")[0]).text
    assert not mails("told")


def test_report_is_settled_once_and_only_by_who_saw_the_record(request_, doer):
    seen = request_.version
    found = tell(request_)
    with pytest.raises(ChangedMeanwhile):
        settle_report(report=found, is_accepted=True, doer=doer, now=NOW, seen=seen)
    settle_report(report=found, is_accepted=False, doer=doer, now=NOW, seen=seen + 1)
    with pytest.raises(AlreadySettled) as refused:
        settle_report(report=found, is_accepted=True, doer=doer, now=NOW)
    assert str(refused.value) == "editor settled this report before: “Not taken over”."


def test_report_about_what_has_ended_is_answered_only(request_, doer):
    found = tell(request_, ReportKind.DATE_CHANGE, new=NEW)
    TTARequest.objects.update(stage=Stage.DELIVERED)
    with pytest.raises(TooLateToAccept):
        settle_report(report=found, is_accepted=True, doer=doer, now=NOW)
    assert Report.objects.get().state == ReportState.OPEN
    settle_report(report=found, is_accepted=False, doer=doer, now=NOW)
