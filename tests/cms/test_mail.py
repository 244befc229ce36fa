"""Outgoing mail as files that a mail program opens."""

import re
from email import message_from_bytes, policy

import pytest
from django.core.mail import EmailMessage, EmailMultiAlternatives

from cms.mail import EmlFileBackend

FILE = re.compile(r"\d{8}-\d{6}-[0-9a-f]{6}-ana@tta\.example\.eml")


@pytest.fixture
def backend(tmp_path):
    """Writes into a folder that is not there yet."""
    return EmlFileBackend(file_path=str(tmp_path / "var" / "mail"))


def message(*to: str, **fields) -> EmailMessage:
    fields = {
        "subject": "Hello",
        "body": "Line one\nLine two\n",
        "from_email": "us@tta.example",
    } | fields
    return EmailMessage(to=list(to), **fields)


def files(backend) -> list:
    return sorted(backend.folder.iterdir())


def test_each_message_is_a_file_named_for_its_recipient(backend):
    assert backend.send_messages([message("ana@tta.example"), message("ana@tta.example")]) == 2
    assert len(files(backend)) == 2
    assert all(FILE.fullmatch(path.name) for path in files(backend))


def test_file_is_the_whole_message_with_crlf(backend):
    mail = EmailMultiAlternatives("Grüße 🎧", "Text", "us@tta.example", ["ana@tta.example"])
    mail.attach_alternative("<p>HTML</p>", "text/html")
    mail.attach("event.ics", "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", "text/calendar")
    backend.send_messages([mail])
    content = files(backend)[0].read_bytes()
    assert content.count(b"\n") == content.count(b"\r\n")
    read = message_from_bytes(content, policy=policy.default)
    assert (read["Subject"], read["To"], read["From"]) == (
        "Grüße 🎧",
        "ana@tta.example",
        "us@tta.example",
    )
    assert read.get_body(("plain",)).get_content().strip() == "Text"
    assert read.get_body(("html",)).get_content().strip() == "<p>HTML</p>"
    assert [part.get_filename() for part in read.iter_attachments()] == ["event.ics"]


@pytest.mark.parametrize(
    ("to", "ending"),
    [
        ('"Ana Prado" <ana@tta.example>', "-ana@tta.example.eml"),
        ("../../etc/passwd@tta.example", "-.._.._etc_passwd@tta.example.eml"),
        ("a" * 300 + "@tta.example", f"-{'a' * 60}.eml"),
    ],
)
def test_recipient_can_t_choose_another_folder_or_a_name_too_long(backend, to, ending):
    backend.send_messages([message(to)])
    [path] = files(backend)
    assert path.name.endswith(ending)
    assert path.parent == backend.folder


def test_message_to_hidden_recipients_is_written_too(backend):
    backend.send_messages([message(bcc=["ana@tta.example"])])
    [path] = files(backend)
    assert path.name.endswith("-nobody.eml")
    assert b"ana@tta.example" not in path.read_bytes()


def test_nothing_half_written_stays_when_a_message_is_refused(backend):
    good, bad = message("ana@tta.example"), message("ana@tta.example", subject="Two\nlines")
    with pytest.raises(ValueError, match=r"newline|linefeed"):
        backend.send_messages([good, bad])
    assert [path.suffix for path in files(backend)] == [".eml"]


def test_no_message_is_no_file(backend):
    assert backend.send_messages([]) == 0
    assert files(backend) == []
