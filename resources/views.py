"""The library's addresses beside its pages: keywords, and what is new."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe
from wagtail.models import Site

from resources.keyword_page import keyword_detail
from resources.models import Keyword
from resources.queries import is_in_use, keywords_in_use


@require_safe
def keywords(request: HttpRequest) -> HttpResponse:
    """The current keywords that have something public on this site, A to Z, with how much."""
    found = keywords_in_use(site=_site(request))
    return render(request, "resources/keywords.html", {"keywords": found})


@require_safe
def keyword(request: HttpRequest, slug: str) -> HttpResponse:
    """The page of a keyword; one that was merged leads to the other for good.

    404 for an unknown one, and for one that nothing public on this site has: it may be as private
    as the pages that name it.
    """
    site = _site(request)
    found = get_object_or_404(Keyword.objects.select_related("merged_into"), slug=slug)
    if not is_in_use(keyword_id=found.canonical.pk, site=site):
        raise Http404("Nothing on this site has this keyword.")
    if found.merged_into is not None:
        return HttpResponsePermanentRedirect(found.canonical.get_absolute_url())
    detail = keyword_detail(request=request, keyword=found, now=timezone.now())
    return render(request, "resources/keyword_page.html", {"detail": detail})


def _site(request: HttpRequest) -> Site:
    site = Site.find_for_request(request)
    if site is None:
        raise Http404("No site answers to this host name.")
    return site
