"""The form with which staff correct what was asked, and fill in what they know."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from events.enums import Delivery
from events.forms.moments import moment_formfield
from events.public_forms.addresses import UnusableAddress, usable_address
from events.public_forms.texts import one_line, several_lines
from events.times import TimeDoesNotExist, to_utc, zone_choices
from events.tta.actions.correct import ASKED, OF_STAFF
from events.tta.enums import OptionList
from events.tta.models import Option, TTARequest, TTAType

LONG = ("narrative", "public_description")


class CorrectForm(forms.ModelForm):
    """Only what the person changed is written: what somebody else changed meanwhile in other fields stays.

    Each field carries the value that the page showed, hidden; that is what `changed_values` compares with.
    """

    fields: Any
    data: Any
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)

    class Meta:
        model = TTARequest
        fields = [*ASKED, *OF_STAFF]
        formfield_callback = moment_formfield

    def __init__(self, *args, record: TTARequest, user, **kwargs):
        self.record, self.user = record, user
        super().__init__(*args, instance=record, **kwargs)
        self.fields["version"].initial = record.version
        for name, field in self.fields.items():
            if name != "version":
                field.show_hidden_initial = True
        self.fields["event_zone"] = forms.ChoiceField(
            label=_("Time zone"), required=False, show_hidden_initial=True,
            choices=[("", _("None")), *zone_choices()],
        )  # fmt: skip
        self.fields["delivery"].choices = [("", _("None")), *Delivery.choices]
        for name in LONG:
            self.fields[name].widget = forms.Textarea(attrs={"rows": 6})
        for name in ("title", "contact_name", "contact_email", "agency_name"):
            self.fields[name].required = True
        self._offer_rows()

    def _offer_rows(self) -> None:
        """What is offered, and what the record has although it is offered no more."""
        types = TTAType.objects.filter(is_offered=True) | TTAType.objects.filter(
            pk=self.record.tta_type_id
        )
        self.fields["tta_type"].queryset = types.distinct()
        self.fields["tta_type"].help_text = _(
            "Another type asks other questions, has another lead time and may need a letter. The answers stay."
        )
        for name, list_name, single in (
            ("agency_type", OptionList.AGENCY_TYPE, True),
            ("agency_scope", OptionList.AGENCY_SCOPE, True),
            ("program_area", OptionList.PROGRAM_AREA, True),
            ("source", OptionList.SOURCE, True),
            ("category", OptionList.CATEGORY, True),
            ("cost_band", OptionList.COST_BAND, True),
            ("sub_topics", OptionList.SUB_TOPIC, False),
            ("audiences", OptionList.AUDIENCE, False),
        ):
            rows = Option.objects.filter(list=list_name)
            kept = (
                [getattr(self.record, f"{name}_id")]
                if single
                else list(getattr(self.record, name).values_list("pk", flat=True))
            )
            field = self.fields[name]
            field.queryset = rows.filter(is_offered=True) | rows.filter(pk__in=kept)
            if not single:
                field.widget = forms.CheckboxSelectMultiple()
                field.widget.choices = field.choices

    def is_seen_again(self) -> None:
        """What was typed stays; the next try is against the record as it is now."""
        self.data = self.data.copy()
        self.data["version"] = str(self.record.version)

    @property
    def changed_values(self) -> dict:
        return {name: self.cleaned_data[name] for name in self.changed_data if name != "version"}

    def clean_contact_email(self):
        try:
            return usable_address(self.cleaned_data["contact_email"])
        except UnusableAddress as error:
            raise ValidationError(str(error)) from None

    def clean(self):
        found = super().clean() or {}
        for name, value in found.items():
            if isinstance(value, str) and name not in ("event_zone", "delivery", "contact_email"):
                found[name] = several_lines(value) if name in LONG else one_line(value)
        self._look_at_date(found)
        self._look_at_sub_topics(found)
        return found

    def _look_at_date(self, found: dict) -> None:
        """A date needs a time and a zone, a time needs a date, each said at the field that is missing."""
        day, start = found.get("event_date"), found.get("event_start_time")
        end, zone = found.get("event_end_time"), found.get("event_zone")
        if self.errors.keys() & {"event_date", "event_start_time", "event_end_time", "event_zone"}:
            return
        if day and not start:
            self.add_error("event_start_time", _("Enter the time: a date needs one."))
        if (start or end) and not day:
            self.add_error("event_date", _("Enter the date: a time needs one."))
        if day and not zone:
            self.add_error("event_zone", _("Choose the time zone."))
        if start and end and end <= start:
            self.add_error("event_end_time", _("The end comes after the start."))
        if day and start and zone:
            try:
                to_utc(date=day, time=start, zone=zone)
            except TimeDoesNotExist as error:
                self.add_error("event_start_time", str(error))
        if day and not found.get("has_event"):
            self.add_error("has_event", _("Tick this, or take the date away."))

    def _look_at_sub_topics(self, found: dict) -> None:
        area = found.get("program_area")
        strange = [
            row
            for row in found.get("sub_topics") or ()
            if row.parent_id != getattr(area, "pk", None)
        ]
        if strange and {"sub_topics", "program_area"} & set(self.changed_data):
            names = "; ".join(row.name for row in strange)
            self.add_error(
                "sub_topics",
                _("These belong to another program area: %(names)s.") % {"names": names},
            )

    def _post_clean(self):
        """The record is written by its action, never by this form; constraints are the action's too."""
