"""The filters of the public catalog: a GET form, and the records that it leaves."""

from datetime import datetime

from django import forms
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, ExtractYear
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import Site

from events.list_filters import ShortlyNamedChoice
from events.tta.catalog import published_events
from events.tta.clock import center_date
from events.tta.models import Option, TTAType

UPCOMING = "upcoming"
NAMES = ("q", "type", "area", "year", "when")
LONGEST_SEARCH = 100


class CatalogFilterForm(forms.Form):
    """What the address asks for; an unknown value is named at its field and left out."""

    q = forms.CharField(
        label=gettext_lazy("Title has"), required=False, max_length=LONGEST_SEARCH,
        widget=forms.TextInput(attrs={"class": "input"}),
        error_messages={
            "max_length": gettext_lazy("Search for at most %(limit_value)d characters; these are %(show_value)d."),
            "null_characters_not_allowed": gettext_lazy("These characters are in no title. Type others."),
        },
    )  # fmt: skip
    type = ShortlyNamedChoice(
        label=gettext_lazy("Type"), required=False,
        error_messages={"invalid_choice": gettext_lazy("There is no type “%(value)s”. Choose one from the list.")},
    )  # fmt: skip
    area = ShortlyNamedChoice(
        label=gettext_lazy("Program area"), required=False,
        error_messages={
            "invalid_choice": gettext_lazy("There is no program area “%(value)s”. Choose one from the list.")
        },
    )  # fmt: skip
    year = ShortlyNamedChoice(
        label=gettext_lazy("Year"), required=False,
        error_messages={
            "invalid_choice": gettext_lazy("There is nothing for “%(value)s”. Choose a year from the list.")
        },
    )  # fmt: skip
    when = ShortlyNamedChoice(
        label=gettext_lazy("When"), required=False,
        choices=[("", gettext_lazy("All dates")), (UPCOMING, gettext_lazy("Still to come"))],
        error_messages={"invalid_choice": gettext_lazy("There is nothing for “%(value)s”. Choose one from the list.")},
    )  # fmt: skip

    def __init__(self, data, *, types, areas, years):
        super().__init__(data)
        offered = {
            "type": (_("All types"), types),
            "area": (_("All program areas"), areas),
            "year": (_("All years"), [(str(year), str(year)) for year in years]),
        }
        for name, (every, options) in offered.items():
            if options or data.get(name):
                self.fields[name].choices = [("", every), *options]  # ty: ignore[missing-attribute]
            else:
                del self.fields[name]

    @property
    def is_filtered(self) -> bool:
        return any(self.cleaned_data.get(name) for name in NAMES)


def catalog_form(*, query, listed: QuerySet, site: Site | None, private: Q) -> CatalogFilterForm:
    """The form, read; it offers what occurs among the `listed` requests; four queries."""
    types = TTAType.objects.filter(pk__in=listed.order_by().values("tta_type"))
    areas = Option.objects.filter(pk__in=listed.order_by().values("program_area"))
    form = CatalogFilterForm(
        query,
        types=list(types.order_by("sort_order", "name", "pk").values_list("key", "name")),
        areas=[(str(pk), name) for pk, name in areas.values_list("pk", "name")],
        years=_years(listed=listed, site=site, private=private),
    )
    form.is_valid()
    return form


def _dated_events(*, site: Site | None, private: Q) -> QuerySet:
    return published_events(site=site, private=private).exclude(page__first_date=None).order_by()


def _years(*, listed: QuerySet, site: Site | None, private: Q) -> list[int]:
    events = _dated_events(site=site, private=private)
    of_events = events.filter(request__in=listed.order_by().values("pk")).annotate(
        year=ExtractYear("page__first_date")
    )
    without = listed.exclude(Exists(events.filter(request=OuterRef("pk")))).order_by()
    own = without.exclude(event_date=None).annotate(year=ExtractYear("event_date"))
    found = of_events.values_list("year", flat=True).union(own.values_list("year", flat=True))
    return sorted(found.order_by(), reverse=True)


def narrowed(
    listed: QuerySet, *, form: CatalogFilterForm, site: Site | None, private: Q, now: datetime
) -> QuerySet:
    """Those of the `listed` requests that the form asks for; still to come: soonest first, else latest first.

    A date is that of the published events, or where there is none, the record's own.
    """
    chosen = form.cleaned_data
    events = _dated_events(site=site, private=private).filter(request=OuterRef("pk"))
    if text := " ".join((chosen.get("q") or "").split()):
        listed = listed.filter(title__icontains=text)
    if key := chosen.get("type"):
        listed = listed.filter(tta_type__key=key)
    if area := chosen.get("area"):
        listed = listed.filter(program_area=area)
    if year := chosen.get("year"):
        listed = listed.filter(
            Exists(events.filter(page__first_date__year=year))
            | ~Exists(events) & Q(event_date__year=year)
        )
    if chosen.get("when") == UPCOMING:
        today = center_date(now)
        ahead = events.filter(page__last_ends_at__gt=now)
        listed = listed.filter(Exists(ahead) | ~Exists(events) & Q(event_date__gte=today))
        first = ahead.order_by("page__first_starts_at").values("page__first_date")[:1]
        return listed.annotate(day=Coalesce(Subquery(first), "event_date")).order_by("day", "pk")
    last = events.order_by("-page__first_date").values("page__first_date")[:1]
    return listed.annotate(day=Coalesce(Subquery(last), "event_date")).order_by(
        F("day").desc(nulls_last=True), "-pk"
    )
