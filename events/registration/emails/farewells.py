"""Mail about the end of a registration; it is sent whatever has happened since."""

from datetime import datetime

from django.utils.translation import gettext as _

from events.mail_words import short_title
from events.models import CalendarRecord
from events.outbox.models import OwedMail
from events.registration.emails.calendar_parts import CalendarMessage
from events.registration.emails.loading import Loaded
from events.registration.emails.mailed_event import MailedEvent
from events.registration.emails.messages import attach_cancel, compose, manage_url
from events.registration.emails.need import registration_of
from events.registration.emails.words import short_date


def write_cancelled(*, mail: OwedMail, loaded: Loaded, now: datetime) -> CalendarMessage:
    """The place is given back; calendars take the entry out."""
    is_team = not registration_of(mail, loaded).takes_place
    subject = (
        _("Cancelled: your part in %(title)s")
        if is_team
        else _("Cancelled: your place at %(title)s")
    )
    return _write("cancelled", subject, mail, loaded, now)


def write_left_waitlist(*, mail: OwedMail, loaded: Loaded, now: datetime) -> CalendarMessage:
    """The turn on the waitlist is given back."""
    return _write("left_waitlist", _("Off the waitlist: %(title)s"), mail, loaded, now)


def write_address_left(*, mail: OwedMail, loaded: Loaded, now: datetime) -> CalendarMessage:
    """To the old address: the registration is not here any more. Neither the new address nor any link of the person."""
    return _write("address_left", _("Moved to another address: %(title)s"), mail, loaded, now)


def write_session_left(*, mail: OwedMail, loaded: Loaded, now: datetime) -> CalendarMessage:
    """One session is given back, or a turn on its waitlist; the others stay."""
    registration = registration_of(mail, loaded)
    event = loaded.events[registration.event_id]
    records = _named(mail, event)
    subject = _("Given back: %(title)s, %(date)s") % {
        "title": short_title(event.title),
        "date": short_date(records[0], now=now) if records else "",
    }
    is_theirs = registration.is_active and registration.email == mail.to_address
    return _with_cancel(
        "session_left", subject, mail, registration, event, now, records,
        was_waiting=mail.payload.get("was_waiting", False),
        manage_url=manage_url(registration=registration, event=event) if is_theirs else "",
    )  # fmt: skip


def write_session_cancelled(*, mail: OwedMail, loaded: Loaded, now: datetime) -> CalendarMessage:
    """A further session, taken out of the calendar; after a cancellation and after a change of address alike."""
    registration = registration_of(mail, loaded)
    event = loaded.events[registration.event_id]
    record = _record(mail, event)
    subject = _("Cancelled: session %(part)d of %(parts)d of %(title)s, %(date)s") % {
        "part": mail.payload["part"],
        "parts": mail.payload["parts"],
        "title": short_title(event.title),
        "date": short_date(record, now=now) if record else "",
    }
    records = [record] if record else []
    return _with_cancel("session_cancelled", subject, mail, registration, event, now, records)


def _write(
    template: str, subject: str, mail: OwedMail, loaded: Loaded, now: datetime
) -> CalendarMessage:
    registration = registration_of(mail, loaded)
    event = loaded.events[registration.event_id]
    subject %= {"title": short_title(event.title)}
    record = _record(mail, event)
    records = _named(mail, event) or event.to_come(now) or ([record] if record else [])
    return _with_cancel(template, subject, mail, registration, event, now, records)


def _with_cancel(
    template, subject, mail, registration, event, now, records, **more
) -> CalendarMessage:
    record = _record(mail, event)
    has_cancel = record is not None and mail.payload.get("method") == "CANCEL"
    message = compose(
        template=template,
        subject=subject,
        event=event,
        name=mail.to_name,
        records=records,
        has_cancel=has_cancel,
        many=len(mail.payload["uids"]) if not has_cancel else 0,
        can_register=event.takes_registrations(now),
        part=mail.payload.get("part"),
        parts=mail.payload.get("parts", 1),
        is_team=not registration.takes_place,
        **more,
    )
    if has_cancel:
        attach_cancel(message=message, mail=mail, event=event, record=record)
    return message


def _record(mail: OwedMail, event: MailedEvent) -> CalendarRecord | None:
    uids = mail.payload.get("uids") or [""]
    return event.record(uids[0])


def _named(mail: OwedMail, event: MailedEvent) -> list[CalendarRecord]:
    """The sessions that the act was about, where people choose them."""
    found = [event.record(uid) for uid in mail.payload.get("sessions", ())]
    return [record for record in found if record is not None]
