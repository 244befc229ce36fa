"""Settings of this room that are looked at when the site starts."""

from django.conf import settings
from django.core.checks import Error, Tags, register


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
