"""Where mail is read from: a file or folder, or a mailbox on an IMAP server."""

import imaplib
import mailbox
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from events.registration.replies.conf import ImapAddress
from events.registration.replies.letter import LARGEST_MAIL

SECONDS_FOR_AN_ANSWER = 30
# One byte more than is read of any mail, so that a larger one is known.
MOST_BYTES = LARGEST_MAIL + 1
IMAP_ERRORS = (imaplib.IMAP4.error, OSError, ssl.SSLError)


class MailboxAway(Exception):
    """The mailbox can't be had, or no longer; carries a sentence."""


@dataclass(frozen=True, kw_only=True)
class Arrived:
    """One mail, at most MOST_BYTES of it; `mark` says to the mailbox that it was handled."""

    content: bytes
    mark: Callable[[], None] = lambda: None


def mails_of_mbox(path: Path) -> Iterator[Arrived]:
    """The mail in a file of mail, first to last. The file is not changed. Raises MailboxAway."""
    if not path.is_file():
        raise MailboxAway(f"There is no file {path}.")
    yield from _mails_of(mailbox.mbox, path)


def mails_of_maildir(path: Path) -> Iterator[Arrived]:
    """The mail in a Maildir, in the order of its names, which begin with the second. Nothing in it is changed."""
    if not (path / "cur").is_dir() or not (path / "new").is_dir():
        raise MailboxAway(f"{path} is no Maildir: it has no folders cur and new.")
    yield from _mails_of(mailbox.Maildir, path)


def _mails_of(kind, path: Path) -> Iterator[Arrived]:
    try:
        box = kind(path, create=False)
        try:
            for key in sorted(box.keys()):
                with suppress(KeyError, FileNotFoundError), box.get_file(key) as file:
                    yield Arrived(content=file.read(MOST_BYTES))
        finally:
            box.close()
    except OSError as error:
        raise MailboxAway(f"{path} can't be read: {error.strerror or error}.") from error


@contextmanager
def imap_folder(address: ImapAddress, *, password: str, is_read_only: bool):
    """The unseen mail of a folder, over TLS with a certificate that the system trusts. Raises MailboxAway.

    A mail is fetched without marking it as seen; `mark` does so. With `is_read_only` the folder stays as
    it is whatever is called.
    """
    try:
        connection = _connection(address)
        try:
            _log_in(connection, address.user, password)
            # imaplib sets no quotation marks itself.
            _ok(connection.select(f'"{address.folder}"', readonly=is_read_only))
            yield _unseen(connection, is_read_only=is_read_only)
        finally:
            with suppress(*IMAP_ERRORS):
                connection.logout()
    except IMAP_ERRORS as error:
        raise MailboxAway(f"{address.host}: {_words(error)}") from error


def _connection(address: ImapAddress) -> imaplib.IMAP4:
    context = ssl.create_default_context()
    host, port, seconds = address.host, address.port, SECONDS_FOR_AN_ANSWER
    if address.is_tls_from_start:
        return imaplib.IMAP4_SSL(host, port, ssl_context=context, timeout=seconds)
    connection = imaplib.IMAP4(host, port, timeout=seconds)
    try:
        connection.starttls(ssl_context=context)
    except IMAP_ERRORS:
        with suppress(OSError):  # a failed handshake has closed it
            connection.shutdown()
        raise
    return connection


def _log_in(connection: imaplib.IMAP4, user: str, password: str) -> None:
    """PLAIN takes any password (RFC 4616); LOGIN, for servers without it, takes ASCII."""
    if "AUTH=PLAIN" in connection.capabilities:
        connection.authenticate("PLAIN", lambda _challenge: f"\0{user}\0{password}".encode())
    elif not password.isascii():
        raise imaplib.IMAP4.error("this server takes no password beyond ASCII")
    else:
        connection.login(f'"{user}"', password)


def _unseen(connection: imaplib.IMAP4, *, is_read_only: bool) -> Iterator[Arrived]:
    [found] = _ok(connection.uid("SEARCH", "UNSEEN"))

    def mark(uid: str) -> None:
        if not is_read_only:
            _ok(connection.uid("STORE", uid, "+FLAGS.SILENT", r"(\Seen)"))

    for uid in (found or b"").decode("ascii").split():
        data = _ok(connection.uid("FETCH", uid, f"(BODY.PEEK[]<0.{MOST_BYTES}>)"))
        content = next((item[1] for item in data if isinstance(item, tuple)), None)
        if content is not None:  # else somebody deleted it meanwhile
            yield Arrived(content=content, mark=lambda uid=uid: mark(uid))


def _ok(response: tuple) -> list:
    status, data = response
    if status != "OK":
        raise imaplib.IMAP4.error(data[-1] if data else status)
    return data


def _words(error: Exception) -> str:
    """The server's words, which imaplib passes on as bytes."""
    first = error.args[0] if error.args else ""
    text = first.decode("utf-8", "replace") if isinstance(first, bytes) else str(error)
    return " ".join(text.split()) or type(error).__name__
