"""Filters of the queue that somebody gave a name."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class SavedView(models.Model):
    """A named query of the queue; `query` is the part of its address after the question mark."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="tta_views"
    )
    name = models.CharField(_("name"), max_length=80)
    query = models.CharField(max_length=2000)
    is_shared = models.BooleanField(_("everybody who sees the queue may use it"), default=False)

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["user", "name"], name="tta_view_name_once_per_user")
        ]

    def __str__(self):
        return self.name
