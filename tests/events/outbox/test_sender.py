"""One batch over a real SMTP connection: what the server answers, and what becomes of each message."""

from dataclasses import replace
from datetime import timedelta
from threading import Event
from uuid import uuid4

import pytest

from events.outbox import claims
from events.outbox.models import OwedMail
from events.outbox.sender import Turn, back_off, send_batch
from tests.events.outbox.conftest import NOW, outcome, speak_smtp
from tests.faults.mail_sink import Sink, listening

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)


def states() -> list[str]:
    return list(OwedMail.objects.order_by("pk").values_list("state", flat=True))


def test_each_message_reaches_its_one_address_over_one_connection(owed, sink):
    mails = [owed() for _ in range(3)]

    assert send_batch(now=NOW) is Turn.WORKED

    assert [one.recipients for one in sink.received] == [[mail.to_address] for mail in mails]
    assert [one.message_id for one in sink.received] == [mail.message_id for mail in mails]
    assert sink.connections == 1
    assert [outcome(mail) for mail in mails] == [("sent", 1, "")] * 3
    sent_at = OwedMail.objects.first().sent_at
    assert NOW <= sent_at < NOW + timedelta(minutes=1)
    assert send_batch(now=NOW) is Turn.IDLE


def test_message_has_text_and_html_and_the_headers_of_the_outbox(owed, sink):
    mail = owed(to_name="Ana Prado")
    send_batch(now=NOW)

    message = sink.received[0].message()

    assert message["To"] == f"Ana Prado <{mail.to_address}>"
    assert message["Message-ID"] == mail.message_id
    assert message["Auto-Submitted"] == "auto-generated"
    assert NOW <= message["Date"].datetime < NOW + timedelta(minutes=1)
    assert message.get_body(("plain",)).get_content().strip() == "Dear Ana Prado,"
    assert message.get_body(("html",)).get_content().strip() == "<p>Dear Ana Prado,</p>"


def test_statements_per_message_are_one(owed, sink, django_assert_num_queries):
    # the claim without threads (8), one write for each message, what is left goes back
    owed()
    with django_assert_num_queries(8 + 1 + 1):
        send_batch()
    for _ in range(20):
        owed()
    with django_assert_num_queries(8 + 20 + 1):
        send_batch()


def test_permanent_refusal_fails_with_the_server_s_words_and_holds_up_nobody(owed, sink):
    before, refused, after = owed(), owed(), owed()
    sink.replies["rcpt", refused.to_address] = ["550 5.1.1 No such user here"]

    assert send_batch(now=NOW) is Turn.WORKED

    assert outcome(refused) == ("failed", 1, "550 5.1.1 No such user here")
    assert [outcome(mail)[0] for mail in (before, after)] == ["sent", "sent"]


def test_refusal_of_the_content_is_final_as_well(owed, sink):
    mail = owed()
    sink.replies["data", mail.to_address] = ["554 5.6.0 Spam"]

    send_batch(now=NOW)

    assert outcome(mail) == ("failed", 1, "554 5.6.0 Spam")


@pytest.mark.parametrize("stage", ["rcpt", "data"])
def test_temporary_refusal_is_tried_again_with_the_same_message_id(owed, sink, stage):
    mail, other = owed(), owed()
    sink.replies[stage, mail.to_address] = ["451 4.7.1 Greylisted"] * 2

    send_batch(now=NOW)
    assert outcome(mail) == ("queued", 1, "451 4.7.1 Greylisted")
    assert timedelta(seconds=59) < mail.retry_at - NOW < timedelta(seconds=65)
    assert outcome(other) == ("sent", 1, "")
    assert send_batch(now=NOW + timedelta(seconds=55)) is Turn.IDLE

    send_batch(now=NOW + timedelta(seconds=70))
    assert outcome(mail)[:2] == ("queued", 2)
    assert timedelta(seconds=189) < mail.retry_at - NOW < timedelta(seconds=195)
    send_batch(now=NOW + HOUR)

    assert outcome(mail) == ("sent", 3, "")
    assert sink.counts()[mail.message_id] == 1


def test_back_off_doubles_up_to_an_hour():
    minutes = [back_off(attempts) / timedelta(minutes=1) for attempts in (1, 2, 3, 4, 6, 7, 8, 500)]

    assert minutes == [1, 2, 4, 8, 32, 60, 60, 60]


