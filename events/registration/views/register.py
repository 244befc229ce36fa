"""Registering for an event: the form, and what was answered."""

from datetime import timedelta

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from events.enums import Delivery
from events.models import EventPage
from events.public_forms.addresses import address_key
from events.public_forms.guarded import TOO_OFTEN, guarded
from events.public_forms.limits import is_within
from events.public_forms.networks import network_of
from events.registration import actions
from events.registration.actions import RegistrationClosed, SessionsNotOffered
from events.registration.actions.register import check_registration_is_open
from events.registration.answers import answer_of
from events.registration.consent import ask_by, consent
from events.registration.event_facts import address_on, event_facts, facts_of_own
from events.registration.event_lookup import public_by_records, texts_of
from events.registration.forms import RegistrationForm, SeriesForm
from events.registration.limits import REGISTRATIONS_BY_ADDRESS, REGISTRATIONS_BY_NETWORK
from events.registration.models import SeatCount
from events.registration.next_steps import next_steps
from events.registration.offers import told_sessions
from events.registration.sign_up import places_left, register_url
from events.registration.tokens import read_result_token, result_token
from events.registration.views.at_event import at_event, event_of
from events.registration.views.dead_link import dead_link
from events.registration.views.series import check_something_is_offered, first_chosen, series_form
from events.times import format_date

RESULT_LIFETIME = timedelta(hours=24)


@at_event
@require_http_methods(["GET", "HEAD", "POST"])
def register(request: HttpRequest, event: EventPage, path: str) -> HttpResponse:
    """The form; a POST is one action and a redirect to what was answered."""
    now = timezone.now()
    if event.alias_of_id:
        return _to_the_original(request, event, now)
    if request.method == "POST":
        return _submit(request, event, path, now)
    try:
        check_registration_is_open(event=event, now=now)
    except RegistrationClosed as closed:
        return _closed_page(request, event, str(closed), now)
    seats = _seats(event)
    form = _form(request, event, now, seats)
    try:
        check_something_is_offered(form)
    except RegistrationClosed as closed:
        return _closed_page(request, event, str(closed), now)
    response = _form_page(request, event, form, seats, now)
    # Not no-store: who goes back finds what they typed, and sends the same form again.
    patch_cache_control(response, private=True, no_cache=True)
    return response


@at_event
@guarded("GET", "HEAD")
def done(request: HttpRequest, event: EventPage, path: str, token: str) -> HttpResponse:
    """What was entered and answered; the same words for a new person and for a known address."""
    now = timezone.now()
    read = read_result_token(token, now=now)
    answer = None
    if read and abs(read.age) <= RESULT_LIFETIME:
        answer = answer_of(token=read, event_id=event.pk, is_series=event.has_chosen_sessions)
    if answer is None:
        return dead_link(
            request,
            now=now,
            sentence=_("The page about a registration stays for a day. Your e-mail has all of it."),
        )
    chosen = told_sessions(event=event, told=answer.sessions, now=now) if answer.sessions else []
    first = first_chosen(event=event, chosen=chosen, is_waiting=answer.is_waiting)
    steps = next_steps(event=event, is_waiting=answer.is_waiting, now=now, session=first)
    context = {
        "answer": answer,
        "steps": steps[1:],
        "facts": facts_of_own(_facts(request, event, now), own=chosen),
        "chosen": chosen,
        "some_wait": any(waits for _line, waits in chosen),
    }
    return render(request, "events/registration/done.html", context)


def _submit(request: HttpRequest, event: EventPage, path: str, now) -> HttpResponse:
    form = _form(request, event, now)
    if not form.is_valid():
        return _again(request, event, form, now)
    registrant = form.registrant
    if not _is_within_limits(request, registrant.email):
        form.add_error(
            None,
            _(
                "Very many registrations came from your network within the hour. Please try again"
                " later, or write to us. Your answers are still here."
            ),
        )
        return _again(request, event, form, now, status=TOO_OFTEN)
    try:
        answer = _register(event, form, registrant, now)
    except SessionsNotOffered as gone:
        return _choose_again(request, event, form, str(gone), now)
    except RegistrationClosed as closed:
        return _not_taken(request, event, path, form, str(closed), now)
    # Not `redirect`, which first looks whether a path is the name of a view.
    return HttpResponseRedirect(
        reverse("event_registration:done", args=[path, result_token(answer)])
    )


def _register(event, form, registrant, now):
    if isinstance(form, SeriesForm):
        return actions.register_for_sessions(
            event=event, registrant=registrant, choice=form.choice, form_token=form.token_key,
            now=now,
        )  # fmt: skip
    return actions.register(event=event, registrant=registrant, form_token=form.token_key, now=now)


def _choose_again(request, event, form, sentence: str, now) -> HttpResponse:
    """A session went away between reading the form and writing: the choice that there is now."""
    again = _form(request, event, now)
    again.is_valid()
    if not again.has_error("sessions"):
        again.add_error("sessions", sentence)
    return _again(request, event, again, now, status=409)


