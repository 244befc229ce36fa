"""Mail about an event that is not as it was: what changed, old and new, and what puts calendars right."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from events.calendar_items import Slot
from events.enums import EventStatus
from events.mail_words import one_line, short_title
from events.models import CalendarRecord
from events.outbox.kinds import NotNeeded
from events.outbox.models import OwedMail
from events.registration.emails.calendar_parts import CalendarMessage
from events.registration.emails.loading import Loaded
from events.registration.emails.mailed_event import MailedEvent, is_to_come
from events.registration.emails.messages import (
    attach_cancel,
    attach_request,
    attach_sessions,
    compose,
    manage_url,
)
from events.registration.emails.need import check_event_is_to_come, current_registration
from events.registration.emails.own_sessions import (
    check_has,
    own_ahead,
    own_to_come,
    series_words,
)
from events.registration.emails.places import private_facts, title_and_date
from events.registration.emails.words import session_words, short_date
from events.registration.enums import RegistrationState
from events.slot_changes import SlotChange, change_of_json


@dataclass(frozen=True, kw_only=True)
class ChangeWords:
    """One session's change in words. `old` and `new` are its times; `old` is empty for a session that was added.

    `places` is (old, new) where the place changed, else nothing. One joins elsewhere also where the address
    is public no more; where the whole meeting is gone, the place says so.
    """

    is_off: bool
    is_postponed: bool
    is_back: bool
    is_moved: bool
    old: str
    new: str
    places: tuple[str, str] | None
    has_other_address: bool


def change_words(change: SlotChange) -> ChangeWords:
    """What a person reads of one change; runs no query."""
    before, after = change.before, change.after
    new = _when(after)
    old = _when(before) if before else ""
    has_meeting = before is not None and (after.join_url or before.place == after.place)
    return ChangeWords(
        is_off=change.is_off,
        is_postponed=after.status == EventStatus.POSTPONED,
        is_back=before is not None and before.status != EventStatus.SCHEDULED and not change.is_off,
        is_moved=old != new and before is not None,
        old=old,
        new=new,
        places=(one_line(before.place), one_line(after.place))
        if before and before.place != after.place
        else None,
        has_other_address=bool(has_meeting and before and before.join_url != after.join_url),
    )


def _when(slot: Slot) -> str:
    words = session_words(slot)
    return f"{words.date}, {words.times} ({words.zone})"


def write_changed(*, mail: OwedMail, loaded: Loaded, now: datetime) -> CalendarMessage:
    """The session as it is now, with what it was, and a REQUEST; or all sessions with a file, where they are many.

    What was called off with them stands in the file too, as CANCELLED: it came by a file, which no CANCEL calls back.
    """
    registration = current_registration(mail, loaded, state=RegistrationState.CONFIRMED)
    event = loaded.events[registration.event_id]
    changes, off = _changes(mail), []
    is_file = "method" not in mail.payload
    if is_file:
        records = own_to_come(registration=registration, event=event, now=now)
        off = _called_off(registration, event, changes, now)
        if off and not records:
            return _write_all_off(mail, event, changes, registration, off, now)
    else:
        check_has(registration=registration, uid=changes[0].uid)
        records = _of_changes(event, changes, now)
    if not records:
        raise NotNeeded(
            _("The session is over or off by now. If it is off, another message says so.")
        )
    message = compose(
        template="changed",
        subject=_subject(changes) % title_and_date(event, records[0], now),
        event=event,
        name=registration.name,
        records=records,
        is_file=is_file,
        **_told(mail, changes),
        **private_facts(registration, event, records[0], now),
    )
    if is_file:
        attach_sessions(
            message=message, mail=mail, registration=registration, event=event,
            records=sorted([*records, *off], key=lambda record: (record.starts_at, record.pk)),
        )  # fmt: skip
    else:
        attach_request(
            message=message, mail=mail, registration=registration, event=event, record=records[0]
        )
    return message


def write_called_off(*, mail: OwedMail, loaded: Loaded, now: datetime) -> CalendarMessage:
    """A session does not take place, or not on that day; the registration stays. With a CANCEL."""
    registration = current_registration(mail, loaded, state=RegistrationState.CONFIRMED)
    event = loaded.events[registration.event_id]
    [change] = _changes(mail)
    check_has(registration=registration, uid=change.uid)
    record = event.record(change.uid)
    if record is None or record.status == EventStatus.SCHEDULED:
        raise NotNeeded(_("It takes place again. Another message says so."))
    message = _write_off(mail, event, change, registration, now)
    attach_cancel(message=message, mail=mail, event=event, record=record)
    return message


def write_changed_waiting(*, mail: OwedMail, loaded: Loaded, now: datetime) -> CalendarMessage:
    """The same for people on the waitlist, without anything for their calendar."""
    registration = current_registration(mail, loaded)
    event = loaded.events[registration.event_id]
    changes = _waited_for(registration, _changes(mail))
    uids = [change.uid for change in changes]
    series = series_words(registration=registration, event=event, now=now, uids=uids)
    records = event.to_come(now)
    if series["is_series"]:
        records = [record for record in records if record.uid in uids]
    if not records:
        return _write_off(
            mail, event, changes[0], registration, now, others=changes[1:], is_waiting=True
        )
    return compose(
        template="changed_waiting",
        subject=_subject(changes) % title_and_date(event, records[0], now),
        event=event,
        name=registration.name,
        records=records,
        manage_url=manage_url(registration=registration, event=event),
        place=registration.place,  # ty: ignore[missing-attribute]
        **series,
        **_told(mail, changes),
    )


def write_meeting(*, mail: OwedMail, loaded: Loaded, now: datetime) -> CalendarMessage:
    """Another address to join at, which no calendar has."""
    registration = current_registration(mail, loaded, state=RegistrationState.CONFIRMED)
    event = loaded.events[registration.event_id]
    check_event_is_to_come(event, now)
    records = own_to_come(registration=registration, event=event, now=now)
    if not records:
        raise NotNeeded(_("The person has no place in a session that is still to come."))
    return compose(
        template="meeting",
        subject=_("New link to join: %(title)s, %(date)s") % title_and_date(event, records[0], now),
        event=event,
        name=registration.name,
        records=records,
        note=_note(mail),
        **private_facts(registration, event, records[0], now),
    )


def _waited_for(registration, changes: list[SlotChange]) -> list[SlotChange]:
    """Those of the changes that somebody on the waitlist is told; raises NotNeeded where there is none."""
    own = registration.own_sessions
    if own is not None:
        changes = [change for change in changes if change.uid in own.uids(confirmed=False)]
    if not changes or (own is None and not registration.is_waitlisted):
        raise NotNeeded(_("Place or waitlist: this has changed since. A newer message says so."))
    return changes


def _called_off(registration, event: MailedEvent, changes, now) -> list[CalendarRecord]:
    """Of these changes the person's sessions that are off and would not be over."""
    uids = {change.uid for change in changes if change.is_off}
    ahead = own_ahead(registration=registration, event=event, now=now)
    return [r for r in ahead if r.uid in uids and r.status != EventStatus.SCHEDULED]


