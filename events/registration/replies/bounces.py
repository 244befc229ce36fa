"""Mail of ours that came back: what mail servers report of it (RFC 3462, RFC 3464)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message
from email.parser import HeaderParser

from events.public_forms.addresses import address_key
from events.registration.replies.letter import (
    MOST_PARTS,
    Letter,
    content_type,
    header,
    one_line,
    parameter,
    parts_in,
    text_of,
)

STATUS_TYPE = "message/delivery-status"
# What was returned: all of it, or its headers (RFC 3462, 2; RFC 6533 for addresses beyond ASCII).
RETURNED_TYPES = ("message/rfc822", "message/global", "message/global-headers")
HEADERS_TYPES = ("text/rfc822-headers", "text/rfc822-header")
LONGEST_HEADERS = 64 * 1024
LONGEST_WORDS = 300

_XTEXT = re.compile(r"\+([0-9A-F]{2})")
_MESSAGE_ID = re.compile(r"<[^<>\s]{1,198}>")


@dataclass(frozen=True, kw_only=True)
class Fate:
    """What became of the mail to one recipient. `addresses` are for comparing; `status` is as `5.1.1`."""

    addresses: set[str]
    action: str
    status: str
    words: str

    @property
    def is_final_failure(self) -> bool:
        """The server gave up for good: not a delay, and not what another try may mend (RFC 3463, 2)."""
        return self.action == "failed" and self.status.startswith("5.")


@dataclass(frozen=True, kw_only=True)
class Report:
    """One report of delivery. `message_ids` are what it may be about, with their angle brackets."""

    message_ids: list[str]
    fates: list[Fate]


def read_report(letter: Letter) -> Report | None:
    """The report that this mail is, None where it is none."""
    if content_type(letter.message) != "multipart/report":
        return None
    if parameter(letter.message, "report-type") not in ("delivery-status", ""):
        return None
    message_ids, fates = [], []
    for part in letter.parts():
        if content_type(part) == STATUS_TYPE:
            blocks = parts_in(part)  # the fields of the report, then those of each recipient
            # Gmail names it here, also where it returns nothing.
            message_ids += [header(block, "X-Original-Message-ID") for block in blocks[:1]]
            fates += [_fate(block) for block in blocks[1:]]
        else:
            message_ids += [header(returned, "Message-ID") for returned in _returned(part)]
    message_ids.append(letter.header("In-Reply-To"))
    found = [one for text in message_ids for one in _MESSAGE_ID.findall(text)]
    return Report(message_ids=found[:MOST_PARTS], fates=fates) if fates else None


def _returned(part: Message) -> Iterator[Message]:
    """The headers of what was returned."""
    if content_type(part) in RETURNED_TYPES:
        yield from parts_in(part)[:1]
    elif content_type(part) in HEADERS_TYPES:
        yield HeaderParser().parsestr(text_of(part)[:LONGEST_HEADERS].lstrip())


def _fate(block: Message) -> Fate:
    addresses: set[str] = set()
    for name in ("Original-Recipient", "Final-Recipient"):
        addresses |= _addresses(header(block, name))
    status = header(block, "Status").split(" ")[0]
    return Fate(
        addresses=addresses,
        action=header(block, "Action").split(" ")[0].lower(),
        status=status,
        words=_words(header(block, "Diagnostic-Code"), status),
    )


def _addresses(value: str) -> set[str]:
    """`rfc822; ada@county.example` as it stands, and as it is where a server left it in xtext (RFC 3461, 4)."""
    _kind, _semicolon, address = value.partition(";")
    address = address.strip().strip("<>")
    decoded = _XTEXT.sub(lambda found: chr(int(found[1], 16)), address)
    return {address_key(one) for one in (address, decoded) if one}


def _words(diagnosis: str, status: str) -> str:
    """The server's words without their kind (`smtp;`), shortened."""
    kind, semicolon, words = diagnosis.partition(";")
    words = one_line(words if semicolon and len(kind) <= 20 else diagnosis) or status
    return words if len(words) <= LONGEST_WORDS else f"{words[: LONGEST_WORDS - 1]}…"
