"""The admin's page of one's own calendar with drafts: its address, a new one, none."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.models import Site

from events.feeds import WINDOW
from events.permissions import may_write_events
from events.staff_feed import make_staff_feed, staff_feed_of, staff_feed_path, stop_staff_feed

TITLE = gettext_lazy("Calendar with drafts")
ICON = "calendar-alt"


class StaffFeedView(WagtailAdminTemplateMixin, TemplateView):  # ty: ignore[inconsistent-mro]
    """Nobody sees or changes another person's address. The right is asked first, for GET and POST."""

    template_name = "events/admin/staff_feed.html"
    page_title = TITLE
    header_icon = ICON

    def dispatch(self, request, *args, **kwargs):
        if not may_write_events(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self):
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs):
        feed = staff_feed_of(self.request.user)
        address = self.full_address(staff_feed_path(feed)) if feed and feed.is_on else ""
        return super().get_context_data(
            feed=feed,
            feed_url=address,
            webcal_url=f"webcal://{address.partition('://')[2]}",
            subscribe_url=reverse("events:subscribe"),
            days_back=WINDOW.days,
            **kwargs,
        )

    def full_address(self, path: str) -> str:
        site = Site.find_for_request(self.request)
        return f"{site.root_url}{path}" if site else self.request.build_absolute_uri(path)

    def post(self, request, *args, **kwargs):
        if request.POST.get("act") == "stop":
            stop_staff_feed(user=request.user, now=timezone.now())
            messages.success(request, _("The calendar is stopped. Its address shows nothing any more."))  # fmt: skip
        else:
            make_staff_feed(user=request.user, now=timezone.now(), seen=request.POST.get("seen"))
            messages.success(request, _("This is the address of your calendar. Keep it to yourself."))  # fmt: skip
        return redirect("events_admin:staff_feed")


class StaffFeedMenuItem(MenuItem):
    """The way there, for who may write events."""

    def is_shown(self, request):
        return may_write_events(request.user)


def menu_item() -> MenuItem:
    """Beside registrations, in the admin's menu."""
    url = reverse("events_admin:staff_feed")
    return StaffFeedMenuItem(TITLE, url, name="staff-feed", icon_name=ICON, order=245)


urlpatterns = [
    path("calendar/", StaffFeedView.as_view(), name="staff_feed"),
]
