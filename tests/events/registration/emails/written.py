"""Mail as it arrives: owed by the product's own actions, written by its kind, read back from its bytes."""

from datetime import datetime
from email import message_from_bytes, policy

from events.outbox.messages import Writer
from events.outbox.models import OwedMail
from tests.letters import Letter
from tests.make import NOW

MEETING = "https://meet.example/room-5"


class Arrived(Letter):
    """One message with an invitation or without."""

    @property
    def vevent(self):
        """The one VEVENT of an invitation; its two copies are the same."""
        first, second = self.calendars
        assert first.to_ical() == second.to_ical()
        (event,) = first.events
        return event


def owed(kind: str = "", *, to: str = "") -> list[OwedMail]:
    """What is in the outbox, oldest first; of one kind, or to one address, where that is given."""
    mails = OwedMail.objects.order_by("pk")
    if kind:
        mails = mails.filter(kind=f"registration.{kind}")
    return list(mails.filter(to_address=to) if to else mails)


def write(mail: OwedMail, *, now: datetime = NOW) -> Arrived:
    """The message of a row as the outbox sends it at `now`; raises NotNeeded."""
    message = Writer([mail]).write(mail, now=now)
    content = message.message().as_bytes()
    return Arrived(message=message_from_bytes(content, policy=policy.default))


def written(kind: str, *, to: str = "", now: datetime = NOW) -> Arrived:
    """The one message of a kind that is owed, written."""
    (mail,) = owed(kind, to=to)
    return write(mail, now=now)
