"""Keywords in the sitemap: they are not pages of the tree, so Wagtail's sitemap leaves them out."""

from django.contrib.sitemaps import Sitemap as PlainSitemap
from django.urls import reverse
from wagtail.contrib.sitemaps import Sitemap

from resources.queries import keywords_in_use


class KeywordSitemap(Sitemap):
    """The list of keywords, and each keyword that has something public on this site."""

    def items(self):
        found = keywords_in_use(site=self.get_wagtail_site())
        return [reverse("resources:keywords")] * bool(found) + [
            keyword.get_absolute_url() for keyword, _number in found
        ]

    def location(self, obj: str) -> str:
        return obj

    def lastmod(self, obj: str) -> None:
        return None

    def _urls(self, page, protocol, domain):
        return PlainSitemap._urls(self, page, protocol, domain)  # ty: ignore[missing-attribute]
