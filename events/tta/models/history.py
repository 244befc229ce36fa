"""The history of a request: what happened, when, by whom; written by actions, never changed."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from events.tta.enums import Actor, EntryKind, Stage


class HistoryEntry(models.Model):
    """One thing that happened. `words` is a sentence, `comment` what the actor wrote.

    `is_public` says whether the requester reads it. `by_name` stays when the user is deleted. `facts`
    holds old and new values by field, as text, for a change.
    """

    request = models.ForeignKey("tta.TTARequest", on_delete=models.CASCADE, related_name="history")
    kind = models.CharField(_("what"), max_length=10, choices=EntryKind.choices)
    at = models.DateTimeField(_("when"))
    actor = models.CharField(_("by"), max_length=10, choices=Actor.choices)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    by_name = models.CharField(max_length=200, blank=True)
    from_stage = models.CharField(max_length=12, choices=Stage.choices, blank=True)
    to_stage = models.CharField(max_length=12, choices=Stage.choices, blank=True)
    words = models.CharField(max_length=500, blank=True)
    comment = models.TextField(blank=True)
    facts = models.JSONField(default=dict, blank=True)
    is_public = models.BooleanField(default=False)

    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ["at", "pk"]
        indexes = [models.Index(fields=["request", "at", "id"], name="tta_history_in_order")]

    def __str__(self):
        return self.words or str(self.get_kind_display())
