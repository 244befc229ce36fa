"""Addresses below an event's page, which belong to Wagtail where no event stands."""

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse
from django.http.request import split_domain_port
from django.views.decorators.csrf import csrf_protect
from wagtail.views import serve

from events.models import EventPage
from events.old_addresses import at_its_new_address
from events.registration.event_lookup import event_at


def at_event(view: Callable) -> Callable:
    """The view gets the public event at `path`, or that was there before; for any other path the answer is Wagtail's.

    So a page may well be called “register”, and a private event is not found like any other.
    """

    @wraps(view)
    def answer(request: HttpRequest, path: str, **kwargs) -> HttpResponse:
        event = event_of(request, path)
        if event is None:
            moved = at_its_new_address(request, path)
            return moved or csrf_protect(serve)(request, request.path_info.lstrip("/"))
        return view(request, event=event, path=path, **kwargs)

    return answer


def event_of(request: HttpRequest, path: str) -> EventPage | None:
    """The public event at this path of the request's site."""
    hostname = split_domain_port(request._get_raw_host())[0]  # ty: ignore[missing-attribute]
    return event_at(hostname=hostname, port=request.get_port(), path=path)
