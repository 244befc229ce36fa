"""Settings of public forms that are looked at when the site starts."""

from django.conf import settings
from django.core.checks import Tags, Warning, register

from events.outbox.checks import number_errors

PER_PROCESS_CACHES = {
    f"django.core.cache.backends.{name}" for name in ("locmem.LocMemCache", "dummy.DummyCache")
}

# As in the outbox's checks: name, id, smallest and largest value, what to use instead.
NUMBERS = [
    ("TTA_FORM_MINIMUM_SECONDS", "events.E005", 0, 60,
     "seconds; a form sent sooner is asked for again"),
    ("TTA_TRUSTED_PROXIES", "events.E006", 0, 9,
     "your own proxies before this site, 0 without any"),
]  # fmt: skip


@register(Tags.compatibility)
def check_form_numbers(app_configs, **kwargs):
    """The numbers that a site may set are whole numbers that make sense."""
    return number_errors(NUMBERS)


@register(Tags.security, deploy=True)
def check_limits_are_shared(app_configs, **kwargs):
    """A cache of its own for each process counts each process for itself."""
    if settings.CACHES["default"]["BACKEND"] not in PER_PROCESS_CACHES:
        return []
    return [
        Warning(
            "Limits against robots count per process: the default cache is not shared.",
            hint="Set TTA_REDIS_URL, or another shared cache in CACHES.",
            id="events.W003",
        )
    ]


@register(Tags.security, deploy=True)
def check_proxies_are_counted(app_configs, **kwargs):
    """Behind a proxy all visitors come from its address, and would share one limit."""
    if not settings.SECURE_PROXY_SSL_HEADER or getattr(settings, "TTA_TRUSTED_PROXIES", 0):
        return []
    return [
        Warning(
            "The site is behind a proxy, but TTA_TRUSTED_PROXIES is 0: all visitors share one limit.",
            hint="Set TTA_TRUSTED_PROXIES to the number of your own proxies that add to X-Forwarded-For.",
            id="events.W004",
        )
    ]
