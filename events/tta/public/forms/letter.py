"""How the letter of support comes. The file itself is no part of what is typed."""

from django import forms
from django.utils.translation import gettext_lazy as _

from events.tta.answers import Answers
from events.tta.enums import LetterPlan
from events.tta.models import TTARequest
from events.tta.public.forms.page import PageForm, Typed, text_list
from events.tta.uploads import ACCEPT


class _Files(forms.FileInput):
    allow_multiple_selected = True


class LetterForm(PageForm):
    """The plan for the letter; where the type needs none, nothing is asked."""

    page = "letter"
    heading = _("Letter of support")

    letter_plan = forms.ChoiceField(
        label=_("How do you send it?"), choices=LetterPlan.choices, widget=forms.RadioSelect,
        error_messages={
            "required": _("Say how the letter comes"),
            "invalid_choice": _("Say how the letter comes"),
        },
    )  # fmt: skip

    letter = forms.FileField(
        label=_("Your letter"), required=False,
        help_text=_("PDF, Word (.docx), ODT, JPG or PNG, up to 10 MB. Only our staff and your provider see it."),
        widget=_Files(attrs={"class": "input w-l", "accept": ACCEPT, "multiple": True}),
    )  # fmt: skip

    def __init__(self, data=None, *, is_needed: bool, has_letters: bool, **kwargs):
        super().__init__(data, **kwargs)
        self.is_needed, self.has_letters = is_needed, has_letters
        self.fields["letter_plan"].required = is_needed

    def clean(self):
        super().clean()
        plan = self.cleaned_data.get("letter_plan")
        if self.is_needed and plan == LetterPlan.UPLOAD and not self.has_letters:
            self.add_error(
                "letter_plan", _("Choose the file of your letter, or say that it comes later")
            )
        return self.cleaned_data

    def typed_names(self) -> list[str]:
        return ["letter_plan"]

    def refuse_file(self, sentence: str) -> None:
        """Say why the file was not kept, instead of asking for one."""
        self.errors.pop("letter_plan", None)
        self.add_error("letter", sentence)

    @property
    def answers(self) -> Answers:
        plan = self.cleaned_data.get("letter_plan", "") if self.is_needed else ""
        return Answers(columns={"letter_plan": plan})

    @classmethod
    def typed_before(cls, request: TTARequest) -> Typed:
        return {"letter_plan": text_list(request.letter_plan)}
