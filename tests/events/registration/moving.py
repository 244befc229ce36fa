"""Events that move, and what people are owed for it."""

from django.utils import timezone

from events.models import EventPage
from events.outbox.enums import MailState
from events.outbox.models import OwedMail
from events.registration.actions import tell_of_changes
from events.registration.models import Registration
from tests.make import NOW, make_session, publish


def owed_to(registration: Registration) -> list[tuple]:
    """What waits to be sent to a person: kind, SEQUENCE and method."""
    mails = OwedMail.objects.filter(holder=registration.holder, state=MailState.QUEUED)
    return [
        (
            mail.kind.removeprefix("registration."),
            mail.payload.get("sequence"),
            mail.payload.get("method"),
        )
        for mail in mails.order_by("pk")
    ]


def all_sent() -> None:
    """Everything that is owed reached its mailbox."""
    OwedMail.objects.filter(state=MailState.QUEUED).update(
        state=MailState.SENT, sent_at=timezone.now()
    )


def move(event, *, start: str = "16:00", end: str = "17:00", number: int = 0, **fields):
    """Publish one session at another time of its day."""
    sessions = list(EventPage.objects.get(pk=event.pk).sessions.all())
    old = sessions[number]
    new = make_session(old.date, start, end, zone=old.zone)
    old.start_time, old.end_time = new.start_time, new.end_time
    event.sessions = sessions
    for name, value in fields.items():
        setattr(event, name, value)
    return publish(event)


def told(event, *people, now=NOW) -> list[list[tuple]]:
    tell_of_changes(now=now)
    return [owed_to(person) for person in people]
