"""The least that our answers can cost."""

import gzip
from functools import cache

from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import F
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_POST
from wagtail.models import Page, Site

from tests.benchmarks.floor.models import HotEntry, HotRow, StoredText, StoredVersion


@require_POST
def enter(request: HttpRequest) -> HttpResponse:
    """One INSERT and one UPDATE of the same row for everybody, in a transaction; no form, no rule."""
    with transaction.atomic():
        HotEntry.objects.create(
            name=request.POST["name"],
            email=request.POST["email"],
            organization=request.POST["organization"],
            agreed_text=request.POST["agree"],
            created_at=timezone.now(),
        )
        HotRow.objects.filter(pk=1).update(taken=F("taken") + 1)
    return HttpResponseRedirect("/floor/entered/")


def joined_texts(request: HttpRequest) -> HttpResponse:
    """A feed: one query for the version, one for the texts, and a join."""
    etag = request.headers.get("If-None-Match")
    if etag and etag == StoredVersion.objects.get().etag:
        return HttpResponseNotModified(headers={"ETag": etag})
    texts = StoredText.objects.order_by("pk").values_list("text", flat=True)
    content = "".join(texts).encode()
    if request.headers.get("Accept-Encoding") == "gzip":
        content = gzip.compress(content, compresslevel=6, mtime=0)
    return HttpResponse(content, content_type="text/calendar; charset=utf-8")


def kept_bytes(request: HttpRequest) -> HttpResponse:
    """The same feed from memory, with no query at all after the first, in the form that is asked for."""
    coding = request.headers.get("Accept-Encoding", "identity")
    content = _kept(coding)
    headers = {"Content-Length": str(len(content))}
    if coding == "gzip":
        headers["Content-Encoding"] = coding
    return HttpResponse(content, content_type="text/calendar; charset=utf-8", headers=headers)


@cache
def _kept(coding: str) -> bytes:
    texts = StoredText.objects.order_by("pk").values_list("text", flat=True)
    content = "".join(texts).encode()
    return gzip.compress(content, compresslevel=6, mtime=0) if coding == "gzip" else content


def all_pages(request: HttpRequest) -> HttpResponse:
    """Every public page of the site, 20 at a time, with their number."""
    root = Site.find_for_request(request).root_page
    pages = Page.objects.live().public().descendant_of(root).order_by("path")
    found = Paginator(pages, 20).get_page(request.GET.get("page"))
    return render(request, "floor/all_pages.html", {"pages": found})
