"""The words that fields of the library may take."""

from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _


class ResourceType(TextChoices):
    """What a resource is, as the rail of a list names it."""

    ARTICLE = "article", _("Article")
    BRIEF = "brief", _("Brief")
    FACT_SHEET = "fact_sheet", _("Fact sheet")
    GUIDE = "guide", _("Guide")
    REPORT = "report", _("Report")
    TOOLKIT = "toolkit", _("Toolkit")
    TRAINING = "training", _("Training material")
    VIDEO = "video", _("Video")
    WEBINAR = "webinar", _("Webinar")
    WEBSITE = "website", _("Website")


class Intercept(IntegerChoices):
    """The six intercepts of the Sequential Intercept Model. The number is the key; words may be translated."""

    COMMUNITY_SERVICES = 0, _("Community services")
    LAW_ENFORCEMENT = 1, _("Law enforcement")
    INITIAL_DETENTION = 2, _("Initial detention and initial court hearings")
    JAILS_AND_COURTS = 3, _("Jails and courts")
    REENTRY = 4, _("Reentry")
    COMMUNITY_CORRECTIONS = 5, _("Community corrections")

    @property
    def title(self) -> str:
        """`Intercept 1: Law enforcement`."""
        return _("Intercept %(number)d: %(words)s") % {"number": self.value, "words": self.label}
