"""The settings of the mailbox: what is wrong is said when the site starts, and never with the password."""

import pytest
from django.core.checks import run_checks
from django.core.management import CommandError

from events.registration.replies.conf import ImapAddress, UnusableUrl, read_imap_url
from tests.events.registration.replies.written_mail import printed

ID = "event_registration.E010"


@pytest.fixture(autouse=True)
def without_settings(monkeypatch):
    for name in ("URL", "PASSWORD"):
        monkeypatch.delenv(f"TTA_REPLIES_IMAP_{name}", raising=False)


def found() -> list:
    return [error for error in run_checks() if error.id == ID]


def test_address_names_host_user_and_folder():
    assert read_imap_url("imaps://replies%40tta.example@imap.example") == ImapAddress(
        host="imap.example", port=993, user="replies@tta.example", folder="INBOX", is_tls_from_start=True
    )  # fmt: skip
    assert read_imap_url("imap://replies@imap.example:1143/Calendar%20answers") == ImapAddress(
        host="imap.example", port=1143, user="replies", folder="Calendar answers", is_tls_from_start=False
    )  # fmt: skip


@pytest.mark.parametrize(
    "url",
    [
        "imap.example", "https://me@imap.example", "imaps://imap.example", "imaps://me@",
        "imaps://me:secret@imap.example", "imaps://me@imap.example:http", "imaps://me@[",
        "imaps://me%0D%0A@imap.example", "imaps://m%22e@imap.example", "imaps://m%20e@imap.example",
        "imaps://me@imap.example/Entw%C3%BCrfe", "imaps://me@imap.example/a?b", "imaps://me@imap.example/%5C",
    ],
)  # fmt: skip
def test_unusable_address_is_refused_at_start_without_being_repeated(settings, url):
    settings.TTA_REPLIES_IMAP_URL = url
    [error] = found()

    with pytest.raises(UnusableUrl) as caught:
        read_imap_url(url)

    assert error.hint.startswith(str(caught.value))
    assert "secret" not in f"{error.msg} {error.hint}"


def test_no_address_or_a_good_one_is_fine(settings, monkeypatch):
    assert found() == []
    settings.TTA_REPLIES_IMAP_URL = "imaps://me@imap.example"
    assert found() == []
    settings.TTA_REPLIES_IMAP_URL = ""
    monkeypatch.setenv("TTA_REPLIES_IMAP_URL", "nonsense")
    assert len(found()) == 1


def test_command_names_what_is_missing(monkeypatch):
    with pytest.raises(CommandError, match="Set TTA_REPLIES_IMAP_URL"):
        printed("--imap")
    monkeypatch.setenv("TTA_REPLIES_IMAP_URL", "imaps://me@imap.example")
    with pytest.raises(CommandError, match="Set TTA_REPLIES_IMAP_PASSWORD in the environment"):
        printed("--imap")
