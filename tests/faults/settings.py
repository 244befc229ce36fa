"""The test settings, with real SMTP to a script's sink and what the script wants to be different."""

import os

from cms.settings.base import mail_through
from cms.settings.test import *  # noqa: F403
from cms.settings.test import INSTALLED_APPS

INSTALLED_APPS = [*INSTALLED_APPS, "tests.faults"]
globals().update(
    mail_through(
        "django.core.mail.backends.smtp.EmailBackend",
        host="127.0.0.1",
        port=int(os.environ["TTA_FAULTS_SMTP_PORT"]),
    )
)
TTA_MAIL_LEASE_SECONDS = int(os.environ.get("TTA_FAULTS_LEASE", "60"))
TTA_MAIL_PER_MINUTE = int(os.environ.get("TTA_FAULTS_PER_MINUTE", "0"))
TTA_MAIL_TRIES = int(os.environ.get("TTA_FAULTS_TRIES", "10"))
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "loggers": {"events": {"handlers": ["console"], "level": "INFO"}},
}
