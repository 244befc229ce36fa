"""The forms of a feed for readers: RSS 2.0, Atom (RFC 4287) and JSON Feed 1.1. Equal news give equal bytes."""

import json
from io import BytesIO

from django.conf import settings
from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed
from django.utils.html import escape
from django.utils.translation import to_locale

from events.feed_entries import Entry, News

RSS_TYPE = "application/rss+xml; charset=utf-8"
ATOM_TYPE = "application/atom+xml; charset=utf-8"
JSON_TYPE = "application/feed+json; charset=utf-8"


class DatedRss(Rss201rev2Feed):
    """Dated by the last published change, where Django dates an empty feed by the clock."""

    def latest_post_date(self):
        return self.feed["updated_at"]


class DatedAtom(Atom1Feed):
    """The same for Atom. Texts are plain, where Django takes every summary for HTML.

    `entries` are written one by one, and none is kept.
    """

    def latest_post_date(self):
        return self.feed["updated_at"]

    def write_items(self, handler):
        for entry in self.feed["entries"]:
            self.add_item(
                title=entry.title,
                link=entry.url,
                description=entry.text,
                pubdate=entry.published_at,
                updateddate=entry.updated_at,
                unique_id=entry.id,
            )
            super().write_items(handler)
            self.items.clear()

    def add_item_elements(self, handler, item):
        super().add_item_elements(handler, item | {"description": None})
        if item["description"]:
            handler.addQuickElement("summary", item["description"], {"type": "text"})


def as_rss(news: News) -> bytes:
    """RSS readers take texts for HTML, titles too: so markup is escaped for them, and then for XML."""
    feed = DatedRss(
        title=escape(news.title),
        link=news.home_url,
        description=escape(news.description),
        language=settings.LANGUAGE_CODE,
        feed_url=news.address,
        updated_at=news.updated_at,
    )
    for entry in news.entries:
        feed.add_item(
            title=escape(entry.title),
            link=entry.url,
            description=escape(entry.text),
            pubdate=entry.published_at,
            unique_id=entry.guid or entry.id,
            unique_id_is_permalink=False,
        )
    return feed.writeString("utf-8").encode()


def as_atom(news: News) -> bytes:
    """Every entry has its permalink as id, and the moment of its last published change."""
    feed = DatedAtom(
        title=news.title,
        link=news.home_url,
        description="",
        subtitle=news.description,
        language=_language(),
        author_name=news.author,
        feed_url=news.address,
        feed_guid=news.address,
        updated_at=news.updated_at,
        entries=news.entries,
    )
    written = BytesIO()
    feed.write(written, "utf-8")
    return written.getvalue()


def as_json(news: News) -> bytes:
    """Dates are RFC 3339. `_event`, where it is, has the times and the place for programs."""
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": news.title,
        "home_page_url": news.home_url,
        "feed_url": news.address,
        "description": news.description,
        "language": _language(),
        "authors": [{"name": news.author}],
        "items": [],
    }
    # Entry by entry: as values, thousands take many times the room of their bytes.
    head, end = _json(feed)[:-2], b"]}"
    return b"".join((head, b",".join(_json(_json_item(entry)) for entry in news.entries), end))


def _json_item(entry: Entry) -> dict:
    return {
        "id": entry.id,
        "url": entry.url,
        "title": entry.title,
        "content_text": entry.text,
        "date_published": entry.published_at.isoformat(),
        "date_modified": entry.updated_at.isoformat(),
        **entry.more,
    }


def _json(value: dict) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode()


def _language() -> str:
    """`en-US` as RFC 5646 writes it."""
    return to_locale(settings.LANGUAGE_CODE).replace("_", "-")
