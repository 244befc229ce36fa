"""The answer to a link that leads nowhere."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from events.registration.forms import LinksForm


def dead_link(request: HttpRequest, *, now, sentence: str = "") -> HttpResponse:
    """404, with the form that sends a new link."""
    form = LinksForm(now=now)
    return render(
        request,
        "events/registration/dead_link.html",
        {"form": form, "sentence": sentence},
        status=404,
    )
