"""Open the review of a submitted request on Wagtail's workflow, where one is set up, and end it."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import WorkflowState
from wagtail.signals import workflow_submitted

from events.tta.models import Review, TTARequest


class CommentMissing(ValueError):
    """The requester reads why: without a comment nothing is returned, declined or cancelled."""

    def __init__(self) -> None:
        super().__init__(_("Write why: the requester reads it."))


def open_review(*, request: TTARequest, now: datetime) -> Review:
    """One more round of review, in the transaction of the submission.

    Where Settings, Workflows has a workflow for TTA reviews, it starts, and its reviewers are told after
    the commit; without one, whoever may decide does so from the record itself.
    """
    review = Review.objects.create(
        request=request, round=request.reviews.count() + 1, opened_at=now, live=False
    )
    review.save_revision(clean=False, log_action=False)
    if workflow := review.get_workflow():
        _start(workflow, review)
    return review


def _start(workflow, review: Review) -> None:
    """What `Workflow.start` does, but the mail of its signal waits for the commit."""
    state = WorkflowState.objects.create(
        content_type=review.get_content_type(),
        base_content_type=review.get_base_content_type(),
        object_id=str(review.pk),
        workflow=workflow,
        status=WorkflowState.STATUS_IN_PROGRESS,
    )
    state.update()
    current = state.current_task_state
    log(
        instance=review,
        action="wagtail.workflow.start",
        data={
            "workflow": {
                "id": workflow.pk,
                "title": workflow.name,
                "status": state.status,
                "next": {"id": current.task_id, "title": current.task.name} if current else None,
                "task_state_id": current.pk if current else None,
            }
        },
        revision=review.latest_revision,
    )
    transaction.on_commit(
        lambda: workflow_submitted.send(sender=WorkflowState, instance=state, user=None),
        robust=True,
    )


def running_workflow(request: TTARequest) -> WorkflowState | None:
    """The workflow that this request waits in; 2 queries, 1 where it was never reviewed."""
    review = request.reviews.order_by("-round").first()
    if review is None:
        return None
    states = review.workflow_states
    running = states.filter(status=WorkflowState.STATUS_IN_PROGRESS).order_by("-pk")
    return running.select_related("workflow", "current_task_state__task").first()


def close_review(*, request: TTARequest, user) -> None:
    """End a workflow that still runs for a request on which it is decided; part of the deciding action."""
    if state := running_workflow(request):
        state.cancel(user=user)
