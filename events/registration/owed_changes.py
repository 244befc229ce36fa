"""Which mail a change of an event owes to whom.

What a person has not been sent yet is no news: a change that comes before the mail about an earlier
one tells of both at once, and one that comes before the confirmation is told by the confirmation.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from events.outbox.models import OwedMail
from events.registration.models import EventChange, Registration
from events.registration.owed import MOST_INVITATIONS, plain_mail, session_mail, session_thread
from events.slot_changes import SlotChange, change_as_json, change_of_json

CHANGED, CALLED_OFF = "registration.changed", "registration.called_off"
CHANGED_WAITING, MEETING = "registration.changed_waiting", "registration.meeting"
# Mail that gives a session to somebody who does not have it yet.
INVITING = {
    "registration.confirmed", "registration.promoted", "registration.invitation",
    "registration.session", "registration.session_added",
}  # fmt: skip

Unsent = Mapping[str, Sequence[OwedMail]]


@dataclass(frozen=True, kw_only=True)
class Concerned:
    """Of which sessions a change concerns somebody who chose: those they have, and those they wait for, by UID."""

    has: frozenset[str]
    waits: frozenset[str]

    def among(self, sessions: Sequence[SlotChange]) -> tuple[list[SlotChange], list[SlotChange]]:
        """The changed sessions that this person has, and those that they wait for."""
        return (
            [session for session in sessions if session.uid in self.has],
            [session for session in sessions if session.uid in self.waits],
        )


def threads_of(
    registration: Registration, sessions: Sequence[SlotChange], concerned: Concerned | None = None
) -> list[str]:
    """The threads in which a change of these sessions speaks to this person."""
    if not sessions:
        return [_thread_of_meeting(registration)]
    if concerned:
        has, waits = concerned.among(sessions)
        threads = [_thread_of_waiting(registration)] if waits else []
        if len(has) > MOST_INVITATIONS:
            return [*threads, _thread_of_all(registration)]
        return threads + [session_thread(registration, uid=session.uid) for session in has]
    if registration.is_waitlisted or len(sessions) > MOST_INVITATIONS:
        return [_thread_of_all(registration)]
    return [session_thread(registration, uid=session.uid) for session in sessions]


def change_mails(
    *,
    registration: Registration,
    change: EventChange,
    sessions: Sequence[SlotChange],
    unsent: Unsent,
    now: datetime,
    concerned: Concerned | None = None,
) -> list[OwedMail]:
    """What one person is owed for `sessions`; `unsent` is the mail in `threads_of` that waits, oldest first.

    Where people choose, `concerned` says which of the sessions are this person's.

    With a place, one message with the address of the meeting where nothing else changed (mail about a
    session has it too), or one REQUEST or CANCEL for each session, or above MOST_INVITATIONS one message with
    all of them as a file; on the waitlist one message without a calendar part. Nothing for a session
    that is again as the person knows it.
    """
    if concerned:
        has, waits = concerned.among(sessions)
        many = len(has) > MOST_INVITATIONS
        mails = (_many_at_once if many else _one_each)(registration, change, has, unsent, now)
        return mails + _for_waiting(registration, change, waits, unsent, now)
    if registration.is_waitlisted:
        return _one_for_all(registration, change, sessions, unsent, now, kind=CHANGED_WAITING)
    if len(sessions) > MOST_INVITATIONS:
        return _many_at_once(registration, change, sessions, unsent, now)
    return _one_each(registration, change, sessions, unsent, now)


def _one_each(registration, change: EventChange, sessions, unsent: Unsent, now) -> list[OwedMail]:
    mails = []
    for session in sessions:
        waiting = unsent.get(session_thread(registration, uid=session.uid), ())
        if not session.is_off and (inviting := _inviting(waiting)):
            mails.append(_again(registration, session, inviting, now))
        elif (known := _since_last_told(session, waiting)) is not None:
            mails.append(_of_session(registration, change, known, now))
    # A REQUEST has the address too; a CANCEL has not, and a session that is again as it was has no mail.
    has_address = any(mail.payload["method"] == "REQUEST" for mail in mails)
    if change.has_other_meeting and registration.is_confirmed and not has_address:
        mails.append(_of_meeting(registration, change, now))
    return mails


def _many_at_once(
    registration, change: EventChange, sessions, unsent: Unsent, now
) -> list[OwedMail]:
    """The one message has the address of the meeting too; where all is as it was, that alone is told."""
    mails = _one_for_all(registration, change, sessions, unsent, now)
    if change.has_other_meeting and registration.is_confirmed and not mails:
        mails.append(_of_meeting(registration, change, now))
    return mails


def _inviting(waiting: Sequence[OwedMail]) -> OwedMail | None:
    return next((mail for mail in waiting if mail.kind in INVITING), None)


def _again(registration, session: SlotChange, inviting: OwedMail, now) -> OwedMail:
    """The invitation that was not sent yet, with the number of now; it is written when it is sent."""
    mail = session_mail(
        registration, session, method="REQUEST", kind=inviting.kind, now=now,
        part=inviting.payload.get("part", 1), parts=inviting.payload.get("parts", 1),
        by_stranger=inviting.by_stranger, not_before=inviting.not_before,
    )  # fmt: skip
    if "sessions" in inviting.payload:  # those that the act was about
        mail.payload["sessions"] = inviting.payload["sessions"]
    return mail


def _of_session(registration, change: EventChange, session: SlotChange, now) -> OwedMail:
    mail = session_mail(
        registration, session, now=now, part=1, parts=1,
        method="CANCEL" if session.is_off else "REQUEST",
        kind=CALLED_OFF if session.is_off else CHANGED,
    )  # fmt: skip
    mail.payload |= {"changes": [change_as_json(session)], "note": change.note}
    return mail


def _for_waiting(registration, change: EventChange, sessions, unsent: Unsent, now):
    """Beside the mail about sessions that they have: in a thread of its own."""
    return _one_for_all(
        registration, change, sessions, unsent, now, kind=CHANGED_WAITING,
        thread=_thread_of_waiting(registration), key=f"change-waiting:{change.pk}",
    )  # fmt: skip


def _one_for_all(
    registration, change: EventChange, sessions, unsent: Unsent, now, *, kind=CHANGED, thread="", key=""
) -> list[OwedMail]:  # fmt: skip
    if not sessions:
        return []
    thread = thread or _thread_of_all(registration)
    waiting = unsent.get(thread, ())
    told = [known for one in sessions if (known := _since_last_told(one, waiting)) is not None]
    told += _not_told_again(sessions, waiting)
    if not told:
        return []
    mail = plain_mail(
        registration=registration,
        kind=kind,
        key=key or f"change:{change.pk}",
        payload={
            "uids": [session.uid for session in told],
            "changes": [change_as_json(session) for session in told],
            "note": change.note,
        },
        now=now,
    )
    mail.thread = thread
    return [mail]


def _of_meeting(registration, change: EventChange, now) -> OwedMail:
    mail = plain_mail(
        registration=registration, kind=MEETING, key=f"meeting:{change.pk}",
        payload={"note": change.note}, now=now,
    )  # fmt: skip
    mail.thread = _thread_of_meeting(registration)
    return mail


def _since_last_told(session: SlotChange, waiting: Sequence[OwedMail]) -> SlotChange | None:
    """The change from what the person was last sent; None where that is what holds now."""
    for mail in waiting:
        for found in mail.payload.get("changes", ()):
            if found["uid"] == session.uid:
                session = replace(session, before=change_of_json(found).before)
                return None if session.before == session.after else session
    return session


def _not_told_again(sessions, waiting: Sequence[OwedMail]) -> list[SlotChange]:
    """Sessions of which only the waiting mail speaks, as it does."""
    again = {session.uid for session in sessions}
    found = {
        change["uid"]: change_of_json(change)
        for mail in waiting
        for change in mail.payload.get("changes", ())
    }
    return [change for uid, change in found.items() if uid not in again]


def _thread_of_all(registration: Registration) -> str:
    return f"{registration.holder}:change"


def _thread_of_meeting(registration: Registration) -> str:
    return f"{registration.holder}:meeting"


def _thread_of_waiting(registration: Registration) -> str:
    return f"{registration.holder}:change-waiting"
