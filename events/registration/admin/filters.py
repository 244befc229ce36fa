"""What staff filter registrations by."""

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef, Q
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

from events.models import EventPage
from events.registration.admin.sessions import chosen_records, session_label
from events.registration.enums import ACTIVE, Part, RegistrationState
from events.registration.models import Registration, SessionPlace
from events.times import format_date

LONGEST_ID = 9
SEARCH_FIELDS = ["name", "email", "organization"]
NEEDS = {
    "any": ~Q(needs_interpreter=False, needs_slides_early=False, other_needs=""),
    "interpreter": Q(needs_interpreter=True),
    "slides": Q(needs_slides_early=True),
    "other": ~Q(other_needs=""),
}


def readable_id(text: str) -> int | None:
    """The id that an address carries, or None for what can be none."""
    is_id = text.isascii() and text.isdigit() and len(text) <= LONGEST_ID
    return int(text) if is_id else None


def found_by(words: str) -> Q:
    """Registrations in whose name, address or organization these words stand."""
    found = Q()
    for name in SEARCH_FIELDS:
        found |= Q(**{f"{name}__icontains": words})
    return found


def event_label(event: EventPage) -> str:
    """`Night shift, December 3, 2026`: runs of the same title differ by their date."""
    if event.first_date is None:
        return event.title
    return f"{event.title}, {format_date(event.first_date, weekday=False)}"


def events_to_choose(request):
    """Events that somebody registered for, and the one that the address names, the latest first."""
    is_registered_for = Exists(Registration.objects.filter(event=OuterRef("pk")))
    named = readable_id(request.GET.get("event", "")) if request else None
    return (
        EventPage.objects.filter(Q(is_registered_for) | Q(pk=named))
        .only("title", "first_date")
        .order_by("-first_starts_at", "-pk")
    )


def roles_to_choose() -> list[tuple[str, str]]:
    roles = Registration.objects.exclude(role="").order_by("role")
    return [(role, role) for role in roles.values_list("role", flat=True).distinct()]


class EventField(forms.ModelChoiceField):
    """Chooses an event."""

    def label_from_instance(self, obj):
        return event_label(obj)

    def to_python(self, value):
        """As Django's, but a number beyond the database's is no choice instead of an error of the database."""
        if value and readable_id(str(value)) is None:
            raise ValidationError(self.error_messages["invalid_choice"], code="invalid_choice")
        return super().to_python(value)


class EventFilterField(EventField, ModelChoiceField):
    pass


class EventFilter(ModelChoiceFilter):
    field_class = EventFilterField


def sessions_to_choose(request):
    """Those of the event that the address names, where people choose them."""
    named = readable_id(request.GET.get("event", "")) if request else None
    return chosen_records(named)


class SessionFilterField(ModelChoiceField):
    def label_from_instance(self, obj):
        return session_label(obj)

    def to_python(self, value):
        if value and readable_id(str(value)) is None:
            raise ValidationError(self.error_messages["invalid_choice"], code="invalid_choice")
        return super().to_python(value)


class SessionFilter(ModelChoiceFilter):
    field_class = SessionFilterField


class RegistrationFilterSet(WagtailFilterSet):
    event = EventFilter(label=_("Event"), queryset=events_to_choose, empty_label=_("All events"))
    state = MultipleChoiceFilter(
        label=_("State"), choices=RegistrationState.choices, widget=CheckboxSelectMultiple
    )
    session = SessionFilter(
        label=_("Session"),
        queryset=sessions_to_choose,
        empty_label=_("All sessions"),
        method="filter_session",
    )
    part = MultipleChoiceFilter(
        label=_("Comes as"), choices=Part.choices, widget=CheckboxSelectMultiple
    )
    role = ChoiceFilter(label=_("Role"), choices=roles_to_choose, empty_label=_("All roles"))
    needs = ChoiceFilter(
        label=_("Needs an accommodation"),
        method="filter_needs",
        empty_label=_("Everybody"),
        choices=[
            ("any", _("Any need")),
            ("interpreter", _("ASL interpreter")),
            ("slides", _("Slides in advance")),
            ("other", _("Another need")),
        ],
        widget=RadioSelect,
    )
    mail = ChoiceFilter(
        label=_("Mail"),
        method="filter_mail",
        empty_label=_("Everybody"),
        choices=[("bounced", _("Mail bounced"))],
        widget=RadioSelect,
    )
    created_at = DateFromToRangeFilter(label=_("Registered"), widget=DateRangePickerWidget)

    class Meta:
        model = Registration
        fields = []

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        named = self.request and readable_id(self.request.GET.get("event", ""))
        if not named or not chosen_records(named).exists():
            del self.filters["session"]

    def filter_session(self, queryset, name, value):
        places = SessionPlace.objects.filter(record=value, state__in=ACTIVE)
        return queryset.filter(Exists(places.filter(registration=OuterRef("pk"))))

    def filter_needs(self, queryset, name, value):
        return queryset.filter(NEEDS[value])

    def filter_mail(self, queryset, name, value):
        """Mail to the address that stands there now came back."""
        return queryset.filter(bounced_at__isnull=False)
