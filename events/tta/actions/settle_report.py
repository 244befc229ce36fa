"""Settle what a requester reported: take it over, or not; with an answer."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from events.tta.actions.cancel_with_events import cancel_with_events, events_to_ask_about
from events.tta.actions.record import Doer, lock, remember, write
from events.tta.dates import EventDate, date_of, follow_date_change
from events.tta.emails.owed import owe_requester
from events.tta.emails.report import owe_owner, owe_provider
from events.tta.enums import IN_WORK, EntryKind, ReportKind, ReportState
from events.tta.models import HistoryEntry, Report, TTARequest

DATE_FIELDS = ("has_event", "event_date", "event_start_time", "event_end_time", "event_zone")


class AlreadySettled(ValueError):
    """Somebody settled this report before."""

    def __init__(self, report: Report) -> None:
        who = str(report.settled_by) if report.settled_by else _("Somebody")
        words = {"who": who, "state": report.get_state_display()}
        super().__init__(_("%(who)s settled this report before: “%(state)s”.") % words)


class TooLateToAccept(ValueError):
    """The request is no more in work, so that its date changes no more and nothing is left to cancel."""

    def __init__(self, request: TTARequest) -> None:
        sentence = _(
            "This request is “%(stage)s”: there is nothing to change any more. Don’t take the report"
            " over, and answer why."
        )
        super().__init__(sentence % {"stage": request.get_stage_display()})


@dataclass(frozen=True, kw_only=True)
class Settled:
    """A settled report, and in sentences what staff have to do by hand."""

    report: Report
    to_do: list[str] = field(default_factory=list)


@transaction.atomic
def settle_report(
    *,
    report: Report,
    is_accepted: bool,
    doer: Doer,
    now: datetime,
    answer: str = "",
    seen: int | None = None,
    events: Collection[int] = (),
    public_reason: str = "",
) -> Settled:
    """Take the report over, with what follows from it, or don't; the requester gets the answer.

    Another date changes the record, and everything that follows its date. A cancellation cancels the
    request, and of its events those with ids in `events`, for the `public_reason`. A provider out of
    reach gets mail, and so does the owner. Raises AlreadySettled, TooLateToAccept, ChangedMeanwhile,
    and for a cancellation EventNotCancelled.
    """
    request = lock(report.request_id, seen=seen)
    report = Report.objects.select_related("settled_by").get(pk=report.pk)
    if report.state != ReportState.OPEN:
        raise AlreadySettled(report)
    if is_accepted and request.stage not in IN_WORK:
        raise TooLateToAccept(request)
    report.state = ReportState.ACCEPTED if is_accepted else ReportState.DISMISSED
    report.settled_at, report.settled_by, report.answer = now, doer.user, answer
    report.save(update_fields=["state", "settled_at", "settled_by", "answer"])
    if not is_accepted:
        return _dismiss(request, report, doer, now)
    if report.kind == ReportKind.CANCELLATION:
        return _accept_cancellation(request, report, doer, now, events, public_reason)
    if report.kind == ReportKind.DATE_CHANGE:
        return _accept_date(request, report, doer, now)
    return _accept_unreachable(request, report, doer, now)


def _dismiss(request: TTARequest, report: Report, doer: Doer, now: datetime) -> Settled:
    words = _("Not taken over: %(report)s") % {"report": report.get_kind_display()}
    entry = _remember(request, report, doer, now, words)
    owe_requester(kind="tta.answer", request=request, entry=entry, now=now)
    write(request, now=now)
    return Settled(report=report)


def _accept_date(request: TTARequest, report: Report, doer: Doer, now: datetime) -> Settled:
    old = date_of(request)
    new = EventDate(
        date=report.new_date,
        start_time=report.new_start_time,
        end_time=report.new_end_time,
        zone=report.new_zone,
    )
    request.has_event, request.event_date, request.event_zone = True, new.date, new.zone
    request.event_start_time, request.event_end_time = new.start_time, new.end_time
    words = _("The event’s new date: %(date)s") % {"date": new}
    entry = _remember(
        request, report, doer, now, words,
        facts={"event_date": [str(old) if old else "", str(new)]},
    )  # fmt: skip
    owe_requester(kind="tta.answer", request=request, entry=entry, now=now)
    owe_provider(request=request, entry=entry, now=now)
    write(request, *DATE_FIELDS, now=now)
    to_do = follow_date_change(request=request, old=old, new=new, user=doer.user, now=now)
    for sentence in to_do:
        # Whoever opens the record later finds what was left to do.
        remember(request, kind=EntryKind.EVENT, doer=doer, now=now, words=sentence[:500])
    return Settled(report=report, to_do=to_do)


def _accept_cancellation(
    request: TTARequest,
    report: Report,
    doer: Doer,
    now: datetime,
    events: Collection[int],
    public_reason: str,
) -> Settled:
    """The mail about the stage carries the answer, so that the requester gets one mail."""
    entry = _remember(request, report, doer, now, _("Taken over: it is cancelled"), comment="")
    owe_provider(request=request, entry=entry, now=now, quote=report.words)
    write(request, now=now)
    reason = report.answer or report.words or _("You told us that it is cancelled.")
    cancel_with_events(
        request=request,
        reason=reason,
        doer=doer,
        now=now,
        events=events,
        public_reason=public_reason,
    )
    left = events_to_ask_about(request=request, now=now)
    still = _("“%(title)s” is still announced. Cancel it on its page, if it won’t take place.")
    return Settled(report=report, to_do=[still % {"title": page.title} for page in left])


def _accept_unreachable(request: TTARequest, report: Report, doer: Doer, now: datetime) -> Settled:
    words = _("Taken over: the requester can’t reach the provider")
    entry = _remember(request, report, doer, now, words)
    owe_requester(kind="tta.answer", request=request, entry=entry, now=now)
    owe_provider(request=request, entry=entry, now=now, quote=report.words)
    owe_owner(request=request, entry=entry, now=now, quote=report.words)
    write(request, now=now)
    to_do = []
    if request.provider is None:
        to_do.append(_("No provider is assigned, so nobody was written to. Assign one."))
    return Settled(report=report, to_do=to_do)


def _remember(
    request: TTARequest,
    report: Report,
    doer: Doer,
    now: datetime,
    words: str,
    *,
    facts: dict | None = None,
    comment: str | None = None,
) -> HistoryEntry:
    return remember(
        request,
        kind=EntryKind.REPORT,
        doer=doer,
        now=now,
        words=words,
        comment=report.answer if comment is None else comment,
        facts=facts,
        is_public=True,
    )
