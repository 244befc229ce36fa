"""From rows to messages: what is loaded together, and whom a message goes to."""

from dataclasses import replace

import pytest
from django.core.mail import EmailMultiAlternatives
from django.db import OperationalError

from events.outbox.messages import Writer, address_of
from events.outbox.models import OwedMail
from tests.events.outbox.conftest import NOW
from tests.faults.mail_kinds import BULK, NOTE


def mail(number: int = 1, **fields) -> OwedMail:
    return OwedMail(
        **{
            "pk": number,
            "kind": NOTE,
            "to_name": f"Reader {number}",
            "to_address": f"reader-{number}@county.example",
            "message_id": f"<{number}@tta.example>",
        }
        | fields
    )


@pytest.mark.parametrize(
    ("name", "address", "expected"),
    [
        ("", "ana@county.example", "ana@county.example"),
        ("Ana Prado", "ana@county.example", "Ana Prado <ana@county.example>"),
        ("Prado, Ana", "ana@county.example", '"Prado, Ana" <ana@county.example>'),
        ("Zoë 🎧", "zoe@county.example", "Zoë 🎧 <zoe@county.example>"),
        ("Ana\r\nBcc: bo@x.example", "a@b.example", '"Ana Bcc: bo@x.example" <a@b.example>'),
        ("Ana\u202egpj", "a@b.example", "Ana gpj <a@b.example>"),
        ("", "a+b.c@münchen.example", "a+b.c@münchen.example"),
    ],
)
def test_address_is_one_with_its_name(name, address, expected):
    assert address_of(mail(to_name=name, to_address=address)) == expected


@pytest.mark.parametrize(
    "address",
    ["", "ana", "a@b.example, c@d.example", "a@b.example\r\nTo: c@d.example", "A <a@b.example>",
     "a@b.example c@d.example"],
)  # fmt: skip
def test_anything_but_one_address_is_refused(address):
    with pytest.raises(ValueError, match="is not one address"):
        address_of(mail(to_address=address))


def test_each_kind_is_loaded_once(only_test_kinds):
    loads = []

    def load(mails):
        loads.append([mail.pk for mail in mails])
        return "loaded"

    only_test_kinds[NOTE] = replace(only_test_kinds[NOTE], load=load)
    Writer([mail(1), mail(2, kind=BULK), mail(3)])

    assert loads == [[1, 3]]


def test_row_that_can_t_be_loaded_spoils_no_other(only_test_kinds):
    def load(mails):
        if any(mail.payload.get("bad") for mail in mails):
            raise KeyError("registration")

    only_test_kinds[NOTE] = replace(only_test_kinds[NOTE], load=load)
    mails = [mail(1), mail(2, payload={"bad": True}), mail(3)]
    writer = Writer(mails)

    assert writer.write(mails[0], now=NOW).to == ["Reader 1 <reader-1@county.example>"]
    assert writer.write(mails[2], now=NOW).to == ["Reader 3 <reader-3@county.example>"]
    with pytest.raises(KeyError, match="registration"):
        writer.write(mails[1], now=NOW)


def test_database_that_is_away_is_no_row_s_fault(only_test_kinds):
    def load(mails):
        raise OperationalError("the connection is closed")

    only_test_kinds[NOTE] = replace(only_test_kinds[NOTE], load=load)

    with pytest.raises(OperationalError):
        Writer([mail(1), mail(2)])


def test_kind_can_t_choose_recipients_or_the_outbox_s_headers(only_test_kinds):
    def write(**facts):
        return EmailMultiAlternatives(
            "Hello", "Text", "us@tta.example", to=["x@y.example"], cc=["x@y.example"],
            bcc=["x@y.example"], reply_to=["desk@tta.example"],
            headers={"message-id": "<x@y>", "DATE": "x", "To": "x@y.example", "cc": "x@y.example",
                     "Auto-submitted": "no", "List-Unsubscribe": "<https://tta.example/u>"},
        )  # fmt: skip

    only_test_kinds[NOTE] = replace(only_test_kinds[NOTE], write=write)
    one = mail()

    message = Writer([one]).write(one, now=NOW)

    assert message.recipients() == ["Reader 1 <reader-1@county.example>"]
    assert message.reply_to == ["desk@tta.example"]
    assert message.extra_headers == {
        "List-Unsubscribe": "<https://tta.example/u>",
        "Message-ID": "<1@tta.example>",
        "Date": "Sun, 22 Nov 2026 15:00:00 +0000",
        "Auto-Submitted": "auto-generated",
    }
