"""The mail server: a connection through Django's mail API, and what its refusals mean."""

import contextlib
import smtplib
from collections.abc import Generator
from dataclasses import dataclass

import django
from django.core import mail

from events.outbox.conf import longest_answer

# The server wants us to log in, or refuses how we did: nothing that a message could help.
LOGIN_REFUSED = {530, 534, 535, 538}
GOING_AWAY = 421


class ServerAway(Exception):
    """The server can't be reached, hangs, or lets us in no more; carries its words. No message's fault."""


@dataclass(frozen=True, kw_only=True)
class Refusal:
    """Why the server did not take a message.

    `is_final`: trying again would not help. `ends_connection`: nothing more goes over this connection.
    `before_content`: the server has not seen the message itself.
    """

    words: str
    is_final: bool
    ends_connection: bool
    before_content: bool


@contextlib.contextmanager
def connected() -> Generator:
    """One open connection to the mail server; raises ServerAway where there is none to be had."""
    connection = _mailer()
    # A server that hangs must not outlast our lease.
    if hasattr(connection, "timeout"):
        connection.timeout = min(connection.timeout or longest_answer(), longest_answer())
    try:
        connection.open()
    except OSError as error:  # every SMTPException is one
        raise ServerAway(words_of(error)) from error
    try:
        yield connection
    finally:
        with contextlib.suppress(OSError):
            connection.close()


def _mailer():
    """The backend of the site's default mail settings: MAILERS from Django 6.1 on, EMAIL_* before."""
    if django.VERSION >= (6, 1):
        return mail.mailers.default
    return mail.get_connection()


def refusal(error: OSError) -> Refusal:
    """What an error of `send_messages` means for the message (RFC 5321, 4.2.1). Raises ServerAway."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        [(code, reply), *_others] = error.recipients.values()
    elif isinstance(error, smtplib.SMTPResponseException):
        code, reply = error.smtp_code, error.smtp_error
    else:
        needs_other_server = isinstance(error, smtplib.SMTPNotSupportedError)
        return Refusal(
            words=words_of(error),
            is_final=needs_other_server,
            ends_connection=not needs_other_server,
            before_content=needs_other_server,
        )
    words = _sentence(code, reply)
    if code in LOGIN_REFUSED and not isinstance(error, smtplib.SMTPDataError):
        raise ServerAway(words) from error
    return Refusal(
        words=words,
        is_final=500 <= code < 600,
        ends_connection=code == GOING_AWAY or code < 0,
        before_content=not isinstance(error, smtplib.SMTPDataError),
    )


def words_of(error: OSError) -> str:
    """The server's words where it had any, else what happened."""
    if isinstance(error, smtplib.SMTPResponseException):
        return _sentence(error.smtp_code, error.smtp_error)
    return str(error) or type(error).__name__


def _sentence(code: int, reply: bytes | str) -> str:
    text = reply.decode("utf-8", "replace") if isinstance(reply, bytes) else reply
    return " ".join(f"{code} {text}".replace("\x00", "").split())
