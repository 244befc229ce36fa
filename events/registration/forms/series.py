"""The form of an event whose sessions are chosen."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from events.registration.actions import Choice
from events.registration.forms.details import RegistrationForm
from events.registration.offers import Offer

GONE = _(
    "A session that you chose has begun, or does not take place any more. Look at what is left, and"
    " choose again"
)


@dataclass(frozen=True, kw_only=True)
class Tick:
    """One session as a checkbox."""

    offer: Offer
    field_id: str
    is_ticked: bool


class SessionsField(forms.MultipleChoiceField):
    """Sessions that are offered, by UID; what is not offered is refused."""

    def __init__(self, **kwargs):
        kwargs.setdefault("error_messages", {"invalid_choice": GONE, "invalid_list": GONE})
        super().__init__(widget=forms.CheckboxSelectMultiple, required=False, **kwargs)


class ChoosingForm(forms.Form):
    """What makes a form one in which sessions are ticked: `offers` are those there are."""

    data: Any
    offers: Sequence[Offer]

    def offer(self, offers: Sequence[Offer]) -> None:
        """Let people choose from these; called once, when the form is made."""
        self.offers = offers
        choices = [(offer.uid, offer.line.date_words) for offer in offers]
        self.fields["sessions"].choices = choices  # ty: ignore[missing-attribute]

    @property
    def ticks(self) -> list[Tick]:
        """The checkboxes, as they were sent."""
        field = self["sessions"]
        chosen: Any = field.value() or ()
        return [
            Tick(offer=offer, field_id=f"{field.auto_id}_{number}", is_ticked=offer.uid in chosen)
            for number, offer in enumerate(self.offers)
        ]

    def check_some_chosen(self) -> None:
        """An error at the field where nothing is ticked."""
        cleaned = self.cleaned_data
        is_chosen = cleaned.get("sessions") or cleaned.get("whole_series")
        if not is_chosen and not self.has_error("sessions"):
            self.add_error("sessions", _("Choose at least one session"))


class SeriesForm(ChoosingForm, RegistrationForm):
    """One person registers for sessions of their choice."""

    field_order = ["sessions", "whole_series", *(RegistrationForm.field_order or ())]

    sessions = SessionsField(label=_("Which sessions do you want?"))
    whole_series = forms.BooleanField(
        label=_("All sessions, also those that are added later"), required=False
    )

    def __init__(self, *args, offers: Sequence[Offer], **kwargs):
        super().__init__(*args, **kwargs)
        self.offer(offers)

    def clean(self):
        cleaned = super().clean()
        self.check_some_chosen()
        return cleaned

    @property
    def is_full(self) -> bool:
        """Whether one would wait for every session."""
        return bool(self.offers) and all(offer.is_full for offer in self.offers)

    @property
    def choice(self) -> Choice:
        """What a valid form asks for."""
        return Choice(
            uids=self.cleaned_data["sessions"], whole_series=self.cleaned_data["whole_series"]
        )
