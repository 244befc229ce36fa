"""What the pages of registration show beside the rest where people choose sessions."""

from datetime import datetime

from django import forms
from django.utils.translation import gettext as _

from events.detail import SessionLine
from events.models import EventPage, Session
from events.registration.actions import RegistrationClosed
from events.registration.consent import consent
from events.registration.forms import SeriesForm
from events.registration.models import RegistrationSettings
from events.registration.offers import offers


def series_form(
    *, data, event: EventPage, texts: RegistrationSettings, now: datetime
) -> SeriesForm:
    """The form with the sessions that there are at `now`."""
    return SeriesForm(
        data,
        offers=offers(event=event, now=now),
        roles=texts.role_list,
        consent=consent(event=event, texts=texts),
        button=_("Register"),
        now=now,
    )


def check_something_is_offered(form: forms.Form) -> None:
    """Raise RegistrationClosed for a form that has no session to choose."""
    if isinstance(form, SeriesForm) and not form.offers:
        raise RegistrationClosed(
            _("Every session has begun, or is called off: there is none to choose.")
        )


def first_chosen(
    *, event: EventPage, chosen: list[tuple[SessionLine, bool]], is_waiting: bool
) -> Session | None:
    """The first of the chosen sessions, of those with a place if there is one; None where nobody chooses."""
    starts = [line.starts_at for line, waits in chosen if waits == is_waiting]
    sessions = [s for s in event.dated_sessions if s.starts_at.isoformat() in starts]
    return sessions[0] if sessions else None
