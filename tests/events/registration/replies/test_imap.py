"""The command and a real IMAP server: only what is unseen is read, only what was handled is marked."""

from datetime import timedelta

import pytest
from django.core.management import CommandError

from events.registration.models import MailRead, Registration
from events.registration.replies.letter import LARGEST_MAIL
from tests.events.registration.emails.written import owed
from tests.events.registration.replies.written_mail import (
    answer,
    printed,
    returned,
    send_what_is_owed,
)
from tests.faults.mail_sink import free_port, hanging_server
from tests.make import NOW, make_registration, make_webinar

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("index"),
    pytest.mark.time_machine(NOW + timedelta(hours=2), tick=True),
]

SEEN = {r"\Seen"}
LETTER = b"From: kim@county.example\r\nSubject: A question\r\n\r\nIs there parking?\r\n"


@pytest.fixture
def person():
    person = make_registration(event=make_webinar(), email="jordan@county.example")
    send_what_is_owed()
    return person


def test_handled_mail_is_marked_and_all_else_is_as_it_was(person, imap):
    other = make_registration(event=make_webinar())
    send_what_is_owed()
    imap.put(LETTER, answer(person, "google"), LETTER * 20_000, returned(owed("confirmed")[-1]))

    table = printed("--imap")

    assert imap.flags() == [set(), SEEN, set(), SEEN]
    assert [line.split()[0] for line in table.splitlines()] == ["1", "1", "1", "1", "4"]
    assert len(owed("declined")) == 1
    other.refresh_from_db()
    assert other.bounced_at


def test_second_run_finds_only_what_was_left(person, imap):
    imap.put(answer(person), LETTER)
    printed("--imap")

    assert printed("--imap") == "     1  left: other mail, or not understood\n     1  in all\n"
    assert len(owed("declined")) == 1


def test_mail_that_was_handled_but_not_marked_is_marked_the_next_time(person, imap):
    content = answer(person)
    imap.put(content)
    printed("--imap")
    imap.put(content)  # as after a crash between the database and the server

    assert "     1  handled before" in printed("--imap")
    assert imap.flags() == [SEEN, SEEN]
    assert len(owed("declined")) == 1


def test_seen_mail_is_not_read(person, imap):
    imap.put(answer(person))
    with imap.mailbox() as connection:
        connection.store("1", "+FLAGS", r"(\Seen)")

    assert printed("--imap") == "     0  in all\n"
    assert owed("declined") == []


def test_dry_run_changes_nothing_on_the_server_either(person, imap):
    imap.put(answer(person))

    table = printed("--imap", "--dry-run")

    assert "     1  declined: asked by mail" in table
    assert table.endswith("Dry run: nothing was written, sent or marked.\n")
    assert imap.flags() == [set()]
    assert (owed("declined"), MailRead.objects.count()) == ([], 0)


def test_large_mail_is_left(person, imap):
    imap.put(answer(person) + b"x\r\n" * (LARGEST_MAIL // 2))

    assert "     1  left: too large" in printed("--imap")
    assert imap.flags() == [set()]


def test_starttls_and_another_folder(person, imap, monkeypatch):
    imap.put(answer(person), folder="Calendar answers")
    url = imap.url(scheme="imap", folder="Calendar%20answers")
    monkeypatch.setenv("TTA_REPLIES_IMAP_URL", url)

    printed("--imap")

    assert imap.flags(folder="Calendar answers") == [SEEN]


def test_certificate_that_nobody_vouches_for_is_refused(person, imap, monkeypatch):
    imap.put(answer(person))
    monkeypatch.delenv("SSL_CERT_FILE")
    for scheme in ("imap", "imaps"):
        monkeypatch.setenv("TTA_REPLIES_IMAP_URL", imap.url(scheme=scheme))
        with pytest.raises(CommandError, match="certificate verify failed"):
            printed("--imap")
    assert imap.flags() == [set()]


def test_wrong_password_and_missing_folder_are_said(person, imap, monkeypatch):
    monkeypatch.setenv("TTA_REPLIES_IMAP_URL", imap.url(folder="Nowhere"))
    with pytest.raises(CommandError, match=r"localhost: .*Nowhere"):
        printed("--imap")
    monkeypatch.setenv("TTA_REPLIES_IMAP_PASSWORD", "wrong")
    with pytest.raises(CommandError, match=r"localhost: .*AUTHENTICATIONFAILED"):
        printed("--imap")


def test_server_that_is_away_or_silent_is_said(monkeypatch):
    monkeypatch.setenv("TTA_REPLIES_IMAP_PASSWORD", "x")
    monkeypatch.setattr("events.registration.replies.mailboxes.SECONDS_FOR_AN_ANSWER", 0.5)
    monkeypatch.setenv("TTA_REPLIES_IMAP_URL", f"imaps://x@127.0.0.1:{free_port()}")
    with pytest.raises(CommandError, match=r"127\.0\.0\.1: "):
        printed("--imap")
    with hanging_server() as port:
        for scheme in ("imap", "imaps"):
            monkeypatch.setenv("TTA_REPLIES_IMAP_URL", f"{scheme}://x@127.0.0.1:{port}")
            with pytest.raises(CommandError, match=r"127.0.0.1: .*timed out"):
                printed("--imap")
    assert Registration.objects.count() == 0
