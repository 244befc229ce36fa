"""Answers for calendar programs: bytes with an ETag, or 304 for those who have them."""

from datetime import datetime, timedelta

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header, http_date, quote_etag

CALENDAR_TYPE = "text/calendar; charset=utf-8"
CLOCK_GRAIN = timedelta(seconds=2)


def not_modified(
    *, request: HttpRequest, etag: str, last_modified: datetime, now: datetime
) -> HttpResponse | None:
    """304 where the caller has this version (RFC 9110, 13.2.2), else None.

    The ETag decides. If-Modified-Since, whose grain is a second, counts only once the
    change is 2 s old: two changes within a second look alike to it.
    """
    is_settled = now - last_modified >= CLOCK_GRAIN
    response = get_conditional_response(
        request,
        etag=quote_etag(etag),
        last_modified=int(last_modified.timestamp()) if is_settled else None,
    )
    if response is None or response.status_code != 304:
        return None
    return with_validators(response, etag=etag, last_modified=last_modified, now=now)


def calendar_response(
    *, content: bytes, etag: str, last_modified: datetime, now: datetime, filename: str = ""
) -> HttpResponse:
    """200 with a calendar. Every use asks again first: nothing is stale after a commit."""
    response = HttpResponse(content, content_type=CALENDAR_TYPE)
    if filename:
        response.headers["Content-Disposition"] = content_disposition_header(True, filename)
    return with_validators(response, etag=etag, last_modified=last_modified, now=now)


def with_validators(
    response: HttpResponse, *, etag: str, last_modified: datetime, now: datetime
) -> HttpResponse:
    """The answer with its ETag and Last-Modified.

    A change that is not settled yet is dated a second early: another one may follow
    within the second, and whoever asks with this date must then get it.
    """
    if now - last_modified < CLOCK_GRAIN:
        last_modified -= timedelta(seconds=1)
    response.headers["ETag"] = quote_etag(etag)
    response.headers["Last-Modified"] = http_date(last_modified.timestamp())
    response.headers["Cache-Control"] = "no-cache"
    return response
