"""The command from end to end: a real file of mail in, a real mail server for what it causes."""

import mailbox
from datetime import timedelta

import pytest
from django.core.management import CommandError

from events.outbox.loop import send_all_due
from events.registration.models import MailRead, Registration
from events.registration.replies.letter import LARGEST_MAIL
from tests.events.outbox.conftest import speak_smtp
from tests.events.registration.emails.written import owed
from tests.events.registration.replies.written_mail import (
    PROGRAMS,
    SERVERS,
    answer,
    filled,
    printed,
    read_mbox,
    returned,
    send_what_is_owed,
    write_mbox,
)
from tests.faults.mail_sink import Sink, listening
from tests.letters import Letter
from tests.make import NOW, make_registration, make_webinar

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("index"),
    pytest.mark.time_machine(NOW + timedelta(hours=2), tick=False),
]


@pytest.fixture
def people():
    event = make_webinar(title="Night Shift")
    people = [
        make_registration(event=event, email=f"{name}@county.example")
        for name in (*PROGRAMS, *SERVERS)
    ]
    send_what_is_owed()
    return people


def mixed(people) -> list[bytes]:
    """One mail of each kind, a letter between them, and the first once more."""
    confirmations = owed("confirmed")
    mails = [
        *(answer(one, program) for one, program in zip(people[:4], PROGRAMS, strict=True)),
        b"From: kim@county.example\r\n\r\nIs there parking?\r\n",
        *(returned(one, server) for one, server in zip(confirmations[4:], SERVERS, strict=True)),
        b"Content-Type: multipart/mixed; boundary=\xff\r\n\r\n--",
        b"Subject: large\r\n\r\n" + b"x" * LARGEST_MAIL,
        answer(people[1], FROM="mallory@elsewhere.example"),
        returned(confirmations[0], ACTION="delayed", CODE="4.4.1"),
    ]
    return [*mails, mails[0]]


TABLE = """\
     4  declined: asked by mail whether to give the place back
     3  came back: the registration is marked
     1  delayed or delivered after all: nothing to do
     1  handled before
     1  left: sender, person and invitation do not belong together
     2  left: other mail, or not understood
     1  left: too large
    13  in all
"""
AGAIN = """\
     9  handled before
     1  left: sender, person and invitation do not belong together
     2  left: other mail, or not understood
     1  left: too large
    13  in all
"""


def test_file_of_mail_is_read_once_however_often(people, tmp_path):
    path = write_mbox(tmp_path / "mbox", *mixed(people))
    before = path.read_bytes()

    assert read_mbox(path) == TABLE
    assert read_mbox(path) == AGAIN

    assert {mail.to_address.partition("@")[0] for mail in owed("declined")} == set(PROGRAMS)
    marked = Registration.objects.exclude(bounced_at=None).values_list("email", flat=True)
    assert {email.partition("@")[0] for email in marked} == set(SERVERS)
    assert {row.state for row in Registration.objects.all()} == {"confirmed"}
    assert path.read_bytes() == before


def test_dry_run_finds_the_same_and_changes_nothing(people, tmp_path):
    path = write_mbox(tmp_path / "mbox", *mixed(people)[:-1])

    table = read_mbox(path, "--dry-run")

    lines = TABLE.replace("     1  handled before\n", "").replace("    13  in", "    12  in")
    assert table == f"{lines}Dry run: nothing was written, sent or marked.\n"
    assert (owed("declined"), MailRead.objects.count()) == ([], 0)
    assert not Registration.objects.exclude(bounced_at=None).exists()
    assert read_mbox(path).splitlines() == lines.splitlines()


def test_maildir_is_read_and_left_as_it_is(people, tmp_path):
    box = mailbox.Maildir(tmp_path / "mail", create=True)
    for content in (answer(people[0]), returned(owed("confirmed")[4])):
        box.add(content)
    before = sorted(path for path in (tmp_path / "mail").rglob("*"))

    table = printed("--maildir", str(tmp_path / "mail"))

    assert "     1  declined: asked by mail" in table
    assert "     1  came back: the registration is marked" in table
    assert sorted(path for path in (tmp_path / "mail").rglob("*")) == before


@pytest.mark.django_db(transaction=True)
@pytest.mark.time_machine(NOW + timedelta(hours=2), tick=True)
def test_offer_reaches_the_person_and_its_return_marks_the_registration(
    people, tmp_path, settings, client
):
    sink = Sink()
    read_mbox(write_mbox(tmp_path / "mbox", answer(people[0])))
    with listening(sink) as port:
        speak_smtp(settings, port=port)
        send_all_due(now=NOW + timedelta(hours=2))

    [received] = sink.received
    letter = Letter(message=received.message())
    assert received.recipients == [people[0].email]
    assert letter.message["Auto-Submitted"] == "auto-generated"
    assert letter.calendars == []
    [address] = [line for line in letter.text.splitlines() if line.endswith("/cancel/")]
    assert "Give your place back" in letter.html
    assert client.get(address.removeprefix("http://testserver")).status_code == 200

    [mail] = owed("declined")
    absence = filled("out-of-office", FROM=people[0].email, OURS=mail.message_id)
    table = read_mbox(write_mbox(tmp_path / "later", absence, returned(mail), received.content))

    assert "     1  came back: the registration is marked" in table
    assert "     2  left: other mail" in table
    assert len(owed("declined")) == 1


def test_missing_files_and_folders_are_said(db, tmp_path):
    with pytest.raises(CommandError, match="There is no file"):
        read_mbox(tmp_path / "mbox")
    with pytest.raises(CommandError, match="is no Maildir"):
        printed("--maildir", str(tmp_path))
    with pytest.raises(CommandError, match="one of the arguments"):
        printed()


def test_empty_file_is_no_mail(db, tmp_path):
    path = tmp_path / "mbox"
    path.touch()

    assert read_mbox(path) == "     0  in all\n"


def test_file_of_something_else_is_no_mail(db, tmp_path):
    path = tmp_path / "mbox"
    path.write_bytes(bytes(range(256)) * 100)

    assert read_mbox(path) == "     0  in all\n"
