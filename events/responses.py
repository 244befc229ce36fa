"""Answers for programs that ask again and again: bytes with an ETag, gzipped for those who take it, or 304."""

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header, http_date, quote_etag

from events.feed_bytes import GZIP, IDENTITY, Content, content_in

CALENDAR_TYPE = "text/calendar; charset=utf-8"
CLOCK_GRAIN = timedelta(seconds=2)
_CONDITIONS = (
    *("HTTP_IF_NONE_MATCH", "HTTP_IF_MODIFIED_SINCE"),
    *("HTTP_IF_MATCH", "HTTP_IF_UNMODIFIED_SINCE"),
)
_QUALITY = re.compile(r"q=(0(?:\.[0-9]{0,3})?|1(?:\.0{0,3})?)")


@dataclass(frozen=True, kw_only=True)
class Version:
    """One state of something that is asked for again: `key` names it, and nothing else is called so.

    Without `last_modified` the ETag alone decides.
    """

    key: str
    last_modified: datetime | None = None


def answer(
    *,
    request: HttpRequest,
    version: Version,
    now: datetime,
    content_type: str,
    build: Callable[[], Content],
    filename: str = "",
) -> HttpResponse:
    """304 for whoever has this version in the form that would be sent, else 200 with it.

    `build` is called only where the bytes of this version are not known. Each form has a strong ETag
    of its own. HEAD has the headers of GET, the length included. Raises what `build` raises.
    """
    coding = coding_for(request.META.get("HTTP_ACCEPT_ENCODING", ""))
    tags = {form: etag_of(key=version.key, coding=form) for form in (IDENTITY, GZIP)}
    validators = {"etag": tags[coding], "last_modified": version.last_modified, "now": now}
    if known := not_modified(request=request, **validators):
        return known
    content = content_in(coding=coding, names=tags, build=build)
    response = HttpResponse(b"" if request.method == "HEAD" else content, content_type=content_type)
    response.headers["Content-Length"] = str(len(content))
    if coding == GZIP:
        response.headers["Content-Encoding"] = GZIP
    if filename:
        response.headers["Content-Disposition"] = content_disposition_header(True, filename)
    return with_validators(response, **validators)


def etag_of(*, key: str, coding: str) -> str:
    """The ETag of a version in one form, without its quotes."""
    return hashlib.sha256(f"{key}:{coding}".encode()).hexdigest()[:32]


@lru_cache(maxsize=256)
def coding_for(header: str) -> str:
    """`gzip` where the Accept-Encoding allows it and does not like the plain form better, else `identity`.

    RFC 9110, 12.5.3: a weight of 0 refuses, `*` stands for what is not named, and without the header
    nothing is promised. A weight that is none refuses too.
    """
    weights: dict[str, float] = {}
    for part in header.lower().split(","):
        name, _, weight = (piece.strip() for piece in part.partition(";"))
        found = _QUALITY.fullmatch(weight.replace(" ", ""))
        weights[name] = float(found[1]) if found else 0.0 if weight else 1.0
    zipped = weights.get(GZIP, weights.get("x-gzip", weights.get("*", 0.0)))
    return GZIP if zipped > 0 and zipped >= weights.get(IDENTITY, 0.0) else IDENTITY


def not_modified(
    *, request: HttpRequest, etag: str, last_modified: datetime | None, now: datetime
) -> HttpResponse | None:
    """304 where the caller has this version (RFC 9110, 13.2.2), else None.

    The ETag decides. If-Modified-Since, whose grain is a second, counts only without If-None-Match, and
    once the change is 2 s old: two changes within a second look alike to it.
    """
    if not any(name in request.META for name in _CONDITIONS):
        return None
    is_dated = (
        last_modified is not None
        and now - last_modified >= CLOCK_GRAIN
        and "HTTP_IF_NONE_MATCH" not in request.META
    )
    response = get_conditional_response(
        request,
        etag=quote_etag(etag),
        last_modified=int(last_modified.timestamp()) if is_dated else None,
    )
    if response is None or response.status_code != 304:
        return None
    return with_validators(response, etag=etag, last_modified=last_modified, now=now)


def with_validators(
    response: HttpResponse, *, etag: str, last_modified: datetime | None, now: datetime
) -> HttpResponse:
    """The answer with its ETag and Last-Modified. Every use asks again first: nothing is stale after a commit.

    A change that is not settled yet is dated a second early: another one may follow
    within the second, and whoever asks with this date must then get it.
    """
    response.headers["ETag"] = quote_etag(etag)
    if last_modified is not None:
        if now - last_modified < CLOCK_GRAIN:
            last_modified -= timedelta(seconds=1)
        response.headers["Last-Modified"] = _date(int(last_modified.timestamp()))
    response.headers["Cache-Control"] = "no-cache"
    response.headers["Vary"] = "Accept-Encoding"
    return response


@lru_cache(maxsize=256)
def _date(seconds: int) -> str:
    return http_date(seconds)
