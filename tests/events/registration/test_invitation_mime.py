"""A mail with an invitation, read back as mail programs do: its parts in order, the calendar byte for byte."""

import socket
from email import message_from_bytes, policy

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Sink
from django.core.mail.backends.smtp import EmailBackend

from cms.mail import EmlFileBackend
from events.ical.invitation import request_text, sessions_text
from events.registration.emails.calendar_parts import (
    CalendarMessage,
    MethodDiffers,
    attach_calendar,
)
from tests.events.ical.test_invitation import ANA, ITEM, SENT_AT, fields

REQUEST = request_text(
    item=fields(ITEM, summary="Grüße, 😀 中文 " * 30, description="From us\n.\n" + "x" * 2000),
    attendee=ANA,
    sent_at=SENT_AT,
)
SESSIONS = sessions_text(items=[ITEM], sent_at=SENT_AT)


class Inbox(Sink):
    """Keeps the bytes that a mail server was told."""

    def __init__(self, *, port: int):
        self.port, self.received = port, []

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        self.received.append(envelope.content)
        return "250 OK"


@pytest.fixture
def inbox():
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    inbox = Inbox(port=port)
    server = Controller(inbox, hostname="127.0.0.1", port=port)
    server.start()
    yield inbox
    server.stop()


def mail() -> CalendarMessage:
    """Text and HTML, as it is before it gets its calendar."""
    message = CalendarMessage(
        "Grüße", "You're registered. Grüße", "events@tta.example", ["ana@tta.example"]
    )
    message.attach_alternative("<p>You're registered. Grüße</p>", "text/html")
    return message


def invitation() -> CalendarMessage:
    message = mail()
    attach_calendar(message=message, text=REQUEST, method="REQUEST")
    return message


def read(content: bytes):
    return message_from_bytes(content, policy=policy.default)


def tree(part):
    """Content types as nested lists, with what matters beside them."""
    if part.is_multipart():
        return [part.get_content_type(), *map(tree, part.iter_parts())]
    found = [part.get_content_type(), part.get_content_charset(), part.get_filename()]
    return (*found, part["Content-Type"].params.get("method"), part["Content-Transfer-Encoding"])


def calendar_bytes(message) -> list[bytes]:
    """The calendars in a message, alternative first."""
    types = ("text/calendar", "application/ics")
    parts = [part for part in message.walk() if part.get_content_type() in types]
    return [part.get_payload(decode=True) for part in parts]


def test_invitation_has_its_parts_in_the_order_of_preference():
    assert tree(read(invitation().message().as_bytes())) == [
        "multipart/mixed",
        [
            "multipart/alternative",
            ("text/plain", "utf-8", None, None, "8bit"),
            ("text/html", "utf-8", None, None, "8bit"),
            ("text/calendar", "utf-8", None, "REQUEST", "base64"),
        ],
        ("application/ics", None, "invite.ics", None, "base64"),
    ]


def test_content_type_of_the_invitation_names_each_parameter_once():
    [part] = [
        part
        for part in read(invitation().message().as_bytes()).walk()
        if part.get_content_type() == "text/calendar"
    ]
    written = str(part["Content-Type"]).replace('"', "")
    assert written == "text/calendar; method=REQUEST; charset=utf-8"


def test_text_and_html_are_what_they_were():
    read_back = read(invitation().message().as_bytes())
    plain, html = (read_back.get_body((kind,)).get_content().strip() for kind in ("plain", "html"))
    assert (plain, html) == ("You're registered. Grüße", "<p>You're registered. Grüße</p>")


def test_calendar_survives_a_mail_server_byte_for_byte(inbox):
    with EmailBackend(host="127.0.0.1", port=inbox.port, alias="inbox") as server:
        assert server.send_messages([invitation()]) == 1
    [received] = inbox.received
    assert calendar_bytes(read(received)) == [REQUEST.encode()] * 2


def test_calendar_survives_a_file_byte_for_byte(tmp_path):
    EmlFileBackend(file_path=str(tmp_path)).send_messages([invitation()])
    [path] = tmp_path.iterdir()
    assert calendar_bytes(read(path.read_bytes())) == [REQUEST.encode()] * 2


def test_lines_of_the_mail_are_short_enough_for_every_server():
    lines = invitation().message().as_bytes().splitlines()
    assert max(map(len, lines)) <= 78


def test_message_built_twice_says_the_same():
    message = invitation()
    first, second = (read(message.message().as_bytes()) for _ in range(2))
    assert tree(first) == tree(second)
    assert calendar_bytes(first) == calendar_bytes(second) == [REQUEST.encode()] * 2


def test_file_without_method_is_attached_only():
    message = mail()
    attach_calendar(message=message, text=SESSIONS, method=None, filename="sessions.ics")
    read_back = read(message.message().as_bytes())
    assert tree(read_back) == [
        "multipart/mixed",
        [
            "multipart/alternative",
            ("text/plain", "utf-8", None, None, "8bit"),
            ("text/html", "utf-8", None, None, "8bit"),
        ],
        ("application/ics", None, "sessions.ics", None, "base64"),
    ]
    assert calendar_bytes(read_back) == [SESSIONS]


def test_another_calendar_that_is_attached_stays_as_it_is():
    message = invitation()
    message.attach("other.ics", "BEGIN:VCALENDAR\nEND:VCALENDAR\n", "text/calendar")
    first, _, other = calendar_bytes(read(message.message().as_bytes()))
    assert first == REQUEST.encode()
    assert other.split() == [b"BEGIN:VCALENDAR", b"END:VCALENDAR"]


@pytest.mark.parametrize(("text", "method"), [(REQUEST, "CANCEL"), (SESSIONS, "REQUEST")])
def test_method_that_the_calendar_does_not_say_is_refused(text, method):
    message = mail()
    with pytest.raises(MethodDiffers, match=f"does not say METHOD:{method}") as caught:
        attach_calendar(message=message, text=text, method=method)
    assert caught.value.method == method
    assert (len(message.alternatives), message.attachments) == (1, [])
