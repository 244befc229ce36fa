"""What a person does with their own registration, behind a signed link. A GET changes nothing."""

from collections.abc import Callable
from datetime import datetime
from functools import wraps

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.public_forms.guarded import TOO_OFTEN, guarded, leave
from events.public_forms.limits import is_within
from events.public_forms.networks import network_of
from events.registration.actions import (
    EnoughInvitations,
    NothingToManage,
    cancel_registration,
    change_address,
    correct_details,
    send_invitation_again,
)
from events.registration.event_facts import event_facts, facts_of_own
from events.registration.forms import AddressForm, DetailsForm
from events.registration.limits import LINKS_BY_NETWORK
from events.registration.models import Registration, RegistrationSettings
from events.registration.personal_feed import personal_feed_of
from events.registration.standing import JoinNotOpen, meeting_address, own_standing
from events.registration.tokens import DeadLink, registration_of_token
from events.registration.views.dead_link import dead_link
from events.registration.views.feed import FEED_NOTES, answer_making, answer_stopping
from events.registration.views.own_sessions import (
    SESSION_NOTES,
    answer_leaving,
    answer_more,
    answer_unfollowing,
    sessions_context,
)

# What the page says after a change, by the word in its address.
NOTES = {
    "details": gettext_lazy("Your changes are saved."),
    "invitation": gettext_lazy("The invitation is on its way to you again."),
    "cancelled": gettext_lazy(
        "Your registration is cancelled. We have sent you an e-mail that says so."
    ),
    **FEED_NOTES,
}


def by_token(*methods: str) -> Callable:
    """A guarded view of the registration that a link names; a dead link gets a way to a new one."""

    def decorate(view):
        @guarded(*methods)
        @wraps(view)
        def answer(request: HttpRequest, token: str, **more) -> HttpResponse:
            now = timezone.now()
            try:
                registration = registration_of_token(token)
            except DeadLink:
                return dead_link(request, now=now)
            return view(request, registration, token, now, **more)

        return answer

    return decorate


@by_token("GET", "HEAD")
def manage(request, registration: Registration, token: str, now: datetime) -> HttpResponse:
    """How the registration stands, and what can be done with it."""
    notes = NOTES | SESSION_NOTES
    return _page(request, registration, token, now, note=notes.get(request.GET.get("done", ""), ""))


@by_token("GET", "HEAD", "POST")
def details(request, registration: Registration, token: str, now: datetime) -> HttpResponse:
    """Correct name, organization, role and needs."""
    if not registration.is_active:
        return _back(token)
    names = (
        "name",
        "organization",
        "role",
        "needs_interpreter",
        "needs_slides_early",
        "other_needs",
    )
    form = DetailsForm(
        request.POST if request.method == "POST" else None,
        roles=_roles(registration),
        initial={name: getattr(registration, name) for name in names},
    )
    if form.is_valid():
        try:
            correct_details(registration=registration, details=form.cleaned_data, now=now)
        except NothingToManage:
            return _back(token)
        return _back(token, done="details")
    return render(
        request,
        "events/registration/details.html",
        _context(request, registration, token, now, form=form),
    )


@by_token("GET", "HEAD", "POST")
def address(request, registration: Registration, token: str, now: datetime) -> HttpResponse:
    """Change the e-mail address; the answer is the same whether the new one is registered or not."""
    if not registration.is_active:
        return _back(token)
    status = 200
    form = AddressForm(request.POST if request.method == "POST" else None)
    context = _context(request, registration, token, now, form=form)
    if form.is_valid():
        if is_within(LINKS_BY_NETWORK, who=network_of(request.META)):
            email = form.cleaned_data["email"]
            try:
                change_address(registration=registration, email=email, now=now)
            except NothingToManage:
                return _back(token)
            return render(
                request, "events/registration/address_changed.html", context | {"email": email}
            )
        status = TOO_OFTEN
        form.add_error(None, _("That was very often within the hour. Please try again later."))
    return render(request, "events/registration/address.html", context, status=status)


