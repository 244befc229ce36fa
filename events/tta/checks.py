"""Settings of this room that are looked at when the site starts."""

from django.conf import settings
from django.core.checks import Error, Tags, register

from events.tta.limits import LIMITS


@register(Tags.compatibility)
def check_private_storage(app_configs, **kwargs):
    """Letters of support have a storage of their own, whose files have no public address."""
    if "private" in settings.STORAGES:
        return []
    return [
        Error(
            "STORAGES has no alias `private`: letters of support have no place to be kept.",
            hint="Add one whose files no web server hands out: README, “Settings”.",
            id="tta.E001",
        )
    ]


@register(Tags.compatibility)
def check_limits(app_configs, **kwargs):
    """Each limit is a number of times an hour, or None."""
    return [
        Error(
            f"{limit.setting} is {limit.most!r}.",
            hint=f"Use a whole number, 1 or more, such as {limit.default}; None for no limit.",
            id="tta.E002",
        )
        for limit in LIMITS
        if not (limit.most is None or (type(limit.most) is int and limit.most >= 1))
    ]


@register(Tags.compatibility)
def check_scanner(app_configs, **kwargs):
    """The virus scanner's address is `host:port` or the path of a socket."""
    address = getattr(settings, "TTA_CLAMD_ADDRESS", "")
    host, _colon, port = str(address).rpartition(":")
    if not address or str(address).startswith("/") or (host and port.isdecimal()):
        return []
    return [
        Error(
            f"TTA_CLAMD_ADDRESS is {address!r}.",
            hint="Use host:port, such as 127.0.0.1:3310, or the path of clamd's socket.",
            id="tta.E003",
        )
    ]
