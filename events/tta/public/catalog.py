"""The catalog's pages: the list of public records, and one of them."""

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe
from wagtail.models import Site

from events.queries import private_pages
from events.tta.catalog import COLUMNS, CatalogRecord, catalog_records, listed_requests
from events.tta.catalog_filters import CatalogFilterForm, catalog_form, narrowed
from resources.pager import Pager, asked_page, pager_of


@dataclass(frozen=True, kw_only=True)
class Catalog:
    """One page of the list."""

    form: CatalogFilterForm
    is_filtered: bool
    has_any: bool
    count_words: str
    records: list[CatalogRecord]
    pager: Pager


@require_safe
def catalog(request: HttpRequest) -> HttpResponse:
    """The list that the address asks for. Never raises for what an address may hold."""
    site, now, private = Site.find_for_request(request), timezone.now(), private_pages()
    listed = listed_requests(site=site)
    form = catalog_form(query=request.GET, listed=listed, site=site, private=private)
    found = narrowed(listed, form=form, site=site, private=private, now=now)
    page = asked_page(request=request, rows=found.values(*COLUMNS))
    count = page.paginator.count
    listing = Catalog(
        form=form,
        is_filtered=form.is_filtered,
        has_any=bool(count) or listed.exists(),
        count_words=ngettext("%d record", "%d records", count) % count,
        records=catalog_records(
            page.object_list, site=site, request=request, now=now, private=private
        ),
        pager=pager_of(request=request, page=page),
    )
    context = {"catalog": listing, "private_pages": private}
    return render(request, "tta/catalog.html", context)


@require_safe
def record(request: HttpRequest, number: str) -> HttpResponse:
    """One public record. 404, the same for a number that is not there and one that is not public."""
    site, private = Site.find_for_request(request), private_pages()
    rows = listed_requests(site=site).filter(number=number).values(*COLUMNS)[:1]
    found = catalog_records(rows, site=site, request=request, now=timezone.now(), private=private)
    if not found:
        raise Http404("There is no such record.")
    context = {"record": found[0], "private_pages": private}
    return render(request, "tta/record.html", context)
