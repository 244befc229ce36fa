"""The catalog in the sitemap: records are not pages of the tree, so Wagtail's sitemap leaves them out."""

from django.contrib.sitemaps import Sitemap as PlainSitemap
from django.urls import reverse
from wagtail.contrib.sitemaps import Sitemap

from events.tta.catalog import listed_requests


class CatalogSitemap(Sitemap):
    """The catalog, once it has something, and each of its records on this site.

    Without a date of change: the row of a record also changes when staff write what is not public.
    """

    def items(self):
        listed = listed_requests(site=self.get_wagtail_site()).order_by("-pk")
        numbers = list(listed.values_list("number", flat=True))
        return [reverse("tta:catalog")] * bool(numbers) + [
            reverse("tta:record", args=[number]) for number in numbers
        ]

    def location(self, obj: str) -> str:
        return obj

    def lastmod(self, obj: str) -> None:
        return None

    def _urls(self, page, protocol, domain):
        return PlainSitemap._urls(self, page, protocol, domain)  # ty: ignore[missing-attribute]
