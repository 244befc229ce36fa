"""Which sessions of an event a person has, and for which they wait, as our mail tells it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from events.models import CalendarRecord
from events.outbox.kinds import NotNeeded
from events.registration.emails.mailed_event import MailedEvent, is_to_come
from events.registration.emails.words import SessionWords
from events.registration.models import Registration, SessionPlace


@dataclass(frozen=True, kw_only=True)
class OwnSessions:
    """The active places of one registration where people choose sessions; `turns` are by place, 1 for who is next."""

    places: list[SessionPlace]
    turns: dict[int, int]

    def uids(self, *, confirmed: bool) -> set[str]:
        """Of the sessions that they have, or else of those they wait for."""
        return {place.record.uid for place in self.places if place.is_confirmed == confirmed}


@dataclass(frozen=True, kw_only=True)
class WaitingWords:
    """One session that somebody waits for, in words, with their turn."""

    session: SessionWords
    turn: int


def own_to_come(
    *, registration: Registration, event: MailedEvent, now: datetime
) -> list[CalendarRecord]:
    """The sessions to come that this person has a place in: all, where nobody chooses."""
    return _of(registration, event.to_come(now), confirmed=True)


def own_ahead(
    *, registration: Registration, event: MailedEvent, now: datetime
) -> list[CalendarRecord]:
    """The sessions that this person has or waits for and that are not over, called off or not."""
    ahead = [record for record in event.records if record.ends_at > now]
    own = registration.own_sessions
    uids = own and own.uids(confirmed=True) | own.uids(confirmed=False)
    return ahead if own is None else [record for record in ahead if record.uid in uids]


def _of(registration, records, *, confirmed: bool) -> list[CalendarRecord]:
    own = registration.own_sessions
    uids = own and own.uids(confirmed=confirmed)
    return records if own is None else [record for record in records if record.uid in uids]


def check_has(*, registration: Registration, uid: str) -> None:
    """Raise NotNeeded where the person has no place in this session (any more)."""
    own = registration.own_sessions
    if own is not None and uid not in own.uids(confirmed=True):
        raise NotNeeded(_("The session was given back before this message was sent."))


def series_words(
    *,
    registration: Registration,
    event: MailedEvent,
    now: datetime,
    uids: Collection[str] | None = None,
) -> dict:
    """For a template: whether sessions are chosen, and those that the person waits for, of `uids` or all."""
    own = registration.own_sessions
    if own is None:
        return {"is_series": False, "waiting": []}
    records = {record.pk: record for record in event.records if is_to_come(record, now)}
    waiting = [
        WaitingWords(session=event.words(records[place.record.pk]), turn=own.turns[place.pk])
        for place in own.places
        if place.pk in own.turns and place.record.pk in records
        if uids is None or place.record.uid in uids
    ]
    return {"is_series": True, "waiting": waiting}
