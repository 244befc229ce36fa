"""The review of a request on Wagtail's workflow.

What goes through the workflow is a Review, one per submission, not the request: publishing a revision
writes the fields of that revision back, and would undo what happened to the request since. The decision is
stored on the request by an action; that a review is live decides nothing.
"""

from django.db import models
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from wagtail.models import (
    AbstractGroupApprovalTask,
    DraftStateMixin,
    RevisionMixin,
    WorkflowMixin,
)


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
    """Approve a request, return it for changes, or decline it; the requester reads the comment."""

    class Meta:
        verbose_name = _("Review of a TTA request")
        verbose_name_plural = _("Reviews of TTA requests")

    @classmethod
    def get_description(cls):
        return _now("Members of the chosen groups approve, return or decline a request for TTA.")
