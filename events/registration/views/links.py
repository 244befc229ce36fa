"""“Send me my link again”: the same answer to every address."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from events.public_forms.guarded import TOO_OFTEN, guarded
from events.public_forms.limits import is_within
from events.public_forms.networks import network_of
from events.registration.actions import send_links
from events.registration.forms import LinksForm
from events.registration.limits import LINKS_BY_NETWORK


@guarded("GET", "HEAD", "POST")
def links(request: HttpRequest) -> HttpResponse:
    """Ask for the links of one's registrations; POST owes the mail."""
    now = timezone.now()
    status = 200
    form = LinksForm(request.POST if request.method == "POST" else None, now=now)
    if form.is_bound:
        status = owe_links(request, form, now)
        if status == 0:
            return redirect(f"{reverse('event_registration:links')}?sent=1")
    context = {"form": form, "is_sent": not form.is_bound and request.GET.get("sent") == "1"}
    return render(request, "events/registration/links.html", context, status=status)


def owe_links(request: HttpRequest, form: LinksForm, now) -> int:
    """0 once the mail is owed, else the status of the answer that shows the form's errors."""
    if not form.is_valid():
        return 200
    if not is_within(LINKS_BY_NETWORK, who=network_of(request.META)):
        form.add_error(
            None, _("Your network asked very often within the hour. Please try again later.")
        )
        return TOO_OFTEN
    send_links(email=form.cleaned_data["email"], now=now)
    return 0
