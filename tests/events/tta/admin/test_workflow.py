"""The review on Wagtail's workflow: found on the dashboard, decided by the rules of the record, whichever way."""

from importlib import import_module

import pytest
from django.apps import apps
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from wagtail.models import GroupApprovalTask, TaskState, Workflow, WorkflowState, WorkflowTask

from events.tta.actions.approve import NotApproved
from events.tta.actions.check_letter import LetterCheck, check_letter
from events.tta.actions.decline import decline
from events.tta.actions.record import staff
from events.tta.actions.reviews import CommentMissing, open_review
from events.tta.enums import Stage
from events.tta.models import ReviewTask, TTARequest
from tests.events.tta.admin.staff import errors_in, press, soup_of, url
from tests.make import NOW, make_admin, make_desk_member, make_member, make_request

pytestmark = [pytest.mark.django_db, pytest.mark.time_machine(NOW, tick=False)]
triage = import_module("events.tta.migrations.0003_triage")
CHECKED = LetterCheck(
    received_date=NOW.date(), received_by="Lee Park",
    says_what=True, says_needs=True, says_benefits=True,
)  # fmt: skip


@pytest.fixture
def reviewer(index, client):
    """A logged-in member of the group that the migration makes."""
    triage.make_groups_and_workflow(apps, None)
    user = make_desk_member(username="reviewer")
    user.groups.set([Group.objects.get(name="TTA reviewers")])
    client.force_login(user)
    return user


@pytest.fixture
def request_(reviewer):
    request = make_request(title="Night shift")
    open_review(request=request, now=NOW)
    return request


def checked(request) -> TTARequest:
    return check_letter(request=request, check=CHECKED, doer=staff(make_admin()), now=NOW)


def state_of(request) -> TaskState:
    return TaskState.objects.get(
        workflow_state__object_id=str(request.reviews.latest("round").pk)
    ).specific


def stage_of(request) -> str:
    return TTARequest.objects.get(pk=request.pk).stage


def workflow_status(request) -> str:
    return WorkflowState.objects.for_instance(request.reviews.latest("round")).get().status


def dialog(client, request, action, **fields):
    state = state_of(request)
    address = reverse(
        "tta_reviews:workflow_action",
        args=[request.reviews.latest("round").pk, action, state.pk],
    )
    return client.post(address, fields, headers={"x-requested-with": "XMLHttpRequest"})


def names(group: str) -> set[str]:
    """The permissions of a group, by codename."""
    return set(Group.objects.get(name=group).permissions.values_list("codename", flat=True))


def test_migration_makes_groups_and_workflow_once_and_takes_them_back(index):
    for _ in range(2):
        triage.make_groups_and_workflow(apps, None)
    assert names("TTA reviewers") == {"access_admin", "view_ttarequest", "decide_ttarequest"}
    assert {"change_ttarequest", "add_provider", "view_owedmail"} < names("TTA desk")
    assert "decide_ttarequest" not in names("TTA desk")
    assert Workflow.objects.filter(name="Review of TTA requests").count() == 1

    triage.remove_groups_and_workflow(apps, None)

    assert not Workflow.objects.filter(name="Review of TTA requests").exists()
    assert not ReviewTask.objects.exists()
    assert not Group.objects.filter(name__startswith="TTA ").exists()


def test_reviewer_finds_the_review_on_the_dashboard_and_it_leads_to_the_record(
    client, reviewer, request_
):
    link = soup_of(client.get("/admin/")).find("a", string=str(request_))
    response = client.get(link["href"])
    assert (response.status_code, response.url) == (302, url("inspect", request_.pk))
    page = client.get(response.url).content.decode()
    for name in ("approve", "return", "decline"):
        assert url(name, request_.pk) in page


def test_others_find_no_review_and_no_button(client, request_):
    decider = make_desk_member("change", "decide", username="decider")
    for user in (decider, make_member("change", username="editor")):
        client.force_login(user)
        assert str(request_) not in client.get("/admin/").content.decode()
    client.force_login(decider)
    assert (
        url("approve", request_.pk) not in client.get(url("inspect", request_.pk)).content.decode()
    )
    response = press(client, "decline", request_, comment="No.")
    assert errors_in(response) == [
        "This request waits at the step “Review of TTA requests”, which other people decide."
    ]
    state = state_of(request_)
    with pytest.raises(PermissionDenied):
        state.task.specific.on_action(state, decider, "decline", comment="No.")
    assert stage_of(request_) == Stage.SUBMITTED


