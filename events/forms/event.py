"""The editor's form of an event as a whole.

Each `_validate_x` holds one rule. Rules about what is missing wait for publishing
(`is_deferred_validation`, Wagtail 7.0); rules about what is wrong hold for drafts too.
"""

import itertools

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.models import Page

from events.captions import CaptionsUnreadable, check_captions
from events.enums import Delivery, JoinVisibility
from events.forms.moments import moment_formfield
from events.forms.registering import check_registering
from events.ical.build import UnsafeUrl, clean_url
from events.overlaps import MOST_SESSIONS, TooManySessions, overlaps
from events.times import DateOutOfRange, TimeDoesNotExist, to_utc

VIDEO_TYPES = ("mp4", "m4v", "webm")


class EventPageForm(WagtailAdminPageForm):
    """An event as a whole: what must be there before it is published, and what can't be true together."""

    class Meta(WagtailAdminPageForm.Meta):
        formfield_callback = moment_formfield

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk is None and "slug" in self.fields:
            self.fields["slug"].required = False
        if "change_note" in self.fields and not self.instance.has_unpublished_changes:
            self.initial["change_note"] = ""  # what was published with it has been told

    def clean_slug(self):
        """A new page's title is enough: without scripts, or without letters, nothing fills the slug."""
        if self.cleaned_data["slug"] or self.instance.pk:
            return self.cleaned_data["slug"]
        base = slugify(self.cleaned_data.get("title", ""), allow_unicode=True)[:200] or "event"
        slugs = itertools.chain([base], (f"{base}-{number}" for number in itertools.count(2)))
        return next(slug for slug in slugs if Page._slug_is_available(slug, self.parent_page))

    def clean(self):
        super().clean()
        cleaned = self.cleaned_data
        self._validate_title()
        self._validate_webinar_is_online()
        self._validate_presenters_differ()
        self._validate_number_of_sessions()
        self._validate_sessions_follow_each_other()
        self._validate_join_address_fits_calendars()
        self._validate_video_type()
        self._validate_captions_files()
        self._validate_registration_moments_exist()
        self._validate_registration_order()
        check_registering(self)
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

    def _validate_number_of_sessions(self):
        if (count := len(self._rows("sessions"))) > MOST_SESSIONS:
            self._add_row_error("sessions", str(TooManySessions(count)))

    def _validate_sessions_follow_each_other(self):
        forms = {id(form.instance): form for form in self._rows("sessions") if not form.errors}
        for form in forms.values():
            form.instance.derive_instants()
        for overlap in overlaps(f.instance for f in forms.values() if f.instance.is_dated):
            forms[id(overlap.session)].add_error("start_time", str(overlap))

    def _validate_join_address_fits_calendars(self):
        if join_url := self.cleaned_data.get("join_url"):
            try:
                clean_url(join_url)
            except UnsafeUrl as error:
                self.add_error("join_url", str(error))

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

    def _validate_registration_moments_exist(self):
        """By the clocks of the first session's zone, as the editor's help says."""
        zones = [form.cleaned_data.get("zone") for form in self._rows("sessions")]
        zone = next((zone for zone in zones if zone), settings.TTA_TIME_ZONE)
        for name in ("registration_opens", "registration_closes"):
            date = self.cleaned_data.get(f"{name}_date")
            time = self.cleaned_data.get(f"{name}_time")
            if date and time is not None:
                try:
                    to_utc(date=date, time=time, zone=zone)
                except DateOutOfRange as error:
                    self.add_error(f"{name}_date", str(error))
                except TimeDoesNotExist as error:
                    self.add_error(f"{name}_time", str(error))

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
                self.add_error(
                    f"{name}_time", _("A date needs a time: add it, for example 12:00 PM.")
                )
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