@by_token("GET", "HEAD", "POST")
def invitation(request, registration: Registration, token: str, now: datetime) -> HttpResponse:
    """Get the invitation once more."""
    if request.method != "POST":
        return _back(token)
    try:
        send_invitation_again(registration=registration, now=now)
    except NothingToManage as nothing:
        return _page(request, registration, token, now, problem=str(nothing), status=409)
    except EnoughInvitations as enough:
        return _page(request, registration, token, now, problem=str(enough), status=TOO_OFTEN)
    return _back(token, done="invitation")


@by_token("GET", "HEAD", "POST")
def make_feed(request, registration: Registration, token: str, now: datetime) -> HttpResponse:
    """Have a calendar of all registrations, or another address for it."""
    return answer_making(request, registration, token, now, page=_page, back=_back)


@by_token("GET", "HEAD", "POST")
def stop_feed(request, registration: Registration, token: str, now: datetime) -> HttpResponse:
    """Have that calendar no more."""
    return answer_stopping(request, registration, token, now, back=_back)


@by_token("GET", "HEAD", "POST")
def cancel(request, registration: Registration, token: str, now: datetime) -> HttpResponse:
    """Ask first, then cancel; cancelling twice is cancelling once."""
    if request.method == "POST":
        cancel_registration(registration=registration, now=now)
        return _back(token, done="cancelled")
    if not registration.is_active:
        return _back(token)
    return render(
        request, "events/registration/cancel.html", _context(request, registration, token, now)
    )


@by_token("GET", "HEAD", "POST")
def meeting(request, registration: Registration, token: str, now: datetime) -> HttpResponse:
    """The way into the meeting, behind a button: a mail scanner that follows links joins nothing."""
    if request.method != "POST":
        return _back(token)
    try:
        return leave(meeting_address(registration=registration, now=now))
    except JoinNotOpen as closed:
        return _page(request, registration, token, now, problem=str(closed), status=409)


@by_token("GET", "HEAD", "POST")
def more_sessions(request, registration: Registration, token: str, now) -> HttpResponse:
    """Choose further sessions."""
    return answer_more(request, registration, token, now, page=_page, back=_back)


@by_token("GET", "HEAD", "POST")
def leave_session(request, registration: Registration, token: str, now, uid: str) -> HttpResponse:
    """Give one session back, or a turn on its waitlist."""
    return answer_leaving(
        request, registration, token, uid, now, page=_page, back=_back, context=_context
    )


@by_token("GET", "HEAD", "POST")
def unfollow(request, registration: Registration, token: str, now) -> HttpResponse:
    """Not be given what is added later."""
    return answer_unfollowing(request, registration, token, now, back=_back)


def _page(
    request, registration, token, now, *, note="", problem="", form=None, status: int = 200
) -> HttpResponse:
    if problem:  # somebody was faster: show how it stands now
        registration.refresh_from_db(fields=["state"])
    context = _context(request, registration, token, now, note=note, problem=problem)
    context |= sessions_context(registration, now, form=form)
    own = [
        (session.line, bool(session.turn))
        for session in context.get("own", ())
        if not session.is_off
    ]
    context["facts"] = facts_of_own(context["facts"], own=own)
    context["feed"] = personal_feed_of(registration.email_key)
    return render(request, "events/registration/manage.html", context, status=status)


def _context(request, registration: Registration, token: str, now: datetime, **more) -> dict:
    standing = own_standing(registration=registration, now=now)
    facts = event_facts(
        event=registration.event, request=request, now=now, is_public=standing.is_event_public
    )
    return {
        "registration": registration,
        "standing": standing,
        "facts": facts,
        "token": token,
        **more,
    }


def _back(token: str, *, done: str = "") -> HttpResponse:
    query = f"?done={done}" if done else ""
    return redirect(f"{reverse('event_registration:manage', args=[token])}{query}")


def _roles(registration: Registration) -> list[str]:
    """The site's roles, and the person's own where an editor has taken it off the list."""
    site = registration.event.get_site()
    texts = RegistrationSettings.objects.filter(site=site).first() or RegistrationSettings()
    roles = texts.role_list
    if roles and registration.role and registration.role not in roles:
        roles.append(registration.role)
    return roles
