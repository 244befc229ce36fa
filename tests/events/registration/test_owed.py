"""Which messages an act owes, and under which key: owing the same number twice is owing it once."""

import pytest

from events.models import CalendarRecord
from events.registration.models import Registration
from events.registration.owed import invitation_mails, withdrawal_mails
from tests.make import NOW

PERSON = Registration(pk=12, nonce="n", name="Ana", email="ana@county.example", sequence_offset=2)


def records(*sequences: int) -> list[CalendarRecord]:
    return [CalendarRecord(uid=f"u{n}", sequence=number) for n, number in enumerate(sequences)]


def invited(of, person=PERSON):
    return invitation_mails(registration=person, records=of, kind="registration.confirmed", now=NOW)


def withdrawn(of, person=PERSON):
    return withdrawal_mails(registration=person, records=of, kind="registration.cancelled", now=NOW)


def test_number_is_the_records_plus_the_persons():
    assert [mail.key for mail in invited(records(0, 3))] == [
        "registration:12:u0:2:REQUEST",
        "registration:12:u1:5:REQUEST",
    ]
    assert [mail.key for mail in withdrawn(records(0, 3))] == [
        "registration:12:u0:2:CANCEL",
        "registration:12:u1:5:CANCEL",
    ]


@pytest.mark.parametrize(("sessions", "messages"), [(1, 1), (5, 5), (6, 1), (30, 1)])
def test_up_to_five_sessions_have_a_message_each(sessions, messages):
    for build in (invited, withdrawn):
        mails = build(records(*[0] * sessions))
        assert len(mails) == messages
        assert sum(len(mail.payload["uids"]) for mail in mails) == sessions


def test_message_with_all_sessions_has_a_key_of_its_own_whenever_a_number_or_a_session_changes():
    """A sum would meet again: a session is over (-1), and the person's own number has risen (+1)."""
    later = Registration(pk=12, nonce="n", sequence_offset=3)
    keys = [
        invited(records(1, 1, 1, 1, 1, 1))[0].key,
        invited(records(1, 1, 1, 1, 1, 2))[0].key,
        invited(records(2, 1, 1, 1, 1, 1))[0].key,
        invited(records(1, 1, 1, 1, 1, 1, 0))[0].key,
        invited(records(1, 1, 1, 1, 1, 0), later)[0].key,
        withdrawn(records(1, 1, 1, 1, 1, 1))[0].key,
        withdrawn([])[0].key,
        withdrawn([], later)[0].key,
    ]

    assert len(set(keys)) == len(keys)
    assert invited(records(1, 1, 1, 1, 1, 1))[0].key == keys[0]
    assert max(map(len, keys)) < 200


def test_threads_tell_old_and_new_address_apart():
    moved = Registration(pk=12, nonce="other", sequence_offset=2)

    [before], [after] = invited(records(0)), invited(records(0), moved)

    assert before.thread == "registration:12:n:u0"
    assert after.thread == "registration:12:other:u0"
