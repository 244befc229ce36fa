"""Repeating a session, and changing it with all later ones: what an editor writes before a plan is shown."""

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from events.forms.moments import ClockField, DayField
from events.models import Session
from events.repeat.changes import Change, NothingToChange, change_of, minutes_of
from events.repeat.days import LAST_YEAR, Frequency, frequencies
from events.repeat.plan import Rule
from events.times import DateOutOfRange, TimeDoesNotExist, format_date, to_utc, zone_choices

MOST_MINUTES = 14 * 24 * 60


class RepeatForm(forms.Form):
    """How often a session comes again, and until when. `rule` after `is_valid`."""

    frequency = forms.ChoiceField(
        label=_("How often"),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose how often."),
            "invalid_choice": _("Choose one of these."),
        },
    )
    until = DayField(
        label=_("Until"),
        required=False,
        help_text=_("The last day on which there may be a session, for example 6/30/2027."),
    )
    count = forms.IntegerField(
        label=_("Or a number of sessions to add"),
        required=False,
        help_text=_("For example 10. Days that are left out don't count."),
        error_messages={"invalid": _("Write a whole number, for example 10.")},
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    skips_holidays = forms.BooleanField(
        label=_("Leave out U.S. federal holidays"),
        required=False,
        initial=True,
        help_text=_(
            "Also the days on which they are observed. In the next step you can add or leave out"
            " each date by hand."
        ),
    )

    def __init__(self, *args, source: Session, **kwargs):
        super().__init__(*args, **kwargs)
        self.source = source
        choices = [(name.value, words) for name, words in frequencies(source.date).items()]
        self.fields["frequency"].choices = choices  # ty: ignore[missing-attribute]
        self.initial.setdefault("frequency", Frequency.WEEKLY.value)

    def clean_until(self):
        until = self.cleaned_data["until"]
        if until and until.year > LAST_YEAR:
            raise forms.ValidationError(str(DateOutOfRange(until)))
        if until and until <= self.source.date:
            raise forms.ValidationError(
                _now("This gives no session: choose a day after %(day)s.")
                % {"day": format_date(self.source.date)}
            )
        return until

    def clean_count(self):
        count = self.cleaned_data["count"]
        if count is not None and count < 1:
            raise forms.ValidationError(_now("This gives no session. Write 1 or more."))
        return count

    def clean(self):
        cleaned = super().clean() or self.cleaned_data
        if not self.has_error("until") and not self.has_error("count"):
            if cleaned.get("until") and cleaned.get("count"):
                self.add_error("count", _("Give a last day or a number of sessions, not both."))
            elif not cleaned.get("until") and not cleaned.get("count"):
                self.add_error("until", _("Say when it ends: a last day, or a number of sessions."))
        return cleaned

    @property
    def rule(self) -> Rule:
        """After `is_valid`."""
        cleaned = self.cleaned_data
        return Rule(
            frequency=Frequency(cleaned["frequency"]),
            until=cleaned["until"],
            count=cleaned["count"],
            skips_holidays=cleaned["skips_holidays"],
        )

    @property
    def end_field(self) -> str:
        """The field that says where the rule ends; a sentence about the whole rule stands there."""
        return "until" if self.cleaned_data.get("until") else "count"

    @property
    def words(self) -> str:
        """The rule in words, after `is_valid`."""
        often = frequencies(self.source.date)[self.rule.frequency]
        if self.rule.until:
            return _now("%(often)s until %(day)s") % {
                "often": often,
                "day": format_date(self.rule.until, weekday=False),
            }
        return often


class ChangeForm(forms.Form):
    """What becomes of one session; the difference goes to all later ones. `change` after `is_valid`.

    `is_unchanged` tells that what was written is the session as it is.
    """

    change: Change
    is_unchanged = False

    date = DayField(
        label=_("Date"),
        help_text=_(
            "Later sessions move by as many days: from a Tuesday to a Thursday, all by two days."
        ),
        error_messages={"required": _("Add the day of the session.")},
    )
    start_time = ClockField(
        label=_("Starts"),
        help_text=_("For example 2:00 PM."),
        error_messages={"required": _("Add when the session starts.")},
    )
    minutes = forms.IntegerField(
        label=_("Length in minutes"),
        help_text=_("For example 90."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={
            "required": _("Say how long the session is, for example 90."),
            "invalid": _("Write a whole number of minutes, for example 90."),
        },
    )
    zone = forms.ChoiceField(
        label=_("Time zone"),
        choices=zone_choices,
        help_text=_("With another zone, the times above stay as they are written."),
        error_messages={
            "required": _("Choose a time zone from the list."),
            "invalid_choice": _("There is no time zone “%(value)s”. Choose one from the list."),
        },
    )

    def __init__(self, *args, source: Session, **kwargs):
        super().__init__(*args, **kwargs)
        self.source = source
        for name in ("date", "start_time", "zone"):
            self.initial.setdefault(name, getattr(source, name))
        self.initial.setdefault("minutes", minutes_of(source))

    def clean_date(self):
        date = self.cleaned_data["date"]
        if not 1900 <= date.year <= LAST_YEAR:
            raise forms.ValidationError(str(DateOutOfRange(date)))
        return date

    def clean_minutes(self):
        minutes = self.cleaned_data["minutes"]
        if minutes == minutes_of(self.source):
            return minutes
        if minutes < 1:
            raise forms.ValidationError(_now("The session ends before it starts. Write 1 or more."))
        if minutes > MOST_MINUTES:
            raise forms.ValidationError(
                _now("This is longer than two weeks. Write the minutes of one session.")
            )
        return minutes

    def clean(self):
        cleaned = super().clean() or self.cleaned_data
        if self.errors:
            return cleaned
        try:
            to_utc(date=cleaned["date"], time=cleaned["start_time"], zone=cleaned["zone"])
            self.change = change_of(self.source, **cleaned)
        except TimeDoesNotExist as error:
            self.add_error("start_time", str(error))
        except NothingToChange as error:
            self.is_unchanged = True
            self.add_error(None, str(error))
        return cleaned
