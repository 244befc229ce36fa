from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EventsConfig(AppConfig):
    name = "events"
    label = "events"
    verbose_name = _("Events")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from events import checks, signal_handlers  # noqa: F401  (both register themselves)
        from events.appearances import speaker_appearances
        from events.jobs import PERIODIC_JOBS
        from events.worker import register_periodic_job
        from speakers.appearances import register_appearances

        register_appearances(speaker_appearances)
        for job in PERIODIC_JOBS:
            register_periodic_job(job)
