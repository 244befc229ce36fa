"""What a request can be, as stored words."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Stage(models.TextChoices):
    """Where a request stands. `events.tta.stages` says which moves there are, and whose they are."""

    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("Submitted")
    UNDER_REVIEW = "under_review", _("Under review")
    RETURNED = "returned", _("Returned for changes")
    APPROVED = "approved", _("Approved")
    DECLINED = "declined", _("Declined")
    ASSIGNED = "assigned", _("Assigned")
    SCHEDULED = "scheduled", _("Scheduled")
    IN_DELIVERY = "in_delivery", _("In delivery")
    ON_HOLD = "on_hold", _("On hold")
    DELIVERED = "delivered", _("Delivered")
    CLOSED = "closed", _("Closed")
    CANCELLED = "cancelled", _("Cancelled")
    WITHDRAWN = "withdrawn", _("Withdrawn")


# The requester writes.
OPEN_TO_REQUESTER = (Stage.DRAFT, Stage.RETURNED)
# Somebody at the center decides.
IN_REVIEW = (Stage.SUBMITTED, Stage.UNDER_REVIEW)
# Approved, and work is still to be done.
IN_WORK = (Stage.APPROVED, Stage.ASSIGNED, Stage.SCHEDULED, Stage.IN_DELIVERY, Stage.ON_HOLD)
# Nothing more is to come.
ENDED = (Stage.DECLINED, Stage.CLOSED, Stage.CANCELLED, Stage.WITHDRAWN)
# Approved at some time.
ONCE_APPROVED = (*IN_WORK, Stage.DELIVERED, Stage.CLOSED)


class Actor(models.TextChoices):
    """Who does something with a request."""

    REQUESTER = "requester", _("Requester")
    STAFF = "staff", _("Staff")
    PROVIDER = "provider", _("Provider")
    SYSTEM = "system", _("The system")


class OptionList(models.TextChoices):
    """The lists that a request's answers come from; their entries are rows that staff edit."""

    AGENCY_TYPE = "agency_type", _("Type of agency")
    AGENCY_SCOPE = "agency_scope", _("Scope of the agency")
    SOURCE = "source", _("Source")
    CATEGORY = "category", _("Category")
    PROGRAM_AREA = "program_area", _("Program area")
    SUB_TOPIC = "sub_topic", _("Sub-topic")
    AUDIENCE = "audience", _("Audience")
    COST_BAND = "cost_band", _("Estimated cost")


class LetterPlan(models.TextChoices):
    """How the letter of support comes, as the requester said."""

    UPLOAD = "upload", _("I upload it now")
    EMAIL = "email", _("I will e-mail it")
    LATER = "later", _("I upload it later, by the link in my e-mail")


class LetterState(models.TextChoices):
    """What a queue says of the letter."""

    NOT_NEEDED = "not_needed", _("Not needed")
    MISSING = "missing", _("Missing")
    UNCHECKED = "unchecked", _("To be checked")
    CHECKED = "checked", _("Checked")


class ReportKind(models.TextChoices):
    """What a requester undertook to tell us of after approval."""

    DATE_CHANGE = "date_change", _("The date changes")
    CANCELLATION = "cancellation", _("It is cancelled")
    UNREACHABLE = "unreachable", _("We can’t reach the provider")


class ReportState(models.TextChoices):
    OPEN = "open", _("Open")
    ACCEPTED = "accepted", _("Accepted")
    DISMISSED = "dismissed", _("Not taken over")


class EntryKind(models.TextChoices):
    """What an entry of the history tells of."""

    STAGE = "stage", _("Stage")
    CHANGE = "change", _("Change")
    LETTER = "letter", _("Letter of support")
    OWNER = "owner", _("Owner")
    PROVIDER = "provider", _("Provider")
    MILESTONE = "milestone", _("Milestone")
    REPORT = "report", _("Report of the requester")
    MESSAGE = "message", _("Message")
    NOTE = "note", _("Internal note")
    EVENT = "event", _("Event")
    AGREEMENT = "agreement", _("Agreement")


class QuestionKind(models.TextChoices):
    """How a further question of a TTA type is answered."""

    LINE = "line", _("One line of text")
    LINES = "lines", _("Several lines of text")
    NUMBER = "number", _("A whole number")
    YES_NO = "yes_no", _("Yes or no")
    CHOICE = "choice", _("One of several choices")
