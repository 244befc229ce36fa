"""Links by which browsers and readers find the feeds of a page. They run no query."""

from django import template
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from events.feed_filter import FeedFilter

register = template.Library()


@register.simple_tag
def feed_links(query: str = "", words: str = "", **wanted: object) -> SafeString:
    """The feeds of a filter as `<link rel="alternate">`: of the `query` of an address, or of names and values.

    `words` say what they are about. The calendar of all events stands in the head of every page already.
    """
    query = query or FeedFilter(**{name: str(value) for name, value in wanted.items()}).query
    about = f": {words or _('this selection')}" if query else ""
    calendar = [("text/calendar", _("Calendar"), "events:feed")] if query else []
    feeds = [
        *calendar,
        ("application/atom+xml", _("Upcoming events, Atom"), "events:feed_atom"),
        ("application/feed+json", _("Upcoming events, JSON Feed"), "events:feed_json"),
        ("application/rss+xml", _("Recordings, newest first"), "events:recordings"),
        ("application/atom+xml", _("Recordings, newest first, Atom"), "events:recordings_atom"),
        ("application/feed+json", _("Recordings, newest first, JSON Feed"), "events:recordings_json"),
    ]  # fmt: skip
    return format_html_join(
        "\n",
        '<link rel="alternate" type="{}" title="{}{}" href="{}">',
        ((kind, title, about, f"{reverse(name)}{query}") for kind, title, name in feeds),
    )
