"""What the forms of the vocabulary check."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.choosers import BaseFilterForm
from wagtail.snippets.widgets import AdminSnippetChooser

from resources.models.vocabulary import Term
from resources.models.vocabulary.term import name_is_taken
from resources.names import name_key
from resources.pasting import split_pasted
from resources.rows import RowFormSet

LONGEST_PASTE, MOST_PASTED = 50_000, 400
LONGEST_ID = 18


class OtherNameFormSet(RowFormSet):
    """The other names of a term; each differs from every name in the vocabulary."""

    def clean(self):
        super().clean()
        rows = [form for form in self.forms if not self._should_delete_form(form)]  # ty: ignore[missing-attribute]
        texts = {form: form.cleaned_data.get("text") for form in rows if form.is_valid()}
        named = {form: text for form, text in texts.items() if text}
        keys = {form: name_key(text) for form, text in named.items()}
        model: Any = type(self.instance)
        own_key = name_key(self.data.get(model.NAME, ""))
        holders, seen = model.holders(keys.values(), but=self.instance.pk), set()
        for form, name in named.items():
            key = keys[form]
            if key == own_key:
                form.add_error("text", _now("“%(name)s” is the name above.") % {"name": name})
            elif key in seen:
                form.add_error("text", _now("“%(name)s” stands here twice.") % {"name": name})
            elif holder := holders.get(key):
                form.add_error("text", name_is_taken(name=name, by=holder))
            seen.add(key)

    def save_existing(self, form, obj, commit=True):
        """A changed row is written as a new one, so that two may swap their texts."""
        self.deleted_objects.append(type(obj)(pk=obj.pk))
        saved = super().save_existing(form, obj, commit=commit)
        saved.pk = None
        return saved


class TermChooser(AdminSnippetChooser):
    """A value that is no number is no choice, instead of an error."""

    def value_from_datadict(self, data, files, name):
        value = super().value_from_datadict(data, files, name)
        is_number = isinstance(value, str) and value.isascii() and value.isdigit()
        return value if is_number and len(value) <= LONGEST_ID else None


class TermFilterForm(BaseFilterForm):
    """The chooser's search: by name, acronym and other names."""

    q = forms.CharField(
        label=_("Search term"),
        required=False,
        widget=forms.TextInput(attrs={"placeholder": _("Name, acronym or other name")}),
    )

    def filter(self, objects):
        if words := self.cleaned_data.get("q"):
            self.is_searching, self.search_query = True, words
            objects = objects.matching(words)
        return super().filter(objects)


class PasteForm(forms.Form):
    """A list of keywords as it was written elsewhere. Cleaned, it is the list's parts."""

    pasted = forms.CharField(
        label=_("List of keywords"),
        max_length=LONGEST_PASTE,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_(
            "Separate them by semicolons or put each on its own line. Commas separate where there is neither."
        ),
        error_messages={"required": _("Paste a list, for example: lived experience; peers.")},
    )

    def clean_pasted(self) -> list[str]:
        names = split_pasted(self.cleaned_data["pasted"])
        if not names:
            raise forms.ValidationError(
                _now("There is no keyword in this. Write, for example: lived experience; peers.")
            )
        if len(names) > MOST_PASTED:
            raise forms.ValidationError(
                _now("These are %(n)d keywords. Paste %(most)d at a time.")
                % {"n": len(names), "most": MOST_PASTED}
            )
        return names


def merge_form(*, term: Term, data=None) -> forms.Form:
    """The form that asks for the other term."""
    model = type(term)
    kind = model._meta.verbose_name
    field = forms.ModelChoiceField(
        queryset=model._default_manager.all(),
        label=_now("Merge into"),
        widget=TermChooser(model=model),
        help_text=_now("The %(kind)s that readers see from now on.") % {"kind": kind},
        error_messages={
            "required": _now("Choose the %(kind)s to merge into.") % {"kind": kind},
            "invalid_choice": _now("This %(kind)s is not there any more. Choose another.")
            % {"kind": kind},
        },
    )
    return type("MergeForm", (forms.Form,), {"into": field})(data)
