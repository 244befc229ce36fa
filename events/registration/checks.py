"""Settings of this room that are looked at when the site starts."""

from django.conf import settings
from django.core.checks import Error, Tags, register


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
