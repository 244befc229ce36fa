"""What staff filter the vocabulary by."""

from django.utils.translation import gettext_lazy as _
from django_filters import ChoiceFilter
from wagtail.admin.filters import WagtailFilterSet

from resources.models import Keyword, Organization


class TermFilterSet(WagtailFilterSet):
    standing = ChoiceFilter(
        label=_("Merged or not"),
        method="filter_by_standing",
        empty_label=_("All"),
        choices=[("current", _("Current")), ("merged", _("Merged into another"))],
    )

    def filter_by_standing(self, queryset, name, value):
        return queryset.filter(merged_into__isnull=value == "current")


class KeywordFilterSet(TermFilterSet):
    class Meta:
        model = Keyword
        fields: list[str] = []


class OrganizationFilterSet(TermFilterSet):
    class Meta:
        model = Organization
        fields: list[str] = []
