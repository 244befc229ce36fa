"""Parts of a file on request: the header by itself, and through the address of a document."""

import io

import pytest
from wagtail.models import Collection, CollectionViewRestriction

from resources.byte_ranges import CHUNK, RangeNotSatisfiable, parse_range, read_part
from tests.make import make_admin, make_document

CONTENT = bytes(range(256)) * 1000
SIZE = len(CONTENT)


# ---- the header ----


@pytest.mark.parametrize(
    ("header", "span"),
    [
        ("bytes=0-0", (0, 0)),
        ("bytes=0-99", (0, 99)),
        ("bytes=0-", (0, 999)),
        ("bytes=500-", (500, 999)),
        ("bytes=999-", (999, 999)),
        ("bytes=999-999", (999, 999)),
        ("bytes=0-999", (0, 999)),
        ("bytes=0-5000", (0, 999)),
        ("bytes=-1", (999, 999)),
        ("bytes=-1000", (0, 999)),
        ("bytes=-5000", (0, 999)),
        ("  bytes=1-2 ", (1, 2)),
    ],
)
def test_range_is_first_and_last_byte(header, span):
    assert parse_range(header, size=1000) == span


@pytest.mark.parametrize(
    "header",
    ["", "bytes", "bytes=", "bytes=-", "bytes=a-b", "bytes=5-2", "bytes=0-1,5-6", "lines=0-1",
     "bytes=--1", "bytes=0-1-2", "bytes=1.5-2", "bytes=0x1-0x2", "bytes=²-", "🎧",
     f"bytes={'9' * 5000}-", f"bytes=0-{'9' * 5000}", f"bytes=-{'9' * 5000}"],
)  # fmt: skip
def test_range_without_sense_asks_for_the_whole_file(header):
    assert parse_range(header, size=1000) is None


@pytest.mark.parametrize(
    ("header", "size"),
    [("bytes=1000-", 1000), ("bytes=1000-1001", 1000), ("bytes=-0", 1000), ("bytes=0-", 0),
     ("bytes=0-0", 0), ("bytes=-5", 0)],
)  # fmt: skip
def test_range_behind_the_end_can_t_be_met(header, size):
    with pytest.raises(RangeNotSatisfiable):
        parse_range(header, size=size)


@pytest.mark.parametrize(("start", "end"), [(0, 0), (0, SIZE - 1), (1, CHUNK), (5, 2 * CHUNK + 5)])
def test_part_is_read_in_chunks_and_the_file_is_closed(start, end):
    file = io.BytesIO(CONTENT)
    chunks = list(read_part(file, start=start, end=end))
    assert b"".join(chunks) == CONTENT[start : end + 1]
    assert max(len(chunk) for chunk in chunks) <= CHUNK
    assert file.closed


def test_part_of_a_file_that_shrank_ends_with_the_file():
    assert b"".join(read_part(io.BytesIO(b"abc"), start=1, end=99)) == b"bc"


# ---- through the address of a document ----


@pytest.fixture
def video(index):
    return make_document(name="night.mp4", content=CONTENT)


def ask(client, document, header: str, **headers):
    names = {name.replace("_", "-"): value for name, value in headers.items()}
    return client.get(document.url, headers={"range": header, **names})


def content(response) -> bytes:
    return b"".join(response.streaming_content) if response.streaming else response.content


@pytest.mark.parametrize(
    ("header", "start", "end"),
    [("bytes=0-99", 0, 99), ("bytes=1000-", 1000, SIZE - 1), ("bytes=-10", SIZE - 10, SIZE - 1)],
)
def test_document_is_sent_in_part(client, video, header, start, end):
    response = ask(client, video, header)
    assert response.status_code == 206
    assert content(response) == CONTENT[start : end + 1]
    assert response.headers["Content-Range"] == f"bytes {start}-{end}/{SIZE}"
    assert response.headers["Content-Length"] == str(end - start + 1)
    assert response.headers["Content-Type"] == "video/mp4"
    assert response.headers["Accept-Ranges"] == "bytes"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Content-Security-Policy"] == "default-src 'none'"


@pytest.mark.parametrize(
    "header", ["bytes=0-1,5-6", "lines=0-1", "garbage", f"bytes={'9' * 5000}-"]
)
def test_document_is_sent_whole_where_the_range_has_no_sense(client, video, header):
    response = ask(client, video, header)
    assert response.status_code == 200
    assert content(response) == CONTENT


def test_document_is_sent_whole_without_a_range(client, video):
    response = client.get(video.url)
    assert (response.status_code, content(response)) == (200, CONTENT)


def test_range_behind_the_end_is_answered_416(client, video):
    response = ask(client, video, f"bytes={SIZE}-")
    assert (response.status_code, response.content) == (416, b"")
    assert response.headers["Content-Range"] == f"bytes */{SIZE}"


def test_head_ignores_the_range(client, video):
    response = client.head(video.url, headers={"range": "bytes=0-1"})
    assert response.status_code == 200


def test_part_is_sent_only_of_the_file_that_the_caller_has(client, video):
    tag = ask(client, video, "bytes=0-9").headers["ETag"]
    assert client.get(video.url).headers["ETag"] == tag
    same = ask(client, video, "bytes=0-9", if_range=tag)
    assert (same.status_code, content(same)) == (206, CONTENT[:10])
    for other in ('"other"', f"W/{tag}", "Sun, 22 Nov 2026 15:00:00 GMT"):
        response = ask(client, video, "bytes=0-9", if_range=other)
        assert (response.status_code, content(response)) == (200, CONTENT)


def test_part_of_a_private_document_is_protected(client, video):
    folder = Collection.get_first_root_node().add_child(name="Staff")
    CollectionViewRestriction.objects.create(
        collection=folder, restriction_type=CollectionViewRestriction.LOGIN
    )
    assert ask(client, video, "bytes=0-9").status_code == 206
    video.collection = folder
    video.save()
    refused = ask(client, video, "bytes=0-9")
    assert refused.status_code == 302
    assert "Content-Range" not in refused.headers
    client.force_login(make_admin())
    response = ask(client, video, "bytes=0-9")
    assert (response.status_code, content(response)) == (206, CONTENT[:10])


def test_document_of_another_name_is_not_there(client, video):
    address = video.url.replace("night", "day")
    assert client.get(address, headers={"range": "bytes=0-1"}).status_code == 404
