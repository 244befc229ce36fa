"""Feeds in gzip: for whom, under which ETag, of which bytes, and what is kept of them."""

import gzip
import tracemalloc
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from events.checks import check_feed_cache_bytes
from events.feed_bytes import LEVEL, OVERHEAD, PIECE, STORE, ByteStore, content_in, gzipped, whole
from events.responses import coding_for
from tests.make import NOW, make_webinar, publish

pytestmark = [pytest.mark.time_machine(NOW, tick=False), pytest.mark.usefixtures("index")]

FEED = "/calendar/events.ics"
FORMS = ["/calendar/events.ics", "/calendar/events.atom", "/calendar/events.json",
         "/events/recordings.rss", "/events/recordings.atom", "/events/night-calls/event.ics"]  # fmt: skip
HEADERS = ("ETag", "Last-Modified", "Cache-Control", "Vary",
           "Content-Type", "Content-Length", "Content-Encoding")  # fmt: skip


@pytest.fixture
def page(index):
    return make_webinar(title="Night calls", slug="night-calls")


def zipped(client, address: str = FEED, accepted: str = "gzip", **headers):
    return client.get(address, headers={"accept-encoding": accepted, **headers})


@pytest.mark.parametrize(
    ("header", "coding"),
    [
        ("gzip", "gzip"),
        ("GZIP", "gzip"),
        ("x-gzip", "gzip"),
        ("gzip, deflate, br, zstd", "gzip"),
        ("br;q=1.0, gzip;q=0.8, *;q=0.1", "gzip"),
        ("gzip; q=0.001", "gzip"),
        ("gzip;q=1.000", "gzip"),
        ("*", "gzip"),
        ("*;q=0.5", "gzip"),
        ("identity;q=0, *", "gzip"),
        ("identity;q=0.5, gzip;q=0.5", "gzip"),
        ("", "identity"),
        ("identity", "identity"),
        ("br, deflate", "identity"),
        ("gzip;q=0", "identity"),
        ("gzip;q=0.000, *", "identity"),
        ("*;q=0", "identity"),
        ("gzip;q=0.2, identity", "identity"),
        ("gzip;q=2", "identity"),
        ("gzip;q=-1", "identity"),
        ("gzip;q=nan", "identity"),
        ("gzip;q=", "identity"),
        ("gzip;level=9", "identity"),
        (",;,=;q", "identity"),
        ("🎧\x00" * 2000, "identity"),
    ],
)
def test_gzip_goes_to_whoever_takes_it(header, coding):
    assert coding_for(header) == coding


@pytest.mark.parametrize("address", FORMS)
def test_gzip_is_the_same_content_under_another_strong_etag(client, page, address):
    plain, packed = client.get(address), zipped(client, address)
    assert gzip.decompress(packed.content) == plain.content
    assert (packed.headers["Content-Encoding"], "Content-Encoding" in plain.headers) == ("gzip", False)  # fmt: skip
    assert packed.headers["ETag"] != plain.headers["ETag"]
    assert packed.headers["ETag"][0] == packed.headers["ETag"][-1] == '"'
    for response in (plain, packed):
        assert response.headers["Vary"] == "Accept-Encoding"
        assert response.headers["Content-Length"] == str(len(response.content))


@pytest.mark.parametrize("address", FORMS)
@pytest.mark.parametrize("accepted", ["", "gzip"])
def test_head_has_the_headers_of_get_and_no_body(client, page, address, accepted):
    asked = {"accept-encoding": accepted}
    got, head = client.get(address, headers=asked), client.head(address, headers=asked)
    assert (head.status_code, head.content) == (200, b"")
    assert [head.headers.get(name) for name in HEADERS] == [got.headers.get(name) for name in HEADERS]  # fmt: skip
    STORE.clear()
    assert client.head(address, headers=asked).headers["Content-Length"] == str(len(got.content))


@pytest.mark.parametrize("address", FORMS)
def test_known_tag_is_answered_by_the_form_that_would_be_sent(client, page, address):
    plain, packed = (r.headers["ETag"] for r in (client.get(address), zipped(client, address)))
    for accepted, own, other in (("", plain, packed), ("gzip", packed, plain)):
        asked = {own: 304, other: 200, f"{other}, {own}": 304, f"W/{own}": 304, "*": 304}
        for tag, status in asked.items():
            response = zipped(client, address, accepted, **{"if-none-match": tag})
            assert response.status_code == status
            assert response.headers["ETag"] == own
            assert response.headers["Vary"] == "Accept-Encoding"


@pytest.mark.parametrize(
    "header",
    ["unquoted", "x" * 10_240, '"' + "x" * 10_240, '"a", ' * 2000, "\x00\x07\x1b", '"\x7f"', "W/", "W/W/\"\"",
     "\ud83c", "🎧", ",,,", "* , *", "**", '"unclosed', "é" * 5000],
)  # fmt: skip
@pytest.mark.parametrize("accepted", ["", "gzip"])
def test_garbage_in_if_none_match_is_no_match(client, page, header, accepted):
    for address in (FEED, FORMS[-1]):
        environ = {"HTTP_IF_NONE_MATCH": header, "HTTP_ACCEPT_ENCODING": accepted}
        assert client.get(address, **environ).status_code == 200


def test_date_counts_only_without_if_none_match(client, page, time_machine):
    time_machine.move_to(NOW + timedelta(minutes=5))
    date = client.get(FEED).headers["Last-Modified"]
    assert client.get(FEED, headers={"if-modified-since": date}).status_code == 304
    both = {"if-modified-since": date, "if-none-match": "garbage"}
    assert client.get(FEED, headers=both).status_code == 200


