"""Anybody can write to a mailbox: nothing that stands in a mail stops the run, costs minutes, or gets through."""

import contextlib
import time
from email import message_from_bytes

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.outbox.models import OwedMail
from events.registration.models import MailRead, RegistrationChange
from events.registration.replies.actions import take_mail
from events.registration.replies.answers import LARGEST_CALENDAR, read_answer
from events.registration.replies.bounces import read_report
from events.registration.replies.letter import LARGEST_MAIL, NotUnderstood, open_letter
from events.registration.replies.outcomes import Outcome
from tests.events.registration.replies.written_mail import (
    PROGRAMS,
    SERVERS,
    answer,
    filled,
    send_what_is_owed,
)
from tests.make import NOW, make_registration, make_webinar

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("index")]

# Measured in hundredths of a second; on a busy machine ten times as much is still none of the attacks.
SECONDS = 10


@pytest.fixture
def person():
    person = make_registration(event=make_webinar(), email="jordan@county.example")
    send_what_is_owed()
    return person


def take(content: bytes) -> Outcome:
    """The outcome, which came soon and changed nothing of what is there."""
    began = time.monotonic()
    outcome = take_mail(content=content, now=NOW)
    assert time.monotonic() - began < SECONDS
    assert OwedMail.objects.filter(kind="registration.declined").count() == 0
    assert RegistrationChange.objects.count() == 0
    return outcome


def nested(depth: int) -> bytes:
    """Multiparts inside each other, each with a boundary of its own."""
    heads = [f'Content-Type: multipart/mixed; boundary="b{n}"\n\n--b{n}\n' for n in range(depth)]
    return "".join(["From: x@y.example\n", *heads, "\n" * 10_000]).encode()


def mails_in_mails(depth: int) -> bytes:
    return b"Content-Type: message/rfc822\n\n" * depth


