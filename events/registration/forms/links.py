"""The form that asks for one's links."""

from django.utils.translation import gettext_lazy as _

from events.public_forms.fields import AddressField
from events.public_forms.form import PersonForm


class LinksForm(PersonForm):
    """An e-mail address; the answer is the same for every one."""

    button = _("Send me my link")

    email = AddressField(
        label=_("E-mail address"), help_text=_("The one that you registered with.")
    )
