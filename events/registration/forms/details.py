"""What a registrant says of themselves."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from events.public_forms.fields import AddressField, LineField, LinesField
from events.public_forms.form import PersonForm, PublicForm, sharing
from events.registration.actions import Registrant
from events.registration.consent import Consent

TOO_LONG = _("Shorten this to %(limit_value)d characters. It has %(show_value)d now.")


class DetailsForm(PublicForm):
    """Name, organization, role and needs. `roles` are the ones to choose from; empty asks for none."""

    name = LineField(
        label=_("Your name"),
        max_length=200,
        error_messages={"required": _("Enter your name"), "max_length": TOO_LONG},
        widget=forms.TextInput(attrs={"autocomplete": "name", "class": "input w-l"}),
    )
    organization = LineField(
        label=_("Agency or organization"),
        required=False,
        max_length=200,
        error_messages={"max_length": TOO_LONG},
        widget=forms.TextInput(attrs={"autocomplete": "organization", "class": "input"}),
    )
    role = forms.ChoiceField(
        label=_("Your role"),
        error_messages={
            "required": _("Choose the role that fits you best"),
            "invalid_choice": _("Choose the role that fits you best"),
        },
        widget=forms.Select(attrs={"class": "select w-l"}),
    )
    needs_interpreter = forms.BooleanField(
        label=_("American Sign Language interpreter"), required=False
    )
    needs_slides_early = forms.BooleanField(
        label=_("Slides in advance, in large print or for a screen reader"), required=False
    )
    other_needs = LinesField(
        label=_("Anything else that you need to take part"),
        required=False,
        max_length=1000,
        error_messages={"max_length": TOO_LONG},
        widget=forms.Textarea(attrs={"class": "area", "rows": 3}),
    )

    def __init__(self, *args, roles: list[str], **kwargs):
        super().__init__(*args, **kwargs)
        if roles:
            choices = [("", _("Choose a role")), *((role, role) for role in roles)]
            self.fields["role"].choices = choices  # ty: ignore[missing-attribute]
        else:
            del self.fields["role"]

    def clean_name(self):
        name = self.cleaned_data["name"]
        if not any(character.isalpha() for character in name):
            raise ValidationError(_("Enter your name in letters"))
        if "://" in name or "www." in name.casefold():
            raise ValidationError(_("Enter your name without a web address"))
        return name

    @property
    def needs(self) -> list[forms.BoundField]:
        """The needs that are a tick."""
        return [self["needs_interpreter"], self["needs_slides_early"]]


@sharing(
    *("name", "email", "organization", "needs_interpreter", "needs_slides_early", "other_needs"),
    "agreed_digest",
)
class RegistrationForm(DetailsForm, PersonForm):
    """One person registers for one event, and agrees to its Consent."""

    field_order = [
        "name", "email", "organization", "role", "needs_interpreter", "needs_slides_early",
        "other_needs", "agree",
    ]  # fmt: skip

    email = AddressField(
        label=_("E-mail address"),
        help_text=_("We send your link here, and what you need for the event. Nothing else."),
    )
    agree = forms.BooleanField(
        error_messages={"required": _("Confirm that you have read this")},
    )
    agreed_digest = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, consent: Consent, button: str, **kwargs):
        super().__init__(*args, **kwargs)
        self.consent, self.button = consent, button
        if consent.label:
            self.fields["agree"].label = consent.label
            self.fields["agree"].widget.attrs["aria-describedby"] = "agree-text id_agree_error"
        else:
            del self.fields["agree"]

    def clean_agreed_digest(self):
        digest = self.cleaned_data["agreed_digest"]
        if "agree" in self.cleaned_data and digest != self.consent.digest:
            self.add_error(
                "agree", _("This text has changed. Please read it again, then confirm it")
            )
        return digest

    @property
    def registrant(self) -> Registrant:
        """The person of a valid form."""
        fields = (
            "name",
            "email",
            "organization",
            "role",
            "needs_interpreter",
            "needs_slides_early",
            "other_needs",
        )
        values = {name: self.cleaned_data[name] for name in fields if name in self.cleaned_data}
        agreed = self.consent.agreed_text if self.consent.label else ""
        return Registrant(agreed_text=agreed, **values)


class AddressForm(PublicForm):
    """Another e-mail address for a registration."""

    button = _("Change my address")

    email = AddressField(
        label=_("New e-mail address"), help_text=_("Check it twice: your new link goes there.")
    )
