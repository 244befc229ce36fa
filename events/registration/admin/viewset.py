"""Registrations in the admin: Wagtail's snippet views where they only read, our own where something is written."""

from django.urls import path
from django.utils.translation import gettext_lazy as _
from wagtail.snippets.views.snippets import SnippetViewSet

from events.registration.admin.act_views import ActView
from events.registration.admin.acts import ACTS
from events.registration.admin.filters import SEARCH_FIELDS, RegistrationFilterSet
from events.registration.admin.inspect import RegistrationInspectView
from events.registration.admin.listing import NAMESPACE, RegistrationIndexView
from events.registration.admin.views import AddView, CorrectView, HoldView
from events.registration.models import Registration


class RegistrationViewSet(SnippetViewSet):
    """No view writes a field by itself, nothing is copied or deleted, and no chooser lists people."""

    model = Registration
    icon = "group"
    menu_label = _("Registrations")
    menu_name = "registrations"
    menu_order = 240
    add_to_admin_menu = True
    admin_url_namespace = NAMESPACE
    base_url_path = "registrations"
    index_view_class = RegistrationIndexView
    index_template_name = "events/registration/admin/index.html"
    index_results_template_name = RegistrationIndexView.results_template_name
    filterset_class = RegistrationFilterSet
    search_fields = SEARCH_FIELDS
    search_backend_name = None
    list_per_page = 50
    inspect_view_enabled = True
    copy_view_enabled = False
    sort_order_field = None
    add_to_reference_index = False

    def get_urlpatterns(self):
        return [
            path("", self.index_view, name="list"),
            path("results/", self.index_results_view, name="list_results"),
            path("add/", self.construct_view(AddView), name="add"),
            path("hold/<int:event_pk>/", self.construct_view(HoldView), name="hold"),
            path("inspect/<int:pk>/", self.construct_view(RegistrationInspectView), name="inspect"),
            path("edit/<int:pk>/", self.construct_view(CorrectView), name="edit"),
            *(
                path(f"{name}/<int:pk>/", self.construct_view(ActView, act_name=name), name=name)
                for name in ACTS
            ),
        ]

    def get_permissions_to_register(self):
        """What a group's form offers; to delete is not among it."""
        return super().get_permissions_to_register().exclude(codename__startswith="delete_")

    def register_chooser_viewset(self):
        """Everybody in the admin could read a chooser's list."""
