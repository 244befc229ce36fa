"""Mail that says where somebody stands: on the waitlist, registered already, with which links."""

from datetime import datetime

from django.utils.translation import gettext as _

from events.mail_words import short_title
from events.outbox.kinds import NotNeeded
from events.outbox.models import OwedMail
from events.registration.emails.calendar_parts import CalendarMessage
from events.registration.emails.loading import Loaded
from events.registration.emails.messages import compose, manage_url
from events.registration.emails.need import check_event_is_to_come, current_registration
from events.registration.emails.own_sessions import own_ahead, own_to_come, series_words
from events.registration.emails.words import short_date
from events.registration.enums import RegistrationState
from events.registration.queries import promotion_freeze


def write_waitlisted(*, mail: OwedMail, loaded: Loaded, now: datetime) -> CalendarMessage:
    """The turn on the waitlist at this moment, and how it goes on. No invitation, no address to join."""
    state = RegistrationState.WAITLISTED
    registration = current_registration(mail, loaded, state=state)
    return _write("waitlisted", _("Waitlist: %(title)s, %(date)s"), registration, loaded, now)


def write_session_waitlisted(*, mail: OwedMail, loaded: Loaded, now: datetime) -> CalendarMessage:
    """The turns in further sessions, which the person chose later and which are full."""
    registration = current_registration(mail, loaded)
    subject = _("Waitlist: %(title)s, %(date)s")
    uids = mail.payload["sessions"]
    return _write("session_waitlisted", subject, registration, loaded, now, uids=uids)


def write_known(*, mail: OwedMail, loaded: Loaded, now: datetime) -> CalendarMessage:
    """Somebody gave an address that has a registration: the true state, which no page tells."""
    registration = current_registration(mail, loaded)
    subject = _("Your registration: %(title)s, %(date)s")
    return _write("known", subject, registration, loaded, now)


def _write(
    template, subject, registration, loaded: Loaded, now: datetime, *, uids=None
) -> CalendarMessage:
    event = loaded.events[registration.event_id]
    check_event_is_to_come(event, now)
    series = series_words(registration=registration, event=event, now=now, uids=uids)
    records = own_to_come(registration=registration, event=event, now=now) if uids is None else []
    dated = records or own_ahead(registration=registration, event=event, now=now)
    if not dated or (uids is not None and not series["waiting"]):
        raise NotNeeded(_("The sessions are over, or this has changed since."))
    return compose(
        template=template,
        subject=subject
        % {"title": short_title(event.title), "date": short_date(dated[0], now=now)},
        event=event,
        name=registration.name,
        records=records,
        manage_url=manage_url(registration=registration, event=event),
        is_waiting=registration.is_waitlisted,
        place=registration.place,
        freeze=_freeze(),
        **series,
    )


def write_links(*, mail: OwedMail, loaded: Loaded, now: datetime) -> CalendarMessage:
    """The link of every active registration of this address that is not over."""
    lines, first = [], None
    for registration in loaded.of_address(mail.to_address):
        event = loaded.events[registration.event_id]
        ahead = own_ahead(registration=registration, event=event, now=now)
        if not ahead:
            continue
        first = first or registration
        lines.append({
            "title": event.title,
            "session": event.words(ahead[0]),
            "more": len(ahead) - 1,
            "status": event.status_word,
            "is_waiting": registration.is_waitlisted,
            "url": manage_url(registration=registration, event=event),
        })  # fmt: skip
    if first is None:
        raise NotNeeded(_("This address has no registration to come any more."))
    subject = _("Your registration") if len(lines) == 1 else _("Your registrations")
    event = loaded.events[first.event_id]
    return compose(
        template="links",
        subject=_("%(subject)s at %(site)s")
        % {"subject": subject, "site": short_title(event.site_name)},
        event=event,
        name=first.name,
        contact=event.sender_as_contact,
        lines=lines,
    )


def _freeze() -> str:
    """How long before the start the waitlist ends, in words; nothing where it does not."""
    minutes = int(promotion_freeze().total_seconds() // 60)
    if not minutes:
        return ""
    if minutes % 60:
        return _("%d minutes") % minutes
    return _("hour") if minutes == 60 else _("%d hours") % (minutes // 60)
