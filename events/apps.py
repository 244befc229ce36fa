from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EventsConfig(AppConfig):
    name = "events"
    label = "events"
    verbose_name = _("Events")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from events import (  # noqa: F401  (they register themselves)
            checks,
            signal_handlers,
            vocabulary_handlers,
        )
        from events.appearances import speaker_appearances
        from events.entries import event_entries
        from events.jobs import PERIODIC_JOBS
        from events.joined import library_events
        from events.models import EventPage
        from events.public_forms import checks as _public_forms_checks  # noqa: F401
        from events.worker import register_periodic_job
        from resources.entries import register_entries
        from resources.joined import register_joined
        from speakers.appearances import register_appearances

        register_appearances(speaker_appearances)
        register_joined(library_events)
        register_entries(EventPage, event_entries)
        for job in PERIODIC_JOBS:
            register_periodic_job(job)
