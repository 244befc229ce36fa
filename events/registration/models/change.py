"""The history of a registration after it was made."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from events.registration.enums import Act
from events.registration.models.registration import Registration


class RegistrationChange(models.Model):
    """One act: what, when, by which member of staff (None: the person, or the waitlist by itself), and what changed.

    `changes` maps a field's name to [old, new]. Where the address changed, `left_key` is the
    `email_key` that it had, and `left_offset` the highest `sequence_offset` that its calendar was
    sent for `left_event`: beside the registration's own, for a lookup that reads no other row.
    """

    registration = models.ForeignKey(Registration, on_delete=models.CASCADE, related_name="changes")
    act = models.CharField(max_length=16, choices=Act.choices)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    changes = models.JSONField(default=dict)
    left_key = models.CharField(max_length=254, blank=True)
    left_event = models.ForeignKey(
        "events.EventPage", null=True, on_delete=models.CASCADE, related_name="+", db_index=False
    )
    left_offset = models.PositiveIntegerField(null=True)
    made_at = models.DateTimeField()

    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ["made_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(left_key="", left_event=None, left_offset=None)
                | (~Q(left_key="") & Q(left_event__isnull=False, left_offset__isnull=False)),
                name="registrationchange_left_whole",
            ),
        ]
        indexes = [
            models.Index(
                fields=["left_key", "left_event"],
                condition=~Q(left_key=""),
                name="registrationchange_left",
            ),
        ]

    def __str__(self):
        return self.get_act_display()
