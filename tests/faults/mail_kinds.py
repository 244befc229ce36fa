"""Two kinds of mail without any event: what somebody waits for, and what goes to everybody."""

from django.core.mail import EmailMultiAlternatives

from events.outbox.kinds import (
    PRIORITY_BULK,
    PRIORITY_NOW,
    MailKind,
    NotNeeded,
    register_mail_kind,
)

NOTE = "faults.note"
BULK = "faults.bulk"


def register_kinds() -> None:
    for name, priority in ((NOTE, PRIORITY_NOW), (BULK, PRIORITY_BULK)):
        register_mail_kind(
            MailKind(name=name, label=name, priority=priority, load=len, write=write)
        )


def write(*, mail, loaded, now) -> EmailMultiAlternatives:
    """A short message in text and HTML; the payload may say that it can't be written, or is needless."""
    if words := mail.payload.get("poison"):
        raise RuntimeError(words)
    if words := mail.payload.get("needless"):
        raise NotNeeded(words)
    subject = mail.payload.get("subject", f"Note for {mail.to_name}")
    message = EmailMultiAlternatives(subject, f"Dear {mail.to_name},\n", "desk@tta.example")
    message.attach_alternative(f"<p>Dear {mail.to_name},</p>", "text/html")
    return message
