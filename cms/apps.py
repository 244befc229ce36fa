from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CmsConfig(AppConfig):
    name = "cms"
    label = "cms"
    verbose_name = _("Site")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from cms import checks, signal_handlers  # noqa: F401  (they register themselves)
        from cms.models import values_of_site
        from events.site_tokens import register_site_values

        register_site_values(values_of_site)
