"""Settings of this room that are looked at when the site starts."""

from django.conf import settings
from django.core.checks import Error, Tags, Warning, register

from events.registration.limits import LIMITS

PER_PROCESS_CACHES = {
    f"django.core.cache.backends.{name}" for name in ("locmem.LocMemCache", "dummy.DummyCache")
}


@register(Tags.compatibility)
def check_promotion_freeze(app_configs, **kwargs):
    """TTA_PROMOTION_FREEZE_MINUTES is a whole number of minutes, 0 or more."""
    value = getattr(settings, "TTA_PROMOTION_FREEZE_MINUTES", 60)
    if type(value) is int and value >= 0:
        return []
    return [
        Error(
            f"TTA_PROMOTION_FREEZE_MINUTES is {value!r}.",
            hint="Use whole minutes, such as 60: from then on before the start nobody is promoted.",
            id="event_registration.E001",
        )
    ]


@register(Tags.compatibility)
def check_form_minimum(app_configs, **kwargs):
    """TTA_FORM_MINIMUM_SECONDS is short enough for anybody to get through."""
    value = getattr(settings, "TTA_FORM_MINIMUM_SECONDS", 2)
    if type(value) is int and 0 <= value <= 60:
        return []
    return [
        Error(
            f"TTA_FORM_MINIMUM_SECONDS is {value!r}.",
            hint="Use whole seconds from 0 to 60: a form sent sooner is asked for again.",
            id="event_registration.E002",
        )
    ]


@register(Tags.compatibility)
def check_trusted_proxies(app_configs, **kwargs):
    """TTA_TRUSTED_PROXIES is a number of proxies."""
    value = getattr(settings, "TTA_TRUSTED_PROXIES", 0)
    if type(value) is int and 0 <= value <= 9:
        return []
    return [
        Error(
            f"TTA_TRUSTED_PROXIES is {value!r}.",
            hint="Use the number of your own proxies before this site, such as 1; 0 without any.",
            id="event_registration.E003",
        )
    ]


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
