"""What requester and staff wrote to each other, and what staff wrote for themselves."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from events.tta.enums import Actor


class Message(models.Model):
    """One message of the conversation; the requester reads every one of them."""

    request = models.ForeignKey("tta.TTARequest", on_delete=models.CASCADE, related_name="messages")
    at = models.DateTimeField(_("written"))
    actor = models.CharField(max_length=10, choices=Actor.choices)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    by_name = models.CharField(max_length=200)
    text = models.TextField(_("message"), max_length=5000)
    form_token = models.UUIDField(null=True, unique=True, editable=False)

    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self):
        return self.text[:80]


class Note(models.Model):
    """An internal note: staff alone read it, in no export for others and no mail."""

    request = models.ForeignKey("tta.TTARequest", on_delete=models.CASCADE, related_name="notes")
    at = models.DateTimeField(_("written"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    by_name = models.CharField(max_length=200)
    text = models.TextField(_("note"), max_length=5000)

    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self):
        return self.text[:80]
