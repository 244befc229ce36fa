"""Parts of a file on request (RFC 9110, section 14): without them no browser can seek in a video."""

import re
from collections.abc import Iterator
from typing import BinaryIO

from django.http import HttpResponse, HttpResponseBase, StreamingHttpResponse

# A number of more digits means nothing; Python refuses to read 4,300 of them.
SINGLE_RANGE = re.compile(r"^bytes=(\d{0,18})-(\d{0,18})$", re.ASCII)
CHUNK = 64 * 1024


class RangeNotSatisfiable(ValueError):
    """The asked part lies outside of the file."""


class PartialResponse(StreamingHttpResponse, HttpResponse):  # ty: ignore[incompatible-property-override]
    """206 that streams. It is an HttpResponse too: Wagtail's hook `before_serve_document` drops what is none."""

    def __init__(self, parts: Iterator[bytes], **kwargs):
        HttpResponseBase.__init__(self, status=206, **kwargs)
        self.streaming_content = parts


def parse_range(header: str, *, size: int) -> tuple[int, int] | None:
    """First and last byte, both inclusive, of a single byte range; None for what should get the whole file.

    A header of another unit, of several ranges or without sense is ignored, as RFC 9110,
    14.2 allows. Raises RangeNotSatisfiable where the part starts behind the end.
    """
    match = SINGLE_RANGE.match(header.strip())
    if not match or match.group(1) == match.group(2) == "":
        return None
    first, last = match.groups()
    if not first:
        length = int(last)
        if length == 0 or size == 0:
            raise RangeNotSatisfiable(header)
        return max(size - length, 0), size - 1
    start = int(first)
    end = min(int(last), size - 1) if last else size - 1
    if start >= size:
        raise RangeNotSatisfiable(header)
    return (start, end) if start <= end else None


def read_part(file: BinaryIO, *, start: int, end: int) -> Iterator[bytes]:
    """The bytes from `start` to `end`, both inclusive, in chunks; closes the file."""
    with file:
        file.seek(start)
        left = end - start + 1
        while left > 0 and (chunk := file.read(min(CHUNK, left))):
            left -= len(chunk)
            yield chunk


def partial_response(
    *, file: BinaryIO, size: int, header: str, content_type: str, etag: str
) -> HttpResponseBase | None:
    """206 with the asked part, 416 where there is none, None where the whole file is due."""
    try:
        span = parse_range(header, size=size)
    except RangeNotSatisfiable:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    if span is None:
        return None
    start, end = span
    return PartialResponse(
        read_part(file, start=start, end=end),
        content_type=content_type,
        headers={
            "Accept-Ranges": "bytes",
            "ETag": etag,
            "Content-Range": f"bytes {start}-{end}/{size}",
            "Content-Length": str(end - start + 1),
            "Content-Security-Policy": "default-src 'none'",
            "X-Content-Type-Options": "nosniff",
        },
    )
