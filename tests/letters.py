"""A message of ours, read back as a mail program reads it."""

from dataclasses import dataclass
from email.message import EmailMessage

from icalendar import Calendar

CALENDAR_TYPES = ("text/calendar", "application/ics")


@dataclass(frozen=True, kw_only=True)
class Letter:
    """One message, parsed from its bytes."""

    message: EmailMessage

    @property
    def subject(self) -> str:
        return str(self.message["Subject"])

    @property
    def text(self) -> str:
        return self.message.get_body(("plain",)).get_content().replace("\r\n", "\n")

    @property
    def html(self) -> str:
        return self.message.get_body(("html",)).get_content().replace("\r\n", "\n")

    @property
    def types(self) -> list[str]:
        """The content types of what is no container, in their order."""
        return [part.get_content_type() for part in self.message.walk() if not part.is_multipart()]

    @property
    def calendars(self) -> list[Calendar]:
        """Every calendar in the message, the alternative before the attached file."""
        parts = [part for part in self.message.walk() if part.get_content_type() in CALENDAR_TYPES]
        return [Calendar.from_ical(part.get_payload(decode=True)) for part in parts]
