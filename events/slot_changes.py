"""What changes in people's calendars when an event is published: session by session, old and new."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from datetime import datetime

from events.calendar_items import Slot, slot_of_record, slot_of_session
from events.enums import EventStatus
from events.models.calendar_record import CalendarRecord


@dataclass(frozen=True, kw_only=True)
class SlotChange:
    """One session whose slot is another than calendars were told. `before` is None for a session that was added."""

    uid: str
    sequence: int
    before: Slot | None
    after: Slot

    @property
    def is_off(self) -> bool:
        """The session does not take place, or not at a time that is known."""
        return self.after.status != EventStatus.SCHEDULED

    def matters(self, *, now: datetime, event_status: str) -> bool:
        """Whether somebody's calendar is wrong without it: not for what is over, and not for what stays off.

        A postponed session left the calendars when that was told: taking it from the page of a postponed
        event, as for a new date, is no news. Calling the event off for good is, also after its old date.
        """
        if self.is_off and (self.before is None or self.before.status == self.after.status):
            return False
        if self.is_off and self.before and self.before.status == EventStatus.POSTPONED:
            return event_status == EventStatus.CANCELLED
        ends = [slot.ends_at for slot in (self.before, self.after) if slot is not None]
        return max(ends) > now


def slot_change_of(record: CalendarRecord, before: Slot | None) -> SlotChange:
    """The change that `record` was just written with."""
    return SlotChange(
        uid=record.uid, sequence=record.sequence, before=before, after=slot_of_record(record)
    )


def changes_ahead(*, page, now: datetime) -> list[SlotChange]:
    """What publishing `page` as it stands in memory would change for calendars; one query, writes nothing.

    Empty for an event that calendars were never told of. The numbers are those of the records as they are.
    """
    records = {
        record.session_key: record for record in CalendarRecord.objects.filter(page_id=page.pk)
    }
    if not records:
        return []
    page.derive_instants()
    found = []
    for session in page.dated_sessions:
        record = records.pop(session.key, None)
        found.append(_ahead(record, slot_of_session(page=page, session=session, record=record)))
    found += [
        _ahead(record, replace(slot_of_record(record), status=EventStatus.CANCELLED))
        for record in records.values()
        if record.ends_at > now
    ]
    return [
        change
        for change in in_order(found)
        if change.before != change.after and change.matters(now=now, event_status=page.status)
    ]


def _ahead(record: CalendarRecord | None, slot: Slot) -> SlotChange:
    return SlotChange(
        uid=record.uid if record else "",
        sequence=record.sequence if record else 0,
        before=slot_of_record(record) if record else None,
        after=slot,
    )


def in_order(changes: Iterable[SlotChange]) -> list[SlotChange]:
    """By the new start."""
    return sorted(changes, key=lambda change: (change.after.starts_at, change.uid))


# ---- as JSON, for a row that freezes them ----


def change_as_json(change: SlotChange) -> dict:
    return {
        "uid": change.uid,
        "sequence": change.sequence,
        "before": slot_as_json(change.before) if change.before else None,
        "after": slot_as_json(change.after),
    }


def change_of_json(found: dict) -> SlotChange:
    before = found["before"]
    return SlotChange(
        uid=found["uid"],
        sequence=found["sequence"],
        before=slot_of_json(before) if before else None,
        after=slot_of_json(found["after"]),
    )


def slot_as_json(slot: Slot) -> dict:
    """A slot as plain values; instants as ISO 8601 with their offset."""
    return asdict(slot) | {
        "starts_at": slot.starts_at.isoformat(),
        "ends_at": slot.ends_at.isoformat(),
        "status": str(slot.status),
    }


def slot_of_json(found: dict) -> Slot:
    return Slot(
        starts_at=datetime.fromisoformat(found["starts_at"]),
        ends_at=datetime.fromisoformat(found["ends_at"]),
        zone=found["zone"],
        place=found["place"],
        join_url=found["join_url"],
        status=EventStatus(found["status"]),
    )
