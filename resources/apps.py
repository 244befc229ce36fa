from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ResourcesConfig(AppConfig):
    name = "resources"
    label = "resources"
    verbose_name = _("Resources")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from resources.entries import register_entries
        from resources.models import ResourcePage
        from resources.resource_entries import resource_entries

        register_entries(ResourcePage, resource_entries)
