"""What staff do with one record: a form with the version they saw, one action, and back to the record."""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.generic import FormView
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from events.tta.actions.approve import NotApproved
from events.tta.actions.assign import CannotAssign
from events.tta.actions.cancel_with_events import EventNotCancelled
from events.tta.actions.check_letter import NoLetterToCheck, ReceiptNotWhole
from events.tta.actions.correct import NotListed
from events.tta.actions.milestones import DoneInFuture, MilestoneGone, NeedsDate, OtherMilestones
from events.tta.actions.move import CannotMove
from events.tta.actions.own import NotAnOwner
from events.tta.actions.record import ChangedMeanwhile, Doer, provider_person, staff
from events.tta.actions.reviews import CommentMissing
from events.tta.actions.settle_report import AlreadySettled, TooLateToAccept
from events.tta.actions.write_message import NobodyToWriteTo
from events.tta.admin.filters import LONGEST_ID
from events.tta.admin.listing import NAMESPACE, listing_url, record_url
from events.tta.models import TTARequest
from events.tta.permissions import is_staff, may_change, may_see_any, visible_to
from events.tta.review_workflow import StepOfOthers

REFUSALS = (
    NotApproved, CannotAssign, EventNotCancelled, NoLetterToCheck, ReceiptNotWhole, NotListed,
    DoneInFuture, MilestoneGone, NeedsDate, OtherMilestones, CannotMove, NotAnOwner,
    CommentMissing, AlreadySettled, TooLateToAccept, NobodyToWriteTo, StepOfOthers,
)  # fmt: skip


def record_or_404(*, user, pk: int) -> TTARequest:
    """The record, for who may see it; nobody else learns that it exists."""
    rows = visible_to(user).select_related(
        "site__root_page", "tta_type", "provider__organization", "owner", "program_area",
        "agency_type", "agency_scope", "source", "category", "cost_band",
    )  # fmt: skip
    found = rows.filter(pk=pk).first() if len(str(pk)) <= LONGEST_ID else None
    if found is None:
        raise Http404
    return found


def doer_of(user) -> Doer:
    """The part that this user has here."""
    return staff(user) if is_staff(user) else provider_person(user)


class RecordView(WagtailAdminTemplateMixin):
    """A page about one record: who may is asked first, then whether the record is theirs to see."""

    model = TTARequest
    header_icon = "form"
    breadcrumbs_items: list = []

    def dispatch(self, request, *args, **kwargs):
        if not may_see_any(request.user):
            raise PermissionDenied
        self.record = record_or_404(user=request.user, pk=kwargs["pk"])
        if not self.is_allowed():
            raise PermissionDenied
        self.find(**kwargs)
        return super().dispatch(request, *args, **kwargs)  # ty: ignore[missing-attribute]

    def is_allowed(self) -> bool:
        return True

    def find(self, **kwargs) -> None:
        """Read what else the address names, or raise Http404."""

    def get_page_subtitle(self):
        return self.record.number

    def get_breadcrumbs_items(self):
        return [
            *self.breadcrumbs_items,
            {"url": listing_url(), "label": _("TTA requests")},
            {"url": record_url(self.record.pk), "label": self.record.number},
            {"url": "", "label": self.get_page_title()},
        ]


class ActView(RecordView, FormView):  # ty: ignore[inconsistent-mro]
    """One thing to do with a record. `do` runs the action and says in a sentence what came of it."""

    template_name = "tta/admin/form.html"
    submit_label: str | Promise = ""
    do: Callable[..., str]  # do(form, request=, doer=, now=, seen=)
    is_serious = False

    def is_allowed(self):
        return may_change(self.request.user)

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "record": self.record, "user": self.request.user}

    def explanations(self) -> list[str]:
        """What will happen, sentence by sentence, above the form."""
        return []

    def form_valid(self, form):
        facts = {
            "request": self.record,
            "doer": doer_of(self.request.user),
            "now": timezone.now(),
            "seen": form.cleaned_data["version"],
        }
        try:
            sentence = self.do(form, **facts)
        except REFUSALS as error:
            form.add_error(None, str(error))
        except ChangedMeanwhile as error:
            form.add_error(None, str(error))
            self.record = record_or_404(user=self.request.user, pk=self.record.pk)
            form.record = self.record
            form.is_seen_again()
        else:
            messages.success(self.request, sentence)
            return redirect(self.back_url())
        return self.form_invalid(form)

    def back_url(self) -> str:
        if not visible_to(self.request.user).filter(pk=self.record.pk).exists():
            return listing_url()
        return record_url(self.record.pk)

    def get_context_data(self, **kwargs):
        context = super().get_context_data(
            record=self.record,
            submit_label=self.submit_label,
            is_serious=self.is_serious,
            explanations=self.explanations(),
            back_url=record_url(self.record.pk),
            **kwargs,
        )
        return {**context, "media": context["form"].media}


def act_url(name: str, *args) -> str:
    return reverse(f"{NAMESPACE}:{name}", args=args)
