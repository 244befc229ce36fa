"""What lies below an event's page, asked for where the page was before."""

from django.apps import apps
from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponsePermanentRedirect,
    HttpResponseRedirect,
)

from events.models import EventPage

SAME_METHOD = ("POST", "PUT", "PATCH", "DELETE")


def at_its_new_address(request: HttpRequest, path: str) -> HttpResponse | None:
    """Where to go from the address of an event that has another slug or place now; None for any other.

    `path` is the page's, without its outer slashes. Calendars and mail keep what lies below it for as long
    as the event lasts; Wagtail redirects the page alone (`wagtail.contrib.redirects`, where the site has
    it). A form arrives as it was sent.
    """
    if not apps.is_installed("wagtail.contrib.redirects"):
        return None
    from wagtail.contrib.redirects.middleware import get_redirect
    from wagtail.contrib.redirects.models import Redirect

    found = get_redirect(request, Redirect.normalise_path(f"/{path}"))
    event = found and EventPage.objects.live().filter(pk=found.redirect_page_id).first()
    page_url = event and event.get_url(request)
    if not found or not page_url:
        return None
    query = request.META.get("QUERY_STRING", "")
    below = request.path_info.removeprefix(f"/{path}/")
    address = f"{page_url.rstrip('/')}/{below}{'?' if query else ''}{query}"
    if address == request.get_full_path():  # it was elsewhere in between, and is hidden here
        return None
    kind = HttpResponsePermanentRedirect if found.is_permanent else HttpResponseRedirect
    return kind(address, preserve_request=request.method in SAME_METHOD)