def test_message_is_set_aside_after_the_last_try_with_the_last_words(owed, sink, settings):
    settings.TTA_MAIL_TRIES = 3
    mail = owed()
    sink.replies["rcpt", mail.to_address] = ["451 One", "451 Two", "451 Three", "451 Four"]

    for hours in range(5):
        send_batch(now=NOW + hours * 2 * HOUR)

    assert outcome(mail) == ("failed", 3, "451 Three")
    assert mail.retry_at is None


def test_message_that_can_t_be_written_counts_as_tried_and_holds_up_nobody(
    owed, sink, caplog, settings
):
    settings.TTA_MAIL_TRIES = 2
    poison = owed(payload={"poison": "This event has no title."})
    other = owed()

    send_batch(now=NOW)
    assert outcome(poison)[:2] == ("queued", 1)
    assert outcome(other) == ("sent", 1, "")
    assert poison.message_id in caplog.text
    send_batch(now=NOW + HOUR)

    assert outcome(poison) == (
        "failed", 2, "The message could not be written: This event has no title.",
    )  # fmt: skip


def test_mail_of_a_room_that_was_left_out_is_set_aside_in_the_end(owed, sink, only_test_kinds):
    orphan = owed()
    OwedMail.objects.update(kind="gone.kind")
    other = owed()

    send_batch(now=NOW)

    assert outcome(orphan)[:2] == ("queued", 1)
    assert outcome(other) == ("sent", 1, "")


def test_message_that_has_become_useless_is_skipped_and_says_why(owed, sink):
    mail = owed(payload={"needless": "The event was over."})

    send_batch(now=NOW)

    assert outcome(mail) == ("skipped", 1, "The event was over.")
    assert sink.received == []


@pytest.mark.parametrize(
    "fields",
    [
        {"payload": {"subject": "Hello\r\nBcc: everybody@county.example"}},
        {"to_address": "ana@county.example\r\nBcc: everybody@county.example"},
        {"to_address": "ana@county.example, everybody@county.example"},
        {"to_address": "Ana <ana@county.example>"},
        {"to_address": ""},
    ],
)
def test_header_injection_sends_nothing(owed, sink, fields):
    mail, other = owed(**fields), owed()

    send_batch(now=NOW)

    assert outcome(mail)[:2] == ("queued", 1)
    assert "could not be written" in mail.error
    assert [one.recipients for one in sink.received] == [[other.to_address]]


def test_name_can_t_add_a_header_or_an_address(owed, sink):
    name = 'Ana\r\nBcc: x@y.example, "Bo" <bo@county.example>\x1b'
    mail = owed(to_name=name, payload={"subject": "Hello"})

    send_batch(now=NOW)

    message = sink.received[0].message()
    assert message["Bcc"] is None
    [address] = message["To"].addresses
    assert address.addr_spec == mail.to_address
    assert sink.received[0].recipients == [mail.to_address]


# ---- the end of a batch ----


def test_batch_ends_after_the_message_in_hand_when_asked(owed, sink):
    mails = [owed() for _ in range(3)]
    stop = Event()
    stop.set()

    assert send_batch(now=NOW, stop=stop) is Turn.WORKED

    assert [outcome(mail) for mail in mails] == [("queued", 0, "")] * 3


def test_long_batch_makes_room_for_what_is_more_urgent(owed, sink, monkeypatch):
    monkeypatch.setattr(claims, "BATCH_SECONDS", 0)
    mails = [owed() for _ in range(3)]

    send_batch(now=NOW)

    assert [outcome(mail)[:2] for mail in mails] == [("sent", 1), ("queued", 0), ("queued", 0)]


def test_worker_stops_when_another_took_over_its_mail(owed, sink, only_test_kinds, caplog):
    first, second = owed(), owed()
    kind = only_test_kinds[first.kind]

    def write(**facts):
        OwedMail.objects.update(lease=uuid4())
        return kind.write(**facts)

    only_test_kinds[first.kind] = replace(kind, write=write)

    assert send_batch(now=NOW) is Turn.WORKED

    assert sink.counts() == {first.message_id: 1}
    assert "Another worker has taken over" in caplog.text
    rows = OwedMail.objects.order_by("pk").values_list("pk", "state", "attempts")
    assert list(rows) == [(first.pk, "queued", 1), (second.pk, "queued", 1)]


def test_sink_is_asked_for_nothing_when_nothing_is_due(owed, settings):
    owed(not_before=NOW + HOUR)
    with listening(Sink()) as port:
        speak_smtp(settings, port=port)

        assert send_batch(now=NOW) is Turn.IDLE

    assert states() == ["queued"]
