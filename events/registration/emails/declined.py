"""Mail to somebody whose calendar declined: whether they want to give their place back."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from events.outbox.kinds import NotNeeded
from events.outbox.models import OwedMail
from events.registration.emails.calendar_parts import CalendarMessage
from events.registration.emails.loading import Loaded
from events.registration.emails.mailed_event import is_to_come
from events.registration.emails.messages import compose, manage_url
from events.registration.emails.need import check_event_is_to_come, current_registration
from events.registration.emails.own_sessions import check_has, own_to_come
from events.registration.emails.places import title_and_date
from events.registration.enums import RegistrationState
from events.registration.tokens import link_token


def write_declined(*, mail: OwedMail, loaded: Loaded, now: datetime) -> CalendarMessage:
    """Nothing is cancelled yet: the link leads to a page with a button.

    Without a calendar part, so that no calendar program answers it again.
    """
    registration = current_registration(mail, loaded, state=RegistrationState.CONFIRMED)
    event = loaded.events[registration.event_id]
    check_event_is_to_come(event, now)
    record = event.record(mail.payload["uids"][0])
    if record is None or not is_to_come(record, now):
        raise NotNeeded(_("This session is over or does not take place."))
    check_has(registration=registration, uid=record.uid)
    is_series, token = registration.own_sessions is not None, link_token(registration)
    path = (
        reverse("event_registration:leave_session", args=[token, record.uid])
        if is_series
        else reverse("event_registration:cancel", args=[token])
    )
    return compose(
        template="declined",
        subject=_("Can you still come? %(title)s, %(date)s") % title_and_date(event, record, now),
        event=event,
        name=registration.name,
        records=[record],
        ahead=len(own_to_come(registration=registration, event=event, now=now)),
        is_series=is_series,
        cancel_url=f"{event.root}{path}",
        manage_url=manage_url(registration=registration, event=event),
    )
