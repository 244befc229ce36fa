"""What lies below an event's page, asked for where the page was before."""

from django.apps import apps
from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponsePermanentRedirect,
    HttpResponseRedirect,
)
from wagtail.models import Page, Site

from events.models import EventPage

SAME_METHOD = ("POST", "PUT", "PATCH", "DELETE")


def at_its_new_address(request: HttpRequest, path: str) -> HttpResponse | None:
    """Where to go from the address of a public event that has another slug or place now; None for any other.

    `path` is the page's, without its outer slashes. Calendars and mail keep what lies below it for as long
    as the event lasts; Wagtail redirects the page alone (`wagtail.contrib.redirects`, where the site has
    it). A form arrives as it was sent.
    """
    if not apps.is_installed("wagtail.contrib.redirects"):
        return None
    from wagtail.contrib.redirects.middleware import get_redirect
    from wagtail.contrib.redirects.models import Redirect

    site = Site.find_for_request(request)
    _, is_below, below = request.path_info.rpartition(f"/{path}/")
    if site is None or not is_below:
        return None
    # Also what is hidden stands there: its forms and links are of another event.
    if Page.objects.filter(url_path=f"{site.root_page.url_path}{path}/").exists():
        return None
    found = get_redirect(request, Redirect.normalise_path(f"/{path}"))
    event = found and EventPage.objects.live().public().filter(pk=found.redirect_page_id).first()
    page_url = event and event.get_url(request)
    if not found or not page_url:
        return None
    query = request.META.get("QUERY_STRING", "")
    address = f"{page_url.rstrip('/')}/{below}{'?' if query else ''}{query}"
    kind = HttpResponsePermanentRedirect if found.is_permanent else HttpResponseRedirect
    return kind(address, preserve_request=request.method in SAME_METHOD)
