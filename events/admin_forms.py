"""The small forms behind an event's actions in the admin."""

from django import forms
from django.utils.translation import gettext_lazy as _

from events.forms.moments import DayField


class CallOffForm(forms.Form):
    """Why an event is off, and what comes next; both are shown to visitors and calendars."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=300,
        help_text=_("Visitors and calendars show it, for example: The host agency withdrew."),
        error_messages={"required": _("Say why: visitors and calendars show the reason.")},
    )
    next_step = forms.CharField(
        label=_("What comes next"),
        max_length=300,
        required=False,
        help_text=_("For example: A new date will be announced in February."),
    )


class RestoreForm(forms.Form):
    """Why an event is on again; only the page's history shows it."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=300,
        help_text=_("For the page's history, for example: The host agency found a new room."),
        error_messages={"required": _("Say why, for those who read the history.")},
    )


class RunAgainForm(forms.Form):
    """A new date for the first session, and the title of the new run."""

    title = forms.CharField(label=_("Title"), max_length=255)
    first_date = DayField(
        label=_("Date of the first session"),
        help_text=_("Other sessions and the registration dates keep their distance in days."),
        error_messages={"required": _("Choose the day of the first session.")},
    )
