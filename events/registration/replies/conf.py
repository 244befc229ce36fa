"""Where the mailbox is that answers come to: settings of ours."""

import os
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from django.conf import settings

PORTS = {"imaps": 993, "imap": 143}


class UnusableUrl(ValueError):
    """TTA_REPLIES_IMAP_URL is none that we can use; the message says what to write."""


@dataclass(frozen=True, kw_only=True)
class ImapAddress:
    """A folder on an IMAP server. `is_tls_from_start` is false for STARTTLS; without TLS there is no way."""

    host: str
    port: int
    user: str
    folder: str
    is_tls_from_start: bool


def imap_url() -> str:
    """TTA_REPLIES_IMAP_URL from the settings, else from the environment."""
    name = "TTA_REPLIES_IMAP_URL"
    return getattr(settings, name, "") or os.environ.get(name, "")


def imap_password() -> str:
    """TTA_REPLIES_IMAP_PASSWORD: from the environment only, so that it stands in no file of settings."""
    return os.environ.get("TTA_REPLIES_IMAP_PASSWORD", "")


def read_imap_url(text: str) -> ImapAddress:
    """The folder that an address such as imaps://replies%40tta.example@imap.example/INBOX names. Raises UnusableUrl."""
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError:
        raise UnusableUrl("It is no address, or its port is no number.") from None
    if parts.scheme not in PORTS:
        raise UnusableUrl("It begins with imaps:// (or imap:// for STARTTLS).")
    if parts.password is not None:
        raise UnusableUrl("The password belongs into the environment: TTA_REPLIES_IMAP_PASSWORD.")
    user, folder = unquote(parts.username or ""), unquote(parts.path.strip("/")) or "INBOX"
    if not parts.hostname or not user:
        raise UnusableUrl("It names a user and a host; write an @ in the user's name as %40.")
    if not all(_is_plain(word) for word in (user, folder)) or " " in user:
        raise UnusableUrl("User and folder have only letters, digits and signs of ASCII.")
    if parts.query or parts.fragment:
        raise UnusableUrl("Nothing follows the folder.")
    return ImapAddress(
        host=parts.hostname,
        port=port or PORTS[parts.scheme],
        user=user,
        folder=folder,
        is_tls_from_start=parts.scheme == "imaps",
    )


def _is_plain(word: str) -> bool:
    """Whether an IMAP command can carry it between quotation marks as it is (RFC 3501, 4.3 and 5.1.3)."""
    return word.isascii() and word.isprintable() and not set(word) & set('"\\&*%')
