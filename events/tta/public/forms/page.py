"""What every page of the form has: answers that are kept as they were typed, and read when they are looked at."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.forms.utils import ErrorDict
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from events.public_forms.fields import LineField, LinesField
from events.public_forms.form import PublicForm
from events.tta.answers import Answers
from events.tta.enums import OptionList
from events.tta.models import Option, TTARequest, TTASettings

Typed = dict[str, list[str]]
TOO_LONG = _lazy(
    "Shorten this to %(limit_value)d characters. It has %(show_value)d now; all of them are kept here."
)
# So much of one answer is kept where it is far too long: more than anybody types or pastes.
MOST_KEPT = 100_000


def line(
    label, most: int = 200, *, required: Any = "", autocomplete: str = "", **kwargs
) -> LineField:
    """One line of text; `required` is the sentence for who left it out."""
    attributes = {"class": "input w-l", **({"autocomplete": autocomplete} if autocomplete else {})}
    messages = {"max_length": TOO_LONG, **({"required": required} if required else {})}
    return LineField(
        label=label, max_length=most, required=bool(required), error_messages=messages,
        widget=forms.TextInput(attrs=attributes), **kwargs,
    )  # fmt: skip


def lines(label, most: int, *, required: Any = "", rows: int = 4, **kwargs) -> LinesField:
    """Several lines of text."""
    messages = {"max_length": TOO_LONG, **({"required": required} if required else {})}
    return LinesField(
        label=label, max_length=most, required=bool(required), error_messages=messages,
        widget=forms.Textarea(attrs={"class": "area", "rows": rows}), **kwargs,
    )  # fmt: skip


class OptionField(forms.ModelChoiceField):
    """One entry of a list that staff edit; `required` is the sentence for who chose none."""

    widget = forms.Select(attrs={"class": "select w-l"})

    def __init__(self, label, of: OptionList, *, required: Any = "", **kwargs):
        self.of, self.sentence = of, required
        gone = _lazy("This choice is no longer offered. Choose another")
        messages = {"invalid_choice": gone} | ({"required": required} if required else {})
        super().__init__(
            Option.objects.none(), label=label, required=bool(required), error_messages=messages,
            empty_label=_lazy("Choose one"), **kwargs,
        )  # fmt: skip


class OptionsField(forms.ModelMultipleChoiceField):
    """Any number of entries of a list."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, label, of: OptionList, **kwargs):
        self.of = of
        gone = {"invalid_choice": _lazy("A choice is no longer offered. Look at them again")}
        super().__init__(
            Option.objects.none(), label=label, required=False, error_messages=gone, **kwargs
        )


class PageForm(PublicForm):
    """One page. Bound to what was typed, as `request.typed` keeps it, or unbound.

    A list without entries asks nothing. An entry that is offered no more may stay where it was chosen before.
    """

    page: str = ""
    heading: Any = ""
    button = _lazy("Save and continue")

    def __init__(
        self,
        data: Mapping[str, list[str]] | None = None,
        *,
        request: TTARequest | None,
        texts: TTASettings,
        **kwargs,
    ):
        super().__init__(MultiValueDict(data) if data is not None else None, **kwargs)
        self.request, self.texts = request, texts
        self._fill_lists()

    def _fill_lists(self) -> None:
        wanted = {
            name: field
            for name, field in self.fields.items()
            if isinstance(field, OptionField | OptionsField)
        }
        if not wanted:
            return
        kept = self._chosen_before(wanted)
        rows = Option.objects.filter(list__in={field.of for field in wanted.values()})
        rows = rows.select_related("parent").order_by("list", "sort_order", "name", "pk")
        entries = [row for row in rows if row.is_offered or row.pk in kept]
        for name, field in wanted.items():
            found = [row for row in entries if row.list == field.of]
            if not found:
                del self.fields[name]
                continue
            field.queryset = Option.objects.filter(pk__in=[row.pk for row in found])
            field.choices = self.choices_of(name, found)

    def choices_of(self, name: str, rows: list[Option]) -> list:
        """The choices of a list's field, in their order."""
        first = [] if isinstance(self.fields[name], OptionsField) else [("", _("Choose one"))]
        return [*first, *((row.pk, row.name) for row in rows)]

    def _chosen_before(self, wanted) -> set[int]:
        """What the request's columns hold; nothing for a draft, which has none."""
        if self.request is None or self.request.submitted_at is None:
            return set()
        kept: set[int] = set()
        for name, field in wanted.items():
            if isinstance(field, OptionsField):
                kept.update(getattr(self.request, name).values_list("pk", flat=True))
            else:
                kept.add(getattr(self.request, f"{name}_id"))
        return kept

    def forget_errors(self) -> None:
        """Read what is there, and say nothing of what is wrong yet: somebody comes back to write."""
        self.full_clean()
        self._errors = ErrorDict()

    @property
    def summary(self) -> list[tuple[str, str]]:
        """As of every form; a group of choices is led to by its first one."""
        found = [("", str(error)) for error in self.non_field_errors()]
        for field in self:
            found += [(anchor(field), str(error)) for error in field.errors]
        return found

    @property
    def answers(self) -> Answers:
        """The answers of a valid page. What its other answers hide is left out."""
        return Answers(columns=dict(self.cleaned_data))

    @classmethod
    def typed_before(cls, request: TTARequest) -> Typed:
        """The page as the request's columns would have it typed."""
        raise NotImplementedError

    def typed_names(self) -> list[str]:
        """The names of what is kept of the page's POST."""
        return list(self.fields)

    def typed_from(self, post: Typed) -> Typed:
        """What was typed, as `request.typed` keeps it: valid or not, and no more of it than there are fields."""
        return {name: post[name] for name in self.typed_names() if name in post}


def raw_texts(post: QueryDict) -> Typed:
    """A POST without what no database stores."""
    return {name: [storable(text) for text in texts[:200]] for name, texts in post.lists()}


def storable(text: str) -> str:
    """The text without what no database stores."""
    return text.replace("\x00", "")[:MOST_KEPT]


def anchor(field: forms.BoundField) -> str:
    """The id of the input that a sentence about this field leads to."""
    if isinstance(field.field.widget, forms.RadioSelect | forms.CheckboxSelectMultiple):
        return f"{field.auto_id}_0"
    return field.auto_id


def text_list(*values) -> list[str]:
    """Values as a browser would send them; nothing for what is not there."""
    return [str(value) for value in values if value not in (None, "")]


YES_NO = [("yes", _lazy("Yes")), ("no", _lazy("No"))]
