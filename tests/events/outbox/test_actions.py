"""Owing, superseding and sending again."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import transaction
from wagtail.models import ModelLogEntry

from events.outbox.actions import (
    CannotSendAgain,
    new_mail,
    new_message_id,
    owe,
    send_again,
    supersede,
)
from events.outbox.enums import MailState
from events.outbox.models import OwedMail
from tests.events.outbox.conftest import NOW
from tests.faults.mail_kinds import BULK, NOTE
from tests.make import make_admin

pytestmark = pytest.mark.django_db


def mail(key: str, **fields) -> OwedMail:
    return new_mail(
        **{"kind": NOTE, "key": key, "to_address": "ana@county.example", "now": NOW} | fields
    )


def states() -> dict[str, str]:
    return dict(OwedMail.objects.order_by("pk").values_list("key", "state"))


def test_new_mail_is_unsaved_and_has_a_message_id_and_its_kind_s_priority(settings):
    settings.DEFAULT_FROM_EMAIL = "TTA desk <desk@tta.example>"

    note, bulk = mail("a"), mail("b", kind=BULK)

    assert (note.pk, note.state, note.attempts, note.payload) == (None, "queued", 0, {})
    assert (note.priority, bulk.priority) == (0, 100)
    assert re.fullmatch(r"<[0-9a-f-]{36}@tta\.example>", note.message_id)
    assert note.message_id != bulk.message_id


@pytest.mark.parametrize(
    ("sender", "domain"),
    [
        ("webmaster@localhost", "localhost"),
        ("Büro <büro@kreis-münchen.example>", "xn--kreis-mnchen-jlb.example"),
        ("nobody", "localhost"),
    ],
)
def test_message_id_is_ascii_whatever_the_sender(settings, sender, domain):
    settings.DEFAULT_FROM_EMAIL = sender

    assert new_message_id().endswith(f"@{domain}>")


def test_unknown_kind_is_refused_before_anything_is_owed():
    with pytest.raises(KeyError, match=r"faults\.unknown"):
        mail("a", kind="faults.unknown")


def test_owing_twice_is_owing_once_and_the_first_stays(django_assert_num_queries):
    with transaction.atomic(), django_assert_num_queries(1):
        owe([mail("a", payload={"seat": 1}), mail("b")])
    first = OwedMail.objects.get(key="a")

    owe([mail("a", payload={"seat": 2}, to_address="bo@county.example"), mail("c")])

    again = OwedMail.objects.get(key="a")
    assert (again.pk, again.message_id, again.payload) == (first.pk, first.message_id, {"seat": 1})
    assert list(states()) == ["a", "b", "c"]


def test_what_is_owed_goes_with_its_transaction():
    with transaction.atomic():
        owe([mail("a")])
        assert states() == {"a": "queued"}
        transaction.set_rollback(True)

    assert states() == {}


def test_newer_mail_supersedes_what_is_unsent_in_its_thread(django_assert_num_queries):
    owe([mail("old", thread="t"), mail("sent", thread="t"), mail("in hand", thread="t")])
    owe([mail("other", thread="u"), mail("no thread")])
    OwedMail.objects.filter(key="sent").update(state="sent", sent_at=NOW)
    OwedMail.objects.filter(key="in hand").update(lease=uuid4(), leased_until=NOW)

    with transaction.atomic(), django_assert_num_queries(2):
        owe([mail("new", thread="t"), mail("newer, without", thread="")], superseding=True)

    assert states() == {
        "old": "superseded",
        "sent": "sent",
        "in hand": "queued",
        "other": "queued",
        "no thread": "queued",
        "new": "queued",
        "newer, without": "queued",
    }


def test_owing_the_same_again_does_not_supersede_itself():
    owe([mail("a", thread="t")], superseding=True)
    owe([mail("a", thread="t")], superseding=True)

    assert states() == {"a": "queued"}


def test_supersede_spares_what_is_owed_since_the_moment():
    owe([mail("old", thread="t"), mail("new", thread="t", now=NOW + timedelta(seconds=1))])

    assert supersede(threads=["t"], before=NOW + timedelta(seconds=1)) == 1
    assert supersede(threads=[]) == 0
    assert states() == {"old": "superseded", "new": "queued"}


# ---- again ----


def test_failed_mail_is_queued_with_all_its_tries_and_the_same_message_id(owed):
    failed = owed(state=MailState.FAILED, attempts=10, error="550 No such user", retry_at=NOW)
    user = make_admin()

    again = send_again(mail=failed, now=NOW, user=user)

    again.refresh_from_db()
    assert (again.pk, again.message_id) == (failed.pk, failed.message_id)
    assert (again.state, again.attempts, again.retry_at) == ("queued", 0, None)
    assert again.error == "550 No such user"
    [entry] = ModelLogEntry.objects.for_instance(failed)
    assert (entry.action, entry.user) == ("outbox.send_again", user)


def test_sent_mail_becomes_a_new_debt_outside_of_its_thread(owed):
    sent = owed(
        state=MailState.SENT, sent_at=NOW, thread="t", holder="registration:12", payload={"n": 1}
    )

    again = send_again(mail=sent, now=NOW + timedelta(days=1))

    assert OwedMail.objects.count() == 2
    assert again.message_id != sent.message_id
    assert (again.state, again.thread, again.created_at) == ("queued", "", NOW + timedelta(days=1))
    for name in ("kind", "to_name", "to_address", "holder", "payload", "priority"):
        assert getattr(again, name) == getattr(sent, name)
    sent.refresh_from_db()
    assert sent.state == "sent"


def test_sent_mail_with_the_longest_key_can_be_sent_again_and_again(owed):
    sent = owed(key="k" * 200, state=MailState.SENT, sent_at=NOW)

    keys = {send_again(mail=sent, now=NOW).key for _ in range(3)}

    assert len(keys) == 3
    assert max(map(len, keys)) <= 200


def test_mail_that_waits_for_its_next_try_is_tried_at_once(owed):
    waiting = owed(retry_at=NOW + timedelta(minutes=30), attempts=5, error="451 Later")

    again = send_again(mail=waiting, now=NOW)

    assert (again.pk, again.state, again.retry_at) == (waiting.pk, "queued", None)


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({}, "in the queue"),
        ({"state": MailState.SUPERSEDED}, "A newer message took the place"),
        ({"state": MailState.SKIPPED}, "no longer needed"),
        ({"retry_at": NOW, "lease": uuid4(), "leased_until": NOW}, "in the queue"),
    ],
)
def test_other_mail_can_t_be_sent_again_and_says_why(owed, fields, words):
    mail = owed(**fields)
    before = OwedMail.objects.values().get()

    with pytest.raises(CannotSendAgain, match=words):
        send_again(mail=mail, now=NOW)

    assert OwedMail.objects.values().get() == before
