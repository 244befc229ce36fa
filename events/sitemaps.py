"""What the sitemap says of events, and the page that explains how to subscribe."""

from datetime import datetime

from django.contrib.sitemaps import Sitemap as PlainSitemap
from django.db.models import Max
from django.urls import reverse
from wagtail.contrib.sitemaps import Sitemap

from events.models import CalendarRecord, EventIndexPage, EventPage, FeedVersion


class PageSitemap(Sitemap):
    """The public pages of the site, each with the moment of its last published change.

    Of an event that is also the moment when it was called off or restored, which publishes no page;
    of a list of events it is that of any event. A draft moves none. Two queries more at any size.
    """

    def _urls(self, page, protocol, domain):
        records = CalendarRecord.objects.filter(is_visible=True).order_by()
        changes = dict(records.values_list("page_id").annotate(Max("changed_at")))
        of_lists = FeedVersion.read().changed_at
        urls = []
        for item in self.paginator.page(page).object_list.iterator():
            change = changes.get(item.pk) if isinstance(item, EventPage) else None
            if isinstance(item, EventIndexPage):
                change = of_lists
            for url in item.get_sitemap_urls(self.request):
                url["lastmod"] = max(filter(None, (url.get("lastmod"), change)), default=None)
                urls.append(url)
        dates = [url["lastmod"] for url in urls]
        if dates and None not in dates:
            self.latest_lastmod = max(dates)
        return urls


class CalendarSitemap(PlainSitemap):
    """One address: how to subscribe. It shows the number of events, so it changes with them."""

    def items(self):
        return ["events:subscribe"]

    def location(self, item):
        return reverse(item)

    def lastmod(self, item) -> datetime | None:
        return FeedVersion.read().changed_at
