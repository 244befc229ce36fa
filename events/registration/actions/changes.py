"""Tell everybody who holds an invitation that the event is not as it was."""

import logging
from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from events.models import EventPage
from events.outbox.actions import owe, supersede
from events.outbox.enums import MailState
from events.outbox.models import OwedMail
from events.registration.enums import ACTIVE, Part, RegistrationState
from events.registration.meetings import is_other_meeting, remember_meeting
from events.registration.models import EventChange, Registration, SessionPlace
from events.registration.owed_changes import Concerned, change_mails, threads_of
from events.slot_changes import SlotChange, change_as_json, change_of_json, in_order

logger = logging.getLogger("events.registration.changes")

CHUNK = 500


def note_change(
    *, page: EventPage, slots: Sequence[SlotChange], now: datetime
) -> EventChange | None:
    """Remember, in the transaction that publishes, what people must be told; None where nobody must.

    One row for any number of people. The page's note goes with it, and is empty afterwards. A person
    who registers at this very moment is in no danger: their mail is written from what holds when it is sent.
    """
    if page.change_note:
        EventPage.objects.filter(pk=page.pk).update(change_note="")
    sessions = [slot for slot in in_order(slots) if slot.matters(now=now, event_status=page.status)]
    has_other_meeting = is_other_meeting(page=page, now=now)
    remember_meeting(page=page)
    people = Registration.objects.filter(event=page, state__in=ACTIVE)
    if not (sessions or has_other_meeting) or not people.exists():
        return None
    return EventChange.objects.create(
        event=page,
        sessions=[change_as_json(session) for session in sessions],
        has_other_meeting=has_other_meeting,
        note=page.change_note.strip(),
        made_at=now,
    )


def tell_of_changes(*, now: datetime) -> int:
    """Owe the mail of every change that is not told yet, the oldest first; the number of messages.

    A change that fails keeps no other from being told; its error is raised at the end.
    """
    owed, errors = 0, []
    undone = EventChange.objects.filter(done_at=None).order_by("pk").values_list("pk", flat=True)
    for pk in list(undone):
        try:
            owed += _tell(pk, now=now)
        except Exception as error:
            logger.exception("The change %s could not be told to everybody.", pk)
            errors.append(error)
    if errors:
        raise errors[0]
    return owed


def _tell(pk: int, *, now: datetime) -> int:
    owed = 0
    while True:
        with transaction.atomic():
            # A second worker waits here, and finds the rest or nothing to do.
            undone = EventChange.objects.select_for_update(of=("self",)).select_related("event")
            change = undone.filter(pk=pk, done_at=None).first()
            if change is None:
                return owed
            people = list(_people_of(change).filter(pk__gt=change.told_up_to)[:CHUNK])
            owed += _owe_to(people, change, now=now)
            if people:
                change.told_up_to = people[-1].pk
            if len(people) < CHUNK:
                change.done_at = now
            change.save(update_fields=["told_up_to", "done_at"])


def _people_of(change: EventChange) -> QuerySet[Registration]:
    """Who is told: everybody, or, where people choose, who has or awaits one of the sessions."""
    people = Registration.objects.filter(event_id=change.event_id, state__in=ACTIVE).order_by("pk")
    if not change.event.has_chosen_sessions or change.has_other_meeting:
        return people
    places = SessionPlace.objects.filter(
        registration=OuterRef("pk"), state__in=ACTIVE, record__uid__in=_uids(change)
    )
    return people.filter(Exists(places) | ~Q(part=Part.ATTENDEE))


def _uids(change: EventChange) -> list[str]:
    return [session["uid"] for session in change.sessions]


def _concerned(people: Sequence[Registration], change: EventChange) -> dict[int, Concerned]:
    """What each of these people has of the changed sessions; nothing where nobody chooses."""
    if not change.event.has_chosen_sessions:
        return {}
    has: dict[int, set[str]] = defaultdict(set)
    waits: dict[int, set[str]] = defaultdict(set)
    rows = SessionPlace.objects.filter(
        registration__in=people, state__in=ACTIVE, record__uid__in=_uids(change)
    )
    for pk, uid, state in rows.values_list("registration_id", "record__uid", "state"):
        (has if state == RegistrationState.CONFIRMED else waits)[pk].add(uid)
    return {
        person.pk: Concerned(has=frozenset(has[person.pk]), waits=frozenset(waits[person.pk]))
        for person in people
        if person.takes_place
    }


def _owe_to(people: Sequence[Registration], change: EventChange, *, now: datetime) -> int:
    """The mail of one change to these people, in four statements at any number, five where they chose."""
    sessions = [change_of_json(found) for found in change.sessions]
    concerned = _concerned(people, change)
    threads = [
        thread
        for person in people
        for thread in threads_of(person, sessions, concerned.get(person.pk))
    ]
    unsent = _unsent_in(threads)
    mails = [
        mail
        for person in people
        for mail in change_mails(
            registration=person, change=change, sessions=sessions, unsent=unsent, now=now,
            concerned=concerned.get(person.pk),
        )
    ]  # fmt: skip
    supersede(threads=threads, except_keys=[mail.key for mail in mails])
    owe(mails)
    return len(mails)


def _unsent_in(threads: Sequence[str]) -> dict[str, list[OwedMail]]:
    """What no worker has in hand and nobody was sent, oldest first; locked, so that none is sent meanwhile."""
    rows = OwedMail.objects.filter(
        thread__in=threads, state=MailState.QUEUED, lease__isnull=True
    ).select_for_update()
    found: dict[str, list[OwedMail]] = defaultdict(list)
    for mail in rows.order_by("pk"):
        found[mail.thread].append(mail)
    return found
