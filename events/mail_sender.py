"""Whom our mail is from."""

from dataclasses import dataclass
from email.headerregistry import Address


@dataclass(frozen=True, kw_only=True)
class Sender:
    """The mailbox that mail is from, which is also the ORGANIZER of its invitations (RFC 6047, 2.1)."""

    name: str
    address: str

    @property
    def header(self) -> str:
        return str(Address(display_name=self.name, addr_spec=self.address))


def mailbox_in_ascii(address: str) -> str:
    """The mailbox with its domain as servers and calendars have it (RFC 5890)."""
    local, at, domain = address.rpartition("@")
    return f"{local}{at}{domain.encode('idna').decode()}"
