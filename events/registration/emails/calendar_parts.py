"""A calendar in a mail (RFC 6047): the part that mail programs act on, and the file for those that look there."""

import base64

from django.core.mail import EmailMultiAlternatives
from django.utils.encoding import force_bytes

FILE_TYPE = "application/ics"
_MESSAGE_TYPE = "text/calendar"


class MethodDiffers(ValueError):
    """The Content-Type would name another method than the calendar (RFC 6047, 2.4); carries `method`."""

    def __init__(self, method: str) -> None:
        self.method = method
        super().__init__(f"This calendar does not say METHOD:{method}. Name the one it says.")


class CalendarMessage(EmailMultiAlternatives):
    """A mail whose calendar arrives byte for byte: its text/calendar part is in base64.

    Django would send it as 8bit text, which a server may encode anew, with the mail's line ends.
    Exchange sends its own invitations in base64, so mail programs read them.
    """

    def message(self, *args, **kwargs):
        """Django's message, with the calendars among its alternatives in base64."""
        message = super().message(*args, **kwargs)
        calendars = [
            (content, mimetype)
            for content, mimetype in self.alternatives
            if mimetype.partition(";")[0] == _MESSAGE_TYPE
        ]
        # Alternatives stand before attachments, so what is attached as text/calendar finds no match.
        parts = [part for part in message.walk() if part.get_content_type() == _MESSAGE_TYPE]
        for part, (content, mimetype) in zip(parts, calendars, strict=False):
            for name in ("Content-Type", "Content-Transfer-Encoding"):
                del part[name]
            part["Content-Type"] = f'{mimetype}; charset="utf-8"'
            part["Content-Transfer-Encoding"] = "base64"
            part.set_payload(base64.encodebytes(force_bytes(content)).decode())
        return message


def attach_calendar(
    *,
    message: CalendarMessage,
    text: str | bytes,
    method: str | None,
    filename: str = "invite.ics",
) -> None:
    """Give the message its calendar, as an alternative and as an attached file of the same bytes.

    Add text and HTML before: the last alternative is the one that programs prefer. Without a method
    (a file to import) the calendar is attached only. Raises MethodDiffers.
    """
    content = force_bytes(text)
    if method:
        if f"\r\nMETHOD:{method}\r\n".encode() not in content:
            raise MethodDiffers(method)
        # Without a charset: both Djangos add it, and 5.2 would write it twice.
        message.attach_alternative(content.decode(), f"{_MESSAGE_TYPE}; method={method}")
    message.attach(filename, content, FILE_TYPE)
