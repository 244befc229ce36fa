"""The test settings for a web server that scripts start: behind one proxy, and as real as it gets otherwise."""

import os
from datetime import UTC, datetime, timedelta

import time_machine

from cms.settings.test import *  # noqa: F403

# The scripts' clients say in X-Forwarded-For who they are, as a proxy would, so that each has the
# limits of a network to itself.
TTA_TRUSTED_PROXIES = 1
TTA_FORM_MINIMUM_SECONDS = 0
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}

if _step := int(os.environ.get("TTA_FAULTS_STEP", "0")):
    time_machine.travel(datetime.now(UTC) + timedelta(seconds=_step), tick=True).start()
