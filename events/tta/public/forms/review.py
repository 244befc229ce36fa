"""The agreement below all answers, and the form that asks for one's links."""

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from events.public_forms.fields import AddressField
from events.public_forms.form import PersonForm, PublicForm
from events.tta.agreement import Agreement, Consent
from events.tta.public.forms.page import line


class ReviewForm(PublicForm):
    """One agrees, with a name; to the text that was read, not to a newer one."""

    page = "review"
    heading = _("Check and submit")
    button = _("Submit the request")

    agree = forms.BooleanField(
        label=_("I agree"), error_messages={"required": _("Confirm that you agree")}
    )
    agreed_name = line(
        _("Your full name"), required=_("Enter your full name"), autocomplete="name",
        help_text=_("It stands for your signature."),
    )  # fmt: skip
    agreed_digest = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, agreement: Agreement, **kwargs):
        super().__init__(*args, **kwargs)
        self.agreement = agreement
        self.fields["agree"].widget.attrs["aria-describedby"] = "agree-text id_agree_error"

    def clean(self):
        super().clean()
        if "agree" in self.cleaned_data and (
            self.cleaned_data.get("agreed_digest") != self.agreement.digest
        ):
            sentence = _now("This text has changed. Please read it again, then confirm it")
            self.add_error("agree", sentence)
        return self.cleaned_data

    @property
    def consent(self) -> Consent:
        """What a valid form agreed to."""
        return Consent(agreement=self.agreement, name=self.cleaned_data["agreed_name"])


class LinksForm(PersonForm):
    """An e-mail address; the answer is the same for every one."""

    button = _("Send me my links")

    email = AddressField(
        label=_("E-mail address"), help_text=_("The one that you gave in your request.")
    )
