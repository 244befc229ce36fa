from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TTAConfig(AppConfig):
    name = "events.tta"
    label = "tta"
    verbose_name = _("Training and technical assistance")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from events.outbox.kinds import register_mail_kind
        from events.tta import checks  # noqa: F401  (they register themselves)
        from events.tta.emails.kinds import MAIL_KINDS

        for kind in MAIL_KINDS:
            register_mail_kind(kind)
