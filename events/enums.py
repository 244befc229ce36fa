"""The words an event's fields may take. What time decides is computed; what people decide is stored."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Delivery(TextChoices):
    """How people take part."""

    VIRTUAL = "virtual", _("Virtual")
    IN_PERSON = "in_person", _("In person")
    HYBRID = "hybrid", _("Hybrid")

    @property
    def has_place(self) -> bool:
        return self in (Delivery.IN_PERSON, Delivery.HYBRID)

    @property
    def is_online(self) -> bool:
        return self in (Delivery.VIRTUAL, Delivery.HYBRID)


class JoinVisibility(TextChoices):
    """Who may see the address of the online meeting."""

    REGISTRANTS = "registrants", _("Registrants only, by e-mail")
    PUBLIC = "public", _("Everyone, on the page and in calendars")


class RegistrationCovers(TextChoices):
    """What one registration is for."""

    ALL = "all", _("The whole event: everybody comes to all sessions")
    CHOSEN = "chosen", _("Chosen sessions: people tick those they come to")


class RecordingPlan(TextChoices):
    """Whether a recording will follow the event."""

    PLANNED = "planned", _("A recording will be published")
    NONE = "none", _("No recording")


class FileRole(TextChoices):
    """What a file is to its event."""

    SLIDES = "slides", _("Slides")
    HANDOUT = "handout", _("Handout")
    TRANSCRIPT = "transcript", _("Transcript")
    OTHER = "other", _("Other")


class EventStatus(TextChoices):
    """What people decided about an event; kept outside of revisions, so that a revert can't undo it."""

    SCHEDULED = "scheduled", _("Scheduled")
    CANCELLED = "cancelled", _("Cancelled")
    POSTPONED = "postponed", _("Postponed")


class Phase(TextChoices):
    """Where an event stands in time; always computed, never stored."""

    UPCOMING = "upcoming", _("Upcoming")
    LIVE = "live", _("Live")
    WAITING = "waiting", _("Waiting for the recording")
    ARCHIVE = "archive", _("Archive")
