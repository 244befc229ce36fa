"""An event as one row of a list: everything the row says, ready to print, from fields already loaded."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from events.enums import Delivery, EventStatus, Phase
from events.models import EventPage, Session, WebinarPage
from events.sign_up import SignUp, sign_ups
from events.times import (
    DateBlock,
    date_block,
    format_date,
    format_time,
    format_time_range,
    zone_label,
)


@dataclass(frozen=True, kw_only=True)
class StatusLine:
    """The state in words; `key` (open, live, wait, watch, off or nothing) only picks a mark that repeats them."""

    key: str
    words: str


@dataclass(frozen=True, kw_only=True)
class EventCard:
    """One event in a list. `url` is a path of the site; texts are plain.

    `starts_at` and `ends_at` (ISO 8601, UTC) and `zone_id` (IANA) let the visitor's
    browser add their own time; they are empty for what is over or off.
    """

    title: str
    url: str
    kind: str
    block: DateBlock | None
    block_style: str
    machine_date: str
    times: str
    starts_at: str
    ends_at: str
    zone_id: str
    place: str
    facts: tuple[str, ...]
    status: StatusLine
    reason: str
    next_step: str
    join_url: str
    sign_up: SignUp | None


def event_cards(
    *,
    events: Iterable[EventPage],
    now: datetime,
    request=None,
    offers: dict[int, SignUp] | None = None,
) -> list[EventCard]:
    """Rows for `events`, which come with `state` and `sessions` loaded; runs no query per row.

    `offers` are the sign-ups where the caller has them already, for several lists on a page.
    """
    events = list(events)
    if offers is None:
        offers = sign_ups(events=events, now=now)
    return [
        event_card(event=event, now=now, request=request, offer=offers.get(event.pk))
        for event in events
    ]


def event_card(
    *, event: EventPage, now: datetime, request=None, offer: SignUp | None = None
) -> EventCard:
    """One row, true at `now` (aware)."""
    phase = event.phase_at(now)
    is_ahead = phase in (Phase.UPCOMING, Phase.LIVE) and event.status == EventStatus.SCHEDULED
    session = shown_session(event, now) if event.dated_sessions and is_ahead else None
    return EventCard(
        title=event.title,
        url=event.get_url(request) or "",
        kind=kind_label(event),
        block=_block(event, now),
        block_style=_block_style(event, phase),
        machine_date=shown_session(event, now).date.isoformat() if event.dated_sessions else "",
        times=_times(event, now),
        starts_at=session.starts_at.isoformat() if session else "",
        ends_at=session.ends_at.isoformat() if session else "",
        zone_id=session.zone if session else "",
        place=event.place_city if Delivery(event.delivery).has_place else "",
        facts=_facts(event),
        status=status_line(event, phase, now),
        reason=event.state.reason if event.status != EventStatus.SCHEDULED else "",
        next_step=event.state.next_step if event.status != EventStatus.SCHEDULED else "",
        join_url=event.join_url
        if phase == Phase.LIVE and event.is_join_public and event.status == EventStatus.SCHEDULED
        else "",
        sign_up=offer if is_ahead and offer and offer.url else None,
    )


def kind_label(event: EventPage) -> str:
    """What kind of event this is, in words: `Webinar`, `Training event, in person`."""
    model = event.cached_content_type.model_class() or EventPage
    is_webinar = issubclass(model, WebinarPage)
    if event.delivery == Delivery.HYBRID:
        return _("Hybrid webinar") if is_webinar else _("Hybrid training event")
    if event.delivery == Delivery.VIRTUAL:
        return _("Webinar") if is_webinar else _("Virtual training event")
    return _("Training event, in person")


def local_date(moment: datetime, zone: str) -> date:
    """The calendar day of an instant, in the event's own zone."""
    return moment.astimezone(ZoneInfo(zone)).date()


def status_line(event: EventPage, phase: Phase, now: datetime) -> StatusLine:
    """The state of an event in words; what people decided goes before what time decides."""
    if event.status == EventStatus.CANCELLED:
        return StatusLine(key="off", words=_("Cancelled"))
    if event.status == EventStatus.POSTPONED:
        return StatusLine(key="off", words=_("Postponed"))
    if phase == Phase.LIVE:
        return StatusLine(key="live", words=_("Live now"))
    if phase == Phase.UPCOMING:
        return StatusLine(key="open", words=_("Upcoming"))
    if phase == Phase.WAITING:
        return StatusLine(key="wait", words=recording_expectation(event, now))
    if event.has_recording:
        return StatusLine(key="watch", words=_("Watch"))
    return StatusLine(key="", words="")


def recording_expectation(event: EventPage, now: datetime) -> str:
    """When the recording is to come; a date that has passed is not repeated as a promise."""
    expected = event.recording_expected_date
    if expected is None:
        return _("Recording to come")
    today = local_date(now, event.zone)
    if expected < today:
        return _("Recording delayed")
    return _("Recording expected by %(date)s") % {
        "date": format_date(expected, weekday=False, year=expected.year != today.year)
    }


def minutes_in_words(minutes: int | None) -> str:
    """A length such as `1 hr 28 min`, `59 min` or `2 hr`; nothing for no length."""
    if not minutes:
        return ""
    hours, rest = divmod(minutes, 60)
    parts = [_("%d hr") % hours] if hours else []
    if rest:
        parts.append(_("%d min") % rest)
    return " ".join(parts)


def _block(event: EventPage, now: datetime) -> DateBlock | None:
    """The days of an event on consecutive days; of a series, the day of its next session."""
    if not event.dated_sessions:
        return None
    first, last = event.dated_sessions[0], event.dated_sessions[-1]
    if (last.date - first.date).days >= len(event.dated_sessions):
        first = last = shown_session(event, now)
    last_day = last.date if shown_as_one_day(last) else last.end_date
    return date_block(first=first.date, last=last_day, today=local_date(now, event.zone))


def shown_session(event: EventPage, now: datetime) -> Session:
    """The running or next session; the first one when all are over."""
    sessions = event.dated_sessions
    return next((session for session in sessions if session.ends_at > now), sessions[0])


def _block_style(event: EventPage, phase: Phase) -> str:
    if event.status != EventStatus.SCHEDULED:
        return "off"
    return {Phase.UPCOMING: "", Phase.LIVE: "live"}.get(phase, "past")


def _times(event: EventPage, now: datetime) -> str:
    """The times of the session that the date block shows."""
    if not event.dated_sessions:
        return ""
    return session_times(shown_session(event, now))


def session_times(session: Session) -> str:
    """The times of a session with their zone; one that ends on a later day says on which.

    An event past midnight reads as one evening: "10:00 p.m.–1:00 a.m. ET".
    """
    if shown_as_one_day(session):
        return format_time_range(
            starts_at=session.starts_at, ends_at=session.ends_at, zone=session.zone
        )
    end = f"{format_date(session.end_date, weekday=False, year=False)}, {format_time(session.end_time)}"
    label = zone_label(zone=session.zone, at=session.ends_at)
    return f"{format_time(session.start_time)}–{end} {label}"


def shown_as_one_day(session: Session) -> bool:
    """Whether a session ends on the day it starts, or in the night after it."""
    is_short = session.ends_at - session.starts_at < timedelta(hours=12)
    return session.end_date in (None, session.date) or is_short


def _facts(event: EventPage) -> tuple[str, ...]:
    facts = []
    if len(event.dated_sessions) > 1:
        facts.append(_("%d sessions") % len(event.dated_sessions))
    if event.has_recording and (length := minutes_in_words(event.recording_minutes)):
        facts.append(length)
    return tuple(facts)
