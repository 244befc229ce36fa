"""E-mail addresses as people type them: which we can write to, and which are the same."""

import re

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from events.ical.build import InvalidMailbox, validate_mailbox

LONGEST = 254  # RFC 5321, 4.5.3.1.3, without the angle brackets
LONGEST_LOCAL = 64  # RFC 5321, 4.5.3.1.1


class UnusableAddress(ValueError):
    """Not one address that mail can be sent to; the message says what to do."""


def usable_address(text: str) -> str:
    """One bare mailbox, ready to be mailed to: outer spaces gone, an international domain in ASCII (RFC 5890).

    Raises UnusableAddress for lists, display names, line breaks, letters beyond ASCII before the
    @ (many mail servers and calendars refuse them), and domains without a dot.
    """
    text = text.strip()
    if len(text) > LONGEST:
        raise UnusableAddress(_("This address is too long. An address has at most 254 characters."))
    if re.search(r"[\s,;<>()\"\x00-\x1f\x7f]", text) or text.count("@") > 1:
        raise UnusableAddress(_("Enter one e-mail address without a name, such as name@county.gov"))
    local, at, domain = text.rpartition("@")
    if not at or "." not in domain.strip("."):
        raise UnusableAddress(_("Enter an e-mail address with a domain, such as name@county.gov"))
    if not local.isascii():
        raise UnusableAddress(
            _("Before the @, use letters without accents, as most mail servers require.")
        )
    try:
        domain = domain.encode("idna").decode()
        address = f"{local}@{domain}"
        validate_email(address)
        validate_mailbox(address)
    except (UnicodeError, ValidationError, InvalidMailbox):
        raise UnusableAddress(_("Enter an e-mail address in the form name@county.gov")) from None
    if len(address) > LONGEST or len(local) > LONGEST_LOCAL:
        raise UnusableAddress(_("This address is too long. An address has at most 254 characters."))
    return address


def address_key(address: str) -> str:
    """What two spellings of the same mailbox have in common: the address in lower case."""
    return address.strip().casefold()
