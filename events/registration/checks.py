"""Settings of this room that are looked at when the site starts."""

from django.conf import settings
from django.core.checks import Error, Tags, Warning, register

from events.outbox.checks import number_errors
from events.registration.limits import LIMITS

PER_PROCESS_CACHES = {
    f"django.core.cache.backends.{name}" for name in ("locmem.LocMemCache", "dummy.DummyCache")
}


# As in the outbox's checks: name, id, smallest and largest value, what to use instead.
NUMBERS = [
    ("TTA_PROMOTION_FREEZE_MINUTES", "event_registration.E001", 0, 1_000_000,
     "minutes before the start from which nobody is promoted, such as 60"),
    ("TTA_FORM_MINIMUM_SECONDS", "event_registration.E002", 0, 60,
     "seconds; a form sent sooner is asked for again"),
    ("TTA_TRUSTED_PROXIES", "event_registration.E003", 0, 9,
     "your own proxies before this site, 0 without any"),
]  # fmt: skip


@register(Tags.compatibility)
def check_registration_numbers(app_configs, **kwargs):
    """The numbers that a site may set are whole numbers that make sense."""
    return number_errors(NUMBERS)


@register(Tags.compatibility)
def check_limits(app_configs, **kwargs):
    """Each limit is a number of times an hour, or None."""
    return [
        Error(
            f"{limit.setting} is {limit.most!r}.",
            hint=f"Use a whole number, 1 or more, such as {limit.default}; None for no limit.",
            id="event_registration.E004",
        )
        for limit in LIMITS
        if not (limit.most is None or (type(limit.most) is int and limit.most >= 1))
    ]


@register(Tags.security, deploy=True)
def check_limits_are_shared(app_configs, **kwargs):
    """A cache of its own for each process counts each process for itself."""
    if settings.CACHES["default"]["BACKEND"] not in PER_PROCESS_CACHES:
        return []
    return [
        Warning(
            "Limits against robots count per process: the default cache is not shared.",
            hint="Set TTA_REDIS_URL, or another shared cache in CACHES.",
            id="event_registration.W001",
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
            id="event_registration.W002",
        )
    ]
