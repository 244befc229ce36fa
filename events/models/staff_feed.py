"""The calendar with drafts of one member of staff."""

from django.conf import settings
from django.db import models

from events.models.secret_feed import SecretFeed


class StaffFeed(SecretFeed):
    """Whose feed it is. What the person may do is asked at each request, and stored nowhere."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+"
    )

    def __str__(self):
        return f"{self.user_id}, {self.made_at:%Y-%m-%d}"
