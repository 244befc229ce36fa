"""From a row to a message: written by its kind, addressed by us."""

import logging
from collections.abc import Sequence
from datetime import datetime
from email.errors import HeaderParseError
from email.headerregistry import Address
from email.utils import format_datetime

from django.core.mail import EmailMultiAlternatives
from django.db import InterfaceError, OperationalError
from django.utils.translation import gettext as _

from events.outbox.kinds import mail_kind
from events.outbox.models import OwedMail

logger = logging.getLogger("events.outbox")

# The outbox sets these itself, whatever a kind wrote.
OURS = {"to", "cc", "bcc", "message-id", "date", "auto-submitted"}


class Writer:
    """Writes the messages of one batch, having read what they need in a few queries per kind."""

    def __init__(self, mails: Sequence[OwedMail]):
        self._loaded: dict[int, object] = {}
        for name in {mail.kind for mail in mails}:
            self._load(name, [mail for mail in mails if mail.kind == name])

    def write(self, mail: OwedMail, *, now: datetime) -> EmailMultiAlternatives:
        """The message to its one address, ready to send. Raises NotNeeded, and whatever its kind raises."""
        loaded = self._loaded[mail.pk]
        if isinstance(loaded, Exception):
            raise loaded
        message = mail_kind(mail.kind).write(mail=mail, loaded=loaded, now=now)
        message.to, message.cc, message.bcc = [address_of(mail)], [], []
        message.extra_headers = {
            name: value for name, value in message.extra_headers.items() if name.lower() not in OURS
        } | {
            "Message-ID": mail.message_id,
            "Date": format_datetime(now),
            "Auto-Submitted": "auto-generated",
        }
        return message

    def _load(self, name: str, mails: Sequence[OwedMail]) -> None:
        """One bad row must not spoil the others': what fails together is loaded one by one."""
        try:
            loaded = mail_kind(name).load(mails)
        except (OperationalError, InterfaceError):
            raise  # the database is away: no message's fault
        except Exception as error:
            if len(mails) == 1:
                self._loaded[mails[0].pk] = error
                return
            for mail in mails:
                self._load(name, [mail])
        else:
            self._loaded |= {mail.pk: loaded for mail in mails}


def address_of(mail: OwedMail) -> str:
    """Name and address as a header has them; raises ValueError where it is not exactly one address."""
    name = "".join(sign if sign.isprintable() else " " for sign in mail.to_name)
    try:
        return str(Address(display_name=" ".join(name.split()), addr_spec=mail.to_address))
    except (ValueError, IndexError, HeaderParseError) as error:
        raise ValueError(_("“%s” is not one address.") % mail.to_address) from error
