"""The forms with which staff work on one request. Each carries the version of the record that the person saw."""

from typing import Any

from django import forms
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.db.models import Model, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.forms.moments import DayField
from events.public_forms.texts import one_line, several_lines
from events.public_forms.tokens import new_form_token, read_form_token
from events.tta.admin.filters import readable_id
from events.tta.enums import Stage
from events.tta.models import Milestone, Provider, TTARequest
from events.tta.permissions import may_change


class RowField(forms.ModelChoiceField):
    """Chooses a row; a number beyond the database's is no choice instead of an error of the database."""

    def to_python(self, value):
        if value and not isinstance(value, Model) and readable_id(str(value)) is None:
            raise forms.ValidationError(
                self.error_messages["invalid_choice"], code="invalid_choice", params={"value": ""}
            )
        return super().to_python(value)


class OwnerField(RowField):
    """A member of the request desk."""

    def __init__(self, **kwargs):
        kwargs.setdefault("label", _("Owner"))
        super().__init__(queryset=get_user_model().objects.none(), **kwargs)
        self.queryset = _desk()

    def label_from_instance(self, obj):
        return obj.get_full_name() or obj.get_username()

    def clean(self, value):
        user = super().clean(value)
        if user is not None and not may_change(user):
            raise forms.ValidationError(
                _("Only members of the request desk own requests. Choose one of them.")
            )
        return user


def _desk():
    """Users whose groups or own rights let them triage, and superusers; evaluated when a form is drawn."""
    permissions = Permission.objects.filter(
        codename="change_ttarequest", content_type__app_label="tta"
    )
    by_right = Q(groups__permissions__in=permissions) | Q(user_permissions__in=permissions)
    ids = get_user_model().objects.filter(Q(is_superuser=True) | by_right).values("pk")
    return (
        get_user_model()
        .objects.filter(is_active=True, pk__in=ids)
        .order_by("first_name", "last_name", "pk")
    )


class ProviderField(RowField):
    """A provider that takes requests."""

    def __init__(self, **kwargs):
        kwargs.setdefault("label", _("Provider"))
        super().__init__(queryset=_active_providers(), **kwargs)


def _active_providers():
    return Provider.objects.filter(is_active=True).select_related("organization")


class RecordForm(forms.Form):
    """What every form on a record has; `record` is the request as it is now."""

    fields: Any
    data: Any
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)

    def __init__(self, *args, record: TTARequest, user, **kwargs):
        self.record, self.user = record, user
        super().__init__(*args, **kwargs)
        self.fields["version"].initial = record.version

    def is_seen_again(self) -> None:
        """What was typed stays; the next try is against the record as it is now."""
        self.data = self.data.copy()
        self.data["version"] = str(self.record.version)

    @property
    def values(self) -> dict:
        """What was typed, without the version."""
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}


class LinesField(forms.CharField):
    """Several lines of text, tidied."""

    widget = forms.Textarea(attrs={"rows": 5})

    def to_python(self, value):
        return several_lines(super().to_python(value) or "")


class LineField(forms.CharField):
    """One line of text, tidied."""

    def to_python(self, value):
        return one_line(super().to_python(value) or "")


class CommentForm(RecordForm):
    comment = LinesField(
        label=_("Comment"), max_length=5000, required=False, help_text=_("The requester reads it.")
    )


class ReasonForm(RecordForm):
    comment = LinesField(
        label=_("Why"),
        max_length=5000,
        help_text=_("The requester reads it."),
        error_messages={"required": _("Write why: the requester reads it.")},
    )


