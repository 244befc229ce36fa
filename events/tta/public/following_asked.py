"""What was asked, as the requester reads it: every answer with its label, page by page."""

from dataclasses import dataclass

from django.db.models import Field
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.tta.dates import date_of
from events.tta.models import TTARequest
from resources.enums import Intercept

# An empty answer about the audience means that nothing was targeted; it is left out as others are.
PAGES = [
    (gettext_lazy("Who is asking"), [
        "contact_name", "contact_role", "contact_email", "contact_phone", "agency_name", "agency_place",
        "agency_type", "agency_scope",
    ]),
    (gettext_lazy("What is needed"), [
        "title", "short_name", "narrative", "tta_type", "program_area", "sub_topics", "supports_practice",
        "practice_name", "is_emerging", "emerging_need",
    ]),
    (gettext_lazy("Event and audience"), [
        "has_event", "event_date", "delivery", "place_name", "expected_people", "may_be_listed",
        "audiences", "audience_other", "gender", "age", "race", "ethnicity", "other_demographic",
        "location", "intercepts",
    ]),
    (gettext_lazy("Letter of support"), ["letter_plan"]),
]  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class AnswerLine:
    """One question and its answer; never empty."""

    label: str
    text: str


@dataclass(frozen=True, kw_only=True)
class AnswerPage:
    heading: str
    lines: list[AnswerLine]


def what_was_asked(request: TTARequest) -> list[AnswerPage]:
    """Every answer that was given; also those to questions that are asked no more. Six queries at most."""
    pages = [
        AnswerPage(heading=str(heading), lines=_lines(request, names)) for heading, names in PAGES
    ]
    further = [AnswerLine(label=row.label, text=row.text) for row in request.answers.all()]
    pages[1].lines.extend(line for line in further if line.text)
    return [page for page in pages if page.lines]


def _lines(request: TTARequest, names: list[str]) -> list[AnswerLine]:
    found = []
    for name in names:
        field = TTARequest._meta.get_field(name)
        assert isinstance(field, Field)
        if text := _text(request, field):
            label = str(field.verbose_name)
            found.append(AnswerLine(label=label[:1].upper() + label[1:], text=text))
    return found


def _text(request: TTARequest, field: Field) -> str:
    if field.name == "event_date":
        when = date_of(request)
        return str(when) if when else ""
    if field.many_to_many:
        return "; ".join(str(row) for row in getattr(request, field.name).all())
    value = getattr(request, field.name)
    if field.name == "intercepts":
        return "; ".join(str(Intercept(number).title) for number in value or ())
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if field.choices:
        return str(dict(field.flatchoices).get(value, value) or "")
    return "" if value is None else str(value)
