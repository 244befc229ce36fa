"""What is needed, and of which type; the type's further questions."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from events.tta.answers import Answers, Further
from events.tta.enums import OptionList
from events.tta.models import Option, TTARequest, TTAType, TypeQuestion
from events.tta.public.forms.further import (
    answer_in_words,
    field_of,
    label_name_of,
    name_of,
    orphans,
    typed_answers,
)
from events.tta.public.forms.page import (
    OptionField,
    OptionsField,
    PageForm,
    Typed,
    line,
    lines,
    storable,
    text_list,
)
from resources.enums import Intercept


class NeedForm(PageForm):
    """Title, narrative, type with its questions, program area with its sub-topics."""

    page = "need"
    heading = _("What you need")

    title = line(
        _("Title"), required=_("Enter a title"),
        help_text=_("For example, Co-response training for the night shift."),
    )  # fmt: skip
    short_name = line(_("Short name"), 60, help_text=_("What you call it yourselves."))
    narrative = lines(
        _("What is needed, and why"), 5000, rows=8, required=_("Describe what is needed, and why"),
        help_text=_("The problem, whom it concerns, and what should be different afterwards. Up to 5,000 characters."),
    )  # fmt: skip
    tta_type = forms.ModelChoiceField(
        TTAType.objects.none(), label=_("Type of assistance"), widget=forms.RadioSelect,
        empty_label=None,
        error_messages={
            "required": _("Choose a type of assistance"),
            "invalid_choice": _("This type is no longer offered. Choose another"),
        },
    )  # fmt: skip
    program_area = OptionField(
        _("Program area"), OptionList.PROGRAM_AREA, required=_("Choose a program area")
    )
    sub_topics = OptionsField(
        _("Sub-topics"), OptionList.SUB_TOPIC,
        help_text=_("Those of your program area. What you tick under another one is not sent."),
    )  # fmt: skip
    supports_practice = forms.BooleanField(
        label=_("It supports an evidence-based or promising practice"), required=False
    )
    practice_name = line(_("Which practice?"))
    is_emerging = forms.BooleanField(
        label=_("It responds to an emerging public-safety need"), required=False
    )
    emerging_need = line(_("Which need?"), 300)
    intercepts = forms.TypedMultipleChoiceField(
        label=_("Intercepts of the Sequential Intercept Model"), coerce=int, required=False,
        choices=[(item.value, item.title) for item in Intercept],
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip

    def __init__(self, data=None, **kwargs):
        super().__init__(data, **kwargs)
        types = TTAType.objects.filter(is_offered=True)
        if self.request is not None and self.request.submitted_at is not None:
            types |= TTAType.objects.filter(pk=self.request.tta_type_id)
        self.types = list(types.order_by("sort_order", "name", "pk"))
        field = self.fields["tta_type"]
        field.queryset = TTAType.objects.filter(pk__in=[row.pk for row in self.types])  # ty: ignore[missing-attribute]
        field.choices = [(row.pk, row.name) for row in self.types]  # ty: ignore[missing-attribute]
        self.questions = self._questions()
        for question in self.questions:
            self.fields[name_of(question)] = field_of(question)

    def _questions(self) -> list[TypeQuestion]:
        """The further questions of the type that is chosen now."""
        chosen = self.chosen_type
        return list(TypeQuestion.objects.filter(tta_type=chosen)) if chosen else []

    @property
    def chosen_type(self) -> TTAType | None:
        said = self.data.get("tta_type", "") if self.is_bound else ""
        return next((row for row in self.types if str(row.pk) == said), None)

    @property
    def further(self) -> list[forms.BoundField]:
        return [self[name_of(question)] for question in self.questions]

    @property
    def type_choices(self) -> list[tuple[forms.boundfield.BoundWidget, TTAType]]:
        return list(zip(self["tta_type"].subwidgets, self.types, strict=True))

    @property
    def topic_choices(self) -> list[tuple[str, list]]:
        """The sub-topics by program area, each as it is ticked."""
        inputs = {str(one.data["value"]): one for one in self["sub_topics"].subwidgets}
        groups: Any = self.fields["sub_topics"].choices  # ty: ignore[missing-attribute]
        return [
            (area, [inputs[str(pk)] for pk, _name in choices if str(pk) in inputs])
            for area, choices in groups
        ]

    def choices_of(self, name: str, rows: list[Option]) -> list:
        if name != "sub_topics":
            return super().choices_of(name, rows)
        areas: dict[str, list] = {}
        for row in sorted(rows, key=_under_area):
            areas.setdefault(row.parent.name if row.parent else "", []).append((row.pk, row.name))
        return list(areas.items())

    def clean(self):
        super().clean()
        self._ask_for_words("supports_practice", "practice_name", _now("Enter which practice"))
        self._ask_for_words("is_emerging", "emerging_need", _now("Enter which need"))
        return self.cleaned_data

    def _ask_for_words(self, tick: str, words: str, sentence: str) -> None:
        """The words are asked for with the tick, and count for nothing without."""
        if not self.cleaned_data.get(tick):
            self.cleaned_data[words] = ""
            self.errors.pop(words, None)
        elif words in self.cleaned_data and not self.cleaned_data[words]:
            self.add_error(words, sentence)

    @property
    def answers(self) -> Answers:
        found = dict(self.cleaned_data)
        area = found.get("program_area")
        topics = found.pop("sub_topics", ())
        further = [
            Further(question_id=question.pk, label=question.label, text=text)
            for question in self.questions
            if (text := answer_in_words(question, found.pop(name_of(question), None)))
        ]
        found |= {"program_area": area, "intercepts": tuple(found["intercepts"])}
        return Answers(
            columns=found,
            sub_topics=[row for row in topics if area is not None and row.parent_id == area.pk],
            further=[*further, *orphans(dict(self.data.lists()))],  # ty: ignore[missing-attribute]
        )

    @property
    def dropped_topics(self) -> list[str]:
        """The ticked sub-topics of other program areas, which are not sent."""
        if not self.is_bound or not self.is_valid():
            return []
        area = self.cleaned_data.get("program_area")
        topics = self.cleaned_data.get("sub_topics", ())
        return [row.name for row in topics if area is None or row.parent_id != area.pk]

    def typed_from(self, post: Typed) -> Typed:
        """With the answers to questions that are not on the page now: they are there again with their type."""
        before = self.request.typed.get(self.page, {}) if self.request is not None else {}
        typed = {name: texts for name, texts in before.items() if name.startswith("q-")}
        were_shown = self.chosen_type and post.get("asked_for") == [str(self.chosen_type.pk)]
        for question in self.questions:
            if were_shown:
                typed.pop(name_of(question), None)
            typed[label_name_of(question)] = [storable(question.label)]
        return typed | super().typed_from(post)

    @classmethod
    def typed_before(cls, request: TTARequest) -> Typed:
        typed = {
            name: text_list(getattr(request, name))
            for name in ("title", "short_name", "narrative", "practice_name", "emerging_need")
        }
        typed |= {
            "tta_type": text_list(request.tta_type_id),
            "program_area": text_list(request.program_area_id),
            "sub_topics": text_list(*request.sub_topics.values_list("pk", flat=True)),
            "intercepts": [str(number) for number in request.intercepts],
        }
        for name in ("supports_practice", "is_emerging"):
            if getattr(request, name):
                typed[name] = ["on"]
        return typed | typed_answers(request)


def _under_area(row: Option) -> tuple:
    parent = row.parent
    return (parent.sort_order, parent.name, row.sort_order, row.name) if parent else (0, "", 0, "")
