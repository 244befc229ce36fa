"""The review on Wagtail's workflow: whichever way a review is decided there, the request is decided by its action.

A dialog, a button of the record, code that approves a task's state: all end in Wagtail's signals, which are sent
within the transaction. What the action refuses, the workflow doesn't do either.
"""

from django import forms
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import CharField
from django.db.models.functions import Cast
from django.dispatch import receiver
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import TaskState, WorkflowState
from wagtail.signals import workflow_approved, workflow_rejected

from events.tta.actions.approve import NotApproved, approve, what_stands_in_the_way
from events.tta.actions.decline import decline
from events.tta.actions.move import CannotMove
from events.tta.actions.record import Doer, lock, staff
from events.tta.actions.return_request import return_request
from events.tta.actions.reviews import CommentMissing, running_workflow
from events.tta.enums import IN_REVIEW, Actor
from events.tta.letters import refresh_letter_state
from events.tta.models import Review, TTARequest
from events.tta.permissions import may_decide

REFUSALS = (NotApproved, CannotMove, CommentMissing)
APPROVE, RETURN, DECLINE = "approve", "return", "decline"


class StepOfOthers(ValueError):
    """The request waits at a step of the workflow that other people decide."""

    def __init__(self, state: WorkflowState) -> None:
        words = {"step": state.current_task_state.task.name if state.current_task_state else ""}
        super().__init__(
            str(_("This request waits at the step “%(step)s”, which other people decide.") % words)
        )


class ApprovalForm(forms.Form):
    """The comment of an approval: the requester reads it."""

    comment = forms.CharField(
        label=_("Comment"), max_length=5000, required=False, widget=forms.Textarea,
        help_text=_("The requester reads it."),
    )  # fmt: skip


class ReasonForm(forms.Form):
    """The comment without which nothing is returned or declined."""

    comment = forms.CharField(
        label=_("Why"), max_length=5000, widget=forms.Textarea,
        help_text=_("The requester reads it. Say what to change, or why not."),
        error_messages={"required": _("Write why: the requester reads it.")},
    )  # fmt: skip


# ---- who may, and what awaits them ----


def may_act(*, task, review: Review, user) -> bool:
    """Whether this user may decide at this step: of its groups, with the right to decide, while it is in review."""
    is_reviewer = user.is_superuser or task._user_in_groups(user)
    return is_reviewer and may_decide(user) and review.request.stage in IN_REVIEW


def awaiting(*, states, user):
    """Of these states of tasks those that wait for this user's decision."""
    if not may_decide(user):
        return states.none()
    open_reviews = Review.objects.filter(request__stage__in=IN_REVIEW)
    as_text = open_reviews.annotate(pk_text=Cast("pk", CharField())).values("pk_text")
    return states.filter(workflow_state__object_id__in=as_text)


# ---- from the workflow to the request ----


@transaction.atomic
def act(*, task, task_state: TaskState, user, action: str, comment: str = "", **more) -> None:
    """One action of the task; raises REFUSALS, and PermissionDenied for who may not."""
    review = task_state.workflow_state.content_object
    if not may_act(task=task, review=review, user=user):
        raise PermissionDenied
    if action == APPROVE:
        refuse_to_approve(review.request)
        task_state.approve(user=user, comment=comment)
    elif action == RETURN:
        if not comment.strip():
            raise CommentMissing
        task_state.reject(user=user, comment=comment)
    elif action == DECLINE:
        decline(request=review.request, reason=comment, doer=_doer(user), now=timezone.now())
    else:
        raise PermissionDenied


def refuse_to_approve(request: TTARequest) -> None:
    """Raises NotApproved also at a step that isn't the last one."""
    request = lock(request.pk)
    refresh_letter_state(request)
    if found := what_stands_in_the_way(request):
        raise NotApproved(" ".join(found))


@receiver(workflow_approved, sender=WorkflowState, dispatch_uid="tta_review_approved")
def approve_what_was_reviewed(sender, instance, user=None, **kwargs):
    """Its last step was approved: so is the request; a refusal takes the step back.

    A workflow also ends so when its last task is switched off: that decides nothing.
    """
    last = instance.current_task_state
    if last is None or last.status != TaskState.STATUS_APPROVED:
        return
    if (request := _request_in_review(instance)) is not None:
        approve(request=request, doer=_doer(user), now=timezone.now(), comment=_comment(instance))


@receiver(workflow_rejected, sender=WorkflowState, dispatch_uid="tta_review_returned")
def return_what_was_reviewed(sender, instance, user=None, **kwargs):
    """A step was rejected: the request is returned, with the comment, without which it can't be."""
    if (request := _request_in_review(instance)) is not None:
        return_request(
            request=request, doer=_doer(user), now=timezone.now(), comment=_comment(instance)
        )


def _request_in_review(state: WorkflowState) -> TTARequest | None:
    """The request of a workflow of ours, while nobody decided on it by another way."""
    review = state.content_object
    if not isinstance(review, Review):
        return None
    request = TTARequest.objects.get(pk=review.request_id)
    return request if request.stage in IN_REVIEW else None


def _comment(state: WorkflowState) -> str:
    return state.current_task_state.comment if state.current_task_state else ""


def _doer(user) -> Doer:
    return staff(user) if user else Doer(actor=Actor.STAFF)


# ---- from the record to the workflow ----


def may_decide_on(request: TTARequest, user) -> bool:
    """Whether the user may decide on this request now, at the step of its workflow where it waits for one."""
    if request.stage not in IN_REVIEW or not may_decide(user):
        return False
    state = running_workflow(request)
    return state is None or _is_step_of(state, user)


def _is_step_of(state: WorkflowState, user) -> bool:
    if user.is_superuser or state.current_task_state is None:
        return True
    task = state.current_task_state.task.specific
    return bool(task.get_actions(state.content_object, user))


@transaction.atomic
def decide(
    *, request: TTARequest, action: str, comment: str, user, now, seen: int | None = None
) -> TTARequest:
    """Approve, return or decline from the record: as the step of the workflow where one runs, else directly.

    Raises REFUSALS, StepOfOthers and ChangedMeanwhile.
    """
    request = lock(request.pk, seen=seen)
    doer, state = staff(user), running_workflow(request)
    if state and not _is_step_of(state, user):
        raise StepOfOthers(state)
    if action == DECLINE:
        return decline(request=request, reason=comment, doer=doer, now=now)
    if state is None or state.current_task_state is None or request.stage not in IN_REVIEW:
        if action == APPROVE:
            return approve(request=request, doer=doer, now=now, comment=comment)
        return return_request(request=request, comment=comment, doer=doer, now=now)
    task_state = state.current_task_state.specific
    if action == APPROVE:
        refuse_to_approve(request)
        task_state.approve(user=user, comment=comment)
    else:
        if not comment.strip():
            raise CommentMissing
        task_state.reject(user=user, comment=comment)
    return TTARequest.objects.get(pk=request.pk)
