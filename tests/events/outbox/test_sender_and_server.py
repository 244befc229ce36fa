"""A mail server that is away, hangs, drops or has enough: whose fault it is, and what waits."""

from datetime import timedelta

import pytest

from events.outbox.models import OwedMail
from events.outbox.sender import Turn, send_batch
from tests.events.outbox.conftest import NOW, outcome, smtp_port, speak_smtp
from tests.faults.mail_sink import free_port, hanging_server

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)


def test_server_that_is_down_is_no_message_s_fault(owed, settings, caplog):
    speak_smtp(settings, port=free_port())
    mail = owed()
    before = OwedMail.objects.values().get()

    assert send_batch(now=NOW) is Turn.SERVER_AWAY

    assert OwedMail.objects.values().get() == before
    assert "takes nothing at the moment" in caplog.text
    assert outcome(mail) == ("queued", 0, "")


def test_server_that_hangs_at_the_door_is_no_message_s_fault(owed, settings):
    settings.TTA_MAIL_LEASE_SECONDS = 3
    with hanging_server() as port:
        speak_smtp(settings, port=port)
        mail = owed()

        assert send_batch(now=NOW) is Turn.SERVER_AWAY

    assert outcome(mail) == ("queued", 0, "")


def test_server_that_refuses_our_login_is_no_message_s_fault(owed, settings, sink):
    speak_smtp(settings, port=smtp_port(settings), username="desk", password="wrong")
    mail = owed()

    assert send_batch(now=NOW) is Turn.SERVER_AWAY

    assert outcome(mail) == ("queued", 0, "")


@pytest.mark.parametrize("misbehavior", ["hang", "drop"])
def test_server_that_hangs_or_drops_after_the_content_gets_it_again_later(
    owed, sink, settings, misbehavior
):
    settings.TTA_MAIL_LEASE_SECONDS = 6
    first, second, third = owed(), owed(), owed()
    sink.replies["data", second.to_address] = [misbehavior]

    assert send_batch(now=NOW) is Turn.WORKED

    assert outcome(first) == ("sent", 1, "")
    assert outcome(second)[:2] == ("queued", 1)
    assert second.retry_at > NOW
    assert outcome(third) == ("queued", 0, "")
    assert send_batch(now=NOW) is Turn.WORKED
    assert outcome(third) == ("sent", 1, "")
    send_batch(now=NOW + HOUR)
    assert outcome(second) == ("sent", 2, "")
    assert sink.counts()[second.message_id] == 1


def test_server_that_hangs_at_the_first_message_is_left_alone_for_a_while(owed, sink, settings):
    settings.TTA_MAIL_LEASE_SECONDS = 6
    mail = owed()
    sink.replies["data", mail.to_address] = ["hang"]

    assert send_batch(now=NOW) is Turn.SERVER_AWAY

    assert outcome(mail)[:2] == ("queued", 1)


def test_server_that_takes_so_many_per_connection_costs_no_try(owed, sink):
    first, second = owed(), owed()
    sink.replies["rcpt", second.to_address] = ["421 Too many messages"]

    assert send_batch(now=NOW) is Turn.WORKED
    assert outcome(first) == ("sent", 1, "")
    assert outcome(second) == ("queued", 0, "")
    send_batch(now=NOW)

    assert outcome(second) == ("sent", 1, "")
