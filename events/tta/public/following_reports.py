"""The three things that a requester undertook to tell us of after approval."""

from datetime import datetime
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from events.public_forms.guarded import TOO_OFTEN
from events.tta.actions.report import NothingToReport, SameDate, report
from events.tta.dates import date_of
from events.tta.enums import IN_WORK, ReportKind, ReportState
from events.tta.models import TTARequest
from events.tta.public.following import back, by_token, help_line, is_within_limit, too_often
from events.tta.public.following_forms import CancelledForm, DateChangeForm, UnreachableForm

# Form, heading, and what follows from it.
PAGES: dict[ReportKind, tuple[Any, Any, Any]] = {
    ReportKind.DATE_CHANGE: (
        DateChangeForm,
        _("The date changes"),
        _("Our staff take the new date over. The event page and invitations follow."),
    ),
    ReportKind.CANCELLATION: (
        CancelledForm,
        _("It is cancelled"),
        _("Our staff cancel the request and its events. Until then nothing changes."),
    ),
    ReportKind.UNREACHABLE: (
        UnreachableForm,
        _("We can’t reach the provider"),
        _("Our staff get in touch with the provider, and tell you."),
    ),
}


@by_token("GET", "HEAD", "POST")
def date_change(request, own: TTARequest, token: str, now: datetime) -> HttpResponse:
    """Another date for the event."""
    return _answer(request, own, token, now, kind=ReportKind.DATE_CHANGE)


@by_token("GET", "HEAD", "POST")
def cancelled(request, own: TTARequest, token: str, now: datetime) -> HttpResponse:
    """The event, or what was asked for, will not take place."""
    return _answer(request, own, token, now, kind=ReportKind.CANCELLATION)


@by_token("GET", "HEAD", "POST")
def unreachable(request, own: TTARequest, token: str, now: datetime) -> HttpResponse:
    """Nobody answers at the provider."""
    return _answer(request, own, token, now, kind=ReportKind.UNREACHABLE)


def _answer(
    request, own: TTARequest, token: str, now: datetime, *, kind: ReportKind
) -> HttpResponse:
    if own.stage not in IN_WORK:
        return back(token)
    form_class, heading, follows = PAGES[kind]
    status = 200
    if request.method == "POST":
        form = form_class(request.POST, now=now)
        if form.is_valid():
            if not is_within_limit(own):
                form.add_error(None, too_often())
                status = TOO_OFTEN
            elif _is_reported(own, form, kind, now):
                return back(token, done=kind.value)
    else:
        form = form_class(now=now, initial={"zone": own.event_zone})
    earlier = own.reports.filter(kind=kind, state=ReportState.OPEN).first()
    context = {
        "tta": own, "token": token, "form": form, "heading": heading, "follows": follows, "kind": kind.value,
        "event_date": date_of(own), "earlier": earlier, "help_line": help_line(own),
    }  # fmt: skip
    return render(request, "tta/report.html", context, status=status)


def _is_reported(own: TTARequest, form, kind: ReportKind, now: datetime) -> bool:
    new = form.new if kind == ReportKind.DATE_CHANGE else None
    try:
        report(request=own, kind=kind, words=form.cleaned_data["words"], new=new, now=now)
    except (NothingToReport, SameDate) as error:
        form.add_error(None, str(error))
        return False
    return True
