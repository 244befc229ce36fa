"""The event, and whom it is for."""

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from events.enums import Delivery
from events.forms.moments import ClockField, ClockInput, read_clock
from events.times import TimeDoesNotExist, format_time, to_utc, zone_choices
from events.tta.answers import Answers
from events.tta.clock import center_date
from events.tta.enums import OptionList
from events.tta.lead_time import LeadTime, lead_time_of
from events.tta.models import TTARequest
from events.tta.public.forms.day import read_parts
from events.tta.public.forms.page import (
    YES_NO,
    OptionsField,
    PageForm,
    Typed,
    line,
    text_list,
)

MOST_PEOPLE = 1_000_000
_AUDIENCE = (
    *("audience_other", "gender", "age", "race", "ethnicity", "other_demographic"),
    "location",
)
# None of these counts where there is no event.
_OF_THE_EVENT: dict[str, Any] = {
    "event_date": None, "event_start_time": None, "event_end_time": None, "event_zone": "",
    "delivery": "", "place_name": "", "expected_people": None, "may_be_listed": False,
}  # fmt: skip
DAY_PARTS = ("event_month", "event_day", "event_year")
_COUNT = _("Enter a whole number, such as 25")


class _TypedClock(ClockField):
    """A time as people type it: 2:30 p.m., 2:30 PM or 14:30."""

    default_error_messages = {
        "invalid": _("“%(value)s” is not a time. Write it like 2:30 p.m. or 14:30")
    }

    def to_python(self, value):
        try:
            return read_clock(value) if isinstance(value, str) and value.strip() else None
        except ValueError:
            return super().to_python(value)


def _clock(label) -> _TypedClock:
    return _TypedClock(
        label=label, required=False, help_text=_("For example, 2:30 p.m."),
        widget=ClockInput(attrs={"class": "input d8"}),
    )  # fmt: skip


def _part(label, size: int) -> forms.CharField:
    attributes = {"class": f"input d{size}", "inputmode": "numeric", "autocomplete": "off"}
    return forms.CharField(label=label, required=False, widget=forms.TextInput(attrs=attributes))


