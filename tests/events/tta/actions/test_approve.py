"""Approving: with a checked letter, in its lead time or for a reason; returning and declining with words."""

from datetime import timedelta

import pytest

from events.outbox.models import OwedMail
from events.tta.actions.approve import NotApproved, approve
from events.tta.actions.cancel_request import cancel_request
from events.tta.actions.check_letter import LetterCheck, check_letter
from events.tta.actions.decline import decline
from events.tta.actions.move import CannotMove
from events.tta.actions.override_lead_time import override_lead_time
from events.tta.actions.record import ChangedMeanwhile, staff
from events.tta.actions.return_request import return_request
from events.tta.actions.reviews import CommentMissing
from events.tta.enums import Stage
from events.tta.models import TTARequest
from tests.make import NOW, make_admin, make_request, make_type

pytestmark = pytest.mark.django_db
CHECKED = LetterCheck(
    received_date=NOW.date(), received_by="Lee Park",
    says_what=True, says_needs=True, says_benefits=True,
)  # fmt: skip


@pytest.fixture
def doer(index):
    return staff(make_admin())


def checked_request(doer, **fields) -> TTARequest:
    request = make_request(**fields)
    return check_letter(request=request, check=CHECKED, doer=doer, now=NOW)


def test_approve_sets_stage_moment_milestones_and_mail(doer):
    request = checked_request(doer)

    approved = approve(request=request, doer=doer, now=NOW, comment="Good plan.")

    stored = TTARequest.objects.get()
    assert (stored.stage, stored.approved_at) == (Stage.APPROVED, NOW)
    assert [row.text for row in stored.milestones.all()] == [
        "Kick-off call", "Agenda agreed", "Trainers booked",
    ]  # fmt: skip
    assert approved.history.filter(to_stage=Stage.APPROVED, comment="Good plan.").exists()
    assert OwedMail.objects.filter(kind="tta.stage", holder=request.holder).count() == 1


def test_approve_is_refused_while_the_letter_is_missing(doer):
    request = make_request()
    with pytest.raises(NotApproved, match="The letter of support is missing"):
        approve(request=request, doer=doer, now=NOW)
    assert TTARequest.objects.get().stage == Stage.SUBMITTED
    assert not OwedMail.objects.exists()


def test_approve_is_refused_while_a_point_of_the_check_is_open(doer):
    check = LetterCheck(received_date=NOW.date(), received_by="Lee Park", says_what=True)
    request = check_letter(request=make_request(), check=check, doer=doer, now=NOW)

    with pytest.raises(NotApproved) as refused:
        approve(request=request, doer=doer, now=NOW)

    assert str(refused.value) == (
        "The check of the letter is open: the letter has to say what the needs are; has to say which"
        " benefits are expected."
    )


def test_approve_needs_no_letter_where_the_type_needs_none(doer):
    request = make_request(tta_type=make_type("inquiry"))
    assert approve(request=request, doer=doer, now=NOW).stage == Stage.APPROVED


def test_approve_short_of_the_lead_time_needs_a_reason(doer):
    day = NOW.date() + timedelta(days=100)
    request = checked_request(doer, event_date=day)

    with pytest.raises(NotApproved) as refused:
        approve(request=request, doer=doer, now=NOW)
    assert "35 days short of the lead time of 135 days" in str(refused.value)

    override_lead_time(request=request, reason="The trainer lives there.", doer=doer, now=NOW)
    assert approve(request=request, doer=doer, now=NOW).stage == Stage.APPROVED


def test_lead_time_counts_from_submission_not_from_the_decision(doer):
    request = checked_request(doer, event_date=NOW.date() + timedelta(days=140))
    later = NOW + timedelta(days=30)
    assert approve(request=request, doer=doer, now=later).stage == Stage.APPROVED


@pytest.mark.parametrize("stage", [Stage.RETURNED, Stage.DECLINED, Stage.ASSIGNED, Stage.CLOSED])
def test_approve_is_for_what_is_in_review(doer, stage):
    request = make_request(stage=stage, approved_at=NOW if stage == Stage.ASSIGNED else None)
    with pytest.raises(CannotMove):
        approve(request=request, doer=doer, now=NOW)


def test_second_of_two_who_decide_is_told(doer):
    request = make_request()
    return_request(request=request, comment="Say where.", doer=doer, now=NOW)
    with pytest.raises(ChangedMeanwhile):
        decline(request=request, reason="No.", doer=doer, now=NOW, seen=request.version)
    assert TTARequest.objects.get().stage == Stage.RETURNED


def test_return_decline_and_cancel_need_words_that_the_requester_reads(doer):
    for act, name, stage in (
        (return_request, "comment", Stage.RETURNED),
        (decline, "reason", Stage.DECLINED),
        (cancel_request, "reason", Stage.CANCELLED),
    ):
        request = make_request(stage=Stage.UNDER_REVIEW)
        with pytest.raises(CommentMissing):
            act(request=request, doer=doer, now=NOW, **{name: "  "})
        act(request=request, doer=doer, now=NOW, **{name: "Because."})
        entry = request.history.get()
        assert (entry.to_stage, entry.comment, entry.is_public) == (stage, "Because.", True)
        assert OwedMail.objects.filter(holder=request.holder, kind="tta.stage").count() == 1
