"""The pages of a list: their addresses, and what to say of one that is not there."""

from collections.abc import Callable
from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.http import HttpRequest
from django.utils.translation import gettext as _

PER_PAGE = 25


@dataclass(frozen=True, kw_only=True)
class Pager:
    """`pages` are (number or None for a gap, address, is_current); empty where one page holds all."""

    pages: list[tuple[int | str | None, str, bool]]
    previous_url: str
    next_url: str
    notice: str


def asked_page(*, request: HttpRequest, rows) -> Page:
    """The page of `rows` that the address asks for; the nearest where it is not there."""
    return Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))


def pager_of(*, request: HttpRequest, page: Page, url: Callable[[int], str] | None = None) -> Pager:
    """What stands below a list, and above it where the address asks for another page than this.

    `url` gives the address of a page by number; without it, it is the one asked for with another `page`.
    """
    paginator = page.paginator

    def of(number: int) -> str:
        return url(number) if url else address(request, page=number)

    numbers = paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1)
    return Pager(
        pages=[
            (None, "", False)
            if number == paginator.ELLIPSIS
            else (number, of(int(number)), number == page.number)
            for number in numbers
        ]
        if paginator.num_pages > 1
        else [],
        previous_url=of(page.number - 1) if page.has_previous() else "",
        next_url=of(page.number + 1) if page.has_next() else "",
        notice=page_notice(
            asked=request.GET.get("page"), shown=page.number, last=paginator.num_pages
        ),
    )


def address(request: HttpRequest, *, page: int, **changes: str) -> str:
    """This list's address with another page number and with `changes`; page 1 goes without."""
    query = request.GET.copy()
    for name, value in changes.items():
        query[name] = value
    query.pop("page", None)
    if page != 1:
        query["page"] = str(page)
    encoded = query.urlencode()
    return f"?{encoded}" if encoded else request.path


def page_notice(*, asked: str | None, shown: int, last: int) -> str:
    """A sentence where the address asks for a page that is not there; otherwise nothing."""
    if not asked or asked == str(shown):
        return ""
    if not asked.isascii() or not asked.isdecimal() or len(asked) > 9:
        return _("The address names a page that does not exist. This is page %(shown)d.") % {
            "shown": shown
        }
    return _("There is no page %(asked)s. This is page %(shown)d of %(last)d.") % {
        "asked": asked,
        "shown": shown,
        "last": last,
    }
