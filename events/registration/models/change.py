"""The history of a registration after it was made."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from events.registration.enums import Act
from events.registration.models.registration import Registration


class RegistrationChange(models.Model):
    """One act: what, when, by which member of staff (None: the person, or the waitlist by itself), and what changed.

    `changes` maps a field's name to [old, new]. `left_key` is the `email_key` that a changed
    address had: the numbers that its calendar knows are those of this registration.
    """

    registration = models.ForeignKey(Registration, on_delete=models.CASCADE, related_name="changes")
    act = models.CharField(max_length=16, choices=Act.choices)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    changes = models.JSONField(default=dict)
    left_key = models.CharField(max_length=254, blank=True)
    made_at = models.DateTimeField()

    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ["made_at", "pk"]
        indexes = [
            models.Index(
                fields=["left_key"], condition=~Q(left_key=""), name="registrationchange_left"
            ),
        ]

    def __str__(self):
        return self.get_act_display()