def _write_all_off(mail, event: MailedEvent, changes, registration, off, now) -> CalendarMessage:
    """The same for many sessions, of which none is left: with a file, as they were given."""
    uids = {record.uid for record in off}
    gone = [change for change in changes if change.uid in uids]
    message = _write_off(mail, event, gone[0], registration, now, others=gone[1:], is_file=True)
    attach_sessions(message=message, mail=mail, registration=registration, event=event, records=off)
    return message


def _write_off(
    mail, event: MailedEvent, change: SlotChange, registration, now, *,
    others: Sequence[SlotChange] = (), is_waiting: bool = False, is_file: bool = False,
) -> CalendarMessage:  # fmt: skip
    words = change_words(change)
    subject = (
        _("Postponed: %(title)s, %(date)s")
        if words.is_postponed
        else _("Cancelled: %(title)s, %(date)s")
    )
    told = change.before or change.after
    state = event.event.state if event.is_off else None
    return compose(
        template="called_off",
        subject=subject % {"title": short_title(event.title), "date": short_date(told, now=now)},
        event=event,
        name=registration.name,
        words=words,
        others=[change_words(other) for other in others],
        is_whole=event.is_off,
        is_waiting=is_waiting,
        is_file=is_file,
        reason=one_line(state.reason) if state else "",
        next_step=one_line(state.next_step) if state else "",
        note=_note(mail),
        manage_url=manage_url(registration=registration, event=event),
    )


def _changes(mail: OwedMail) -> list[SlotChange]:
    return [change_of_json(found) for found in mail.payload["changes"]]


def _of_changes(event: MailedEvent, changes: Sequence[SlotChange], now) -> list[CalendarRecord]:
    """The records of these sessions that are still to come."""
    found = [event.record(change.uid) for change in changes]
    return [record for record in found if record is not None and is_to_come(record, now)]


def _subject(changes: Sequence[SlotChange]) -> str:
    """With places for title and date."""
    words = [change_words(change) for change in changes]
    if all(one.is_back for one in words):
        return _("Takes place after all: %(title)s, %(date)s")
    if any(one.is_moved for one in words):
        return _("New time: %(title)s, %(date)s")
    if all(one.is_off for one in words):
        return _("Sessions cancelled: %(title)s")
    if all(not one.old for one in words):
        return _("New session: %(title)s, %(date)s")
    return _("Changed: %(title)s, %(date)s")


def _told(mail: OwedMail, changes: Sequence[SlotChange]) -> dict:
    return {"changes": [change_words(change) for change in changes], "note": _note(mail)}


def _note(mail: OwedMail) -> list[str]:
    """The editor's note by paragraphs, each on one line."""
    paragraphs = mail.payload.get("note", "").replace("\r", "").split("\n\n")
    return [line for line in map(one_line, paragraphs) if line]
