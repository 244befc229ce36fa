"""A plain Wagtail listing of requests, as one would write it in ten minutes: columns, filters, no more."""

from wagtail import hooks
from wagtail.admin.views.generic import IndexView
from wagtail.admin.viewsets.model import ModelViewSet

from events.tta.models import TTARequest


class PlainIndexView(IndexView):
    def get_base_queryset(self):
        return TTARequest.objects.select_related("tta_type", "program_area", "owner")


class PlainViewSet(ModelViewSet):
    model = TTARequest
    icon = "form"
    form_fields = ["title"]
    index_view_class = PlainIndexView
    list_display = ["number", "title", "agency_name", "stage", "submitted_at", "tta_type",
                    "program_area", "letter_state", "event_date", "owner"]  # fmt: skip
    list_filter = ["stage", "tta_type", "program_area", "letter_state", "owner", "provider"]
    list_per_page = 50
    ordering = ["-submitted_at", "-pk"]


@hooks.register("register_admin_viewset")
def register_plain_listing():
    return PlainViewSet("floor_requests")
