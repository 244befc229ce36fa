"""Which mail an act owes to whom: outbox rows, unsaved, with their facts frozen.

An invitation's key is (registration, UID, SEQUENCE, method): the same number is never sent twice
(data.md, "Numbers in invitations").
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from hashlib import sha256

from events.mail_words import name_to_greet
from events.models import CalendarRecord
from events.outbox.actions import new_mail
from events.outbox.models import OwedMail
from events.registration.models import Registration
from events.slot_changes import SlotChange

# Above this, all sessions travel in one file without METHOD (RFC 5546: one UID per message).
MOST_INVITATIONS = 5


def invitation_mails(
    *,
    registration: Registration,
    records: Sequence[CalendarRecord],
    kind: str,
    now: datetime,
    by_stranger: bool = False,
    not_before: datetime | None = None,
) -> list[OwedMail]:
    """One full message of `kind` with the first session's REQUEST, and a short one for each other session.

    `records` are the event's sessions to come, in the order of time. Above MOST_INVITATIONS it
    is one message with all of them as a file.
    """
    if len(records) > MOST_INVITATIONS:
        return [
            _mail(registration, kind=kind, key=f"all:{_numbers(registration, records)}:REQUEST",
                  payload={"uids": [record.uid for record in records]}, now=now,
                  by_stranger=by_stranger, not_before=not_before)
        ]  # fmt: skip
    return [
        session_mail(registration, record, method="REQUEST", kind=kind if number == 0 else "registration.session",
                       now=now, by_stranger=by_stranger, not_before=not_before,
                       part=number + 1, parts=len(records))
        for number, record in enumerate(records)
    ]  # fmt: skip


def withdrawal_mails(
    *, registration: Registration, records: Sequence[CalendarRecord], kind: str, now: datetime
) -> list[OwedMail]:
    """The opposite: a full message of `kind` with the first session's CANCEL, short ones for the others.

    Call it after `registration.sequence_offset` has risen. Without records it is one message
    without a calendar part.
    """
    if not records or len(records) > MOST_INVITATIONS:
        key = f"all:{_numbers(registration, records)}:CANCEL"
        uids = [record.uid for record in records]
        return [_mail(registration, kind=kind, key=key, payload={"uids": uids}, now=now)]
    return [
        session_mail(registration, record, method="CANCEL", now=now, part=number + 1, parts=len(records),
                       kind=kind if number == 0 else "registration.session_cancelled")
        for number, record in enumerate(records)
    ]  # fmt: skip


def plain_mail(
    *,
    registration: Registration,
    kind: str,
    key: str,
    now: datetime,
    payload: dict | None = None,
    by_stranger: bool = False,
    not_before: datetime | None = None,
) -> OwedMail:
    """One message without a calendar part. `key` tells it from others of the same registration."""
    return _mail(registration, kind=kind, key=key, payload=payload or {}, now=now,
                 by_stranger=by_stranger, not_before=not_before)  # fmt: skip


def session_mail(
    registration: Registration,
    record: CalendarRecord | SlotChange,
    *,
    method: str,
    kind: str,
    now: datetime,
    part: int,
    parts: int,
    by_stranger: bool = False,
    not_before: datetime | None = None,
) -> OwedMail:
    """One REQUEST or CANCEL of one session, number `part` of so many messages."""
    sequence = record.sequence + registration.sequence_offset
    mail = _mail(
        registration, kind=kind, key=f"{record.uid}:{sequence}:{method}", now=now,
        by_stranger=by_stranger, not_before=not_before,
        payload={
            "uids": [record.uid], "sequence": sequence, "method": method, "part": part, "parts": parts,
        },
    )  # fmt: skip
    # With the nonce: a withdrawal to an old address and the invitation to the new one are two threads.
    mail.thread = session_thread(registration, uid=record.uid)
    return mail


def session_thread(registration: Registration, *, uid: str) -> str:
    """What a person is sent of one session, at one address."""
    return f"{registration.holder}:{registration.nonce}:{uid}"


def _mail(registration, *, kind, key, payload, now, by_stranger=False, not_before=None) -> OwedMail:
    return new_mail(
        kind=kind,
        key=f"{registration.holder}:{key}",
        to_name=name_to_greet(registration.name),
        to_address=registration.email,
        holder=registration.holder,
        payload={"registration": registration.pk, **payload},
        now=now,
        by_stranger=by_stranger,
        not_before=not_before,
    )


def _numbers(registration: Registration, records: Iterable[CalendarRecord]) -> str:
    """What the sessions' numbers and the person's own are at this moment; never the same for other numbers.

    A sum would not do: it falls when a session is over, and meets one that was owed before.
    """
    numbers = ",".join(f"{record.uid}:{record.sequence}" for record in records)
    return f"{registration.sequence_offset}:{sha256(numbers.encode()).hexdigest()[:16]}"
