"""Writing one message: text and HTML from a pair of templates, and the calendar of one person."""

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime

from django.template.loader import get_template
from django.urls import reverse

from events.ical.invitation import Attendee, cancel_text, request_text, sessions_text
from events.mail_words import name_to_greet, one_line
from events.models import CalendarRecord
from events.outbox.models import OwedMail
from events.registration.emails.calendar_parts import CalendarMessage, attach_calendar
from events.registration.emails.mailed_event import MailedEvent
from events.registration.models import Registration
from events.registration.tokens import link_token

SESSIONS_FILE = "sessions.ics"


def compose(
    *,
    template: str,
    subject: str,
    event: MailedEvent,
    name: str,
    records: Iterable[CalendarRecord] = (),
    **facts,
) -> CalendarMessage:
    """The message of `events/email/<template>.txt` and `.html`, from the sender of the event's site.

    `name` is printed only where it is harmless. `records` are the sessions to list.
    """
    subject = one_line(subject)
    context = {
        "subject": subject,
        "event": event,
        "contact": event.contact,
        "name": name_to_greet(name),
        "sessions": [event.words(record) for record in records],
        **facts,
    }
    text = get_template(f"events/email/{template}.txt").render(context)
    message = CalendarMessage(subject=subject, body=_tidy(text), from_email=event.sender.header)
    html = get_template(f"events/email/{template}.html").render(context)
    message.attach_alternative(re.sub(r"\n\s*\n", "\n", html), "text/html")
    return message


def manage_url(*, registration: Registration, event: MailedEvent) -> str:
    """The person's own link. It stands in mail, never in a calendar."""
    path = reverse("event_registration:manage", args=[link_token(registration)])
    return f"{event.root}{path}"


def attach_request(
    *,
    message: CalendarMessage,
    mail: OwedMail,
    registration: Registration,
    event: MailedEvent,
    record: CalendarRecord,
) -> None:
    """The session as it is now, with the higher of the number promised and the number of now."""
    numbers = (mail.payload.get("sequence", 0), record.sequence + registration.sequence_offset)
    item = _personal(event, record, sequence=max(numbers))
    attendee = Attendee(name=name_to_greet(registration.name), email=mail.to_address)
    text = request_text(item=item, attendee=attendee, sent_at=_act(mail))
    attach_calendar(message=message, text=text, method="REQUEST")


def attach_cancel(
    *, message: CalendarMessage, mail: OwedMail, event: MailedEvent, record: CalendarRecord
) -> None:
    """The session is taken out of this person's calendar, with the number that was frozen."""
    item = _personal(event, record, sequence=mail.payload["sequence"])
    attendee = Attendee(name=name_to_greet(mail.to_name), email=mail.to_address)
    text = cancel_text(item=item, attendee=attendee, sent_at=_act(mail))
    attach_calendar(message=message, text=text, method="CANCEL")


def attach_sessions(
    *,
    message: CalendarMessage,
    mail: OwedMail,
    registration: Registration,
    event: MailedEvent,
    records: Iterable[CalendarRecord],
) -> None:
    """All sessions as one file to open, where they are too many for a REQUEST each."""
    items = [
        _personal(event, record, sequence=record.sequence + registration.sequence_offset)
        for record in records
    ]
    text = sessions_text(items=items, sent_at=_act(mail))
    attach_calendar(message=message, text=text, method=None, filename=SESSIONS_FILE)


def _personal(event: MailedEvent, record: CalendarRecord, *, sequence: int):
    sender = event.sender
    return replace(
        event.item(record), sequence=sequence,
        organizer_name=sender.name, organizer_email=sender.address,
    )  # fmt: skip


def _act(mail: OwedMail) -> datetime:
    """DTSTAMP: when it was decided, not when it is sent (data.md, "Numbers in invitations")."""
    return mail.created_at.astimezone(UTC)


def _tidy(text: str) -> str:
    """Without the empty lines that template tags leave."""
    lines = "\n".join(line.rstrip() for line in text.splitlines())
    return re.sub(r"\n{3,}", "\n\n", lines).strip() + "\n"
