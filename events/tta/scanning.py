"""Asking a virus scanner, clamd, about a file before it is kept. A site without one sets nothing."""

import socket
import struct
from collections.abc import Iterable

from django.conf import settings
from django.utils.translation import gettext as _

SECONDS = 20


class FoundByScanner(ValueError):
    """The scanner named something in the file; carries its name."""


def scan(chunks: Iterable[bytes]) -> str:
    """What to keep with the file: nothing without a scanner, else its words, or that it could not be asked.

    TTA_CLAMD_ADDRESS is `host:port`, or the path of a socket. A scanner that is away loses nobody's letter:
    staff see that it was not scanned. Raises FoundByScanner.
    """
    address = getattr(settings, "TTA_CLAMD_ADDRESS", "")
    if not address:
        return ""
    try:
        answer = _ask(address, chunks)
    except (OSError, ValueError):
        return _("Not scanned: the scanner could not be reached.")
    if answer.endswith("FOUND"):
        raise FoundByScanner(answer.removesuffix("FOUND").partition(":")[2].strip())
    return _("Scanned, nothing found.") if answer.endswith("OK") else _("Not scanned: ") + answer


def _ask(address: str, chunks: Iterable[bytes]) -> str:
    """clamd's answer to INSTREAM: each chunk with its length before it, and an empty one at the end."""
    with _connect(address) as link:
        link.sendall(b"zINSTREAM\0")
        for chunk in chunks:
            if chunk:
                link.sendall(struct.pack("!L", len(chunk)) + chunk)
        link.sendall(struct.pack("!L", 0))
        answer = b""
        while not answer.endswith(b"\0") and (more := link.recv(1024)):
            answer += more
    return answer.rstrip(b"\0\n").decode("utf-8", "replace")[:150]


def _connect(address: str) -> socket.socket:
    if address.startswith("/"):
        link = socket.socket(socket.AF_UNIX)
        link.settimeout(SECONDS)
        link.connect(address)
        return link
    host, _colon, port = address.rpartition(":")
    return socket.create_connection((host, int(port)), timeout=SECONDS)