def _again(request, event, form, now, *, status: int = 200) -> HttpResponse:
    """The form with its errors, unless nobody can register any more."""
    try:
        check_registration_is_open(event=event, now=now)
        check_something_is_offered(form)
    except RegistrationClosed as closed:
        return _closed_page(request, event, str(closed), now, form=form)
    return _form_page(request, event, form, _seats(event), now, status=status)


def _not_taken(request, event, path, form, sentence: str, now) -> HttpResponse:
    """Refused by the action: the page that says why, or, where it was the crowd, the form once more."""
    fresh = event_of(request, path)
    try:
        if fresh is None:
            raise RegistrationClosed(sentence)
        check_registration_is_open(event=fresh, now=now)
        if fresh.has_chosen_sessions != isinstance(form, SeriesForm):
            event, form = fresh, _form(request, fresh, now)
            form.is_valid()
        check_something_is_offered(form)
    except RegistrationClosed as closed:
        return _closed_page(
            request, event, str(closed), now, form=form, is_linked=fresh is not None
        )
    form.add_error(None, sentence)
    return _form_page(request, event, form, _seats(event), now, status=409)


def _seats(event: EventPage) -> SeatCount | None:
    if event.has_chosen_sessions:
        return None
    return SeatCount.objects.filter(event_id=event.pk, session_key=None).first()


def _is_full(event: EventPage, seats: SeatCount | None) -> bool:
    return seats.is_full if seats else event.capacity == 0


def _form(request, event, now, seats: SeatCount | None = None) -> RegistrationForm:
    texts = texts_of(event)
    data = request.POST if request.method == "POST" else None
    if event.has_chosen_sessions:
        return series_form(data=data, event=event, texts=texts, now=now)
    return RegistrationForm(
        data,
        roles=texts.role_list,
        consent=consent(event=event, texts=texts),
        button=_("Join the waitlist") if seats and _is_full(event, seats) else _("Register"),
        now=now,
    )


def _is_within_limits(request: HttpRequest, email: str) -> bool:
    by_network = is_within(REGISTRATIONS_BY_NETWORK, who=network_of(request.META))
    return is_within(REGISTRATIONS_BY_ADDRESS, who=address_key(email)) and by_network


def _facts(request, event, now, *, is_linked: bool = True):
    return event_facts(event=event, request=request, now=now, is_public=is_linked)


def _form_page(request, event, form, seats, now, *, status: int = 200) -> HttpResponse:
    is_full = form.is_full if isinstance(form, SeriesForm) else _is_full(event, seats)
    form.button = _("Join the waitlist") if is_full else _("Register")
    texts = texts_of(event)
    conduct_page = texts.conduct_page if texts.conduct_text else None
    context = {
        "form": form,
        "facts": _facts(request, event, now),
        "is_full": is_full,
        "places": "" if is_full else places_left(seats),
        "steps": next_steps(event=event, is_waiting=is_full, now=now),
        "needs_hint": _needs_hint(event, now),
        "conduct_url": conduct_page.get_url(request) if conduct_page and conduct_page.live else "",
    }
    return render(request, "events/registration/register.html", context, status=status)


def _needs_hint(event: EventPage, now) -> str:
    """What there is anyway, and until when to ask for the rest."""
    texts = texts_of(event)
    captions = texts.captioning_line if Delivery(event.delivery).is_online else ""
    day = ask_by(event=event, days=texts.accommodation_days, now=now)
    if day:
        deadline = _("Please ask by %(day)s.") % {"day": format_date(day, year=False)}
    else:
        deadline = _("Please ask as early as you can.")
    return " ".join(str(part) for part in (texts.accommodation_line, captions, deadline) if part)


def _closed_page(
    request, event, sentence: str, now, *, form: RegistrationForm | None = None, is_linked=True
) -> HttpResponse:
    """Why nobody can register now and what to do; after a POST with what was typed."""
    typed = [(field.label, field.value()) for field in form.visible_fields()] if form else []
    context = {
        "sentence": sentence,
        "facts": _facts(request, event, now, is_linked=is_linked),
        "typed": [(label, value) for label, value in typed if isinstance(value, str) and value],
    }
    status = 409 if request.method == "POST" else 200
    return render(request, "events/registration/closed.html", context, status=status)


def _to_the_original(request: HttpRequest, alias: EventPage, now) -> HttpResponse:
    """An alias shows an event that people register for at its first address."""
    original = public_by_records().filter(pk=alias.alias_of_id, live=True).first()
    page_url = original.get_full_url(request) if original else None
    if not page_url:
        sentence = _("People register for this event on another page, which is not public now.")
        return _closed_page(request, alias, sentence, now)
    return redirect(address_on(page_url=page_url, path=register_url(original), request=request))
