from dataclasses import dataclass

from django import template
from django.apps import apps
from django.urls import NoReverseMatch, reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from wagtail.models import Page, Site
from wagtail.query import PageQuerySet

from cms.models import SiteIdentity, StandardPage
from events.site_tokens import fill_html, fill_text

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
    pages = _public(Page.objects.child_of(site.root_page), context)
    return _items(pages.in_menu().order_by("path"), request)


@register.simple_tag(takes_context=True)
def footer_menu(context) -> list[MenuItem]:
    """The public plain pages that editors put into the footer."""
    request = context.get("request")
    site = Site.find_for_request(request) if request else None
    if site is None:
        return []
    pages = _public(StandardPage.objects.descendant_of(site.root_page), context)
    return _items(pages.filter(in_footer=True).order_by("path"), request)


@register.simple_tag(takes_context=True)
def tta_links(context) -> list[MenuItem]:
    """Asking for assistance and the public catalog, which are no pages of the tree; none on a site without the app."""
    request = context.get("request")
    if request is None or not apps.is_installed("events.tta"):
        return []
    try:
        asking, catalog = reverse("tta:request"), reverse("tta:catalog")
    except NoReverseMatch:  # a site with addresses of its own
        return []
    is_asking = request.path.startswith(asking)
    return [
        MenuItem(title=_("Request assistance"), url=asking, is_current=is_asking),
        MenuItem(
            title=_("Assistance given"),
            url=catalog,
            is_current=request.path.startswith(catalog) and not is_asking,
        ),
    ]


def _public(pages: PageQuerySet, context) -> PageQuerySet:
    """Those that anybody may see. A view that knows which are private says so as `private_pages`."""
    private = context.get("private_pages")
    return pages.live().public() if private is None else pages.live().exclude(private)


@register.filter
def filled(text: str, identity: SiteIdentity | None) -> str:
    """Plain text with its tokens filled; sentences with one that nothing fills are left out."""
    return fill_text(str(text or ""), identity.token_values() if identity else {})


@register.tag
def site_tokens(parser, token):
    """`{% site_tokens %}…{% endsite_tokens %}`: as `filled`, for the HTML between the two."""
    nodes = parser.parse(("endsite_tokens",))
    parser.delete_first_token()
    return _FilledNode(nodes)


class _FilledNode(template.Node):
    def __init__(self, nodelist):
        self.nodelist = nodelist

    def render(self, context):
        request = context.get("request")
        site = Site.find_for_request(request) if request else None
        values = SiteIdentity.for_request(request).token_values() if site else {}
        return mark_safe(fill_html(self.nodelist.render(context), values))


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
