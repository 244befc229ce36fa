"""Where the event page of a request is made."""

from django import forms
from django.utils.translation import gettext_lazy as _


class MakeEventForm(forms.Form):
    """The list of events below which the draft is made; `version` is that of the record that was looked at."""

    parent = forms.ChoiceField(
        label=_("Make it below"),
        help_text=_("The lists of events of this site to which you may add."),
        error_messages={
            "required": _("Choose the list that the event belongs to."),
            "invalid_choice": _("You may not add events there. Choose one from the list."),
        },
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1)

    def __init__(self, *args, lists, **kwargs):
        super().__init__(*args, **kwargs)
        self.lists = {str(one.pk): one for one in lists}
        self.fields["parent"].choices = [(pk, one.title) for pk, one in self.lists.items()]  # ty: ignore[missing-attribute]

    @property
    def chosen(self):
        """The list that was chosen."""
        return self.lists[self.cleaned_data["parent"]]
