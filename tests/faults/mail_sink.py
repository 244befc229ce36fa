"""A real SMTP server that keeps what it accepts, and misbehaves towards the addresses one names."""

import asyncio
import contextlib
import socket
import time
from collections import Counter
from collections.abc import Generator
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP


@dataclass(frozen=True)
class Received:
    """One message as the server accepted it; `at` is of time.monotonic()."""

    recipients: list[str]
    content: bytes
    at: float

    def message(self) -> EmailMessage:
        return message_from_bytes(self.content, policy=policy.default)

    @property
    def message_id(self) -> str:
        head, _blank, _body = self.content.partition(b"\r\n\r\n")
        [line] = [line for line in head.split(b"\r\n") if line.lower().startswith(b"message-id:")]
        return line.partition(b":")[2].strip().decode()


@dataclass
class Sink:
    """`replies` maps an address to what it is answered: at RCPT ("rcpt") or after DATA ("data").

    A reply is a line such as "451 Later", or one of "hang" and "drop". Where an address has several,
    each is used once, in turn; afterwards it gets its mail. `most_at_once` is how many messages it
    was taking at the same moment.
    """

    replies: dict[tuple[str, str], list[str]] = field(default_factory=dict)
    seconds_each: float = 0
    received: list[Received] = field(default_factory=list)
    connections: int = 0
    most_at_once: int = 0
    _at_once: int = 0

    def counts(self) -> Counter[str]:
        """How often each Message-ID was accepted."""
        return Counter(one.message_id for one in self.received)

    def _reply(self, stage: str, address: str) -> str | None:
        waiting = self.replies.get((stage, address))
        return waiting.pop(0) if waiting else None

    async def handle_EHLO(self, server, session, envelope, hostname, responses):  # noqa: N802
        self.connections += 1
        session.host_name = hostname
        return responses

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802
        reply = self._reply("rcpt", address)
        if reply:
            return await self._misbehave(reply, server)
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        self._at_once += 1
        self.most_at_once = max(self.most_at_once, self._at_once)
        await asyncio.sleep(self.seconds_each)
        self._at_once -= 1
        reply = self._reply("data", envelope.rcpt_tos[0])
        if reply:
            return await self._misbehave(reply, server)
        self.received.append(
            Received(list(envelope.rcpt_tos), envelope.original_content, time.monotonic())
        )
        return "250 Accepted"

    async def _misbehave(self, reply: str, server: SMTP) -> str:
        if reply == "hang":
            await asyncio.sleep(3600)
        if reply == "drop":
            server.transport.abort()
        return reply


@contextlib.contextmanager
def listening(sink: Sink, *, port: int = 0) -> Generator[int]:
    """The sink as a server in a thread; gives its port."""
    controller = Controller(sink, hostname="127.0.0.1", port=port or free_port())
    controller.start()
    try:
        yield controller.port
    finally:
        controller.stop()


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextlib.contextmanager
def hanging_server(*, port: int = 0) -> Generator[int]:
    """A server that takes connections and never says a word; gives its port."""
    with socket.socket() as server:
        server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        server.bind(("127.0.0.1", port))
        server.listen(50)
        yield server.getsockname()[1]
