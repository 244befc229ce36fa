"""RSS of recordings: what can be watched now, the newest first."""

from django.contrib.syndication.views import Feed
from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape
from django.utils.translation import gettext as _
from wagtail.models import Site

from events.ical.build import clean_line, clean_text
from events.models import EventPage
from events.queries import list_url, past_events

NEWEST = 20


class RecordingsFeed(Feed):
    """The 20 newest recordings of a site's public events that are over, by when each was first published.

    An entry keeps its identity when the page's address changes. What XML forbids in a text is left
    out; the rest is escaped twice, as Django does with titles of items, since readers take texts for HTML.
    """

    def get_object(self, request: HttpRequest):
        site = Site.find_for_request(request)
        if site is None:
            raise Http404("No site answers to this host name.")
        return request, site, timezone.now()

    def title(self, obj):
        return _("%(site)s: recordings") % {"site": self._name(obj)}

    def description(self, obj):
        return _("Recordings of webinars and training events of %(site)s, newest first.") % {
            "site": self._name(obj)
        }

    def link(self, obj):
        request, site, _now = obj
        found = list_url(site=site, request=request)
        return f"{found}?when=past" if found else reverse("events:subscribe")

    def feed_url(self, obj):
        return reverse("events:recordings")

    def items(self, obj):
        request, site, now = obj
        events = past_events(now=now).exclude(recording_since=None)
        events = events.descendant_of(site.root_page)
        found = list(events.order_by("-recording_since", "-pk")[:NEWEST])
        for event in found:
            event.rss_url = event.get_url(request) or ""
        return found

    def item_title(self, item: EventPage):
        return escape(clean_line(item.title))

    def item_description(self, item: EventPage):
        return escape(clean_text(item.summary))

    def item_link(self, item: EventPage):
        return f"{item.rss_url}#recording"  # ty: ignore[missing-attribute]

    def item_pubdate(self, item: EventPage):
        return item.recording_since

    item_guid_is_permalink = False

    def item_guid(self, item: EventPage):
        return f"urn:uuid:{item.translation_key}"

    def _name(self, obj) -> str:
        _request, site, _now = obj
        return escape(clean_line(site.site_name or site.hostname))
