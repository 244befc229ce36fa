"""Fields of public forms: text without what nobody can see, and addresses that mail can be sent to."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _lazy

from events.public_forms.addresses import UnusableAddress, usable_address
from events.public_forms.texts import bare, one_line, several_lines


class TextField(forms.CharField):
    """Text that may be too long: who pastes too much is told so, instead of losing the end of it unseen."""

    def widget_attrs(self, widget):
        attributes = super().widget_attrs(widget)
        attributes.pop("maxlength", None)
        return attributes


class LineField(TextField):
    """One line of text, without what nobody can see."""

    def to_python(self, value):
        return one_line(super().to_python(value) or "")


class LinesField(TextField):
    """Several lines of text, without what nobody can see."""

    widget = forms.Textarea

    def to_python(self, value):
        return several_lines(super().to_python(value) or "")


class AddressField(forms.CharField):
    """One e-mail address that mail can be sent to."""

    def __init__(self, **kwargs):
        attributes = {
            "type": "email", "autocomplete": "email", "inputmode": "email", "spellcheck": "false",
            "autocapitalize": "none", "class": "input w-l",
        }  # fmt: skip
        kwargs.setdefault("widget", forms.TextInput(attrs=attributes))
        kwargs.setdefault(
            "error_messages",
            {"required": _lazy("Enter your e-mail address, such as name@county.gov")},
        )
        super().__init__(**kwargs)

    def to_python(self, value):
        return bare(super().to_python(value) or "")

    def clean(self, value):
        try:
            return usable_address(super().clean(value))
        except UnusableAddress as error:
            raise ValidationError(str(error)) from None
