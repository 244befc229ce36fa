"""Further sessions, for somebody who has some."""

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from events.public_forms.form import PublicForm
from events.registration.forms.series import ChoosingForm, SessionsField
from events.registration.offers import Offer


class MoreSessionsForm(ChoosingForm, PublicForm):
    """The sessions that this person does not have yet."""

    button = _("Add these sessions")

    sessions = SessionsField(label=_("Those that you don’t have yet"))

    def __init__(self, *args, offers: Sequence[Offer], **kwargs):
        super().__init__(*args, **kwargs)
        self.offer(offers)

    def clean(self):
        self.check_some_chosen()
        return self.cleaned_data
