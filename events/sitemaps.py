"""The page that explains how to subscribe: no page of the tree, so Wagtail's sitemap leaves it out."""

from django.contrib.sitemaps import Sitemap
from django.urls import reverse


class CalendarSitemap(Sitemap):
    """One address: how to subscribe."""

    def items(self):
        return ["events:subscribe"]

    def location(self, item):
        return reverse(item)
