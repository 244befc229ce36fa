"""Addresses of the site itself."""

from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe
from wagtail.models import Page, Site

from cms.search.results import search_page


@csrf_exempt
@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """One search over all that this site shows to everybody."""
    site = Site.find_for_request(request)
    if site is None:
        raise Http404("No site answers to this host name.")
    private = Page.objects.private_q()
    found = search_page(request=request, site=site, private=private, now=timezone.now())
    return render(request, "cms/search.html", {"search": found, "private_pages": private})


@require_safe
@never_cache
def healthz(request: HttpRequest) -> HttpResponse:
    """200 "ok" while the database answers; fails loudly otherwise, which is the answer a monitor wants."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok", content_type="text/plain")
