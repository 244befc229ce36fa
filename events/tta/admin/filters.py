"""What staff filter the queue by."""

from typing import Any

from django import forms
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.forms import CheckboxSelectMultiple, RadioSelect
from django.utils.translation import gettext_lazy as _
from django_filters import (
    ChoiceFilter,
    DateFromToRangeFilter,
    ModelChoiceFilter,
    MultipleChoiceFilter,
)
from django_filters.fields import ModelChoiceField
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet

from events.tta.enums import LetterState, OptionList, Stage
from events.tta.models import Option, Provider, TTARequest, TTAType
from events.tta.permissions import is_staff
from events.tta.queue import is_late

LONGEST_ID = 9
ME, NOBODY = "me", "nobody"
OF_STAFF = ("owner", "provider", "letter_state", "late")


def readable_id(text: str) -> int | None:
    """The id that an address carries, or None for what can be none."""
    is_id = text.isascii() and text.isdigit() and len(text) <= LONGEST_ID
    return int(text) if is_id else None


class RowField(ModelChoiceField):
    """Chooses a row; a number beyond the database's is no choice instead of an error of the database."""

    def to_python(self, value):
        if value and readable_id(str(value)) is None:
            raise ValidationError(self.error_messages["invalid_choice"], code="invalid_choice")
        return super().to_python(value)


class RowFilter(ModelChoiceFilter):
    field_class = RowField


def full_name(user) -> str:
    return user.get_full_name() or user.get_username()


def _owners() -> list[tuple[str, str]]:
    """Me, nobody, and everybody who owns a request."""
    owned = TTARequest.objects.exclude(owner=None).values("owner")
    users = get_user_model().objects.filter(pk__in=owned)
    people = [(str(user.pk), full_name(user)) for user in users]
    people.sort(key=lambda row: (row[1].casefold(), row[0]))
    return [(ME, str(_("Me"))), (NOBODY, str(_("Nobody"))), *people]


class RequestFilterSet(WagtailFilterSet):
    request: Any

    stage = MultipleChoiceFilter(
        label=_("Stage"),
        choices=[choice for choice in Stage.choices if choice[0] != Stage.DRAFT],
        widget=CheckboxSelectMultiple,
    )
    tta_type = RowFilter(
        label=_("TTA type"), queryset=TTAType.objects.all(), empty_label=_("All types")
    )
    program_area = RowFilter(
        label=_("Program area"),
        queryset=Option.objects.filter(list=OptionList.PROGRAM_AREA),
        empty_label=_("All program areas"),
    )
    letter_state = MultipleChoiceFilter(
        label=_("Letter of support"), choices=LetterState.choices, widget=CheckboxSelectMultiple
    )
    owner = ChoiceFilter(
        label=_("Owner"), choices=_owners, method="filter_owner", empty_label=_("Everybody")
    )
    provider = RowFilter(
        label=_("Provider"),
        queryset=Provider.objects.select_related("organization"),
        empty_label=_("All providers"),
        method="filter_provider",
    )
    submitted = DateFromToRangeFilter(
        label=_("Submitted"), field_name="submitted_at", widget=DateRangePickerWidget
    )
    event_date = DateFromToRangeFilter(label=_("Event"), widget=DateRangePickerWidget)
    late = ChoiceFilter(
        label=_("Lead time"),
        method="filter_late",
        empty_label=_("All"),
        choices=[("late", _("Short of the lead time"))],
        widget=RadioSelect,
    )

    class Meta:
        model = TTARequest
        fields = []

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.request and not is_staff(self.request.user):
            for name in OF_STAFF:
                del self.filters[name]

    def filter_owner(self, queryset, name, value):
        if value == NOBODY:
            return queryset.filter(owner=None)
        return queryset.filter(owner=self.request.user.pk if value == ME else value)

    def filter_provider(self, queryset, name, value):
        """Also where it is a partner."""
        partnered = TTARequest.partners.through.objects.filter(provider=value)
        return queryset.filter(Q(provider=value) | Q(pk__in=partnered.values("ttarequest")))

    def filter_late(self, queryset, name, value):
        return queryset.filter(is_late())


class SavedViewForm(forms.Form):
    """A name for the filters that are set."""

    name = forms.CharField(label=_("Name"), max_length=80)
    is_shared = forms.BooleanField(
        label=_("Everybody who sees the queue may use it"), required=False
    )
    query = forms.CharField(max_length=2000, required=False, widget=forms.HiddenInput)
