"""From a CalendarItem to a VEVENT: what goes in, what is cleaned, and what is refused.

Every session is its own VEVENT in UTC. There is never a VTIMEZONE, RRULE, VALARM or ATTENDEE here:
an invitation adds its one ATTENDEE itself.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime
from urllib.parse import quote, urlsplit

from icalendar import Event, Parameters, vCalAddress, vDatetime, vInt, vText, vUri

from events.ical.item import CalendarItem, ItemStatus

_NEW_LINES = re.compile(r"\r\n|[\u2028\u2029]")
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufeff]")
_NOT_IN_URLS = re.compile(r"[\s\x00-\x1f\x7f-\x9f\ud800-\udfff\ufeff]")
_URL_CHARACTERS = "/#%[]=:;$&()+,!?*@'~"
_MAILBOX = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*")


class UnsafeUrl(ValueError):
    """Not an http or https address, or one with spaces or control characters; carries `url`."""

    def __init__(self, url: str) -> None:
        self.url = url
        super().__init__(
            f"{url!r:.200} is not a web address that a calendar can open. "
            "Start it with https:// and leave out spaces."
        )


class InvalidMailbox(ValueError):
    """Not one bare mailbox, such as events@example.org; carries `email`."""

    def __init__(self, email: str) -> None:
        self.email = email
        advice = (
            "Write one address without a name"
            if email.isascii()
            else "Use an address in the letters A to Z, without accents"
        )
        super().__init__(
            f"{email!r:.200} is not an e-mail address that a calendar can carry. "
            f"{advice}, such as events@example.org."
        )


class EscapedText(vText):
    r"""TEXT (RFC 5545, 3.3.11), escaped once, character by character.

    icalendar 7.3 takes the two characters `\N` in a plain text for a line break, so that
    "C:\New" would lose its N.
    """

    def to_ical(self) -> bytes:
        """The escaped value: backslash, semicolon, comma and line break."""
        text = str(self).replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
        return text.replace("\n", "\\n").encode()


class UtcMoment(vDatetime):
    """DATE-TIME in UTC (RFC 5545, 3.3.5, form 2).

    icalendar takes longer to find out, twice, that a zone is UTC than to write the moment.
    """

    def __init__(self, moment: datetime) -> None:
        self.dt, self.params = moment.astimezone(UTC), Parameters()

    def to_ical(self) -> bytes:
        """To the second, and always with a Z."""
        at = self.dt
        date = f"{at.year:04}{at.month:02}{at.day:02}"
        return f"{date}T{at.hour:02}{at.minute:02}{at.second:02}Z".encode()


def build_event(item: CalendarItem) -> Event:
    """The VEVENT of one session, in UTC, with all that RFC 5545, 3.6.1 requires.

    The same item always gives the same VEVENT: DTSTAMP and LAST-MODIFIED are the moment of the
    last change, never now. A cancelled session says so in STATUS and, since some programs drop
    STATUS, in SUMMARY; it blocks no time. Empty values are left out. Raises UnsafeUrl for `url`
    or `join_url`, and InvalidMailbox.
    """
    cancelled = item.status == ItemStatus.CANCELLED
    event = Event()
    # Values of icalendar's own types are set as they are; `add` would look for their types.
    event["UID"] = EscapedText(item.uid)
    event["SEQUENCE"] = vInt(item.sequence)
    event["STATUS"] = EscapedText(item.status)
    event["TRANSP"] = EscapedText("TRANSPARENT" if cancelled else "OPAQUE")
    event["DTSTAMP"] = event["LAST-MODIFIED"] = UtcMoment(item.changed_at)
    event["CREATED"] = UtcMoment(item.created_at)
    event["DTSTART"] = UtcMoment(item.starts_at)
    event["DTEND"] = UtcMoment(item.ends_at)
    for name, text in (
        ("SUMMARY", _title(item)),
        ("DESCRIPTION", clean_text(item.description)),
        ("LOCATION", clean_line(item.location)),
    ):
        if text:
            event[name] = EscapedText(text)
    _add_addresses(event=event, item=item)
    return event


def clean_text(text: str) -> str:
    """The text without what a calendar can't carry; line breaks become a single "\\n".

    NUL, a lone CR, other C0 and C1 controls, lone surrogates and byte order marks are removed; a
    tab becomes a space. U+2028 and U+2029 become line breaks, since some parsers end a content
    line there. Cleaning twice changes nothing.
    """
    if text.replace("\n", " ").isprintable():
        return text.strip()
    text = _NEW_LINES.sub("\n", text).replace("\t", " ")
    return _UNPRINTABLE.sub("", text).strip()


def clean_line(text: str) -> str:
    """`clean_text` on one line: calcurse, for one, refuses a SUMMARY with a line break."""
    return re.sub(r"[ \n]+", " ", clean_text(text))


def clean_name(name: str) -> str:
    """`clean_line` for a CN, without backslashes: some readers take one for an escape and run on past its end."""
    return clean_line(name.replace("\\", " "))


def clean_url(url: str) -> str:
    """The address as a URI (RFC 3986), characters beyond ASCII percent-encoded; or UnsafeUrl."""
    if _NOT_IN_URLS.search(url):
        raise UnsafeUrl(url)
    try:
        parts = urlsplit(url)
        usable = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
    except ValueError:
        raise UnsafeUrl(url) from None
    if not usable:
        raise UnsafeUrl(url)
    return quote(url, safe=_URL_CHARACTERS)


def calendar_address(*, name: str, email: str) -> vCalAddress:
    """A bare mailbox as a mailto URI (RFC 6068), with its name as CN (quoted by RFC 6868)."""
    validate_mailbox(email)
    address = vCalAddress("mailto:" + quote(email, safe="@!$'*+"))
    common_name = clean_name(name)
    if common_name:
        address.params["CN"] = common_name
    return address


def validate_mailbox(email: str) -> None:
    """One bare mailbox in ASCII: a dot-atom, @ and a host name (RFC 5322, 3.4.1); or InvalidMailbox."""
    if not _MAILBOX.fullmatch(email):
        raise InvalidMailbox(email)


def _title(item: CalendarItem) -> str:
    title = clean_line(item.summary)
    if item.status == ItemStatus.CANCELLED:
        return f"{item.cancelled_word}: {title}".strip()
    return title


def _add_addresses(*, event: Event, item: CalendarItem) -> None:
    """URL, CONFERENCE (RFC 7986, 5.11) and ORGANIZER (RFC 5545, 3.8.4.3), where there is one."""
    if item.url:
        event["URL"] = vUri(clean_url(item.url))
    if item.join_url:
        conference = vUri(clean_url(item.join_url))
        conference.params["VALUE"] = "URI"
        conference.params["FEATURE"] = ["AUDIO", "VIDEO"]
        event["CONFERENCE"] = conference
    if item.organizer_email:
        organizer = calendar_address(name=item.organizer_name, email=item.organizer_email)
        event["ORGANIZER"] = organizer
