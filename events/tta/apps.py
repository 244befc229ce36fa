from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TTAConfig(AppConfig):
    name = "events.tta"
    label = "tta"
    verbose_name = _("Training and technical assistance")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from events.outbox.kinds import register_mail_kind
        from events.tta import checks, review_workflow  # noqa: F401  (they register themselves)
        from events.tta.actions.follow_date import follow_date
        from events.tta.admin_event import hooks  # noqa: F401  (they register themselves)
        from events.tta.dates import register_date_follower
        from events.tta.emails.kinds import MAIL_KINDS
        from events.tta.jobs import PERIODIC_JOBS
        from events.worker import register_periodic_job

        for kind in MAIL_KINDS:
            register_mail_kind(kind)
        for job in PERIODIC_JOBS:
            register_periodic_job(job)
        register_date_follower(follow_date)
