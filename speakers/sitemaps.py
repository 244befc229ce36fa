"""Speakers in the sitemap: they are not pages of the tree, so Wagtail's sitemap leaves them out."""

from django.contrib.sitemaps import Sitemap

from speakers.models import Speaker


class SpeakerSitemap(Sitemap):
    """Every published speaker, with the moment of the last publishing."""

    def items(self):
        return Speaker.objects.public().order_by("pk")  # ty: ignore[missing-attribute]

    def lastmod(self, item: Speaker):
        return item.last_published_at
