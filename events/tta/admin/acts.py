"""The things that staff do with a record, each a small page."""

from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.tta.actions.approve import what_stands_in_the_way
from events.tta.actions.assign import assign_provider, take_from_provider
from events.tta.actions.cancel_with_events import cancel_with_events, events_to_ask_about
from events.tta.actions.check_letter import LetterCheck, check_letter
from events.tta.actions.correct import correct
from events.tta.actions.move import move
from events.tta.actions.note import add_note
from events.tta.actions.override_lead_time import override_lead_time
from events.tta.actions.own import set_owner
from events.tta.actions.write_message import write_message
from events.tta.admin import forms
from events.tta.admin.act_views import ActView, doer_of
from events.tta.admin.correct_form import CorrectForm
from events.tta.clock import center_date
from events.tta.enums import ONCE_APPROVED, Stage
from events.tta.lead_time import lead_time
from events.tta.permissions import is_staff, may_change, may_decide
from events.tta.review_workflow import APPROVE, DECLINE, RETURN, decide
from events.tta.stages import WITH_OWN_ACTION, moves_from


class OwnView(ActView):
    page_title = gettext_lazy("Set the owner")
    form_class = forms.OwnerForm
    submit_label = gettext_lazy("Save")

    def get_initial(self):
        """With `?me` the person who asks is chosen."""
        return {"owner": self.request.user.pk} if "me" in self.request.GET else {}

    def do(self, form, **facts):
        owner = form.cleaned_data["owner"]
        set_owner(owner=owner, **facts)
        if owner is None:
            return _("Nobody owns it now.")
        return _("%(name)s owns it now.") % {"name": owner.get_full_name() or owner.get_username()}


class AssignView(ActView):
    page_title = gettext_lazy("Assign a provider")
    form_class = forms.AssignForm
    submit_label = gettext_lazy("Assign and send the mail")

    def explanations(self):
        return [_("The provider’s contact and the requester get mail. Its people see the record.")]

    def do(self, form, **facts):
        row = assign_provider(**form.values, **facts)
        return _("It is with %(name)s now.") % {"name": row.provider}


class TakeFromProviderView(ActView):
    page_title = gettext_lazy("Take it from the provider")
    form_class = forms.CommentForm
    submit_label = gettext_lazy("Take it back")
    is_serious = True

    def explanations(self):
        return [_("It becomes “Approved” again. The provider’s people see it no more.")]

    def do(self, form, **facts):
        take_from_provider(**form.values, **facts)
        return _("It is with no provider now.")


class MoveView(ActView):
    """Also for the people of its provider, where the table of moves has them."""

    page_title = gettext_lazy("Move to another stage")
    form_class = forms.MoveForm
    submit_label = gettext_lazy("Move and tell the requester")

    def is_allowed(self):
        return bool(plain_moves(self.record, self.request.user))

    def get_form_kwargs(self):
        stages = plain_moves(self.record, self.request.user)
        return {**super().get_form_kwargs(), "stages": stages}

    def do(self, form, **facts):
        row = move(to=form.stage, comment=form.cleaned_data["comment"], **facts)
        return _("It is “%(stage)s” now.") % {"stage": row.get_stage_display()}


def plain_moves(record, user) -> list[Stage]:
    """Where this user may move the record by a plain move now; nowhere, for who only looks."""
    if is_staff(user) and not may_change(user):
        return []
    stages = moves_from(
        record.stage, actor=doer_of(user).actor, before_hold=record.stage_before_hold
    )
    if record.stage == Stage.ON_HOLD:
        return [stage for stage in stages if stage != Stage.CANCELLED]
    return [stage for stage in stages if stage not in WITH_OWN_ACTION]


class DecideView(ActView):
    """Approve, return or decline."""

    action = ""

    def is_allowed(self):
        return may_decide(self.request.user)

    def do(self, form, *, request, doer, now, seen):
        row = decide(
            request=request, action=self.action, comment=form.cleaned_data["comment"],
            user=self.request.user, now=now, seen=seen,
        )  # fmt: skip
        if row.stage == Stage.SUBMITTED or row.stage == Stage.UNDER_REVIEW:
            return _("Approved at this step. The next step of the workflow has it now.")
        return _("It is “%(stage)s” now, and the requester is told.") % {
            "stage": row.get_stage_display()
        }


