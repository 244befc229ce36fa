"""The words for where a message stands."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class MailState(TextChoices):
    """What became of a message that is owed. Only `QUEUED` will change by itself."""

    QUEUED = "queued", _("Queued")
    SENT = "sent", _("Sent")
    FAILED = "failed", _("Failed")
    SUPERSEDED = "superseded", _("Superseded")
    SKIPPED = "skipped", _("Skipped")
