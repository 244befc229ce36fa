"""Two people at one request at the same moment, with real transactions (PostgreSQL)."""

import uuid
from datetime import date, time
from functools import partial

import pytest

from events.models import EventPage
from events.outbox.models import OwedMail
from events.tta.actions.assign import assign_provider
from events.tta.actions.decline import decline
from events.tta.actions.make_event import make_event
from events.tta.actions.record import ChangedMeanwhile, staff
from events.tta.actions.report import report
from events.tta.actions.return_request import return_request
from events.tta.actions.save_page import NotOpen, save_page
from events.tta.actions.settle_report import AlreadySettled, settle_report
from events.tta.actions.start_draft import start_draft
from events.tta.actions.submit import submit
from events.tta.actions.withdraw import withdraw
from events.tta.agreement import Consent, agreement_of
from events.tta.answers import Answers
from events.tta.dates import EventDate
from events.tta.enums import EntryKind, ReportKind, Stage
from events.tta.models import RequestEvent, Review, TTARequest, TTASettings
from tests.make import NOW, make_admin, make_option, make_provider, make_request
from tests.races import together, while_it_waits

pytestmark = pytest.mark.postgres_only
ROUNDS = 5


@pytest.fixture(autouse=True)
def site(committed_index):
    return committed_index.get_site()


@pytest.fixture
def doer():
    return staff(make_admin())


def started(site, *, token: uuid.UUID | None = None):
    return partial(
        start_draft, site=site, form_token=token or uuid.uuid4(), typed={"title": ["Nights"]},
        name="Dana", email="dana@springfield.example", now=NOW,
    )  # fmt: skip


def submitted(request: TTARequest):
    consent = Consent(agreement=agreement_of(TTASettings.for_site(request.site)), name="Dana")
    answers = Answers(columns={"title": "Nights"}, audiences=[make_option("Dispatchers")])
    return partial(
        submit, request=request, answers=answers, consent=consent, now=NOW, seen=request.version
    )


def test_requests_of_one_instant_have_each_their_number(site):
    found = together(*(started(site) for _ in range(12)))

    assert [is_new for _draft, is_new in found] == [True] * 12
    assert len({draft.number for draft, _is_new in found}) == TTARequest.objects.count() == 12


def test_double_click_on_the_first_page_starts_one_request(site):
    token = uuid.uuid4()

    found = together(*(started(site, token=token) for _ in range(6)))

    assert sorted(is_new for _draft, is_new in found) == [False] * 5 + [True]
    assert {draft.pk for draft, _is_new in found} == {TTARequest.objects.get().pk}
    assert OwedMail.objects.filter(kind="tta.draft").count() == 1


def test_double_click_on_submit_submits_once():
    for _ in range(ROUNDS):
        request = make_request(stage=Stage.DRAFT)

        found = together(*(submitted(request) for _ in range(4)))

        assert {one.stage for one in found} == {Stage.SUBMITTED}
        kinds = [entry.kind for entry in request.history.all()]
        assert (kinds.count(EntryKind.AGREEMENT), kinds.count(EntryKind.STAGE)) == (1, 1)
        assert Review.objects.filter(request=request).count() == 1
    assert OwedMail.objects.filter(kind="tta.received").count() == ROUNDS


def test_page_that_waits_for_the_submission_is_told_and_changes_nothing():
    request = make_request(stage=Stage.DRAFT)
    save = partial(save_page, request=request, page="need", typed={"title": ["Late"]}, now=NOW)

    _, refused = while_it_waits(submitted(request), save)

    assert isinstance(refused, NotOpen)
    stored = TTARequest.objects.get()
    assert (stored.stage, stored.typed) == (Stage.SUBMITTED, {})


def test_submission_that_waits_for_a_page_is_told_that_the_answers_are_older():
    request = make_request(stage=Stage.DRAFT)
    save = partial(save_page, request=request, page="need", typed={"title": ["Newer"]}, now=NOW)

    _, refused = while_it_waits(save, submitted(request))

    assert isinstance(refused, ChangedMeanwhile)
    stored = TTARequest.objects.get()
    assert (stored.stage, stored.typed["need"]) == (Stage.DRAFT, {"title": ["Newer"]})
    assert not Review.objects.exists()


def test_of_two_who_decide_at_once_the_second_is_told(doer):
    for _ in range(ROUNDS):
        request = make_request(stage=Stage.UNDER_REVIEW)
        deed = {"request": request, "doer": doer, "now": NOW, "seen": request.version}

        found = together(
            partial(return_request, **deed, comment="Which day?"),
            partial(decline, **deed, reason="No funds."),
        )

        refused = [one for one in found if isinstance(one, ChangedMeanwhile)]
        [done] = [one for one in found if not isinstance(one, Exception)]
        assert (len(refused), done.stage in (Stage.RETURNED, Stage.DECLINED)) == (1, True)
        assert request.history.filter(kind=EntryKind.STAGE).count() == 1


def test_decision_that_waits_for_the_requester_who_withdraws_is_told(doer):
    request = make_request(stage=Stage.UNDER_REVIEW)
    decide = partial(
        decline, request=request, reason="No funds.", doer=doer, now=NOW, seen=request.version
    )

    _, refused = while_it_waits(partial(withdraw, request=request, now=NOW), decide)

    assert isinstance(refused, ChangedMeanwhile)
    assert TTARequest.objects.get().stage == Stage.WITHDRAWN


def test_two_providers_at_once_are_not_both_told_that_it_is_theirs(doer):
    request, providers = make_request(stage=Stage.APPROVED), [make_provider(), make_provider()]

    found = together(
        *(
            partial(
                assign_provider, request=request, provider=provider, doer=doer, now=NOW,
                seen=request.version,
            )
            for provider in providers
        )
    )  # fmt: skip

    assert sum(isinstance(one, ChangedMeanwhile) for one in found) == 1
    assert OwedMail.objects.filter(kind="tta.assigned").count() == 1
    assert TTARequest.objects.get().provider in providers


def test_date_that_is_accepted_twice_at_once_changes_once(doer):
    request = make_request(stage=Stage.ASSIGNED)
    new = EventDate(
        date=date(2027, 6, 17), start_time=time(10), end_time=time(12), zone="America/New_York"
    )
    told = report(request=request, kind=ReportKind.DATE_CHANGE, new=new, now=NOW)
    accept = partial(settle_report, report=told, is_accepted=True, doer=doer, now=NOW)

    found = together(accept, accept, accept)

    assert sum(isinstance(one, AlreadySettled) for one in found) == 2
    assert OwedMail.objects.filter(kind="tta.answer").count() == 1
    assert TTARequest.objects.get().event_date == date(2027, 6, 17)


def test_two_who_make_the_event_at_once_make_one(committed_index, doer):
    for _ in range(ROUNDS):
        request = make_request(stage=Stage.APPROVED)
        make = partial(
            make_event, request=request, parent=committed_index, user=doer.user, now=NOW,
            seen=request.version,
        )  # fmt: skip

        found = together(make, make)

        assert sum(isinstance(one, ChangedMeanwhile) for one in found) == 1
        assert RequestEvent.objects.filter(request=request).count() == 1
    assert EventPage.objects.count() == ROUNDS