HEAD = b"From: jordan@county.example\nContent-Type: text/calendar; method=REPLY\n\n"
REPORT = b"Content-Type: multipart/report; report-type=delivery-status; boundary=x\n\n"
STRANGE = {
    "nothing": b"",
    "no mail": b"\x00\xff" * 1000,
    "only line ends": b"\r\n" * 100_000,
    "deep containers": nested(10_000),
    "containers up to the limit": nested(12),
    "mails in mails": mails_in_mails(10_000),
    "flat parts": b"Content-Type: multipart/mixed; boundary=x\n\n" + b"--x\n\nhello\n" * 10_000,
    "long header": b"From: " + b"a@b.example, " * 50_000 + b"\nContent-Type: text/calendar\n\n",
    "long type": b"Content-Type: text/calendar; " + b'a="b"; ' * 100_000 + b"\n\n",
    "many headers": b"X: y\n" * 150_000 + b"\n",
    "unknown encoding": HEAD.replace(b"\n\n", b"\nContent-Transfer-Encoding: x-fog\n\n") + b"BEGIN:VCALENDAR",
    "broken base64": HEAD.replace(b"\n\n", b"\nContent-Transfer-Encoding: base64\n\n") + b"!!!=A",
    "unknown charset": HEAD.replace(b"method", b"charset=klingon; method") + b"BEGIN:VCALENDAR",
    "slow charset": HEAD.replace(b"method", b"charset=punycode; method") + b"-a" * 40_000,
    "charset that is a codec": HEAD.replace(b"method", b"charset=unicode_escape; method") + b"\\x",
    "large calendar": HEAD + b"BEGIN:VEVENT\n" * (LARGEST_CALENDAR // 5),
    "deep calendar": HEAD + b"BEGIN:VCALENDAR\nMETHOD:REPLY\n" + b"BEGIN:VEVENT\n" * 5_000,
    "rules": HEAD + b"BEGIN:VCALENDAR\nMETHOD:REPLY\nBEGIN:VTIMEZONE\nTZID:x\nBEGIN:STANDARD\n"
    b"DTSTART:00010101T000000\nRRULE:FREQ=SECONDLY\nEND:STANDARD\nEND:VTIMEZONE\nEND:VCALENDAR\n",
    "ends too often": HEAD + b"END:VCALENDAR\n" * 1000,
    "report without parts": REPORT,
    "report of nothing": REPORT + b"--x\nContent-Type: message/delivery-status\n\n\n\n\n--x--\n",
    "report of many": REPORT + b"--x\nContent-Type: message/delivery-status\n\n" + b"\n\nAction: failed\n" * 9000,
    "report in a text": REPORT.replace(b"multipart/report", b"text/plain") + b"Action: failed\n",
    "report with a broken mail": REPORT + b"--x\nContent-Type: message/rfc822\n\n\xff\n--x--",
}  # fmt: skip


@pytest.mark.parametrize("name", STRANGE)
def test_strange_mail_is_left(person, name):
    assert len(STRANGE[name]) <= LARGEST_MAIL
    assert take(STRANGE[name]) is Outcome.OTHER
    assert MailRead.objects.count() == 0


def test_large_mail_is_left_unread(person):
    content = answer(person) + b"x" * LARGEST_MAIL

    assert take(content) is Outcome.TOO_LARGE
    with pytest.raises(NotUnderstood, match="too large"):
        open_letter(content)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("METHOD:REPLY\r\n", ""),
        ("METHOD:REPLY", "METHOD:REQUEST"),
        ("METHOD:REPLY", "METHOD:COUNTER"),
        ("method=REPLY", "method=REQUEST"),
        ("BEGIN:VEVENT", "BEGIN:VTODO"),
        ("END:VEVENT", "END:VEVENT\r\nBEGIN:VEVENT\r\nUID:another\r\nEND:VEVENT"),
        ("UID:", "RECURRENCE-ID:20261129T190000Z\r\nUID:"),
        ("UID:", "UID:another\r\nUID:"),
        ("UID:", "X-UID:"),
        ("UID:", "UID:" + "u" * 300),
        ("UID:", "UID:\x00"),
        ("SEQUENCE:0", "SEQUENCE:zero"),
        ("SEQUENCE:0", "SEQUENCE:-1"),
        ("SEQUENCE:0", "SEQUENCE:" + "9" * 30),
        ("SEQUENCE:0", "SEQUENCE:٣"),
        ("ATTENDEE;", 'ATTENDEE;CN="x;'),
        ("ATTENDEE;", "ATTENDEE;PARTSTAT=ACCEPTED:mailto:jordan@county.example\r\nATTENDEE;"),
    ],
)
def test_answer_that_is_none_of_ours_is_left(person, old, new):
    content = answer(person, "thunderbird")
    assert old.encode() in content

    assert take(content.replace(old.encode(), new.encode())) is Outcome.OTHER


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("mailto:jordan@", "http://jordan@"),
        ("mailto:jordan@", "mailto:x%20jordan@"),
        (
            "From: Jordan Ellis <jordan@county.example>",
            "From: <jordan@county.example>, <x@y.example>",
        ),
        ("From: Jordan Ellis <jordan@county.example>", "From: jordan@county.example <x@y.example>"),
        ("From: Jordan Ellis <jordan@county.example>", "Sender: <jordan@county.example>"),
        ("ATTENDEE;", "X-ATTENDEE;"),
    ],
)
def test_answer_of_nobody_in_particular_is_not_believed(person, old, new):
    content = answer(person, "thunderbird")
    assert old.encode() in content

    assert take(content.replace(old.encode(), new.encode())) is Outcome.NOT_BELIEVED


KNOWN = {
    "FROM": "a@b.example", "ATTENDEE": "a@b.example", "STATUS": "DECLINED", "UID": "u",
    "SEQUENCE": 0, "STAMP": "20261122T160000Z",
    "OURS": "<a@b>", "TO": "a@b.example", "ACTION": "failed", "CODE": "5.1.1",
}  # fmt: skip
SEEDS = [filled(sample, **KNOWN) for sample in (*PROGRAMS, *SERVERS)]


@given(data=st.data())
def test_changed_bytes_are_read_or_refused_and_never_fail(data):
    """Without rows: what reads a mail raises NotUnderstood and nothing else."""
    content = bytearray(data.draw(st.sampled_from(SEEDS)))
    for _ in range(data.draw(st.integers(1, 8))):
        place = data.draw(st.integers(0, len(content) - 1))
        length = data.draw(st.integers(0, 40))
        content[place : place + length] = data.draw(st.binary(max_size=40))
    with contextlib.suppress(NotUnderstood):
        letter = open_letter(bytes(content))
        read_report(letter)
        read_answer(letter)


def test_seeds_are_understood():
    """Otherwise their mutations would prove nothing."""
    letters = [open_letter(content) for content in SEEDS]
    assert [bool(read_answer(letter)) for letter in letters] == [True] * 4 + [False] * 3
    assert [bool(read_report(letter)) for letter in letters] == [False] * 4 + [True] * 3
    assert all(message_from_bytes(content)["Message-ID"] for content in SEEDS)
