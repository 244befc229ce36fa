"""What stands on the page of one's own request."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from events.models import EventPage
from events.times import format_date, format_moment
from events.tta.actions.upload_letter import takes_letter
from events.tta.clock import center_date
from events.tta.dates import date_of
from events.tta.enums import IN_WORK, OPEN_TO_REQUESTER, Actor, LetterState, ReportState, Stage
from events.tta.models import Report, TTARequest
from events.tta.public.following_asked import what_was_asked
from events.tta.stages import may_move
from events.tta.timeline import timeline
from events.tta.words import next_step, stage_sentence
from resources.downloads import file_size

# Who wrote or did it, as the requester reads it.
BY = {
    Actor.REQUESTER: lambda: _("You"),
    Actor.STAFF: lambda: _("Our staff"),
    Actor.PROVIDER: lambda: _("The provider"),
    Actor.SYSTEM: lambda: "",
}


def status_context(*, request: TTARequest, now: datetime) -> dict[str, Any]:
    """Everything that the page says of the request, in a number of queries that depends on nothing.

    Nothing that is for staff alone: no note, no cost, no owner, no entry of the history that isn't public.
    """
    stage = Stage(request.stage)
    today = center_date(now)
    milestones = list(request.milestones.filter(is_public=True))
    reports = list(request.reports.order_by("-made_at", "-pk"))
    is_sent = request.submitted_at is not None
    return {
        "tta": request,
        "stage": stage,
        "sentence": stage_sentence(stage),
        "next_step": next_step(stage),
        "comment": _comment_of_stage(request),
        "since": _moment(request.stage_since),
        "event_date": date_of(request),
        "provider": request.provider if stage not in OPEN_TO_REQUESTER else None,
        "history": _history(request),
        "line": timeline(milestones, today=today),
        "letters": _letters(request),
        "letter_words": _letter_words(request),
        "takes_letter": takes_letter(request),
        "messages": _messages(request),
        "can_write": is_sent,
        "reports": [_report_line(report) for report in reports],
        "can_report": stage in IN_WORK,
        "can_withdraw": may_move(stage, Stage.WITHDRAWN, actor=Actor.REQUESTER),
        "is_open": stage in OPEN_TO_REQUESTER,
        "agreed_at": _moment(request.agreed_at) if request.agreed_at else "",
        "asked": what_was_asked(request) if is_sent else [],
        "events": _events(request),
    }


def _moment(at: datetime) -> str:
    return format_moment(at=at, zone=settings.TTA_TIME_ZONE)


def _comment_of_stage(request: TTARequest) -> str:
    """What staff wrote when the request came to where it is."""
    last = request.history.filter(is_public=True, to_stage=request.stage).order_by("-at", "-pk")
    return next((entry.comment for entry in last[:1] if entry.actor == Actor.STAFF), "")


def _history(request: TTARequest) -> list[dict]:
    """The newest first; a draft's own beginnings are not worth a list."""
    entries = request.history.filter(is_public=True).order_by("-at", "-pk")
    return [
        {
            "when": _moment(entry.at),
            "words": entry.words or entry.get_kind_display(),
            "by": BY[Actor(entry.actor)](),
            "comment": entry.comment,
        }
        for entry in entries
    ]


def _letters(request: TTARequest) -> list[dict]:
    return [
        {
            "key": letter.key,
            "name": letter.name,
            "size": file_size(letter.size),
            "when": _moment(letter.uploaded_at),
        }
        for letter in request.letters.all()
    ]


def _letter_words(request: TTARequest) -> str:
    """How the letter stands, in a sentence."""
    if request.letter_received_date and request.letter_state != LetterState.CHECKED:
        day = format_date(request.letter_received_date, weekday=False)
        return _("Your letter came by e-mail on %(day)s. We still have to check it.") % {"day": day}
    return {
        LetterState.NOT_NEEDED: _("This kind of assistance needs no letter."),
        LetterState.MISSING: _(
            "We don’t have your letter yet. Without it we can’t approve the request."
        ),
        LetterState.UNCHECKED: _("We have your letter and still have to check it."),
        LetterState.CHECKED: _("We have your letter, and it says what it should."),
    }[LetterState(request.letter_state)]


def _messages(request: TTARequest) -> list[dict]:
    return [
        {
            "when": _moment(message.at),
            "by": _("You")
            if message.actor == Actor.REQUESTER
            else message.by_name or _("Our staff"),
            "is_own": message.actor == Actor.REQUESTER,
            "text": message.text,
        }
        for message in request.messages.all()
    ]


def _report_line(report: Report) -> dict:
    state = {
        ReportState.OPEN: _("Our staff have not answered yet."),
        ReportState.ACCEPTED: _("Taken over."),
        ReportState.DISMISSED: _("Not taken over."),
    }[ReportState(report.state)]
    return {
        "what": report.get_kind_display(),
        "when": _moment(report.made_at),
        "words": report.words,
        "state": state,
        "answer": report.answer,
    }


def _events(request: TTARequest) -> list[dict]:
    """The events made from it, those that everybody may see with title and address; two queries at most."""
    pages = list(EventPage.objects.filter(tta_request_event__request=request).order_by("pk"))
    shown = set()
    if pages:
        ids = [page.pk for page in pages]
        shown = set(
            EventPage.objects.live().public().filter(pk__in=ids).values_list("pk", flat=True)
        )
    return [
        {"title": page.title, "url": page.get_url() or ""} if page.pk in shown else {"title": ""}
        for page in pages
    ]
