"""Clients that send ready requests over connections that stay open, and the time of each answer."""

import asyncio
import socket
import statistics
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from urllib.parse import urlencode


@dataclass(frozen=True, kw_only=True)
class Burst:
    """So many answers in so many seconds; `times` are those of each answer, in seconds."""

    times: list[float]
    seconds: float

    @property
    def rate(self) -> float:
        return len(self.times) / self.seconds

    @property
    def p99(self) -> float:
        return statistics.quantiles(self.times, n=100)[98]


def together(bursts: Sequence[Burst]) -> Burst:
    """Several bursts as one."""
    return Burst(
        times=[one for burst in bursts for one in burst.times],
        seconds=sum(burst.seconds for burst in bursts),
    )


def post(path: str, fields: dict[str, str], *, cookie: str) -> bytes:
    """A whole request, ready to be sent."""
    body = urlencode(fields)
    lines = (
        f"POST {path} HTTP/1.1",
        "Host: testserver",
        f"Cookie: {cookie}",
        "Content-Type: application/x-www-form-urlencoded",
        f"Content-Length: {len(body)}",
    )
    return ("\r\n".join(lines) + "\r\n\r\n" + body).encode()


def send_all(requests: Sequence[bytes], *, port: int, clients: int, status: int) -> Burst:
    """Send them, each client one after the other; every answer must have this status."""
    return asyncio.run(_send_all(list(requests), port, clients, status))


async def _send_all(requests: list[bytes], port: int, clients: int, status: int) -> Burst:
    lines = [await asyncio.open_connection("127.0.0.1", port) for _ in range(clients)]
    times: list[float] = []
    queue = iter(requests)

    async def one_client(reader, writer) -> None:
        for request in queue:
            began = time.perf_counter()
            writer.write(request)
            head = await reader.readuntil(b"\r\n\r\n")
            length = head.lower().partition(b"content-length:")[2].partition(b"\r\n")[0]
            body = await reader.readexactly(int(length or 0))
            times.append(time.perf_counter() - began)
            assert head.split(None, 2)[1] == str(status).encode(), head.decode() + body.decode()

    began = time.perf_counter()
    await asyncio.gather(*(one_client(*line) for line in lines))
    seconds = time.perf_counter() - began
    for _reader, writer in lines:
        writer.close()
    return Burst(times=times, seconds=seconds)


def get(path: str, **headers: str) -> bytes:
    """A whole request without a body; `accept_encoding="gzip"` is a header."""
    lines = [f"GET {path} HTTP/1.1", "Host: testserver"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return ("\r\n".join(lines) + "\r\n\r\n").encode()


def ask_all(request: bytes, *, times: int, port: int, clients: int, status: int) -> Burst:
    """Send one request so often, in threads that only drain their sockets: answers may be megabytes."""
    began = time.perf_counter()
    with ThreadPoolExecutor(clients) as threads:
        each = [times // clients + (number < times % clients) for number in range(clients)]
        running = [threads.submit(_drain, request, number, port, status) for number in each]
        found = [seconds for one in running for seconds in one.result()]
    return Burst(times=found, seconds=time.perf_counter() - began)


def _drain(request: bytes, number: int, port: int, status: int) -> list[float]:
    times, room = [], memoryview(bytearray(1 << 20))
    with socket.create_connection(("127.0.0.1", port)) as line:
        for _ in range(number):
            began = time.perf_counter()
            line.sendall(request)
            head = b""
            while b"\r\n\r\n" not in head:
                head += line.recv(1 << 16)
            head, _, start = head.partition(b"\r\n\r\n")
            assert head.split(None, 2)[1] == str(status).encode(), head.decode()
            length = head.lower().partition(b"content-length:")[2].partition(b"\r\n")[0]
            left = int(length) - len(start)
            while left > 0:
                left -= line.recv_into(room, min(left, len(room)))
            times.append(time.perf_counter() - began)
    return times