class EventForm(PageForm):
    """Whether there is an event, and when; the audience, which may be left blank."""

    page = "event"
    heading = _("Event and audience")

    has_event = forms.ChoiceField(
        label=_("Is there an event?"), choices=YES_NO, widget=forms.RadioSelect,
        help_text=_("A training day, a meeting, a call."),
        error_messages={"required": _("Say whether there is an event")},
    )  # fmt: skip
    event_month = _part(_("Month"), 2)
    event_day = _part(_("Day"), 2)
    event_year = _part(_("Year"), 4)
    event_start_time = _clock(_("Starts"))
    event_end_time = _clock(_("Ends"))
    event_zone = forms.ChoiceField(
        label=_("Time zone"), required=False, widget=forms.Select(attrs={"class": "select w-l"}),
        error_messages={"invalid_choice": _("Choose a time zone from the list")},
    )  # fmt: skip
    delivery = forms.ChoiceField(
        label=_("How do people take part?"), choices=Delivery.choices, required=False,
        widget=forms.RadioSelect, error_messages={"invalid_choice": _("Choose one of these")},
    )  # fmt: skip
    place_name = line(_("Place"), help_text=_("Building and town, as far as you know them."))
    expected_people = forms.IntegerField(
        label=_("How many people do you expect?"), required=False, min_value=1, max_value=MOST_PEOPLE,
        widget=forms.TextInput(attrs={"class": "input d8", "inputmode": "numeric"}),
        error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), _COUNT),
    )  # fmt: skip
    may_be_listed = forms.ChoiceField(
        label=_("May we list it in the public catalog?"), choices=YES_NO, required=False,
        widget=forms.RadioSelect,
    )  # fmt: skip
    audiences = OptionsField(_("Audience"), OptionList.AUDIENCE)
    audience_other = line(_("Anybody else?"))
    gender = line(_("Gender"))
    age = line(_("Age"))
    race = line(_("Race"))
    ethnicity = line(_("Ethnicity"))
    other_demographic = line(_("Other characteristics"))
    location = line(_("City, county or region"))

    def __init__(self, data=None, *, now: dt.datetime, **kwargs):
        super().__init__(data, **kwargs)
        self.now = now
        field: Any = self.fields["event_zone"]
        field.choices = zone_choices()
        field.initial = settings.TTA_TIME_ZONE

    def clean(self):
        super().clean()
        if self.cleaned_data.get("has_event") != "yes":
            for name in (*_OF_THE_EVENT, *DAY_PARTS):
                self.errors.pop(name, None)
            return self.cleaned_data
        self._read_day()
        self._need_each_other()
        self._check_times()
        if not self._has_place:
            self.errors.pop("place_name", None)
        return self.cleaned_data

    @property
    def _has_place(self) -> bool:
        said = self.cleaned_data.get("delivery")
        return bool(said) and Delivery(said).has_place

    def _read_day(self) -> None:
        day, part, sentence = read_parts(
            *(self.cleaned_data.get(name, "") for name in DAY_PARTS), names=DAY_PARTS
        )
        if sentence:
            self.add_error(part, sentence)
        elif day is not None and day < self._today:
            self.add_error("event_month", _now("This date is in the past. Enter one to come"))
        elif day is not None:
            self.cleaned_data["event_date"] = day

    @property
    def _today(self) -> dt.date:
        """The day that it is where the event is."""
        zone = self.cleaned_data.get("event_zone") or settings.TTA_TIME_ZONE
        return self.now.astimezone(ZoneInfo(zone)).date()

    def _need_each_other(self) -> None:
        """A date needs a time and a time needs a date, each error at what is missing."""
        found = self.cleaned_data
        is_dated = any(found.get(name, "").strip() for name in DAY_PARTS)
        if is_dated and found.get("event_start_time", "bad") is None:
            sentence = _now("You gave a date. Enter the time that the event starts")
            self.add_error("event_start_time", sentence)
        if not is_dated and (found.get("event_start_time") or found.get("event_end_time")):
            self.add_error("event_month", _now("You gave a time. Enter the date of the event"))
        if is_dated and not found.get("event_zone") and "event_zone" not in self.errors:
            self.add_error("event_zone", _now("Choose the time zone of the event"))

    def _check_times(self) -> None:
        found = self.cleaned_data
        start, end = found.get("event_start_time"), found.get("event_end_time")
        if start and end and end <= start:
            sentence = _now("The event must end after it starts, at %(time)s")
            self.add_error("event_end_time", sentence % {"time": format_time(start)})
        day, zone = found.get("event_date"), found.get("event_zone")
        if not day or not zone:
            return
        for name, clock in (("event_start_time", start), ("event_end_time", end)):
            try:
                moment = to_utc(date=day, time=clock, zone=zone) if clock else None
            except (TimeDoesNotExist, ValueError) as error:
                self.add_error(name, str(error))
                continue
            if name == "event_start_time" and moment and moment <= self.now:
                self.add_error(name, _now("This time is over. Enter one to come"))

    @property
    def answers(self) -> Answers:
        found = dict(self.cleaned_data)
        has_event = found["has_event"] == "yes"
        columns = dict(_OF_THE_EVENT) | {name: found.get(name, "") for name in _AUDIENCE}
        columns["has_event"] = has_event
        if has_event:
            columns |= {name: found[name] for name in _OF_THE_EVENT if name in found}
            columns["may_be_listed"] = found.get("may_be_listed") == "yes"
            columns["event_zone"] = found["event_zone"] if columns["event_date"] else ""
        if not has_event or not self._has_place:
            columns["place_name"] = ""
        return Answers(columns=columns, audiences=list(found.get("audiences", ())))

    def lead_time(self) -> LeadTime | None:
        """What the type's lead time means for the date, or, without one, for today."""
        chosen = self.tta_type
        if chosen is None or not chosen.lead_days:
            return None
        begin = center_date(self.now)
        if self.request is not None and self.request.submitted_at is not None:
            begin = center_date(self.request.submitted_at)
        day = getattr(self, "cleaned_data", {}).get("event_date")
        later = day or begin + dt.timedelta(days=chosen.lead_days)
        return lead_time_of(chosen, day=later, begin=begin)

    @property
    def day_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in DAY_PARTS]

    @property
    def clock_fields(self) -> list[forms.BoundField]:
        return [self["event_start_time"], self["event_end_time"]]

    @property
    def day_error(self) -> bool:
        return any(self[name].errors for name in DAY_PARTS)

    tta_type: Any = None

    @classmethod
    def typed_before(cls, request: TTARequest) -> Typed:
        typed = {name: text_list(getattr(request, name)) for name in _AUDIENCE}
        for name in ("delivery", "place_name", "expected_people", "event_zone"):
            typed[name] = text_list(getattr(request, name))
        for name in ("has_event", "may_be_listed"):
            typed[name] = ["yes" if getattr(request, name) else "no"]
        for name in ("event_start_time", "event_end_time"):
            clock = getattr(request, name)
            typed[name] = [format_time(clock)] if clock else []
        if day := request.event_date:
            parts = (day.month, day.day, day.year)
            typed |= {name: [str(part)] for name, part in zip(DAY_PARTS, parts, strict=True)}
        typed["audiences"] = text_list(*request.audiences.values_list("pk", flat=True))
        return typed
