"""What a requester answered, read and checked, before it becomes the request's fields."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Field
from django.utils.translation import gettext as _

from events.enums import Delivery
from events.times import format_date, format_time, zone_name
from events.tta.enums import LetterPlan
from events.tta.models import Answer, Option, TTARequest
from resources.enums import Intercept


@dataclass(frozen=True, kw_only=True)
class Further:
    """The answer to a further question; without an id the question is no more, and its words are kept."""

    question_id: int | None
    label: str
    text: str


@dataclass(kw_only=True)
class Answers:
    """The answers of one or all pages: values by the name of their field, rows of lists, further answers."""

    columns: dict[str, Any] = field(default_factory=dict)
    sub_topics: list[Option] = field(default_factory=list)
    audiences: list[Option] = field(default_factory=list)
    further: list[Further] = field(default_factory=list)

    def add(self, other: "Answers") -> None:
        self.columns |= other.columns
        self.sub_topics += other.sub_topics
        self.audiences += other.audiences
        self.further += other.further

    def set_on(self, request: TTARequest) -> None:
        """Set the columns of a request; the caller saves it, and its lists."""
        for name, value in self.columns.items():
            setattr(request, name, value)


Lines = list[tuple[str, str]]


def answers_of(request: TTARequest) -> Answers:
    """The lists and further answers of a request that is stored; three queries."""
    return Answers(
        sub_topics=list(request.sub_topics.all()),
        audiences=list(request.audiences.all()),
        further=[
            Further(question_id=row.question_id, label=row.label, text=row.text)
            for row in Answer.objects.filter(request=request)
        ],
    )


def answered_in_words(request: TTARequest, answers: Answers) -> dict[str, Lines]:
    """Every answer as (question, text), by page of the form: you, need, event, letter.

    What was left out is not there, but for yes/no questions: left alone, they mean no.
    """
    return {
        "you": _fields(
            request, "contact_name", "contact_role", "contact_email", "contact_phone", "agency_name",
            "agency_place", "agency_type", "agency_scope",
        ),
        "need": list(_need(request, answers)),
        "event": list(_event(request, answers)),
        "letter": _letter(request),
    }  # fmt: skip


def _label(request: TTARequest, name: str) -> str:
    field = request._meta.get_field(name)
    assert isinstance(field, Field)
    label = str(field.verbose_name)
    return label[:1].upper() + label[1:]


def _fields(request: TTARequest, *names: str) -> Lines:
    found = [(_label(request, name), getattr(request, name)) for name in names]
    return [(label, str(value)) for label, value in found if value not in (None, "")]


def _yes(value: bool) -> str:
    return _("Yes") if value else _("No")


def _names(rows: list[Option]) -> str:
    return "; ".join(row.name for row in rows)


def _need(request: TTARequest, answers: Answers) -> Iterator[tuple[str, str]]:
    yield from _fields(request, "title", "short_name", "narrative", "tta_type")
    yield from ((further.label, further.text) for further in answers.further)
    yield from _fields(request, "program_area")
    if answers.sub_topics:
        yield _label(request, "sub_topics"), _names(answers.sub_topics)
    yield _label(request, "supports_practice"), _yes(request.supports_practice)
    yield from _fields(request, "practice_name")
    yield _label(request, "is_emerging"), _yes(request.is_emerging)
    yield from _fields(request, "emerging_need")
    if request.intercepts:
        titles = [str(Intercept(number).title) for number in request.intercepts]
        yield _label(request, "intercepts"), "; ".join(titles)


def _event(request: TTARequest, answers: Answers) -> Iterator[tuple[str, str]]:
    yield _label(request, "has_event"), _yes(request.has_event)
    if request.event_date is not None and request.event_start_time is not None:
        yield _label(request, "event_date"), format_date(request.event_date)
        times = format_time(request.event_start_time)
        if request.event_end_time is not None:
            times = f"{times}–{format_time(request.event_end_time)}"
        yield _("Time"), f"{times}, {zone_name(request.event_zone)}"
    if request.delivery:
        yield _label(request, "delivery"), str(Delivery(request.delivery).label)
    yield from _fields(request, "place_name", "expected_people")
    if request.has_event:
        yield _label(request, "may_be_listed"), _yes(request.may_be_listed)
    if answers.audiences:
        yield _label(request, "audiences"), _names(answers.audiences)
    yield from _fields(
        request, "audience_other", "gender", "age", "race", "ethnicity", "other_demographic",
        "location",
    )  # fmt: skip


def _letter(request: TTARequest) -> Lines:
    if not request.letter_plan:
        return []
    return [(_label(request, "letter_plan"), str(LetterPlan(request.letter_plan).label))]