def test_equal_content_gives_equal_bytes_at_any_time(client, page, time_machine):
    first = zipped(client).content
    for minutes in (1, 90):
        time_machine.move_to(NOW + timedelta(minutes=minutes))
        STORE.clear()
        assert zipped(client).content == first


# ---- what is kept ----


def count(client, **headers) -> int:
    with CaptureQueriesContext(connection) as captured:
        client.get(FEED, headers=headers)
    return len(captured)


def test_known_bytes_cost_one_query_in_either_form(client, page):
    assert [count(client) for _ in range(3)] == [2, 1, 1]
    packed = {"accept-encoding": "gzip"}
    assert [count(client, **packed) for _ in range(2)] == [1, 1]
    STORE.clear()
    assert [count(client, **packed), count(client), count(client)] == [2, 1, 1]


def test_change_is_never_hidden_by_what_is_kept(client, page):
    assert b"Night calls" in client.get(FEED).content
    page.title = "Day calls"
    publish(page)
    assert b"Day calls" in client.get(FEED).content
    assert b"Day calls" in gzip.decompress(zipped(client).content)


def test_hosts_and_schemes_share_nothing(client, page):
    asked = [{}, {"headers": {"host": "www.testserver"}}, {"secure": True}]
    assert len({client.get(FEED, **kwargs).headers["ETag"] for kwargs in asked}) == 3


def test_unknown_feed_is_not_kept(client, page):
    for _ in range(2):
        assert client.get(f"{FEED}?keyword=nobody").status_code == 404
    assert STORE.size == 0


@pytest.mark.parametrize("limit", [0, 100])
def test_feed_that_is_larger_than_the_limit_is_sent_and_not_kept(client, page, settings, limit):
    settings.TTA_FEED_CACHE_BYTES = limit
    assert [count(client) for _ in range(2)] == [2, 2]
    assert STORE.size == 0


def test_store_forgets_what_nobody_asked_for_the_longest():
    store, limit = ByteStore(), 3 * (10 + OVERHEAD)
    for name in "abc":
        store.put(name, b"x" * 10, limit=limit)
    store.get("a")
    store.put("d", b"x" * 10, limit=limit)
    assert [name for name in "abcd" if store.get(name)] == ["a", "c", "d"]
    assert store.size == limit
    store.put("e", b"x" * 500, limit=limit)
    assert store.size <= limit
    store.put("f", b"x" * (limit + 1), limit=limit)
    assert (store.get("f"), store.get("e") is not None) == (None, True)
    store.clear()
    assert store.size == 0


def test_store_stays_below_its_limit_for_unlimited_filters(client, page, settings):
    settings.TTA_FEED_CACHE_BYTES = 20_000
    sizes = []
    for year in (2026, 2027):
        for intercept in range(6):
            for delivery in ("virtual", "hybrid", "in_person"):
                query = f"?delivery={delivery}&intercept={intercept}&year={year}"
                assert zipped(client, FEED + query).status_code == 200
                sizes.append(STORE.size)
    assert 10_000 < max(sizes) <= 20_000


def test_error_while_making_bytes_leaves_the_next_one_free():
    names = {"identity": "error-plain", "gzip": "error-packed"}

    def fail() -> bytes:
        raise ValueError("first")

    with pytest.raises(ValueError, match="first"):
        content_in(coding="gzip", names=names, build=fail)
    packed = content_in(coding="gzip", names=names, build=lambda: b"second")
    assert gzip.decompress(packed) == b"second"
    assert content_in(coding="identity", names=names, build=fail) == b"second"


# ---- portions ----


@pytest.mark.parametrize("size", [1, 7, 1000, PIECE - 1, PIECE, PIECE + 1, 3 * PIECE, 10**7])
def test_content_in_portions_gives_the_bytes_of_the_whole(size):
    content = b"".join(b"%d;" % (number * number) for number in range(40_000))
    portions = [content[start : start + size] for start in range(0, len(content), size)]
    assert len(content) > 5 * PIECE
    packed = gzipped(content)
    assert gzipped(portions) == packed
    assert gzip.decompress(packed) == content
    assert packed[4:8] == bytes(4)  # the time (RFC 1952, 2.3)
    assert len(packed) == len(gzip.compress(content, LEVEL))
    assert whole(portions) == whole(content) == content


def test_no_content_is_no_content():
    for nothing in (b"", [], [b"", b""]):
        assert gzip.decompress(gzipped(nothing)) == whole(nothing) == b""


def test_portions_are_gone_before_the_next_ones_are_made():
    """20 MB in portions of 100 KB: gzip needs a few of them at a time, and the plain form no copy."""
    portions = 200
    tracemalloc.start()
    try:
        gzipped(bytes(100_000) for _ in range(portions))
        _now, packed_peak = tracemalloc.get_traced_memory()
        tracemalloc.reset_peak()
        whole(bytes(100_000) for _ in range(portions))
        _now, plain_peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert packed_peak < 1_000_000
    assert plain_peak < 25_000_000


def test_either_form_may_come_first_and_gives_the_same_bytes(client, page):
    plain, packed = client.get(FEED).content, zipped(client).content
    STORE.clear()
    assert (zipped(client).content, client.get(FEED).content) == (packed, plain)


@pytest.mark.parametrize("value", [-1, 1.5, "64", None, True])
def test_wrong_limit_is_refused_at_start(settings, value):
    settings.TTA_FEED_CACHE_BYTES = value
    [error] = check_feed_cache_bytes(None)
    assert error.id == "events.E004"
    assert "67108864" in error.hint


@pytest.mark.parametrize("value", [0, 1, 10**9])
def test_right_limit_is_fine(settings, value):
    settings.TTA_FEED_CACHE_BYTES = value
    assert check_feed_cache_bytes(None) == []
