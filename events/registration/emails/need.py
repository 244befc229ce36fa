"""When a message has become useless between owing and sending."""

from datetime import datetime

from django.utils.translation import gettext as _

from events.outbox.kinds import NotNeeded
from events.outbox.models import OwedMail
from events.registration.emails.loading import Loaded
from events.registration.emails.mailed_event import MailedEvent
from events.registration.models import Registration


def registration_of(mail: OwedMail, loaded: Loaded) -> Registration:
    """The registration that a mail is about, as it is now; raises NotNeeded where it was erased."""
    registration = loaded.registrations.get(mail.payload["registration"])
    if registration is None:
        raise NotNeeded(_("The registration was deleted."))
    return registration


def current_registration(mail: OwedMail, loaded: Loaded, *, state: str = "") -> Registration:
    """The same, for mail that is true only while it is active at this address, and in `state` if that is given."""
    registration = registration_of(mail, loaded)
    if not registration.is_active:
        raise NotNeeded(_("The registration was cancelled before this message was sent."))
    if registration.email != mail.to_address:
        raise NotNeeded(_("The registration has another e-mail address now."))
    if state and registration.state != state:
        raise NotNeeded(_("Place or waitlist: this has changed since. A newer message says so."))
    return registration


def check_event_is_to_come(event: MailedEvent, now: datetime) -> None:
    """Raise NotNeeded where the event is called off or over."""
    if event.is_off:
        raise NotNeeded(_("The event is called off. Another message says so."))
    if not event.to_come(now):
        raise NotNeeded(_("All sessions of the event are over or off."))
