"""Clients that send ready requests over connections that stay open, and the time of each answer."""

import asyncio
import statistics
import time
from collections.abc import Sequence
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
