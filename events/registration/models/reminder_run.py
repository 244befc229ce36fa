"""Which reminders went out already."""

from django.db import models


class ReminderRun(models.Model):
    """That everybody registered for a session was reminded, this long before this start.

    `starts_at` is part of the key: a session that moves is reminded of again.
    """

    record_uid = models.CharField(max_length=255)
    lead_minutes = models.PositiveIntegerField()
    starts_at = models.DateTimeField()
    ran_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["record_uid", "lead_minutes", "starts_at"], name="reminderrun_once"
            ),
        ]

    def __str__(self):
        return f"{self.record_uid}, {self.lead_minutes} min"
