from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RegistrationConfig(AppConfig):
    name = "events.registration"
    label = "event_registration"
    verbose_name = _("Registration")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from events.explorer_columns import register_explorer_column
        from events.forms.registering import register_reason_to_stay
        from events.outbox.kinds import register_mail_kind
        from events.registration import checks, signal_handlers  # noqa: F401  (both register themselves)
        from events.registration.admin.seats import SEATS_COLUMN
        from events.registration.covers import why_covers_stays
        from events.registration.emails.kinds import MAIL_KINDS
        from events.registration.jobs import PERIODIC_JOBS
        from events.registration.replies import checks as _replies_checks  # noqa: F401
        from events.registration.sign_up import sign_ups
        from events.sign_up import register_sign_ups
        from events.worker import register_periodic_job

        register_sign_ups(sign_ups)
        register_reason_to_stay(why_covers_stays)
        register_explorer_column(SEATS_COLUMN)
        for kind in MAIL_KINDS:
            register_mail_kind(kind)
        for job in PERIODIC_JOBS:
            register_periodic_job(job)
