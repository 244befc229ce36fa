"""The further questions of a TTA type, as fields of the form and as answers."""

import re

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from events.tta.answers import Further
from events.tta.enums import QuestionKind
from events.tta.models import Answer, TTARequest, TypeQuestion
from events.tta.public.forms.page import YES_NO, Typed, line, lines

_NAME = re.compile(r"q-(\d{1,15})")
LARGEST = 999_999_999


def name_of(question: TypeQuestion) -> str:
    return f"q-{question.pk}"


def label_name_of(question: TypeQuestion) -> str:
    """Under this name the words of a question are kept beside its typed answer."""
    return f"q-{question.pk}-label"


def field_of(question: TypeQuestion) -> forms.Field:
    """The field that asks a question."""
    answer = _now("Answer this question: %(label)s") % {"label": question.label}
    required = answer if question.is_required else ""
    kwargs = {"help_text": question.help_text}
    if question.kind == QuestionKind.LINE:
        return line(question.label, 300, required=required, **kwargs)
    if question.kind == QuestionKind.LINES:
        return lines(question.label, 5000, required=required, **kwargs)
    messages = {"required": answer, "invalid_choice": _("Choose one of these")}
    kwargs |= {
        "label": question.label,
        "required": question.is_required,
        "error_messages": messages,
    }
    if question.kind == QuestionKind.NUMBER:
        whole = _("Enter a whole number, such as 25")
        messages |= dict.fromkeys(("invalid", "min_value", "max_value"), whole)
        attributes = {"class": "input d8", "inputmode": "numeric"}
        return forms.IntegerField(
            min_value=0, max_value=LARGEST, widget=forms.TextInput(attrs=attributes), **kwargs
        )
    choices = YES_NO if question.kind == QuestionKind.YES_NO else _own_choices(question)
    return forms.ChoiceField(choices=choices, widget=forms.RadioSelect, **kwargs)


def _own_choices(question: TypeQuestion) -> list[tuple[str, str]]:
    return [(choice, choice) for choice in question.choice_list]


def answer_in_words(question: TypeQuestion, value) -> str:
    """The answer as it is kept, in words; nothing where none was given."""
    if value in (None, ""):
        return ""
    if question.kind == QuestionKind.YES_NO:
        return str(dict(YES_NO)[value])
    return str(value)


def orphans(typed: Typed) -> list[Further]:
    """Typed answers whose question was removed since: they are kept, in the words that they answered."""
    found = {
        int(hit[1]): texts[0]
        for name, texts in typed.items()
        if (hit := _NAME.fullmatch(name)) and texts
    }
    labels = {pk: typed.get(f"q-{pk}-label", [""])[0] for pk in found}
    wanted = [pk for pk in found if found[pk].strip() and labels[pk]]
    if not wanted:
        return []
    known = set(TypeQuestion.objects.filter(pk__in=wanted).values_list("pk", flat=True))
    return [
        Further(question_id=None, label=labels[pk][:200], text=_shown(found[pk])[:5000])
        for pk in sorted(wanted)
        if pk not in known
    ]


def _shown(text: str) -> str:
    return str(dict(YES_NO).get(text, text)).strip()


def typed_answers(request: TTARequest) -> Typed:
    """The stored answers as they would be typed, with the words of their questions."""
    typed: Typed = {}
    for answer in Answer.objects.filter(request=request).select_related("question"):
        question = answer.question
        if question is None:
            continue
        text = answer.text
        if question.kind == QuestionKind.YES_NO:
            text = {str(words): value for value, words in YES_NO}.get(text, "")
        typed[name_of(question)] = [text]
        typed[label_name_of(question)] = [answer.label]
    return typed
