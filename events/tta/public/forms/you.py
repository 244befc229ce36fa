"""Who is asking."""

from datetime import datetime

from django import forms
from django.utils.translation import gettext_lazy as _

from events.public_forms.fields import AddressField
from events.public_forms.form import PersonForm
from events.tta.answers import Answers
from events.tta.enums import OptionList
from events.tta.models import TTARequest
from events.tta.public.forms.page import OptionField, PageForm, Typed, line, storable, text_list

_TEXTS = (
    *("contact_name", "contact_role", "contact_email", "contact_phone"),
    *("agency_name", "agency_place"),
)


class YouForm(PageForm):
    """The point of contact, and the agency."""

    page = "you"
    heading = _("You and your agency")

    contact_name = line(_("Your name"), required=_("Enter your name"), autocomplete="name")
    contact_role = line(_("Your role"), 120, autocomplete="organization-title")
    contact_email = AddressField(
        label=_("E-mail address"),
        help_text=_("We send the link to your request here, and all news of it."),
    )
    contact_phone = line(_("Telephone"), 40, autocomplete="tel")
    agency_name = line(
        _("Agency or organization"), required=_("Enter the name of your agency"),
        autocomplete="organization",
    )  # fmt: skip
    agency_place = line(
        _("City and state"), 120,
        required=_("Enter the city and state, such as Springfield, Massachusetts"),
        help_text=_("For example, Springfield, Massachusetts."),
    )  # fmt: skip
    agency_type = OptionField(
        _("Type of agency"), OptionList.AGENCY_TYPE, required=_("Choose the type of your agency")
    )
    agency_scope = OptionField(
        _("Whom it serves"), OptionList.AGENCY_SCOPE,
        required=_("Choose the area that your agency serves"),
    )  # fmt: skip

    def clean_contact_name(self):
        name = self.cleaned_data["contact_name"]
        if not any(character.isalpha() for character in name):
            raise forms.ValidationError(_("Enter your name in letters"))
        return name

    @property
    def answers(self) -> Answers:
        columns = {"agency_type": None, "agency_scope": None} | self.cleaned_data
        return Answers(columns={name: columns[name] for name in YouForm.base_fields})

    @classmethod
    def typed_before(cls, request: TTARequest) -> Typed:
        typed = {name: text_list(getattr(request, name)) for name in _TEXTS}
        for name in ("agency_type", "agency_scope"):
            typed[name] = text_list(getattr(request, f"{name}_id"))
        return typed


class FirstForm(YouForm, PersonForm):
    """The first page before there is a request: the one that robots find."""

    def __init__(self, data=None, *, now: datetime, **kwargs):
        super().__init__(data, now=now, **kwargs)

    def refusal(self) -> str:
        """Why nothing is begun yet, though everything is kept: a robot's look, or a form of yesterday."""
        return self._press_again()

    def clean(self):
        return self.cleaned_data


def usable_contact(form: YouForm) -> tuple[str, str]:
    """Name and address as far as they are valid; nothing for what isn't."""
    form.is_valid()
    found = form.cleaned_data
    return found.get("contact_name", ""), storable(found.get("contact_email", ""))
