"""The milestones of a request: an element, activity, work product or key task of it."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Milestone(models.Model):
    """One milestone: planned (`due_date`), done (`done_date`), or both; at least one of them.

    `reminders` is the step, in days past due (20, 40, 50 …), up to which it was chased.
    """

    request = models.ForeignKey(
        "tta.TTARequest", on_delete=models.CASCADE, related_name="milestones"
    )
    text = models.CharField(_("milestone"), max_length=300)
    due_date = models.DateField(_("due"), null=True, blank=True)
    done_date = models.DateField(_("done"), null=True, blank=True)
    note = models.TextField(_("note"), max_length=2000, blank=True)
    is_public = models.BooleanField(_("the requester sees it"), default=True)
    sort_order = models.PositiveIntegerField(default=0, editable=False)
    reminders = models.PositiveSmallIntegerField(default=0, editable=False)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("milestone")
        verbose_name_plural = _("milestones")
        ordering = ["sort_order", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(due_date__isnull=False) | Q(done_date__isnull=False),
                name="tta_milestone_has_a_date",
            )
        ]
        indexes = [
            models.Index(
                fields=["due_date", "id"],
                condition=Q(done_date__isnull=True),
                name="tta_milestone_late",
            )
        ]

    def __str__(self):
        return self.text

    @property
    def is_done(self) -> bool:
        return self.done_date is not None

    def days_late(self, today) -> int:
        """How many days it is past due on `today`; 0 where it is done, planned for later or for no day."""
        if self.is_done or self.due_date is None:
            return 0
        return max(0, (today - self.due_date).days)
