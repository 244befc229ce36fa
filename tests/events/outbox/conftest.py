"""Two kinds of mail, a real mail server in a thread, and rows that are owed."""

import itertools
from datetime import UTC, datetime

import pytest

from cms.settings.base import mail_through
from events.outbox import kinds
from events.outbox.actions import new_mail, owe
from events.outbox.models import OwedMail
from tests.faults.mail_kinds import NOTE, register_kinds
from tests.faults.mail_sink import Sink, listening

NOW = datetime(2026, 11, 22, 15, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def only_test_kinds(monkeypatch):
    """The registry as it was before, afterwards."""
    monkeypatch.setattr(kinds, "_kinds", {})
    register_kinds()
    return kinds._kinds


@pytest.fixture
def owed():
    """Owe one message to an address of its own; fields of a row or of `new_mail` may be given."""
    numbers = itertools.count(1)

    def owe_one(*, now=NOW, **fields) -> OwedMail:
        number = next(numbers)
        given = {name: fields.pop(name) for name in set(fields) & ASKED}
        mail = new_mail(
            now=now,
            **{
                "kind": NOTE,
                "key": f"note {number}",
                "to_name": f"Reader {number}",
                "to_address": f"reader-{number}@county.example",
            }
            | given,
        )
        for name, value in fields.items():
            setattr(mail, name, value)
        owe([mail])
        return OwedMail.objects.get(key=mail.key)

    return owe_one


ASKED = {
    *("kind", "key", "to_address", "to_name", "holder", "thread", "payload", "not_before"),
    "by_stranger",
}


@pytest.fixture
def sink(settings):
    """A mail server that the site's settings name."""
    sink = Sink()
    with listening(sink) as port:
        speak_smtp(settings, port=port)
        yield sink


def speak_smtp(settings, *, port: int, **options) -> None:
    """Have the site's mail go to this port."""
    chosen = mail_through(
        "django.core.mail.backends.smtp.EmailBackend", host="127.0.0.1", port=port, **options
    )
    for name, value in chosen.items():
        setattr(settings, name, value)


def outcome(mail: OwedMail) -> tuple:
    """What became of it: state, tries, words; and no lease is left behind."""
    mail.refresh_from_db()
    assert (mail.lease, mail.leased_until) == (None, None)
    return mail.state, mail.attempts, mail.error


def smtp_port(settings) -> int:
    """The port that the site's mail goes to."""
    if hasattr(settings, "MAILERS"):
        return settings.MAILERS["default"]["OPTIONS"]["port"]
    return settings.EMAIL_PORT
