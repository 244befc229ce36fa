"""Answers that were made before, as bytes in the memory of the process: bounded, and never stale.

A name stands for one state of one feed in one form, so what is kept under it stays true. Saved filters
are unlimited; what nobody asked for the longest is forgotten first.
"""

import gzip
import zlib
from collections import OrderedDict
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import contextmanager
from io import BytesIO
from threading import Lock

from django.conf import settings

DEFAULT_LIMIT = 64 * 1024 * 1024
IDENTITY, GZIP = "identity", "gzip"
LEVEL = 6
# What a name and its place in the table take, so that many small answers count too.
OVERHEAD = 400
# zlib may divide its blocks by what it is given at a time: always so much, and equal content gives equal bytes.
PIECE = 64 * 1024
_WITH_GZIP_HEADER = 31

# Whole, or in portions of any size that are made while they are read.
Content = bytes | Iterable[bytes]


def byte_limit() -> int:
    """How many bytes a process may keep: TTA_FEED_CACHE_BYTES; 0 keeps nothing."""
    return getattr(settings, "TTA_FEED_CACHE_BYTES", DEFAULT_LIMIT)


class ByteStore:
    """Bytes by name, at most `limit` in all at each `put`. Threads may share it."""

    def __init__(self) -> None:
        self._kept: OrderedDict[str, bytes] = OrderedDict()
        self._lock = Lock()
        self._turns: dict[str, list] = {}
        self.size = 0

    def get(self, name: str) -> bytes | None:
        with self._lock:
            content = self._kept.get(name)
            if content is not None:
                self._kept.move_to_end(name)
            return content

    def put(self, name: str, content: bytes, *, limit: int) -> None:
        """Keep the content, and forget others for it; what is larger than the limit is not kept."""
        size = len(content) + OVERHEAD
        with self._lock:
            if size > limit or name in self._kept:
                return
            self._kept[name] = content
            self.size += size
            while self.size > limit:
                _name, forgotten = self._kept.popitem(last=False)
                self.size -= len(forgotten) + OVERHEAD

    def clear(self) -> None:
        with self._lock:
            self._kept.clear()
            self.size = 0

    @contextmanager
    def turn(self, name: str) -> Generator[None]:
        """One thread at a time per name: of many that miss the same bytes at once, one makes them."""
        with self._lock:
            turn = self._turns.setdefault(name, [Lock(), 0])
            turn[1] += 1
        try:
            with turn[0]:
                yield
        finally:
            with self._lock:
                turn[1] -= 1
                if not turn[1]:
                    del self._turns[name]


STORE = ByteStore()


def content_in(*, coding: str, names: dict[str, str], build: Callable[[], Content]) -> bytes:
    """The bytes in this coding. `names` has a name per coding; `build` is called only where neither is kept.

    Equal content gives equal bytes in either coding. Of portions, one at a time is in memory beside the answer.
    """
    name = names[coding]
    kept = STORE.get(name)
    if kept is not None:
        return kept
    with STORE.turn(names[IDENTITY]):
        kept = STORE.get(name)
        if kept is None:
            kept = _made(coding=coding, names=names, build=build)
            STORE.put(name, kept, limit=byte_limit())
    return kept


def _made(*, coding: str, names: dict[str, str], build: Callable[[], Content]) -> bytes:
    """Only the form that is asked for will be kept: nearly every program takes gzip, a tenth of the bytes."""
    if coding == GZIP:
        plain = STORE.get(names[IDENTITY])
        return gzipped(build() if plain is None else plain)
    zipped = STORE.get(names[GZIP])
    return whole(build()) if zipped is None else gzip.decompress(zipped)


def gzipped(content: Content) -> bytes:
    """The content in gzip, without a time in its header."""
    packer = zlib.compressobj(LEVEL, wbits=_WITH_GZIP_HEADER)
    packed = BytesIO()
    for piece in _pieces(content):
        packed.write(packer.compress(piece))
    packed.write(packer.flush())
    return packed.getvalue()


def whole(content: Content) -> bytes:
    """The content as one, which is at no time in memory twice."""
    if isinstance(content, bytes):
        return content
    written = BytesIO()
    for portion in content:
        written.write(portion)
    return written.getvalue()


def _pieces(content: Content) -> Iterator[memoryview | bytes]:
    """The content in pieces of one size, the last one excepted."""
    rest = b""
    for portion in (content,) if isinstance(content, bytes) else content:
        view = memoryview(rest + portion if rest else portion)
        end = len(view) - len(view) % PIECE
        for start in range(0, end, PIECE):
            yield view[start : start + PIECE]
        rest = bytes(view[end:])
    if rest:
        yield rest
