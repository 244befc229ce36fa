"""The review of a request on Wagtail's workflow.

What goes through the workflow is a Review, one per submission, not the request: publishing a revision
writes the fields of that revision back, and would undo what happened to the request since. The decision is
stored on the request by an action; that a review is live decides nothing.
"""

from django.db import models, transaction
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from wagtail.models import (
    AbstractGroupApprovalTask,
    DraftStateMixin,
    RevisionMixin,
    TaskState,
    WorkflowMixin,
)
from wagtail.signals import task_submitted


class Review(WorkflowMixin, DraftStateMixin, RevisionMixin, models.Model):
    """One submission of a request, as reviewers find it among what awaits them."""

    request = models.ForeignKey("tta.TTARequest", on_delete=models.CASCADE, related_name="reviews")
    round = models.PositiveSmallIntegerField(default=1)
    opened_at = models.DateTimeField()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("TTA review")
        verbose_name_plural = _("TTA reviews")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["request", "round"], name="tta_review_round_once")
        ]

    def __str__(self):
        return f"{self.request.number} {self.request.title}"


class ReviewTask(AbstractGroupApprovalTask):
    """Approve a request, return it for changes, or decline it; the requester reads the comment.

    It offers its actions to members of its groups who may decide, while the request is in review. What each of
    them does to the request is in `events.tta.review_workflow`, whichever way it is asked for.
    """

    class Meta:
        verbose_name = _("Review of a TTA request")
        verbose_name_plural = _("Reviews of TTA requests")

    @classmethod
    def get_description(cls):
        return _now(
            "Members of the chosen groups who may decide on TTA requests approve, return or decline a request."
        )

    def get_actions(self, obj, user):
        """Every one asks for the comment, so that each has a dialog."""
        from events.tta.review_workflow import may_act

        if not may_act(task=self, review=obj, user=user):
            return []
        return [
            ("approve", _now("Approve"), True),
            ("return", _now("Return for changes"), True),
            ("decline", _now("Decline"), True),
        ]

    def get_form_for_action(self, action):
        from events.tta.review_workflow import ApprovalForm, ReasonForm

        return ApprovalForm if action == "approve" else ReasonForm

    def on_action(self, task_state, user, action_name, **kwargs):
        """Raises NotApproved, CannotMove and CommentMissing, and then nothing has happened."""
        from events.tta.review_workflow import act

        act(task=self, task_state=task_state, user=user, action=action_name, **kwargs)

    def get_task_states_user_can_moderate(self, user, **kwargs):
        """Those of requests that are still in review."""
        from events.tta.review_workflow import awaiting

        states = super().get_task_states_user_can_moderate(user, **kwargs)
        return awaiting(states=states, user=user)

    def start(self, workflow_state, user=None):
        """As Wagtail's, but its reviewers are mailed after the commit: no mail goes out in a transaction."""
        state = TaskState.objects.create(
            workflow_state=workflow_state,
            status=TaskState.STATUS_IN_PROGRESS,
            revision=workflow_state.content_object.get_latest_revision(),
            task=self,
        )
        transaction.on_commit(
            lambda: task_submitted.send(sender=TaskState, instance=state, user=user), robust=True
        )
        return state
