"""Report another date, a cancellation, or a provider out of reach, as the requester undertook."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from events.tta.actions.record import lock, remember, requester, write
from events.tta.dates import EventDate, date_of
from events.tta.emails.owed import owe_desk
from events.tta.enums import IN_WORK, EntryKind, ReportKind, ReportState
from events.tta.models import HistoryEntry, Report, TTARequest


class NothingToReport(ValueError):
    """Reports are for requests that are approved and in work."""


class SameDate(ValueError):
    """The new date is the one that the record has."""


@transaction.atomic
def report(
    *,
    request: TTARequest,
    kind: ReportKind,
    now: datetime,
    words: str = "",
    new: EventDate | None = None,
) -> Report:
    """What the requester tells us, for staff to settle. The desk and the owner are mailed.

    While a report of the same kind is open, the newer words replace the older; the same words again
    (a double click) change nothing. `new` is for a change of date. Raises NothingToReport and SameDate.
    """
    request = lock(request.pk)
    if request.stage not in IN_WORK:
        raise NothingToReport(
            _("This request is “%(stage)s”, so there is nothing to report. Write us a message.")
            % {"stage": request.get_stage_display()}
        )
    told = {"words": words} | _new_fields(new if kind == ReportKind.DATE_CHANGE else None)
    found = request.reports.filter(kind=kind, state=ReportState.OPEN).first()
    if found and all(getattr(found, name) == value for name, value in told.items()):
        return found
    if kind == ReportKind.DATE_CHANGE:
        if new is None:
            raise ValueError("A change of date needs the new date.")
        if new == date_of(request):
            raise SameDate(_("That is the date and time that we have. Enter the new ones."))
    found = found or Report(request=request, kind=kind)
    for name, value in {**told, "made_at": now}.items():
        setattr(found, name, value)
    found.save()
    owe_desk(request=request, entry=_remember(request, found, new, now), now=now)
    write(request, now=now)
    return found


def _new_fields(new: EventDate | None) -> dict:
    return {
        "new_date": new.date if new else None,
        "new_start_time": new.start_time if new else None,
        "new_end_time": new.end_time if new else None,
        "new_zone": new.zone if new else "",
    }


def _remember(
    request: TTARequest, found: Report, new: EventDate | None, now: datetime
) -> HistoryEntry:
    sentences = {
        ReportKind.CANCELLATION: _("Reported: it is cancelled"),
        ReportKind.UNREACHABLE: _("Reported: the provider can’t be reached"),
    }
    words = sentences.get(ReportKind(found.kind)) or _("Reported: the new date is %(date)s") % {
        "date": new
    }
    return remember(
        request,
        kind=EntryKind.REPORT,
        doer=requester(request),
        now=now,
        words=words,
        comment=found.words,
        is_public=True,
    )
