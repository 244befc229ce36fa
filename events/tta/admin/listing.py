"""The queue: every request that was sent, with what staff triage by; theirs alone for provider people."""

from django.contrib.admin.utils import quote
from django.db.models import F
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail.admin.ui.tables import BulkActionsCheckboxColumn, Column, TitleColumn
from wagtail.snippets.views.snippets import IndexView

from events.tta.admin.exports import RequestExport
from events.tta.admin.filters import SavedViewForm
from events.tta.admin.saved_views import views_of, worth_saving
from events.tta.models import TTARequest
from events.tta.permissions import is_staff, may_change, visible_to
from events.tta.queue import age_in_days, for_rows, found_by, lead_words

NAMESPACE = "tta_requests"
BULK = (
    ("tta_own", _("Set the owner")),
    ("tta_assign", _("Assign a provider")),
)


def listing_url() -> str:
    return reverse(f"{NAMESPACE}:list")


def record_url(request_id: int) -> str:
    return reverse(f"{NAMESPACE}:inspect", args=[request_id])


def user_name(user) -> str:
    return (user.get_full_name() or user.get_username()) if user else ""


class QueueView(RequestExport, IndexView):
    """Newest first; the same number of queries for any number of rows."""

    default_ordering = "-submitted_at"
    results_template_name = "tta/admin/index_results.html"
    page_title = _("TTA requests")
    any_permission_required = ["view", "change"]

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.now = timezone.now()

    @cached_property
    def is_staff(self) -> bool:
        return is_staff(self.request.user)

    @cached_property
    def columns(self):
        title = self._get_title_column_class(TitleColumn)
        columns = [
            BulkActionsCheckboxColumn("bulk_actions", obj_type="snippet"),
            title("number", label=_("Number"), width="17%", sort_key="number", get_url=self.get_inspect_url,
                  get_title_id=lambda instance: f"snippet_{quote(instance.pk)}_title"),
            Column("title", label=_("Title and agency"), sort_key="title", width="24%",
                   accessor=_title_and_agency),
            Column("stage", label=_("Stage"), sort_key="stage", accessor="get_stage_display"),
            Column("age", label=_("Age"), sort_key="submitted_at", accessor=self.age_words),
            Column("tta_type", label=_("Type"), sort_key="tta_type__name"),
            Column("program_area", label=_("Program area"), sort_key="program_area__name"),
            Column("letter_state", label=_("Letter"), sort_key="letter_state",
                   accessor="get_letter_state_display"),
            Column("lead", label=_("Lead time"), sort_key="event_date", accessor=lead_words),
            Column("owner", label=_("Owner"), sort_key="owner__username",
                   accessor=lambda row: user_name(row.owner)),
        ]  # fmt: skip
        left_out = set() if self.is_staff else {"letter_state", "lead", "owner"}
        if not may_change(self.request.user):
            left_out.add("bulk_actions")
        return [column for column in columns if column.name not in left_out]

    def age_words(self, row: TTARequest) -> str:
        days = age_in_days(row, now=self.now)
        return ngettext("%(days)d day", "%(days)d days", days) % {"days": days}

    def get_base_queryset(self):
        return for_rows(visible_to(self.request.user))

    def filter_queryset(self, queryset):
        """What can't be understood finds nothing, instead of everything."""
        if self.filters and not self.filters.is_valid():
            return queryset.none()
        return super().filter_queryset(queryset)

    def search_queryset(self, queryset):
        """By the database alone: requests stand in no search index, on purpose."""
        return queryset.filter(found_by(self.search_query)) if self.is_searching else queryset

    def order_queryset(self, queryset):
        """Total on every database: what is empty comes last, equal ones newest first."""
        name = self.ordering.lstrip("-")
        if name == "submitted_at":
            order = self.ordering
        elif self.ordering.startswith("-"):
            order = F(name).desc(nulls_last=True)
        else:
            order = F(name).asc(nulls_last=True)
        return queryset.order_by(order, "-pk")

    def get(self, request, *args, **kwargs):
        if self.is_export:
            return self.as_spreadsheet(self.get_queryset(), request.GET["export"])
        return super().get(request, *args, **kwargs)

    def get_add_url(self):
        """Requests come from the public form."""

    def get_list_more_buttons(self, instance):
        return []

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        if may_change(self.request.user):
            context["bulk_buttons"] = [
                (reverse("wagtail_bulk_action", args=["tta", "ttarequest", name]), label)
                for name, label in BULK
            ]
        if self.is_staff:
            query = worth_saving(self.request.GET)
            context |= {
                "saved_views": views_of(self.request.user, now_shown=query),
                "saved_view_form": SavedViewForm(initial={"query": query}) if query else None,
                "saved_view_url": reverse(f"{NAMESPACE}:save_view"),
            }
        return context


def _title_and_agency(row: TTARequest) -> str:
    return format_html("<strong>{}</strong><br>{}", row.title, row.agency_name)
