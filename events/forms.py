"""The editor's form of an event. A draft may lack anything but a title; what is wrong is named at its field.

Each `_validate_x` holds one rule. Rules about what is missing wait for publishing
(`is_deferred_validation`, Wagtail 7.0); rules about what is wrong hold for drafts too.
"""

import uuid

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from modelcluster.forms import BaseChildFormSet
from wagtail.admin.forms import WagtailAdminModelForm, WagtailAdminPageForm

from events.captions import CaptionsUnreadable, check_captions
from events.enums import Delivery, JoinVisibility
from events.times import DateOutOfRange, TimeDoesNotExist, UnknownZone, to_utc, zone_choices

VIDEO_TYPES = ("mp4", "m4v", "webm")


class RowFormSet(BaseChildFormSet):
    """The rows of an event; one that was deleted since comes back as a new row.

    An older version, or a form that was open for long, names rows that are gone. Django
    refuses their hidden numbers without a word that an editor could see.
    """

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        rows = self.model.objects.filter(**{self.fk.name: self.instance.pk})  # ty: ignore[missing-attribute, missing-union-attribute]
        present = {str(pk) for pk in rows.values_list("pk", flat=True)}
        for row in self.queryset:  # ty: ignore[not-iterable]
            if str(row.pk) not in present:
                row.pk = None
        if self.is_bound and self.management_form.is_valid():
            self.data = self.data.copy()  # ty: ignore[missing-union-attribute]
            for number in range(self.initial_form_count()):
                name = f"{self.add_prefix(number)}-id"
                if self.data.get(name) not in present:
                    self.data[name] = ""


