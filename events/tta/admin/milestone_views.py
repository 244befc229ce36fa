"""Milestones of a record and reports of its requester, in the admin."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View

from events.tta.actions.cancel_with_events import events_to_ask_about
from events.tta.actions.milestones import (
    FIELDS,
    add_milestone,
    change_milestone,
    delete_milestone,
    mark_done,
    order_milestones,
)
from events.tta.actions.record import ChangedMeanwhile
from events.tta.actions.settle_report import settle_report
from events.tta.admin import forms
from events.tta.admin.act_views import REFUSALS, ActView, RecordView, doer_of
from events.tta.admin.filters import readable_id
from events.tta.admin.listing import record_url
from events.tta.dates import EventDate
from events.tta.enums import IN_WORK, ReportKind, ReportState
from events.tta.models import Milestone, Report
from events.tta.permissions import is_provider_person, may_change


def may_mark(record, user) -> bool:
    """Whether the user may say that a milestone is done: who triages, and its provider while it is in work."""
    return may_change(user) or (record.stage in IN_WORK and is_provider_person(user))


def _row_or_404(rows, pk: int):
    found = rows.filter(pk=pk).first() if readable_id(str(pk)) is not None else None
    if found is None:
        raise Http404
    return found


class AddMilestoneView(ActView):
    page_title = gettext_lazy("Add a milestone")
    form_class = forms.MilestoneForm
    submit_label = gettext_lazy("Add the milestone")

    def do(self, form, **facts):
        row = add_milestone(**form.values, **facts)
        return _("“%(text)s” is added.") % {"text": row.text}


class _MilestoneView(ActView):
    milestone: Milestone

    def find(self, **kwargs):
        self.milestone = _row_or_404(self.record.milestones, kwargs["milestone"])


class ChangeMilestoneView(_MilestoneView):
    page_title = gettext_lazy("Change a milestone")
    form_class = forms.MilestoneForm
    submit_label = gettext_lazy("Save")

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "milestone": self.milestone}

    def do(self, form, *, request, **facts):
        values = {name: form.cleaned_data[name] for name in FIELDS}
        row = change_milestone(milestone=self.milestone, **values, **facts)
        return _("“%(text)s” is saved.") % {"text": row.text}


class DeleteMilestoneView(_MilestoneView):
    page_title = gettext_lazy("Delete a milestone")
    form_class = forms.RecordForm
    submit_label = gettext_lazy("Delete the milestone")
    is_serious = True

    def explanations(self):
        return [self.milestone.text]

    def do(self, form, *, request, **facts):
        delete_milestone(milestone=self.milestone, **facts)
        return _("“%(text)s” is deleted.") % {"text": self.milestone.text}


class _ButtonView(RecordView, View):
    """A button of the record's page: no form to fill in, only the version that the page showed."""

    http_method_names = ["post"]
    milestone: Milestone
    do: Callable[..., str]  # do(doer=, now=, seen=)

    def find(self, **kwargs):
        self.milestone = _row_or_404(self.record.milestones, kwargs["milestone"])

    def post(self, request, *args, **kwargs):
        facts = {
            "doer": doer_of(request.user),
            "now": timezone.now(),
            "seen": readable_id(request.POST.get("version", "")) or 0,
        }
        try:
            messages.success(request, self.do(**facts))
        except (*REFUSALS, ChangedMeanwhile) as error:
            messages.error(request, str(error))
        return redirect(f"{record_url(self.record.pk)}#milestones")


class DoneView(_ButtonView):
    def is_allowed(self):
        return may_mark(self.record, self.request.user)

    def find(self, **kwargs):
        """A provider's people mark what they may see."""
        super().find(**kwargs)
        if not may_change(self.request.user) and not self.milestone.is_public:
            raise Http404

    def do(self, **facts):
        row = mark_done(milestone=self.milestone, **facts)
        return _("“%(text)s” is done.") % {"text": row.text}


class UpView(_ButtonView):
    """One place further up; the first one stays where it is."""

    def is_allowed(self):
        return may_change(self.request.user)

    def do(self, **facts):
        ids = list(self.record.milestones.values_list("pk", flat=True))
        at = ids.index(self.milestone.pk)
        if at:
            ids[at - 1], ids[at] = ids[at], ids[at - 1]
        order_milestones(request=self.record, ids=ids, **facts)
        return _("“%(text)s” is further up.") % {"text": self.milestone.text}


class SettleView(ActView):
    page_title = gettext_lazy("Settle a report")
    form_class = forms.SettleForm
    submit_label = gettext_lazy("Settle it and send the answer")
    report: Report

    def find(self, **kwargs):
        self.report = _row_or_404(self.record.reports, kwargs["report"])

    def get(self, request, *args, **kwargs):
        if self.report.state != ReportState.OPEN:
            messages.warning(request, _("This report is settled."))
            return redirect(record_url(self.record.pk))
        return super().get(request, *args, **kwargs)

    def explanations(self):
        report = self.report
        return [row for row in (str(report), new_date_of(report), report.words) if row]

    def get_form_class(self):
        is_over = self.report.kind == ReportKind.CANCELLATION
        return forms.SettleCancellationForm if is_over else forms.SettleForm

    def get_form_kwargs(self):
        kwargs = super().get_form_kwargs()
        if self.report.kind == ReportKind.CANCELLATION:
            kwargs["events"] = events_to_ask_about(request=self.record, now=timezone.now())
        return kwargs

    def do(self, form, *, request, **facts):
        values = {name: form.cleaned_data[name] for name in ("is_accepted", "answer")}
        if isinstance(form, forms.EventsForm):
            values |= form.events_values
        found = settle_report(report=self.report, **values, **facts)
        return " ".join([_("The report is settled."), *found.to_do])


def new_date_of(report: Report) -> str:
    if report.new_date is None or report.new_start_time is None:
        return ""
    return str(
        EventDate(
            date=report.new_date,
            start_time=report.new_start_time,
            end_time=report.new_end_time,
            zone=report.new_zone,
        )
    )
