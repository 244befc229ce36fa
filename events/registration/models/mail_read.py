"""Mail from outside that was handled: answers from calendars, and mail that came back."""

from django.db import models

from events.registration.models.registration import Registration


class MailRead(models.Model):
    """One mail that `read_replies` has handled, written in the transaction of what it did: it is handled once.

    `key` tells mails apart (`replies.letter`). Of an answer it keeps the registration, the UID, what was
    answered (PARTSTAT) and when, so that an older answer does not overrule a newer one.
    """

    key = models.CharField(max_length=64, unique=True)
    outcome = models.CharField(max_length=16)
    registration = models.ForeignKey(
        Registration, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    uid = models.CharField(max_length=255, blank=True)
    answer = models.CharField(max_length=16, blank=True)
    answered_at = models.DateTimeField(null=True)
    read_at = models.DateTimeField()

    wagtail_reference_index_ignore = True

    def __str__(self):
        return f"{self.outcome} ({self.key[:8]})"
