"""What an error of the mail server means for the message in hand."""

import smtplib

import pytest

from events.outbox.server import Refusal, ServerAway, connected, refusal
from tests.events.outbox.conftest import smtp_port, speak_smtp
from tests.faults.mail_sink import free_port

ANA = "ana@county.example"


def refused(words, *, is_final=False, ends_connection=False, before_content=True) -> Refusal:
    return Refusal(
        words=words,
        is_final=is_final,
        ends_connection=ends_connection,
        before_content=before_content,
    )


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (
            smtplib.SMTPRecipientsRefused({ANA: (550, b"5.1.1 No such user")}),
            refused("550 5.1.1 No such user", is_final=True),
        ),
        (
            smtplib.SMTPRecipientsRefused({ANA: (450, b"4.2.0 Greylisted,\ntry later")}),
            refused("450 4.2.0 Greylisted, try later"),
        ),
        (
            smtplib.SMTPRecipientsRefused({ANA: (421, b"Too many")}),
            refused("421 Too many", ends_connection=True),
        ),
        (
            smtplib.SMTPSenderRefused(553, b"Not your address", "us@tta.example"),
            refused("553 Not your address", is_final=True),
        ),
        (
            smtplib.SMTPDataError(554, b"Spam\xff\x00"),
            refused("554 Spam\ufffd", is_final=True, before_content=False),
        ),
        (
            smtplib.SMTPDataError(451, "Later"),
            refused("451 Later", before_content=False),
        ),
        (
            smtplib.SMTPDataError(-1, b""),
            refused("-1", ends_connection=True, before_content=False),
        ),
        (
            smtplib.SMTPServerDisconnected("Connection unexpectedly closed"),
            refused("Connection unexpectedly closed", ends_connection=True, before_content=False),
        ),
        (TimeoutError(), refused("TimeoutError", ends_connection=True, before_content=False)),
        (
            ConnectionResetError(104, "Connection reset by peer"),
            refused(
                "[Errno 104] Connection reset by peer", ends_connection=True, before_content=False
            ),
        ),
        (
            smtplib.SMTPNotSupportedError("SMTPUTF8 not supported"),
            refused("SMTPUTF8 not supported", is_final=True),
        ),
    ],
)
def test_refusal_says_what_to_do(error, expected):
    assert refusal(error) == expected


@pytest.mark.parametrize("code", [530, 535])
def test_refused_login_is_the_server_s_affair(code):
    with pytest.raises(ServerAway, match=f"{code} Authentication required"):
        refusal(smtplib.SMTPSenderRefused(code, b"Authentication required", "us@tta.example"))


def test_no_server_is_named_with_its_words(settings):
    speak_smtp(settings, port=free_port())

    with pytest.raises(ServerAway, match="Connection refused"), connected():
        pass


@pytest.mark.parametrize(("configured", "used"), [(None, 20), (5, 5), (300, 20)])
def test_answers_are_waited_for_no_longer_than_a_lease_allows(settings, sink, configured, used):
    options = {} if configured is None else {"timeout": configured}

    speak_smtp(settings, port=smtp_port(settings), **options)

    with connected() as connection:
        assert connection.timeout == used


def test_backend_that_speaks_no_smtp_is_used_as_it_is(settings):
    with connected() as connection:
        assert type(connection).__module__ == "django.core.mail.backends.locmem"
