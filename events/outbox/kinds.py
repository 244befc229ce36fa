"""The kinds of mail: a registry that rooms fill in their `ready()`."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.core.mail import EmailMultiAlternatives

from events.outbox.models import OwedMail

PRIORITY_NOW = 0  # somebody waits for it: a confirmation, a link
PRIORITY_SOON = 50  # reminders
PRIORITY_BULK = 100  # one message to everybody


class NotNeeded(Exception):
    """Raised by a kind's `write` when the message has become useless; carries the sentence that says why."""


@dataclass(frozen=True, kw_only=True)
class MailKind:
    """One sort of message: how urgent it is, and how a row becomes a message.

    `load(mails)` reads what a batch of rows of this kind needs, in a number of queries that does not
    depend on their number. `write(mail, loaded, now)` returns an EmailMultiAlternatives with subject,
    From, text and HTML, or raises NotNeeded; it reads nothing more. The outbox sets To, Message-ID,
    Date and Auto-Submitted.
    """

    name: str
    label: str
    priority: int
    load: Callable[[Sequence[OwedMail]], object]
    write: Callable[..., EmailMultiAlternatives]


_kinds: dict[str, MailKind] = {}


def register_mail_kind(kind: MailKind) -> None:
    """Have rows of `kind.name` written by this kind; a kind of the same name is replaced."""
    _kinds[kind.name] = kind


def mail_kind(name: str) -> MailKind:
    """The kind that was registered under `name`; raises KeyError where none was."""
    return _kinds[name]


def mail_kinds() -> list[MailKind]:
    """Every registered kind, by label."""
    return sorted(_kinds.values(), key=lambda kind: (str(kind.label), kind.name))


def label_of(name: str) -> str:
    """What people call this kind; the name itself where its room has been left out."""
    return str(_kinds[name].label) if name in _kinds else name
