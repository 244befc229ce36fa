"""The way to the view that makes an event: its address, and a button for the page of a record."""

from django.urls import include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.widgets import Button

from events.tta.admin.buttons import register_record_button
from events.tta.admin_event.views import urlpatterns
from events.tta.enums import ONCE_APPROVED
from events.tta.permissions import may_change


@hooks.register("register_admin_urls")
def register_event_making_urls():
    return [path("tta/make/", include((urlpatterns, "tta_events")))]


def event_buttons(request, user):
    """The button on the page of a request that is approved, for who may change it."""
    if request.stage in ONCE_APPROVED and may_change(user):
        url = reverse("tta_events:make", args=[request.pk])
        yield Button(_("Make event page"), url=url, icon_name="date", priority=40)


register_record_button(event_buttons)
