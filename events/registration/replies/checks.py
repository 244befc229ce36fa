"""The settings of this package, looked at when the site starts."""

from django.core.checks import Error, Tags, register

from events.registration.replies.conf import UnusableUrl, imap_url, read_imap_url


@register(Tags.compatibility)
def check_imap_url(app_configs, **kwargs):
    """TTA_REPLIES_IMAP_URL is empty, or names a folder that can be reached over TLS."""
    try:
        if url := imap_url():
            read_imap_url(url)
    except UnusableUrl as error:
        return [
            Error(
                "TTA_REPLIES_IMAP_URL can't be used.",  # without its value: it may hold a password
                hint=f"{error} For example imaps://replies%40tta.example@imap.example/INBOX.",
                id="event_registration.E010",
            )
        ]
    return []
