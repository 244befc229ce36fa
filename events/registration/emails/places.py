"""Mail to those who have a place: the invitation in its several occasions, and reminders."""

from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from events.enums import EventStatus
from events.mail_words import short_title
from events.models import CalendarRecord
from events.outbox.kinds import NotNeeded
from events.outbox.models import OwedMail
from events.registration.emails.calendar_parts import CalendarMessage
from events.registration.emails.loading import Loaded
from events.registration.emails.mailed_event import MailedEvent, is_to_come
from events.registration.emails.messages import (
    attach_request,
    attach_sessions,
    compose,
    manage_url,
)
from events.registration.emails.need import check_event_is_to_come, current_registration
from events.registration.emails.own_sessions import check_has, own_to_come, series_words
from events.registration.emails.words import near_moment, short_date
from events.registration.enums import RegistrationState
from events.registration.models import Registration

# Mail about some of the sessions that a person has: those that the act was about.
ABOUT_SOME = ("promoted", "session_added")


def write_confirmed(*, mail: OwedMail, loaded: Loaded, now: datetime) -> CalendarMessage:
    """The first word after registering: it's done, when, where, and how to change it."""
    registration = loaded.registrations.get(mail.payload["registration"])
    if registration and not registration.takes_place:
        subject = _("Your invitation as %(part)s") % {
            "part": registration.get_part_display().lower()
        }
        return _write_invitation("team", f"{subject}: %(title)s, %(date)s", mail, loaded, now)
    return _write_invitation("confirmed", _("Registered: %(title)s, %(date)s"), mail, loaded, now)


def write_promoted(*, mail: OwedMail, loaded: Loaded, now: datetime) -> CalendarMessage:
    """A place became free for somebody on the waitlist."""
    return _write_invitation(
        "promoted", _("A place for you: %(title)s, %(date)s"), mail, loaded, now
    )


def write_invitation(*, mail: OwedMail, loaded: Loaded, now: datetime) -> CalendarMessage:
    """The invitation once more, or to a new address."""
    return _write_invitation(
        "invitation", _("Your invitation: %(title)s, %(date)s"), mail, loaded, now
    )


def write_session_added(*, mail: OwedMail, loaded: Loaded, now: datetime) -> CalendarMessage:
    """Places in further sessions, which the person chose later."""
    return _write_invitation(
        "session_added", _("Session added: %(title)s, %(date)s"), mail, loaded, now
    )


def write_session(*, mail: OwedMail, loaded: Loaded, now: datetime) -> CalendarMessage:
    """A further session of the same event, short: its REQUEST needs a message of its own (RFC 5546, 3.2.2)."""
    registration, event = _place(mail, loaded, now)
    record = event.record(mail.payload["uids"][0])
    check_has(registration=registration, uid=mail.payload["uids"][0])
    if record is None or not is_to_come(record, now):
        raise NotNeeded(_("This session is over or does not take place."))
    part, parts = mail.payload["part"], mail.payload["parts"]
    message = compose(
        template="session",
        subject=_("Session %(part)d of %(parts)d: %(title)s, %(date)s")
        % {"part": part, "parts": parts, **title_and_date(event, record, now)},
        event=event,
        name=registration.name,
        records=[record],
        part=part,
        parts=parts,
        **private_facts(registration, event, record, now),
    )
    attach_request(
        message=message, mail=mail, registration=registration, event=event, record=record
    )
    return message


def write_reminder(*, mail: OwedMail, loaded: Loaded, now: datetime) -> CalendarMessage:
    """One session is near. Not needed where it moved, has begun, or is shown to nobody any more."""
    registration, event = _place(mail, loaded, now)
    record = event.record(mail.payload["uids"][0])
    check_has(registration=registration, uid=mail.payload["uids"][0])
    if record is None or not is_to_come(record, now) or not record.is_visible:
        raise NotNeeded(_("This session is over, off or not public."))
    if record.starts_at != datetime.fromisoformat(mail.payload["starts_at"]):
        raise NotNeeded(_("The session has moved since. A reminder of its new time follows."))
    if record.starts_at <= now:
        raise NotNeeded(_("The session has begun."))
    moment = near_moment(record, now=now)
    sessions = [session for session in event.records if session.status == EventStatus.SCHEDULED]
    if registration.own_sessions is not None:
        uids = registration.own_sessions.uids(confirmed=True)
        sessions = [session for session in sessions if session.uid in uids]
    return compose(
        template="reminder",
        subject=_("Reminder: %(title)s, %(moment)s")
        % {"title": short_title(event.title), "moment": moment},
        event=event,
        name=registration.name,
        records=[record],
        moment=moment,
        part=sessions.index(record) + 1,
        parts=len(sessions),
        **private_facts(registration, event, record, now),
    )


def _write_invitation(
    template: str, subject: str, mail: OwedMail, loaded: Loaded, now: datetime
) -> CalendarMessage:
    """A full message with the REQUEST of its first session, or all sessions in a file.

    What is told is what holds at sending: a session that is over or off by now stands in no calendar part.
    """
    registration, event = _place(mail, loaded, now)
    records = own_to_come(registration=registration, event=event, now=now)
    if template in ABOUT_SOME and "sessions" in mail.payload:
        records = [record for record in records if record.uid in mail.payload["sessions"]]
    if not records:
        raise NotNeeded(_("The sessions are over, off or given back by now."))
    is_file = "method" not in mail.payload
    record = None if is_file else event.record(mail.payload["uids"][0])
    message = compose(
        template=template,
        subject=subject % title_and_date(event, records[0], now),
        event=event,
        name=registration.name,
        records=records,
        is_file=is_file,
        role=registration.get_part_display().lower(),
        has_invitation=record in records,
        parts=mail.payload.get("parts", 1),
        **series_words(registration=registration, event=event, now=now),
        **private_facts(registration, event, records[0], now),
    )
    if is_file:
        attach_sessions(
            message=message, mail=mail, registration=registration, event=event, records=records
        )
    elif record in records:
        attach_request(
            message=message, mail=mail, registration=registration, event=event, record=record
        )
    return message


def _place(mail: OwedMail, loaded: Loaded, now: datetime) -> tuple[Registration, MailedEvent]:
    registration = current_registration(mail, loaded, state=RegistrationState.CONFIRMED)
    event = loaded.events[registration.event_id]
    check_event_is_to_come(event, now)
    return registration, event


def private_facts(
    registration: Registration, event: MailedEvent, record: CalendarRecord, now: datetime
) -> dict:
    """What only people with a place are told: their link, how to join, and what they asked for."""
    return {
        "has_time": record.starts_at - now > timedelta(days=event.texts.accommodation_days),
        "manage_url": manage_url(registration=registration, event=event),
        "has_place": True,
        "needs": _needs(registration),
        "has_other_needs": bool(registration.other_needs.strip()),
    }


def _needs(registration: Registration) -> list[str]:
    """What they ticked, in our words; what they wrote is not repeated (nobody proved who typed it)."""
    needs = []
    if registration.needs_interpreter:
        needs.append(_("an American Sign Language interpreter"))
    if registration.needs_slides_early:
        needs.append(_("the slides in advance"))
    return needs


def title_and_date(event: MailedEvent, record: CalendarRecord, now: datetime) -> dict:
    return {"title": short_title(event.title), "date": short_date(record, now=now)}
