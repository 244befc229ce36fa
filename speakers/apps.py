from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SpeakersConfig(AppConfig):
    name = "speakers"
    label = "speakers"
    verbose_name = _("Speakers")
    default_auto_field = "django.db.models.BigAutoField"
