"""The forms with which staff add and correct people, and keep places back."""

from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from events.enums import RegistrationCovers
from events.models import CalendarRecord, EventPage
from events.public_forms.addresses import LONGEST, UnusableAddress, usable_address
from events.public_forms.texts import one_line, several_lines
from events.registration.actions import Choice, Registrant
from events.registration.admin.filters import EventField, readable_id
from events.registration.admin.sessions import chosen_records, session_label
from events.registration.enums import Part
from events.registration.models import Registration
from events.registration.offers import Offer, offers

MOST_PLACES = 100_000
CHOSEN = RegistrationCovers.CHOSEN


class PersonForm(forms.Form):
    """One person as staff write them down; `cleaned_data` holds what an action takes."""

    name = forms.CharField(
        label=_("Name"),
        max_length=200,
        help_text=_("As it should stand on a list of participants."),
        error_messages={"required": _("Enter the person’s name.")},
    )
    email = forms.CharField(
        label=_("E-mail address"),
        max_length=LONGEST,
        widget=forms.EmailInput,
        help_text=_("For example name@county.gov. The invitation goes there."),
        error_messages={"required": _("Enter the person’s e-mail address.")},
    )
    organization = forms.CharField(
        label=_("Agency or organization"), max_length=200, required=False
    )
    role = forms.CharField(
        label=_("Role"),
        max_length=120,
        required=False,
        help_text=_("For example Dispatcher or call taker."),
    )
    needs_interpreter = forms.BooleanField(
        label=_("American Sign Language interpreter"), required=False
    )
    needs_slides_early = forms.BooleanField(
        label=_("Slides in advance, in large print or for a screen reader"), required=False
    )
    other_needs = forms.CharField(
        label=_("Other accommodation needs"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean_name(self):
        name = one_line(self.cleaned_data["name"])
        if not name:
            raise ValidationError(self.fields["name"].error_messages["required"], code="required")
        return name

    def clean_email(self):
        try:
            return usable_address(self.cleaned_data["email"])
        except UnusableAddress as error:
            raise ValidationError(str(error)) from None

    def clean_organization(self):
        return one_line(self.cleaned_data["organization"])

    def clean_role(self):
        return one_line(self.cleaned_data["role"])

    def clean_other_needs(self):
        return several_lines(self.cleaned_data["other_needs"])

    @property
    def details(self) -> dict:
        """Everything but the address, for `correct_details`."""
        return {name: self.cleaned_data[name] for name in DETAILS}


DETAILS = [name for name in PersonForm.base_fields if name != "email"]


class AddForm(PersonForm):
    """A person and the event that they come to."""

    event = EventField(
        label=_("Event"),
        queryset=EventPage.objects.none(),
        empty_label=_("Choose an event"),
        error_messages={
            "required": _("Choose the event."),
            "invalid_choice": _("Choose an event that is published and not over."),
        },
    )
    part = forms.ChoiceField(
        label=_("Comes as"),
        choices=Part.choices,
        initial=Part.ATTENDEE,
        required=False,
        help_text=_(
            "Presenters, moderators and staff get invitations that follow every change, and take no place."
        ),
    )
    use_held = forms.BooleanField(
        label=_("Use a held place"),
        required=False,
        help_text=_("For somebody you kept a place back for, also where the event is full."),
    )
    field_order = ["event", "part", "sessions", "whole_series"]

    sessions = forms.MultipleChoiceField(
        label=_("Sessions"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "invalid_choice": _(
                "A session has begun, or is off. Look at what is left, and choose again."
            )
        },
        help_text=_("What is full puts the person on the waitlist of that session."),
    )
    whole_series = forms.BooleanField(
        label=_("All sessions, also those that are added later"), required=False
    )

    def __init__(self, *args, now: datetime, preset: int | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        self.now = now
        is_to_come = Q(live=True, alias_of=None, last_ends_at__gt=now)
        events = self.fields["event"]
        events.queryset = EventPage.objects.filter(  # ty: ignore[missing-attribute]
            is_to_come | Q(pk=preset, alias_of=None)
        ).order_by("first_starts_at", "pk")
        self._offer_sessions(self.data.get("event") if self.is_bound else preset)

    def _offer_sessions(self, event_id) -> None:
        """Those of the event that was chosen, where people choose; else no such field."""
        pk = readable_id(str(event_id or ""))
        event = EventPage.objects.filter(pk=pk, registration_covers=CHOSEN).first()
        if event is None:
            del self.fields["sessions"], self.fields["whole_series"]
            return
        found = offers(event=event, now=self.now)
        self.fields["sessions"].choices = [  # ty: ignore[missing-attribute]
            (offer.uid, _session_choice(offer)) for offer in found
        ]

    def clean(self):
        cleaned = super().clean() or {}
        if cleaned.get("part") != Part.ATTENDEE:
            if cleaned.get("use_held"):
                self.add_error(
                    "use_held", _("Only attendees take a place, so no held one is needed.")
                )
            return cleaned
        is_chosen = cleaned.get("sessions") or cleaned.get("whole_series")
        if "sessions" in self.fields and not is_chosen and not self.has_error("sessions"):
            self.add_error("sessions", _("Choose at least one session."))
        return cleaned

    @property
    def choice(self) -> Choice | None:
        """What a valid form chose; None for an event that people come to as a whole."""
        if "sessions" not in self.fields:
            return None
        return Choice(
            uids=self.cleaned_data["sessions"], whole_series=self.cleaned_data["whole_series"]
        )

    def clean_part(self):
        return self.cleaned_data["part"] or Part.ATTENDEE

    @property
    def registrant(self) -> Registrant:
        return Registrant(email=self.cleaned_data["email"], **self.details)


def _session_choice(offer: Offer) -> str:
    """`Thursday, December 3, 2026, 2:00–3:30 p.m. ET (5 of 40 places left)`."""
    words = f"{offer.line.date_words}, {offer.line.times}"
    return f"{words} ({offer.seats})" if offer.seats else words


class CorrectForm(PersonForm):
    """What is known of somebody, to be corrected."""

    def __init__(self, *args, registration: Registration, **kwargs):
        kwargs["initial"] = {name: getattr(registration, name) for name in self.base_fields}
        super().__init__(*args, **kwargs)
        self.fields["email"].help_text = _(
            "A new address gets the invitation and a new link; the old link stops working, and the old"
            " address is told."
        )


class HoldForm(forms.Form):
    """How many places staff keep back in all."""

    number = forms.IntegerField(
        label=_("Places to hold"),
        min_value=0,
        max_value=MOST_PLACES,
        help_text=_(
            "In all, for people you will add by hand, for example 3 for the host agency. Fewer than"
            " before gives places to those who wait."
        ),
    )


class HoldInSessionForm(HoldForm):
    """The same for one session."""

    session = forms.ModelChoiceField(
        label=_("Session"),
        queryset=CalendarRecord.objects.none(),
        empty_label=_("Choose a session"),
    )
    field_order = ["session"]

    def __init__(self, *args, event_id: int, **kwargs):
        super().__init__(*args, **kwargs)
        field: Any = self.fields["session"]
        field.queryset = chosen_records(event_id)
        field.label_from_instance = session_label


class NothingForm(forms.Form):
    """A question that is answered by its button."""