class OwnerForm(RecordForm):
    owner = OwnerField(required=False, empty_label=_("Nobody"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["owner"].initial = self.record.owner_id


class AssignForm(RecordForm):
    provider = ProviderField()
    partners = forms.ModelMultipleChoiceField(
        label=_("Partners"), queryset=Provider.objects.none(), required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    comment = LinesField(
        label=_("Comment"), max_length=5000, required=False, help_text=_("The requester reads it.")
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        partners = list(self.record.partners.values_list("pk", flat=True))
        offered = Q(is_active=True) | Q(pk__in=[*partners, self.record.provider_id])
        rows = Provider.objects.filter(offered).select_related("organization")
        self.fields["provider"].queryset = self.fields["partners"].queryset = rows
        self.fields["provider"].initial = self.record.provider_id
        self.fields["partners"].initial = partners


class MoveForm(CommentForm):
    to = forms.ChoiceField(label=_("Stage"), widget=forms.RadioSelect)
    field_order = ["to", "comment", "version"]

    def __init__(self, *args, stages, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["to"].choices = [(stage.value, stage.label) for stage in stages]
        if len(stages) == 1:
            self.fields["to"].initial = stages[0].value

    @property
    def stage(self) -> Stage:
        return Stage(self.cleaned_data["to"])


class LetterForm(RecordForm):
    letter_received_date = DayField(
        label=_("Received by e-mail on"), required=False,
        help_text=_("Only for a letter that came by e-mail, for example 12/1/2026."),
    )  # fmt: skip
    letter_received_by = LineField(
        label=_("Received by"), max_length=200, required=False,
        help_text=_("Who got the e-mail."),
    )  # fmt: skip
    letter_says_what = forms.BooleanField(
        label=_("It says who, what, where, when and why"), required=False
    )
    letter_says_needs = forms.BooleanField(label=_("It says what the needs are"), required=False)
    letter_says_benefits = forms.BooleanField(
        label=_("It says which benefits are expected"), required=False
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in self.fields:
            if name != "version":
                self.fields[name].initial = getattr(self.record, name)


class LeadForm(RecordForm):
    reason = LinesField(
        label=_("Why it may be sooner than the lead time"), max_length=1000, required=False,
        help_text=_("Staff read it. Empty: the lead time holds."),
    )  # fmt: skip

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reason"].initial = self.record.lead_override


class NoteForm(RecordForm):
    text = LinesField(
        label=_("Note"), max_length=5000, help_text=_("Staff alone read it."),
        error_messages={"required": _("Write the note.")},
    )  # fmt: skip


class MessageForm(RecordForm):
    text = LinesField(
        label=_("Message"), max_length=5000,
        help_text=_("It goes to the requester by mail, and stays in the record."),
        error_messages={"required": _("Write the message.")},
    )  # fmt: skip
    form_token = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["form_token"].initial = new_form_token(now=timezone.now())

    def clean_form_token(self):
        """A page that was open for too long gets a new one; a forged one is no reason to lose a message."""
        token = read_form_token(self.cleaned_data["form_token"], now=timezone.now())
        return getattr(token, "key", None)


class MilestoneForm(RecordForm):
    text = LineField(label=_("Milestone"), max_length=300)
    due_date = DayField(label=_("Due"), required=False, help_text=_("For example 12/1/2026."))
    done_date = DayField(label=_("Done"), required=False)
    note = LinesField(label=_("Note"), max_length=2000, required=False)
    is_public = forms.BooleanField(label=_("The requester sees it"), required=False, initial=True)

    def __init__(self, *args, milestone: Milestone | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        if milestone is not None:
            for name in ("text", "due_date", "done_date", "note", "is_public"):
                self.fields[name].initial = getattr(milestone, name)


class SettleForm(RecordForm):
    is_accepted = forms.TypedChoiceField(
        label=_("What comes of it"), coerce=lambda text: text == "yes", widget=forms.RadioSelect,
        choices=[("yes", _("Take it over")), ("no", _("Don’t take it over"))],
    )  # fmt: skip
    answer = LinesField(
        label=_("Answer"), max_length=2000, required=False, help_text=_("The requester reads it.")
    )


class EventsForm(RecordForm):
    """With a choice of what becomes of the request's events that are still to come."""

    events = forms.MultipleChoiceField(
        label=_("Cancel these events too"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("Everybody who is registered is told. An event that you leave goes on without the request."),
    )  # fmt: skip
    public_reason = LinesField(
        label=_("What event pages and calendars say"), max_length=500, required=False
    )
    field_order = ["comment", "is_accepted", "answer", "events", "public_reason", "version"]

    def __init__(self, *args, events, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["events"].choices = [(str(page.pk), page.title) for page in events]
        if not events:
            del self.fields["events"], self.fields["public_reason"]

    def clean(self):
        found = super().clean() or {}
        is_over = found.get("is_accepted", True)
        if is_over and found.get("events") and not found.get("public_reason"):
            self.add_error(
                "public_reason", _("Write what those who registered read as the reason.")
            )
        return found

    @property
    def events_values(self) -> dict:
        """What `cancel_with_events` is told of the events."""
        return {
            "events": [int(pk) for pk in self.cleaned_data.get("events") or ()],
            "public_reason": self.cleaned_data.get("public_reason") or "",
        }


class CancelForm(EventsForm, ReasonForm):
    """Why it is cancelled, and what becomes of its events."""


class SettleCancellationForm(EventsForm, SettleForm):
    """A report that it is cancelled: taken over, the chosen events go with it."""
