"""Calendars behind a secret address: how the address is signed, and how its owner is answered.

Nothing of an answer is kept in the memory of the process, by a shared cache or by a search engine.
"""

import gzip
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import TypeVar

from django.core.signing import BadSignature, Signer
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from events.calendar_items import BUILDER_VERSION
from events.feed_bytes import GZIP, IDENTITY, LEVEL
from events.feeds import day_start
from events.models import FeedVersion, SecretFeed
from events.responses import CALENDAR_TYPE, coding_for, etag_of, not_modified, with_validators

Feed = TypeVar("Feed", bound=SecretFeed)


class NoSuchFeedAddress(LookupError):
    """An address that we never gave to anybody."""

    def __init__(self) -> None:
        super().__init__(_("There is no calendar at this address."))


class FeedStopped(LookupError):
    """An address that worked once; the message says what to do."""


def feed_token(feed: SecretFeed) -> str:
    """What stands in the secret address: `12-nonce~signature`, URL-safe."""
    return _signer(type(feed)).sign(f"{feed.pk}-{feed.nonce}")


def feed_of_token(token: str, *, feeds: QuerySet[Feed], sentence: str) -> Feed:
    """The feed of an address; one query, and none for a forged one.

    Raises NoSuchFeedAddress, or FeedStopped with `sentence` for an address that was renewed, stopped
    or erased since.
    """
    try:
        pk, _dash, nonce = _signer(feeds.model).unsign(token).partition("-")
    except BadSignature:
        raise NoSuchFeedAddress from None
    feed = feeds.filter(pk=pk, nonce=nonce, stopped_at=None).first()
    if feed is None:
        raise FeedStopped(sentence)
    return feed


def _signer(model: type[SecretFeed]) -> Signer:
    return Signer(salt=f"events.secret_feed.{model._meta.label_lower}", sep="~")


def version_key(
    *, feed: SecretFeed, host: str, version: FeedVersion, now: datetime, facts: Iterable
) -> str:
    """What names one state of a secret feed: feed, host, version, day, builder, and `facts` of its own.

    Read `version` before the facts, and both before the rows.
    """
    parts = (feed._meta.label_lower, feed.pk, host, version.number, version.changed_at)
    return ":".join(map(str, (*parts, day_start(now), BUILDER_VERSION, *facts)))


def private_calendar(
    *, request: HttpRequest, key: str, now: datetime, build: Callable[[], bytes]
) -> HttpResponse:
    """304 for whoever has the state that `key` names, else 200 with what `build` makes. HEAD has GET's headers.

    The ETag alone decides: not every change behind it has a moment that everybody may know.
    """
    coding = coding_for(request.headers.get("Accept-Encoding", ""))
    tags = {"etag": etag_of(key=key, coding=coding), "last_modified": None, "now": now}
    response = not_modified(request=request, **tags)
    if response is None:
        content = build()
        if coding == GZIP:
            content = gzip.compress(content, compresslevel=LEVEL, mtime=0)
        body = b"" if request.method == "HEAD" else content
        response = with_validators(HttpResponse(body, content_type=CALENDAR_TYPE), **tags)
        response.headers["Content-Length"] = str(len(content))
        if coding != IDENTITY:
            response.headers["Content-Encoding"] = coding
    return _for_its_owner(response)


def refusal(error: LookupError) -> HttpResponse:
    """410 where the address worked once, else 404: a sentence, and nothing about anybody."""
    status = 410 if isinstance(error, FeedStopped) else 404
    return _for_its_owner(
        HttpResponse(str(error), status=status, content_type="text/plain; charset=utf-8")
    )


def _for_its_owner(response: HttpResponse) -> HttpResponse:
    response.headers["Cache-Control"] = "private, no-cache"
    response.headers["X-Robots-Tag"] = "noindex"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response
