"""What a published event changed for the people who hold its invitation."""

from django.db import models
from django.db.models import Q


class EventChange(models.Model):
    """One publishing, cancelling or restoring that made invitations wrong; the worker tells everybody.

    `sessions` has each changed session as `events.slot_changes` writes it, in the order of time.
    `has_other_meeting`: the address that only registrants get is another one.
    `note` is what the editor adds. `told_up_to` is the key of the last registration that mail is owed
    to: the worker goes on there after a crash. `done_at` is None until all are reached.
    """

    event = models.ForeignKey("events.EventPage", on_delete=models.CASCADE, related_name="+")
    sessions = models.JSONField()
    has_other_meeting = models.BooleanField(default=False)
    note = models.TextField(blank=True)
    made_at = models.DateTimeField()
    told_up_to = models.PositiveBigIntegerField(default=0)
    done_at = models.DateTimeField(null=True)

    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ["pk"]
        indexes = [
            models.Index(
                fields=["id"], condition=Q(done_at__isnull=True), name="eventchange_to_tell"
            ),
        ]

    def __str__(self):
        return f"{self.event_id}, {self.made_at:%Y-%m-%d %H:%M}"