class SessionForm(WagtailAdminModelForm):
    """One session: a date needs its times, the end comes after the start, and both must exist on that day."""

    zone = forms.ChoiceField(
        label=_("Time zone"),
        choices=zone_choices,
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
            return to_utc(date=date, time=clock, zone=zone)
        except DateOutOfRange as error:
            self.add_error(day, str(error))
        except (TimeDoesNotExist, UnknownZone) as error:
            self.add_error(at, str(error))
        return None

    def get_field_updates_for_resave(self):
        updates = super().get_field_updates_for_resave()
        if not self.data.get(self.add_prefix("key")) and self.instance.key:
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


class EventPageForm(WagtailAdminPageForm):
    """An event as a whole: what must be there before it is published, and what can't be true together."""

    def clean(self):
        super().clean()
        cleaned = self.cleaned_data
        self._validate_title()
        self._validate_webinar_is_online()
        self._validate_presenters_differ()
        self._validate_session_keys_differ()
        self._validate_video_type()
        self._validate_captions_files()
        self._validate_registration_order()
        if not self.is_deferred_validation:
            self._validate_summary_given()
            self._validate_something_to_show()
            self._validate_place_given()
            self._validate_public_join_address_given()
            self._validate_registration_moments_complete()
            self._validate_video_has_captions()
        return cleaned

    # ---- what is wrong, in drafts too ----

    def _validate_title(self):
        if title := self.cleaned_data.get("title"):
            self.cleaned_data["title"] = " ".join(title.split())

    def _validate_webinar_is_online(self):
        from events.models import WebinarPage

        if isinstance(self.instance, WebinarPage) and (
            self.cleaned_data.get("delivery") == Delivery.IN_PERSON
        ):
            self.add_error(
                "delivery",
                _("A webinar is virtual or hybrid. For a meeting in a room, add an event instead."),
            )

    def _validate_presenters_differ(self):
        speakers, names = set(), set()
        for form in self._rows("presenters"):
            speaker, name = form.cleaned_data.get("speaker"), form.cleaned_data.get("name") or ""
            folded = " ".join(name.casefold().split())
            if speaker and speaker.pk in speakers:
                form.add_error("speaker", _("This speaker is in the list twice. Remove one."))
            elif folded and folded in names:
                form.add_error(
                    "name", _("“%(name)s” is in the list twice. Remove one.") % {"name": name}
                )
            speakers.add(speaker.pk if speaker else None)
            names.add(folded)

    def _validate_session_keys_differ(self):
        keys = set()
        for form in self._rows("sessions"):
            if form.cleaned_data.get("key") in keys:
                form.cleaned_data["key"] = form.instance.key = uuid.uuid4()
            keys.add(form.cleaned_data.get("key"))

    def _validate_video_type(self):
        video = self.cleaned_data.get("recording_video")
        if video and video.file_extension.lower() not in VIDEO_TYPES:
            self.add_error(
                "recording_video",
                _("“%(file)s” is not a video that browsers play. Upload an MP4 or WebM file.")
                % {"file": video.filename},
            )

    def _validate_captions_files(self):
        for form in self._rows("caption_tracks"):
            document = form.cleaned_data.get("document")
            if document:
                try:
                    check_captions(document)
                except CaptionsUnreadable as error:
                    form.add_error("document", str(error))

    def _validate_registration_order(self):
        opens, closes = (
            (self.cleaned_data.get(f"{name}_date"), self.cleaned_data.get(f"{name}_time"))
            for name in ("registration_opens", "registration_closes")
        )
        if None not in (*opens, *closes) and closes <= opens:  # ty: ignore[unsupported-operator]
            self.add_error(
                "registration_closes_date",
                _("Registration closes before it opens. Choose a later moment."),
            )

    # ---- what is missing, before publishing ----

    def _validate_summary_given(self):
        if not self.cleaned_data.get("summary"):
            self.add_error(
                "summary",
                _("Add a sentence or two: lists and calendars show them under the title."),
            )

    def _validate_something_to_show(self):
        if self._has_sessions() or self.has_error("recording_url"):
            return
        has_recording = self.cleaned_data.get("recording_video") or self.cleaned_data.get(
            "recording_url"
        )
        has_files = any(form.cleaned_data.get("document") for form in self._rows("files"))
        if not has_recording and not has_files:
            self._add_row_error(
                "sessions",
                _(
                    "Add a session with date and time. Without one, an event needs a recording or files."
                ),
            )

    def _validate_place_given(self):
        delivery = self.cleaned_data.get("delivery")
        if (
            delivery
            and Delivery(delivery).has_place
            and self._has_sessions()
            and not self.cleaned_data.get("place_name")
        ):
            self.add_error("place_name", _("Say where people meet, or choose virtual delivery."))

    def _validate_public_join_address_given(self):
        is_public = self.cleaned_data.get("join_visibility") == JoinVisibility.PUBLIC
        if is_public and not self.cleaned_data.get("join_url") and not self.has_error("join_url"):
            self.add_error(
                "join_url",
                _("Add the address that everyone may see, or choose registrants only."),
            )

    def _validate_registration_moments_complete(self):
        for name in ("registration_opens", "registration_closes"):
            date = self.cleaned_data.get(f"{name}_date")
            time = self.cleaned_data.get(f"{name}_time")
            if date and time is None and not self.has_error(f"{name}_time"):
                self.add_error(f"{name}_time", _("A date needs a time: add it, for example 12:00."))
            if time is not None and not date and not self.has_error(f"{name}_date"):
                self.add_error(f"{name}_date", _("A time needs a date: add the day."))

    def _validate_video_has_captions(self):
        video = self.cleaned_data.get("recording_video")
        tracks = any(form.cleaned_data.get("document") for form in self._rows("caption_tracks"))
        if video and not tracks and self._has_sessions():
            self._add_row_error(
                "caption_tracks",
                _("Add captions (.vtt): a recording without them shuts people out."),
            )

    # ---- rows ----

    def _rows(self, name: str) -> list:
        """The filled rows of a child list that will be kept."""
        formset = self.formsets.get(name)
        if formset is None:
            return []
        formset.is_valid()
        return [
            form
            for form in formset.forms
            if getattr(form, "cleaned_data", None)
            and not form.cleaned_data.get("DELETE")
            and (form.has_changed() or form.instance.pk)
        ]

    def _has_sessions(self) -> bool:
        formset = self.formsets["sessions"]
        return bool(self._rows("sessions")) or any(
            form.errors for form in formset.forms if not formset._should_delete_form(form)
        )

    def _add_row_error(self, name: str, message) -> None:
        """Show a sentence at the head of a child list; it makes the form invalid like any other."""
        formset = self.formsets[name]
        formset.is_valid()
        formset._non_form_errors.extend(ValidationError(message).error_list)
