"""What a requester writes on the page of their own request: a message, and the three reports."""

import datetime as dt
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from events.forms.moments import read_clock
from events.public_forms.fields import LineField, LinesField
from events.public_forms.form import PersonForm
from events.times import zone_choices
from events.tta.dates import EventDate
from events.tta.public.forms.day import read_parts

DAY_PARTS = ("month", "day", "year")
TOO_LONG = _("Shorten this to %(limit_value)d characters. It has %(show_value)d now.")


def words_field(label, *, limit: int, required: Any = "", help_text: Any = "") -> LinesField:
    """Several lines; `required` is the sentence for who leaves it empty, and nothing where that is allowed."""
    messages = {"max_length": TOO_LONG} | ({"required": required} if required else {})
    return LinesField(
        label=label,
        max_length=limit,
        required=bool(required),
        help_text=help_text,
        error_messages=messages,
        widget=forms.Textarea(attrs={"class": "area", "rows": 5}),
    )


class FollowingForm(PersonForm):
    """A form whose inputs point to their hint and their error."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for bound in self:
            ids = [f"{bound.auto_id}_helptext"] if bound.help_text else []
            if self.is_bound and bound.errors:
                ids.append(f"{bound.auto_id}_error")
                bound.field.widget.attrs["aria-invalid"] = "true"
            if ids:
                bound.field.widget.attrs["aria-describedby"] = " ".join(ids)


class MessageForm(FollowingForm):
    button = _("Send")
    text = words_field(
        _("Your message"), limit=5000, required=_("Write your message"),
        help_text=_("Our staff read it. It stays with your request."),
    )  # fmt: skip


class CancelledForm(FollowingForm):
    button = _("Report it")
    words = words_field(
        _("Why is it cancelled?"), limit=2000, required=_("Write why it is cancelled"),
        help_text=_("A sentence is enough."),
    )  # fmt: skip


class UnreachableForm(FollowingForm):
    button = _("Report it")
    words = words_field(
        _("What did you try?"), limit=2000, required=_("Write what you tried, and when"),
        help_text=_("For example: two calls and an e-mail in the week of May 3, no answer."),
    )  # fmt: skip


def _part(label, *, digits: int) -> LineField:
    attributes = {"inputmode": "numeric", "class": f"input d{digits}", "autocomplete": "off"}
    return LineField(label=label, required=False, widget=forms.TextInput(attrs=attributes))


def _clock(label, *, required: Any = "", help_text: Any) -> LineField:
    return LineField(
        label=label,
        required=bool(required),
        error_messages={"required": required} if required else {},
        help_text=help_text,
        widget=forms.TextInput(attrs={"class": "input d8", "autocomplete": "off"}),
    )


def _zones() -> list:
    return [("", _now("Choose")), *zone_choices()]


class DateChangeForm(FollowingForm):
    """A new date with its times and zone. Numbers and times stay as they were typed."""

    button = _("Report it")
    month = _part(_("Month"), digits=2)
    day = _part(_("Day"), digits=2)
    year = _part(_("Year"), digits=4)
    start_time = _clock(
        _("Starts"),
        required=_("Enter the time that the event starts"),
        help_text=_("For example, 2:30 p.m."),
    )
    end_time = _clock(_("Ends"), help_text=_("If you know it."))
    zone = forms.ChoiceField(
        label=_("Time zone"),
        choices=_zones,
        error_messages={
            "required": _("Choose the time zone"), "invalid_choice": _("Choose a time zone of the list"),
        },
        widget=forms.Select(attrs={"class": "select"}),
    )  # fmt: skip
    words = words_field(_("Anything we should know about the change"), limit=2000)

    @property
    def new(self) -> EventDate:
        """The new date of a valid form."""
        return self.cleaned_data["new"]

    def clean_start_time(self):
        return self._time("start_time")

    def clean_end_time(self):
        return self._time("end_time") if self.cleaned_data["end_time"] else None

    def _time(self, name: str) -> dt.time:
        text = self.cleaned_data[name]
        try:
            return read_clock(text)
        except ValueError:
            words = {"text": text[:40]}
            raise ValidationError(
                _now("“%(text)s” can’t be read as a time. Write it like 2:30 p.m. or 14:30") % words
            ) from None

    def clean(self):
        super().clean()
        day = self._day()
        start, zone = self.cleaned_data.get("start_time"), self.cleaned_data.get("zone")
        end = self.cleaned_data.get("end_time")
        if start and end and end <= start:
            self.add_error("end_time", _now("The event ends after it starts: enter a later time"))
        if not (day and start and zone) or self.errors:
            return self.cleaned_data
        new = EventDate(date=day, start_time=start, end_time=end, zone=zone)
        try:
            is_past = new.starts_at <= self.now
        except ValueError as error:  # clocks skip this time, or the year is far off
            self.add_error("start_time", str(error))
            return self.cleaned_data
        if is_past:
            self.add_error("month", _now("This date is in the past. Enter the new date"))
        self.cleaned_data["new"] = new
        return self.cleaned_data

    def _day(self) -> dt.date | None:
        """The day of the three parts; what is wrong is said at the first that is."""
        parts = [self.cleaned_data.get(name, "") for name in DAY_PARTS]
        if not any(parts):
            self.add_error("month", _now("Enter the new date"))
            return None
        day, name, sentence = read_parts(*parts, names=DAY_PARTS)
        if sentence:
            self.add_error(name, sentence)
        return day
