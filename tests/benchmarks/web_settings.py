"""The benchmarks' settings for the web server: limits are counted as ever, and never reached."""

from tests.benchmarks.settings import *  # noqa: F403

TTA_FORM_MINIMUM_SECONDS = 0
TTA_REGISTRATIONS_PER_NETWORK = TTA_REGISTRATIONS_PER_ADDRESS = 1_000_000
