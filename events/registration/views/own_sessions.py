"""A person's own sessions, behind their link: choose more, give one back, follow the series no more."""

from datetime import datetime

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from events.enums import EventStatus
from events.registration.actions import (
    NothingToManage,
    RegistrationClosed,
    SessionsNotOffered,
    add_sessions,
    give_back_session,
    leave_series,
)
from events.registration.actions.register import check_registration_is_open
from events.registration.forms.own_sessions import MoreSessionsForm
from events.registration.models import Registration
from events.registration.offers import OwnSession, offers, own_sessions
from events.registration.session_queries import places_of, turns

CONFLICT = 409

# What the page says after a change, by the word in its address.
SESSION_NOTES: dict[str, str | Promise] = {
    "added": gettext_lazy("The sessions are added. An e-mail says where you have a place."),
    "left": gettext_lazy("The session is given back. We have sent you an e-mail that says so."),
    "unfollowed": gettext_lazy(
        "Sessions that are added later are not yours by themselves any more."
    ),
}


def sessions_context(registration: Registration, now: datetime, *, form=None) -> dict:
    """What the page shows of one's sessions; nothing where nobody chooses. Four queries at most."""
    event = registration.event
    if not registration.chose_sessions:
        return {}
    places = places_of([registration]).get(registration.pk, []) if registration.is_active else []
    own = own_sessions(event=event, places=places, turns=turns(places), now=now)
    more = _more(registration, own, now)
    if more and form is None:
        form = MoreSessionsForm(offers=more)
    return {
        "is_series": True,
        "own": own,
        "with_place": sum(session.turn is None for session in own),
        "waits": any(session.turn for session in own),
        "more": more and form,
    }


def _more(registration: Registration, own: list[OwnSession], now: datetime) -> list:
    """What can still be chosen, where registration is open."""
    event = registration.event
    if not registration.is_active or event.status != EventStatus.SCHEDULED:
        return []
    try:
        check_registration_is_open(event=event, now=now)
    except RegistrationClosed:
        return []
    has = {session.uid for session in own}
    return [offer for offer in offers(event=event, now=now) if offer.uid not in has]


def answer_more(
    request, registration: Registration, token: str, now, *, page, back
) -> HttpResponse:
    """Choose further sessions; what went away meanwhile is an error at the field."""
    own = sessions_context(registration, now)
    if request.method != "POST" or not own or not own["more"]:
        return back(token)
    form = MoreSessionsForm(request.POST, offers=own["more"].offers)
    if form.is_valid():
        try:
            add_sessions(registration=registration, uids=form.cleaned_data["sessions"], now=now)
        except SessionsNotOffered as gone:
            form.add_error("sessions", str(gone))
        except (NothingToManage, RegistrationClosed) as refused:
            return page(request, registration, token, now, problem=str(refused), status=CONFLICT)
        else:
            return back(token, done="added")
    return page(request, registration, token, now, form=form)


def answer_leaving(request, registration, token: str, uid: str, now, *, page, back, context):
    """Ask first, then give one session back."""
    own = sessions_context(registration, now).get("own", [])
    found = [session for session in own if session.uid == uid and session.can_leave]
    if not found:
        return back(token)
    if request.method != "POST":
        facts = context(request, registration, token, now, session=found[0])
        return render(request, "events/registration/leave_session.html", facts)
    try:
        left = give_back_session(registration=registration, uid=uid, now=now)
    except NothingToManage as nothing:
        return page(request, registration, token, now, problem=str(nothing), status=CONFLICT)
    return back(token, done="left" if left.is_active else "cancelled")


def answer_unfollowing(request, registration, token: str, now, *, back) -> HttpResponse:
    """What is added later is not theirs by itself any more."""
    if request.method != "POST":
        return back(token)
    leave_series(registration=registration, now=now)
    return back(token, done="unfollowed")
