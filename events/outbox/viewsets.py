"""The Mail page in Wagtail's admin."""

from django.urls import path
from django.utils.translation import gettext_lazy as _
from wagtail.snippets.views.snippets import SnippetViewSet

from events.outbox.filters import MailFilterSet
from events.outbox.models import OwedMail
from events.outbox.permissions import register_policy
from events.outbox.views import (
    NAMESPACE,
    MailIndexView,
    MailInspectView,
    SendAgainView,
)


class MailViewSet(SnippetViewSet):
    """To read, and to send again; never to add, edit or delete."""

    model = OwedMail
    icon = "mail"
    menu_label = _("Mail")
    menu_order = 9100  # after Reports
    add_to_admin_menu = True
    admin_url_namespace = NAMESPACE
    base_url_path = "mail"
    pk_path_converter = "int"
    index_view_class = MailIndexView
    index_template_name = "events/outbox/mail_index.html"
    inspect_view_class = MailInspectView
    inspect_view_enabled = True
    filterset_class = MailFilterSet
    search_fields = ["to_address", "to_name"]
    search_backend_name = None
    list_per_page = 50
    add_to_reference_index = False
    copy_view_enabled = False

    def on_register(self):
        register_policy()
        super().on_register()

    def get_urlpatterns(self):
        return [
            path("", self.index_view, name="list"),
            path("results/", self.index_results_view, name="list_results"),
            path("<int:pk>/", self.inspect_view, name="inspect"),
            path("<int:pk>/send-again/", SendAgainView.as_view(), name="send_again"),
        ]

    def register_chooser_viewset(self):
        """No chooser: Wagtail's shows every row to everybody who may enter the admin."""
