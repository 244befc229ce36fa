"""One mail from outside, opened carefully: anybody can write to a mailbox, and anything can stand in it.

A mail is looked at before it is parsed: its size, and how many parts it can have. Headers that are longer than
anybody needs are taken for absent, since Python's readers of headers are slow on what is made to be slow.
"""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.errors import MessageError
from email.message import Message
from email.utils import getaddresses
from typing import Any

from events.public_forms.addresses import address_key

# What is larger is left unread: an answer or a returned message of ours has less than a tenth of it.
LARGEST_MAIL = 1024 * 1024
# An answer has two containers, a returned message with our own inside it up to six.
MOST_CONTAINERS = 12
MOST_PARTS = 40
LONGEST_HEADER = 2000
# Beside UTF-8, what mail programs still write. Some others of Python's take minutes for a megabyte.
CHARSETS = {"iso-8859-1", "iso-8859-15", "windows-1252"}

_BOUNDARY = re.compile(rb"boundary[\s*=]", re.IGNORECASE)
_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]+")


class NotUnderstood(ValueError):
    """This mail is none that we know how to read; the message says why."""


@dataclass(frozen=True, kw_only=True)
class Letter:
    """One mail that could be opened. `key` is the same for the same mail, wherever it is read."""

    message: Message
    key: str

    def header(self, name: str) -> str:
        """A header's value on one line, or nothing."""
        return header(self.message, name)

    @property
    def message_id(self) -> str:
        return self.header("Message-ID")

    @property
    def sender(self) -> str:
        """The one address in From, for comparing; nothing where it is none or several."""
        values = self.message.get_all("From") or []
        if len(values) != 1:
            return ""
        found = getaddresses([header(self.message, "From")])
        return address_key(found[0][1]) if len(found) == 1 else ""

    def parts(self) -> Iterator[Message]:
        """Its parts that hold something, in their order; a mail inside the mail is one part, and not opened."""
        waiting: list[Message] = [self.message]
        for _count in range(MOST_PARTS):
            if not waiting:
                return
            part = waiting.pop(0)
            if content_type(part).startswith("multipart/") and (inner := parts_in(part)):
                waiting[:0] = inner
            else:
                yield part


def open_letter(content: bytes) -> Letter:
    """The mail in these bytes. Raises NotUnderstood where it is too large, or built to be too much."""
    if len(content) > LARGEST_MAIL:
        raise NotUnderstood("This mail is too large to be an answer.")
    if len(_BOUNDARY.findall(content)) > MOST_CONTAINERS:
        raise NotUnderstood("This mail has too many parts inside each other.")
    try:
        message = message_from_bytes(content, policy=policy.compat32)
    except (MessageError, ValueError, LookupError, RecursionError, TypeError) as error:
        raise NotUnderstood(f"This mail is broken: {type(error).__name__}.") from None
    return Letter(message=message, key=_key(header(message, "Message-ID"), content))


def _key(message_id: str, content: bytes) -> str:
    """By its Message-ID: the same mail arrives with other Received lines. Without one by all of it."""
    return hashlib.sha256(message_id.encode() if message_id else content).hexdigest()


def header(message: Message, name: str) -> str:
    """The value of a header on one line and without what can't be seen; nothing where it is missing or too long."""
    value = str(message.get(name) or "")
    return "" if len(value) > LONGEST_HEADER else one_line(value)


def one_line(text: str) -> str:
    return " ".join(_UNSEEN.sub(" ", text).split())


def parts_in(part: Message) -> list[Message]:
    """What is directly inside a part: of a multipart, a mail, or a report; nothing where it holds text."""
    inner: Any = part.get_payload()
    return inner[:MOST_PARTS] if isinstance(inner, list) else []


def content_type(message: Message) -> str:
    """As `text/calendar`; nothing where the header is too long to be one."""
    value = str(message.get("Content-Type") or "")
    return "" if len(value) > LONGEST_HEADER else message.get_content_type()


def parameter(message: Message, name: str) -> str:
    """A parameter of the content type, or nothing."""
    if not content_type(message):
        return ""
    value = message.get_param(name)
    return one_line(value).lower() if isinstance(value, str) else ""


def content_of(part: Message) -> bytes:
    """The bytes of a part, its transfer encoding undone as far as possible."""
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""


def text_of(part: Message) -> str:
    """The text of a part, in its charset if that is one of CHARSETS, else as UTF-8; what is neither becomes a mark."""
    charset = parameter(part, "charset")
    return content_of(part).decode(charset if charset in CHARSETS else "utf-8", "replace")
