from dataclasses import dataclass

from django import template
from wagtail.models import Page, Site

from cms.models import StandardPage

register = template.Library()


@dataclass(frozen=True, kw_only=True)
class MenuItem:
    """A link of a menu; `is_current` also for pages below it."""

    title: str
    url: str
    is_current: bool


@register.simple_tag(takes_context=True)
def main_menu(context) -> list[MenuItem]:
    """The public pages right below the site's root that editors chose for menus; one query and the restrictions'."""
    request = context.get("request")
    site = Site.find_for_request(request) if request else None
    if site is None:
        return []
    pages = Page.objects.child_of(site.root_page).live().public().in_menu().order_by("path")
    return _items(pages, request)


@register.simple_tag(takes_context=True)
def footer_menu(context) -> list[MenuItem]:
    """The public plain pages that editors put into the footer."""
    request = context.get("request")
    site = Site.find_for_request(request) if request else None
    if site is None:
        return []
    pages = StandardPage.objects.descendant_of(site.root_page).live().public()
    return _items(pages.filter(in_footer=True).order_by("path"), request)


def _items(pages, request) -> list[MenuItem]:
    items = []
    for page in pages:
        url = page.get_url(request)
        items.append(
            MenuItem(
                title=page.title, url=url, is_current=bool(url) and request.path.startswith(url)
            )
        )
    return items
