"""What one does with mail that is owed: promise it, take it back for a newer one, send it again."""

from collections.abc import Iterable
from datetime import datetime
from email.utils import parseaddr
from functools import lru_cache
from uuid import uuid4

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from events.outbox.enums import MailState
from events.outbox.kinds import mail_kind
from events.outbox.models import OwedMail
from events.outbox.prepared import PreparedInsert

# A key that is owed already stays as it is.
OWE = PreparedInsert(OwedMail, ignore_conflicts=True)


class CannotSendAgain(Exception):
    """There is nothing to send again; carries the sentence for the person who asked."""


def new_mail(
    *,
    kind: str,
    key: str,
    to_address: str,
    now: datetime,
    to_name: str = "",
    holder: str = "",
    thread: str = "",
    payload: dict | None = None,
    not_before: datetime | None = None,
    by_stranger: bool = False,
) -> OwedMail:
    """One message to one person, unsaved, with its Message-ID; for `owe`. Raises KeyError for an unknown kind."""
    return OwedMail(
        kind=kind,
        key=key,
        thread=thread,
        holder=holder,
        to_name=to_name,
        to_address=to_address,
        by_stranger=by_stranger,
        payload=payload or {},
        message_id=new_message_id(),
        priority=mail_kind(kind).priority,
        not_before=not_before,
        created_at=now,
    )


def new_message_id() -> str:
    """A Message-ID (RFC 5322, 3.6.4) in the sender's domain, with its angle brackets."""
    return f"<{uuid4()}@{_domain(settings.DEFAULT_FROM_EMAIL)}>"


@lru_cache(maxsize=8)
def _domain(sender: str) -> str:
    _name, address = parseaddr(sender)
    domain = address.rpartition("@")[2] if "@" in address else "localhost"
    return domain.encode("idna").decode("ascii")


def owe(mails: Iterable[OwedMail], *, superseding: bool = False) -> None:
    """Write what is owed, in the caller's transaction, in one statement.

    A key that is owed already stays as it is. With `superseding`, a second statement marks the unsent
    older messages of the same threads at once. Without it the worker does so before it would send
    them: nobody gets an older message after a newer one of its thread.
    """
    mails = list(mails)
    if superseding:
        supersede(
            threads={mail.thread for mail in mails if mail.thread},
            except_keys={mail.key for mail in mails},
        )
    if len(mails) == 1:
        OWE.insert(mails[0])
    else:
        OwedMail.objects.bulk_create(mails, ignore_conflicts=True)


def supersede(
    *, threads: Iterable[str], before: datetime | None = None, except_keys: Iterable[str] = ()
) -> int:
    """Take back what is unsent in these threads, in one statement; the number of messages.

    A message that a worker has in hand at this moment stays. `before` spares what is owed since then.
    """
    threads = list(threads)
    if not threads:
        return 0
    unsent = OwedMail.objects.filter(thread__in=threads, state=MailState.QUEUED, lease__isnull=True)
    if before is not None:
        unsent = unsent.filter(created_at__lt=before)
    if keys := list(except_keys):
        unsent = unsent.exclude(key__in=keys)
    return unsent.update(state=MailState.SUPERSEDED)


def send_again(*, mail: OwedMail, now: datetime, user=None) -> OwedMail:
    """Send a message once more; returns the row that is now queued.

    A failed one is queued again with all its tries and the same Message-ID; one that waits for its
    next try is tried at once; a sent one becomes a new debt with a Message-ID of its own. Raises
    CannotSendAgain for every other.
    """
    with transaction.atomic():
        mail = OwedMail.objects.select_for_update().get(pk=mail.pk)
        if mail.state == MailState.SENT:
            again = _second_copy(mail, now)
        elif mail.state == MailState.FAILED or (mail.retry_at and not mail.lease):
            again = mail
            mail.state, mail.attempts, mail.retry_at = MailState.QUEUED, 0, None
            mail.save(update_fields=["state", "attempts", "retry_at"])
        else:
            raise CannotSendAgain(_sentences()[mail.state])
        log(instance=mail, action="outbox.send_again", user=user)
    return again


def _second_copy(mail: OwedMail, now: datetime) -> OwedMail:
    """The same message as a debt of its own, in no thread: it must not supersede what is newer."""
    again = new_mail(
        kind=mail.kind,
        key=f"{mail.key[:150]} again {uuid4()}",
        to_address=mail.to_address,
        to_name=mail.to_name,
        holder=mail.holder,
        payload=mail.payload,
        now=now,
    )
    again.save(force_insert=True)
    return again


def _sentences() -> dict[str, str]:
    """Why a message in this state can't be sent again."""
    return {
        MailState.QUEUED: _("This message is in the queue and will be sent by itself."),
        MailState.SUPERSEDED: _("A newer message took the place of this one. Send that one again."),
        MailState.SKIPPED: _("This message was no longer needed when its turn came."),
    }
