"""The rows of an event in the editor's form: sessions, presenters, files and captions."""

import uuid

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from events.forms.moments import moment_formfield
from events.forms.zones import ZoneSelect
from events.times import DateOutOfRange, TimeDoesNotExist, UnknownZone, to_utc, zone_choices
from resources.rows import RowFormSet


class SessionRowFormSet(RowFormSet):
    """The sessions of an event, each with a key of its own."""

    def validate_unique(self):
        self._mint_keys_given_twice()
        super().validate_unique()

    def _mint_keys_given_twice(self) -> None:
        """No editor typed a key, so none could correct it; the first row keeps it."""
        keys = set()
        for form in self.forms:
            if (key := getattr(form, "cleaned_data", {}).get("key")) in keys:
                key = form.cleaned_data["key"] = form.instance.key = uuid.uuid4()
            if key:
                keys.add(key)


class SessionForm(WagtailAdminModelForm):
    """One session: a date needs its times, the end comes after the start, and both must exist on that day."""

    class Meta(WagtailAdminModelForm.Meta):
        formfield_callback = moment_formfield

    zone = forms.ChoiceField(
        label=_("Time zone"),
        choices=zone_choices,
        widget=ZoneSelect,
        error_messages={
            "invalid_choice": _("There is no time zone “%(value)s”. Choose one from the list.")
        },
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["zone"].help_text = self._meta.model._meta.get_field("zone").help_text
        self.fields["key"].required = False
        messages = {
            "date": _("Times need a date: add the day of the session."),
            "start_time": _("A date needs a time: add when the session starts."),
            "end_time": _("Add when the session ends."),
        }
        for name, message in messages.items():
            self.fields[name].error_messages["required"] = message

    def clean(self):
        super().clean()
        cleaned = self.cleaned_data
        cleaned["key"] = cleaned.get("key") or uuid.uuid4()
        starts_at = self._instant(day="date", time="start_time", at="start_time")
        end_day = "end_date" if cleaned.get("end_date") else "date"
        ends_at = self._instant(day=end_day, time="end_time", at="end_time")
        if starts_at and ends_at and ends_at <= starts_at:
            self.add_error(
                "end_time",
                _("The session ends before it starts. Check the times, or add the day it ends."),
            )
        return cleaned

    def _instant(self, *, day: str, time: str, at: str):
        date, clock = self.cleaned_data.get(day), self.cleaned_data.get(time)
        zone = self.cleaned_data.get("zone")
        if not (date and clock and zone):
            return None
        try:
            if not 1900 <= date.year <= 2200:
                raise DateOutOfRange(date)
            return to_utc(date=date, time=clock, zone=zone)
        except DateOutOfRange as error:
            self.add_error(day, str(error))
        except (TimeDoesNotExist, UnknownZone) as error:
            self.add_error(at, str(error))
        return None

    def get_field_updates_for_resave(self):
        updates = super().get_field_updates_for_resave()
        if self.instance.key and self.data.get(self.add_prefix("key")) != str(self.instance.key):
            updates.append((self.add_prefix("key"), str(self.instance.key)))
        return updates


class PresenterForm(WagtailAdminModelForm):
    """One presenter: a speaker or a name; what is left empty is copied from the speaker once."""

    def clean(self):
        super().clean()
        cleaned = self.cleaned_data
        speaker = cleaned.get("speaker")
        if speaker and not cleaned.get("name"):
            cleaned["name"] = speaker.name
            if not cleaned.get("title") and not cleaned.get("organization"):
                cleaned["title"], cleaned["organization"] = speaker.title, speaker.organization
        if not cleaned.get("name") and not self.is_deferred_validation:
            self.add_error("name", _("Choose a speaker, or write a name."))
        return cleaned
