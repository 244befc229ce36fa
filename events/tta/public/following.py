"""The page of one's own request, behind a signed link; and messages to our staff. A GET changes nothing."""

from collections.abc import Callable
from datetime import datetime
from functools import wraps

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.defaults import page_not_found

from events.public_forms.form import PersonForm
from events.public_forms.guarded import TOO_OFTEN, guarded
from events.public_forms.limits import is_within
from events.site_tokens import fill_text, site_values
from events.tta.actions.record import requester
from events.tta.actions.write_message import NobodyToWriteTo, write_message
from events.tta.limits import WRITTEN_BY_REQUEST
from events.tta.models import TTARequest, TTASettings
from events.tta.public.following_forms import MessageForm
from events.tta.public.following_page import status_context
from events.tta.tokens import DeadLink, request_of_token

# What the page says after something was done, by the word in its address.
NOTES = {
    "message": gettext_lazy("Your message is with our staff."),
    "letter": gettext_lazy(
        "Your letter is here. We check it and tell you if something is missing."
    ),
    "date_change": gettext_lazy(
        "Our staff have your new date. You get an e-mail when it is taken over."
    ),
    "cancellation": gettext_lazy(
        "Our staff know that it is cancelled. You get an e-mail with the answer."
    ),
    "unreachable": gettext_lazy(
        "Our staff look for the provider. You get an e-mail with the answer."
    ),
}


def by_token(*methods: str) -> Callable:
    """A guarded view of the request that a link names; any other link is a page that doesn't exist."""

    def decorate(view):
        @guarded(*methods)
        @wraps(view)
        def answer(request: HttpRequest, token: str, **more) -> HttpResponse:
            try:
                own = request_of_token(token)
            except DeadLink:
                return page_not_found(request, Http404())
            return view(request, own, token, timezone.now(), **more)

        return answer

    return decorate


@by_token("GET", "HEAD")
def status(request, own: TTARequest, token: str, now: datetime) -> HttpResponse:
    """Where the request stands, what comes next, and what can be done."""
    note = NOTES.get(request.GET.get("done", ""), "")
    return _page(request, own, token, now, form=MessageForm(now=now), note=note)


@by_token("GET", "HEAD", "POST")
def message(request, own: TTARequest, token: str, now: datetime) -> HttpResponse:
    """Write to our staff; what was typed is kept where it can't be sent."""
    if request.method != "POST":
        return back(token)
    form, status_code = MessageForm(request.POST, now=now), 200
    if form.is_valid():
        if not is_within_limit(own):
            form.add_error(None, too_often())
            status_code = TOO_OFTEN
        else:
            try:
                write_message(
                    request=own, text=form.cleaned_data["text"], doer=requester(own), now=now,
                    form_token=form.token_key,
                )  # fmt: skip
            except NobodyToWriteTo as error:
                form.add_error(None, str(error))
            else:
                return back(token, done="message")
    return _page(request, own, token, now, form=form, status=status_code)


def back(token: str, *, done: str = "") -> HttpResponse:
    """To the page of the request, which says what was done."""
    query = f"?done={done}" if done else ""
    return redirect(f"{reverse('tta:status', args=[token])}{query}")


def is_within_limit(own: TTARequest) -> bool:
    """Count one more thing that is written to this request."""
    return is_within(WRITTEN_BY_REQUEST, who=own.holder)


def too_often() -> str:
    return _("That was very often within the hour. Please try again later, or call us.")


def help_line(own: TTARequest) -> str:
    """The help line of the request's site, its tokens filled."""
    texts = TTASettings.objects.filter(site=own.site_id).first() or TTASettings()
    return fill_text(str(texts.help_line), site_values(site=own.site))


def _page(
    request, own: TTARequest, token: str, now: datetime, *, form: PersonForm, note="", status=200
) -> HttpResponse:
    context = status_context(request=own, now=now)
    context |= {"token": token, "form": form, "note": note, "help_line": help_line(own)}
    return render(request, "tta/status.html", context, status=status)
