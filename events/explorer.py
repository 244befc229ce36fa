"""The page explorer below an event index: date, phase and delivery beside each event, without a query per row."""

from django.db.models import F
from django.utils import timezone
from django.utils.functional import classproperty
from django.utils.translation import gettext_lazy as _
from django_filters import DateFromToRangeFilter
from wagtail.admin.filters import DateRangePickerWidget
from wagtail.admin.ui.tables import BaseColumn, Column
from wagtail.admin.ui.tables.pages import BulkActionsColumn, PageStatusColumn, PageTitleColumn
from wagtail.admin.views.pages.listing import ExplorableIndexView, PageFilterSet
from wagtail.admin.viewsets.pages import PageViewSet

from events.cards import recording_expectation, session_times
from events.enums import EventStatus, Phase
from events.explorer_columns import explorer_columns
from events.models import EventPage
from events.times import format_date


class WhenColumn(Column):
    """Date and time of the first session, in its own zone."""

    def get_value(self, instance):
        if not instance.dated_sessions:
            return _("No date")
        session = instance.dated_sessions[0]
        return f"{format_date(session.date, weekday=False)}, {session_times(session)}"


class PhaseColumn(Column):
    """Where the event stands; what people decided goes before what time decides."""

    def get_value(self, instance):
        if instance.status != EventStatus.SCHEDULED:
            return instance.state.get_status_display()
        if not instance.live and not instance.dated_sessions:
            return ""
        now = timezone.now()
        phase = instance.phase_at(now)
        return recording_expectation(instance, now) if phase == Phase.WAITING else phase.label


class BulkTextColumn(Column):
    """A column that another room fills; the view has loaded its texts for all rows before."""

    def get_value(self, instance):
        return instance.explorer_texts[self.name]


class EventFilterSet(PageFilterSet):
    """Filters of the explorer: what lists filter by, and what Wagtail offers for pages."""

    first_date = DateFromToRangeFilter(label=_("Date of the event"), widget=DateRangePickerWidget)

    class Meta:
        model = EventPage
        fields = ["delivery"]


def event_columns() -> list[BaseColumn]:
    """Wagtail's columns and ours, then those of other rooms, then the status, which ends every row."""
    return [
        BulkActionsColumn("bulk_actions"),
        PageTitleColumn("title", label=_("Title"), sort_key="title", classname="title"),
        WhenColumn("when", label=_("When"), sort_key="first_starts_at", width="20%"),
        PhaseColumn("phase", label=_("Phase"), width="12%"),
        Column(
            "delivery", label=_("Delivery"), accessor="get_delivery_display", sort_key="delivery",
            width="8%",
        ),
        *(
            BulkTextColumn(column.name, label=column.label, width=column.width)
            for column in explorer_columns()
        ),
        PageStatusColumn("status", label=_("Status"), sort_key="live", width="8%"),
    ]  # fmt: skip


class EventExplorerView(ExplorableIndexView):
    default_ordering = "-first_starts_at"

    def order_queryset(self, queryset):
        """By date, the latest first and drafts without one last; `pk` makes the order total."""
        if self.is_explicitly_ordered or self.is_searching:
            return super().order_queryset(queryset)
        return queryset.order_by(F("first_starts_at").desc(nulls_last=True), "-pk")

    def annotate_queryset(self, pages):
        return super().annotate_queryset(pages).prefetch_related("sessions", "state")

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        events = list(context["object_list"])
        texts = {column.name: column.texts(events=events) for column in explorer_columns()}
        for event in events:
            event.explorer_texts = {name: found.get(event.pk, "") for name, found in texts.items()}
        return context


class EventPageViewSet(PageViewSet):
    """Events and webinars below an index; Wagtail finds the parents by `parent_page_types`."""

    model = EventPage
    index_view_class = EventExplorerView
    filterset_class = EventFilterSet

    @classproperty
    def columns(self):
        return event_columns()