class ApproveView(DecideView):
    action = APPROVE
    page_title = gettext_lazy("Approve")
    form_class = forms.CommentForm
    submit_label = gettext_lazy("Approve and tell the requester")

    def explanations(self):
        return what_stands_in_the_way(self.record)


class ReturnView(DecideView):
    action = RETURN
    page_title = gettext_lazy("Return for changes")
    form_class = forms.ReasonForm
    submit_label = gettext_lazy("Return it and send the mail")


class DeclineView(DecideView):
    action = DECLINE
    page_title = gettext_lazy("Decline")
    form_class = forms.ReasonForm
    submit_label = gettext_lazy("Decline and send the mail")
    is_serious = True


class CancelView(ActView):
    page_title = gettext_lazy("Cancel the request")
    form_class = forms.CancelForm
    submit_label = gettext_lazy("Cancel and send the mail")
    is_serious = True

    @cached_property
    def events(self):
        return events_to_ask_about(request=self.record, now=timezone.now())

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "events": self.events}

    def explanations(self):
        return [_("A cancelled request stays cancelled. The requester is told, with the reason.")]

    def do(self, form, **facts):
        cancel_with_events(reason=form.cleaned_data["comment"], **form.events_values, **facts)
        return _("It is cancelled, and the requester is told.")


class LetterView(ActView):
    page_title = gettext_lazy("Check the letter of support")
    form_class = forms.LetterForm
    submit_label = gettext_lazy("Save")

    def explanations(self):
        letters = list(self.record.letters.all())
        if not letters:
            return [_("No letter was uploaded.")]
        return [
            _("Uploaded: %(name)s. %(scan)s") % {"name": row.name, "scan": row.scan_words}
            for row in letters
        ]

    def do(self, form, **facts):
        found = {name.removeprefix("letter_"): value for name, value in form.values.items()}
        row = check_letter(check=LetterCheck(**found), **facts)
        return _("Letter of support: %(state)s.") % {
            "state": row.get_letter_state_display().lower()
        }


class LeadView(ActView):
    page_title = gettext_lazy("Lead time")
    form_class = forms.LeadForm
    submit_label = gettext_lazy("Save")

    def explanations(self):
        found = lead_time(self.record, center_date(self.record.submitted_at))
        return [found.explanation] if found else []

    def do(self, form, **facts):
        row = override_lead_time(**form.values, **facts)
        if row.lead_override:
            return _("It may be sooner than the lead time.")
        return _("The lead time holds.")


class CorrectView(ActView):
    page_title = gettext_lazy("Correct")
    form_class = CorrectForm
    submit_label = gettext_lazy("Save")

    def explanations(self):
        found = [_("The requester reads in the history what of theirs was corrected.")]
        if self.record.stage in ONCE_APPROVED and self.record.events.exists():
            found.append(
                _("Another date moves its event page too, and who is registered gets mail.")
            )
        return found

    def do(self, form, **facts):
        _row, to_do = correct(values=form.changed_values, **facts)
        return " ".join([_("Saved."), *to_do])


class NoteView(ActView):
    page_title = gettext_lazy("Write an internal note")
    form_class = forms.NoteForm
    submit_label = gettext_lazy("Save the note")

    def do(self, form, *, request, doer, now, seen):
        add_note(request=request, text=form.cleaned_data["text"], doer=doer, now=now)
        return _("The note is saved.")


class MessageView(ActView):
    page_title = gettext_lazy("Write to the requester")
    form_class = forms.MessageForm
    submit_label = gettext_lazy("Send the message")

    def do(self, form, *, request, doer, now, seen):
        write_message(
            request=request, text=form.cleaned_data["text"], doer=doer, now=now,
            form_token=form.cleaned_data["form_token"],
        )  # fmt: skip
        return _("The message is on its way.")


ACTS = {
    "own": OwnView,
    "assign": AssignView,
    "take_back": TakeFromProviderView,
    "move": MoveView,
    "approve": ApproveView,
    "return": ReturnView,
    "decline": DeclineView,
    "cancel": CancelView,
    "letter": LetterView,
    "lead": LeadView,
    "correct": CorrectView,
    "note": NoteView,
    "message": MessageView,
}