def test_dialog_refuses_to_approve_while_the_letter_is_missing(client, request_):
    response = dialog(client, request_, "approve", comment="")
    answer = response.json()
    assert answer["step"] == "action"
    assert "The letter of support is missing" in answer["html"]
    assert (stage_of(request_), state_of(request_).status) == (Stage.SUBMITTED, "in_progress")


def test_dialog_approves(client, request_):
    checked(request_)
    assert dialog(client, request_, "approve", comment="Fine.").json()["step"] == "success"
    stored = TTARequest.objects.get()
    assert (stored.stage, workflow_status(request_)) == (Stage.APPROVED, "approved")
    entry = stored.history.get(to_stage=Stage.APPROVED)
    assert (entry.comment, entry.by_name) == ("Fine.", "reviewer")
    assert stored.milestones.exists()


@pytest.mark.parametrize(
    ("action", "stage", "status"),
    [("return", Stage.RETURNED, "needs_changes"), ("decline", Stage.DECLINED, "cancelled")],
)
def test_dialog_returns_and_declines_with_words_only(client, request_, action, stage, status):
    empty = dialog(client, request_, action, comment=" ").json()
    assert "Write why: the requester reads it." in empty["html"]
    assert stage_of(request_) == Stage.SUBMITTED

    dialog(client, request_, action, comment="Say where.")

    assert (stage_of(request_), workflow_status(request_)) == (stage, status)
    assert TTARequest.objects.get().history.get(to_stage=stage).comment == "Say where."
    assert str(request_) not in client.get("/admin/").content.decode()


def test_code_that_approves_or_rejects_a_task_obeys_the_same_rules(reviewer, request_):
    state = state_of(request_)
    with pytest.raises(NotApproved):
        state.approve(user=reviewer)
    with pytest.raises(CommentMissing):
        state_of(request_).reject(user=reviewer)
    assert (stage_of(request_), state_of(request_).status) == (Stage.SUBMITTED, "in_progress")
    assert workflow_status(request_) == "in_progress"

    state_of(request_).reject(user=reviewer, comment="Say where.")
    assert stage_of(request_) == Stage.RETURNED


def test_record_decides_as_the_step_of_the_workflow(client, request_):
    checked(request_)
    press(client, "approve", request_, comment="Fine.")
    assert (stage_of(request_), workflow_status(request_)) == (Stage.APPROVED, "approved")
    assert state_of(request_).comment == "Fine."


def test_second_step_comes_before_approval(client, reviewer, request_):
    workflow = Workflow.objects.get(name="Review of TTA requests")
    chief = Group.objects.create(name="Chiefs")
    task = GroupApprovalTask.objects.create(name="The chief")
    task.groups.add(chief)
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=1)
    checked(request_)

    press(client, "approve", request_, comment="Fine.")
    assert (stage_of(request_), workflow_status(request_)) == (Stage.SUBMITTED, "in_progress")

    admin = make_admin(username="chief")
    second = TaskState.objects.get(task__name="The chief")
    task.on_action(second, admin, "approve", comment="So be it.")
    assert stage_of(request_) == Stage.APPROVED


def test_decision_by_code_ends_the_workflow(reviewer, request_):
    decline(request=request_, reason="No.", doer=staff(reviewer), now=NOW)
    assert workflow_status(request_) == "cancelled"
    assert state_of(request_).status == "cancelled"


def test_next_submission_is_another_round(client, reviewer, request_):
    dialog(client, request_, "return", comment="Say where.")
    TTARequest.objects.update(stage=Stage.SUBMITTED)
    open_review(request=TTARequest.objects.get(), now=NOW)
    assert [row.round for row in request_.reviews.all()] == [1, 2]
    checked(request_)
    dialog(client, request_, "approve")
    assert stage_of(request_) == Stage.APPROVED


def test_request_that_was_withdrawn_awaits_nobody(client, request_):
    assert str(request_) in client.get("/admin/").content.decode()
    TTARequest.objects.update(stage=Stage.WITHDRAWN)
    assert str(request_) not in client.get("/admin/").content.decode()
    assert dialog(client, request_, "decline", comment="x").status_code in (302, 403)


def test_reviewers_are_mailed_after_the_commit(
    reviewer, mailoutbox, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks() as after:
        open_review(request=make_request(), now=NOW)
        assert not mailoutbox
    for callback in after:
        callback()
    assert [reviewer.email] in [mail.to for mail in mailoutbox]


def test_without_a_workflow_the_record_decides(client, reviewer):
    Workflow.objects.all().delete()
    request = make_request()
    open_review(request=request, now=NOW)
    press(client, "decline", request, comment="No.")
    assert stage_of(request) == Stage.DECLINED
