"""Reminders 7 days, 1 day and 1 hour before each session, as the event's editor chose.

Nobody is reminded twice of the same start: one ReminderRun row per session, lead and start decides,
also between several workers.
"""

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from events.enums import EventStatus, RegistrationCovers
from events.models import CalendarRecord, EventPage
from events.outbox.actions import owe
from events.outbox.kinds import PRIORITY_NOW
from events.outbox.models import OwedMail
from events.registration.enums import Part, RegistrationState
from events.registration.models import Registration, ReminderRun, SessionPlace
from events.registration.owed import plain_mail

logger = logging.getLogger("events.registration.reminders")

HOUR, DAY, WEEK = timedelta(hours=1), timedelta(days=1), timedelta(days=7)
SWITCHES = {
    HOUR: "reminds_hour_before",
    DAY: "reminds_day_before",
    WEEK: "reminds_week_before",
}
# So late a reminder no longer says what it is for, as where an event moved nearer; it is noted as done.
TOO_LATE = {HOUR: timedelta(minutes=45), DAY: timedelta(hours=12), WEEK: timedelta(days=2)}
CHUNK = 500


@dataclass(frozen=True, kw_only=True)
class Reminder:
    """What is due for one session: `lead` is mailed about, `useless` longer ones are only noted as done.

    `lead` is None where the shortest one that is due went out before, or is too late.
    """

    record: CalendarRecord
    lead: timedelta | None
    useless: list[timedelta]
    is_chosen: bool


def remind(*, now: datetime) -> int:
    """Owe every reminder that is due; the number of messages.

    Finding out takes at most three queries however many people are registered. A session that
    fails keeps no other from its reminders; its error is raised at the end.
    """
    owed, errors = 0, []
    for reminder in due_reminders(now=now):
        try:
            owed += _run(reminder, now=now)
        except Exception as error:
            logger.exception("Nobody could be reminded of %s.", reminder.record.uid)
            errors.append(error)
    if errors:
        raise errors[0]
    return owed


def due_reminders(*, now: datetime) -> list[Reminder]:
    """Public sessions that are on, have not begun, and have a lead that is due and not done.

    Where a shorter lead is due as well, the longer one is useless; so is one that is TOO_LATE.
    """
    records = list(
        CalendarRecord.objects.filter(
            is_visible=True,
            status=EventStatus.SCHEDULED,
            starts_at__gt=now,
            starts_at__lte=now + max(SWITCHES),
        ).order_by("starts_at", "pk")
    )
    if not records:
        return []
    pages = EventPage.objects.filter(pk__in={record.page_id for record in records})
    switches = {
        page["pk"]: page
        for page in pages.filter(alias_of=None).values(
            "pk", "registration_covers", *SWITCHES.values()
        )
    }
    uids = [record.uid for record in records]
    done = {
        (run.record_uid, run.lead_minutes, run.starts_at)
        for run in ReminderRun.objects.filter(record_uid__in=uids, starts_at__gt=now)
    }
    found = [_due(record, switches.get(record.page_id), done, now) for record in records]
    return [reminder for reminder in found if reminder.lead or reminder.useless]


def _due(record: CalendarRecord, switches: dict | None, done: set, now: datetime) -> Reminder:
    due = [
        lead
        for lead, switch in SWITCHES.items()
        if switches and switches[switch] and record.starts_at - lead <= now
    ]
    open_leads = [
        lead for lead in due if (record.uid, _minutes(lead), record.starts_at) not in done
    ]
    shortest = due[0] if due and due[0] in open_leads else None
    if shortest and now > record.starts_at - shortest + TOO_LATE[shortest]:
        shortest = None
    covers = switches["registration_covers"] if switches else ""
    return Reminder(
        record=record, lead=shortest, useless=[lead for lead in open_leads if lead != shortest],
        is_chosen=covers == RegistrationCovers.CHOSEN,
    )  # fmt: skip


def _run(reminder: Reminder, *, now: datetime) -> int:
    """All of it or nothing; nothing where another worker is first."""
    leads = [lead for lead in (reminder.lead, *reminder.useless) if lead]
    try:
        with transaction.atomic():
            ReminderRun.objects.bulk_create([
                ReminderRun(
                    record_uid=reminder.record.uid,
                    lead_minutes=_minutes(lead),
                    starts_at=reminder.record.starts_at,
                    ran_at=now,
                )
                for lead in leads
            ])  # fmt: skip
            return _owe_mails(reminder, reminder.lead, now=now) if reminder.lead else 0
    except IntegrityError:
        if _is_done(reminder.record, leads):
            return 0
        raise


def _is_done(record: CalendarRecord, leads: list[timedelta]) -> bool:
    minutes = [_minutes(lead) for lead in leads]
    runs = ReminderRun.objects.filter(record_uid=record.uid, starts_at=record.starts_at)
    return runs.filter(lead_minutes__in=minutes).exists()


def _owe_mails(reminder: Reminder, lead: timedelta, *, now: datetime) -> int:
    """One message per person who has a place, two statements per CHUNK of them.

    Who got the place within the lead has just had a confirmation. Those on the waitlist are not reminded.
    """
    record = reminder.record
    people = _with_place(reminder, due_at=record.starts_at - lead).only("pk", "name", "email")
    number, last = 0, 0
    while chunk := list(people.order_by("pk").filter(pk__gt=last)[:CHUNK]):
        owe([_reminder_mail(person, record, lead, now) for person in chunk])
        number, last = number + len(chunk), chunk[-1].pk
    return number


def _with_place(reminder: Reminder, *, due_at: datetime) -> QuerySet[Registration]:
    """Who had a place at `due_at`, and has it still: in the event, or in this session where people choose."""
    since = Q(promoted_at=None) | Q(promoted_at__lte=due_at)
    in_time = since & Q(state=RegistrationState.CONFIRMED, created_at__lte=due_at)
    people = Registration.objects.filter(event_id=reminder.record.page_id)
    if not reminder.is_chosen:
        return people.filter(in_time)
    places = SessionPlace.objects.filter(
        in_time, record=reminder.record, registration=OuterRef("pk")
    )
    of_team = in_time & ~Q(part=Part.ATTENDEE)
    return people.filter(Exists(places) | of_team, state=RegistrationState.CONFIRMED)


def _reminder_mail(
    registration: Registration, record: CalendarRecord, lead: timedelta, now: datetime
) -> OwedMail:
    minutes = _minutes(lead)
    mail = plain_mail(
        registration=registration,
        kind="registration.reminder",
        key=f"reminder:{record.pk}:{minutes}:{int(record.starts_at.timestamp())}",
        payload={
            "uids": [record.uid],
            "lead": minutes,
            "starts_at": record.starts_at.isoformat(),
        },
        now=now,
    )
    # An older reminder that is still in the queue says nothing new.
    mail.thread = f"{registration.holder}:reminder:{record.pk}"
    if lead == HOUR:
        mail.priority = PRIORITY_NOW
    return mail


def _minutes(lead: timedelta) -> int:
    return int(lead.total_seconds() // 60)
