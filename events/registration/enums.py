"""The words a registration's fields may take."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class RegistrationState(TextChoices):
    """Where a registration stands. Confirmed and waitlisted ones are active: one per event and address."""

    CONFIRMED = "confirmed", _("Confirmed")
    WAITLISTED = "waitlisted", _("Waitlisted")
    CANCELLED = "cancelled", _("Cancelled")


ACTIVE = (RegistrationState.CONFIRMED, RegistrationState.WAITLISTED)


class Part(TextChoices):
    """What somebody comes as. All but attendees hold an invitation without taking a place."""

    ATTENDEE = "attendee", _("Attendee")
    PRESENTER = "presenter", _("Presenter")
    MODERATOR = "moderator", _("Moderator")
    STAFF = "staff", _("Staff")


class Act(TextChoices):
    """What somebody did with a registration after it was made."""

    ADDED = "added", _("Added by hand")
    CORRECTED = "corrected", _("Details corrected")
    ADDRESS_CHANGED = "address_changed", _("E-mail address changed")
    INVITED_AGAIN = "invited_again", _("Invitation sent again")
    PROMOTED = "promoted", _("Promoted from the waitlist")
    CANCELLED = "cancelled", _("Cancelled")
    DECLINED = "declined", _("Declined in the calendar; asked whether to give the place back")
    BOUNCED = "bounced", _("Mail came back")
    SESSION_ADDED = "session_added", _("Session added")
    SESSION_LEFT = "session_left", _("Session given back")
