"""What a requester tells us after approval, as they undertook: another date, cancelled, provider out of reach."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from events.tta.enums import ReportKind, ReportState


class Report(models.Model):
    """One report and what staff made of it. The new date, times and zone stand for a change of date only.

    Two open reports of one kind about one request are one report: the newer words replace the older.
    """

    request = models.ForeignKey("tta.TTARequest", on_delete=models.CASCADE, related_name="reports")
    kind = models.CharField(_("report"), max_length=12, choices=ReportKind.choices)
    state = models.CharField(max_length=10, choices=ReportState.choices, default=ReportState.OPEN)
    words = models.TextField(_("in the requester's words"), max_length=2000, blank=True)
    new_date = models.DateField(_("new date"), null=True, blank=True)
    new_start_time = models.TimeField(_("starts"), null=True, blank=True)
    new_end_time = models.TimeField(_("ends"), null=True, blank=True)
    new_zone = models.CharField(_("time zone"), max_length=64, blank=True)
    made_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    answer = models.TextField(_("answer to the requester"), max_length=2000, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ["made_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["request", "kind"],
                condition=Q(state=ReportState.OPEN),
                name="tta_report_one_open_of_a_kind",
            ),
            models.CheckConstraint(
                condition=~Q(kind=ReportKind.DATE_CHANGE)
                | (Q(new_date__isnull=False) & Q(new_start_time__isnull=False) & ~Q(new_zone="")),
                name="tta_report_new_date_is_whole",
            ),
        ]

    def __str__(self):
        return str(self.get_kind_display())
