"""What a registrant may expect, step by step: only what is true for this event at this moment."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from events.cards import local_date, shown_session
from events.enums import Delivery
from events.models import EventPage, Session
from events.registration.queries import promotion_freeze
from events.times import format_date, format_moment, format_time, zone_label

# From then on before a session the button to join is there.
JOIN_OPENS = timedelta(minutes=30)


@dataclass(frozen=True, kw_only=True)
class Step:
    """`when` in words, and what happens then."""

    when: str
    what: str


def next_steps(
    *, event: EventPage, is_waiting: bool, now: datetime, session: Session | None = None
) -> list[Step]:
    """The steps after pressing the button, in the order of time; `event` has a session to come.

    `session` is the first that somebody chose, where people choose.
    """
    session = session or shown_session(event, now)
    starts_at, zone = session.starts_at, session.zone
    steps = [_at_once(is_waiting)]
    if is_waiting:
        steps += _until_the_freeze(starts_at - promotion_freeze(), zone, now)
    else:
        steps += _reminders(event, starts_at, zone, now)
    steps.append(
        Step(when=format_moment(at=starts_at, zone=zone), what=_the_event(event, starts_at, zone))
    )
    if event.expects_recording:
        steps.append(_recording(event, now))
    return steps


def _at_once(is_waiting: bool) -> Step:
    if is_waiting:
        return Step(
            when=_("At once"),
            what=_("An e-mail with your link: it shows your place on the waitlist"),
        )
    return Step(when=_("At once"), what=_("Your link and a calendar invitation by e-mail"))


def _until_the_freeze(freeze: datetime, zone: str, now: datetime) -> list[Step]:
    if freeze <= now:
        return []
    return [
        Step(
            when=_("Until %(moment)s") % {"moment": format_moment(at=freeze, zone=zone)},
            what=_(
                "When a place becomes free, the next in line gets it at once, with an invitation by e-mail"
            ),
        )
    ]


def _reminders(event: EventPage, starts_at: datetime, zone: str, now: datetime) -> list[Step]:
    kinds = [
        (event.reminds_week_before, timedelta(days=7)),
        (event.reminds_day_before, timedelta(days=1)),
        (event.reminds_hour_before, timedelta(hours=1)),
    ]
    moments = [starts_at - before for is_on, before in kinds if is_on]
    return [
        Step(when=_day_of(moment, starts_at, zone), what=_("A reminder by e-mail"))
        for moment in moments
        if moment > now
    ]


def _day_of(moment: datetime, starts_at: datetime, zone: str) -> str:
    day = local_date(moment, zone)
    if day == local_date(starts_at, zone):
        return f"{format_date(day, weekday=False, year=False)}, {_clock(moment, zone)}"
    return format_date(day, weekday=False, year=False)


def _clock(moment: datetime, zone: str) -> str:
    return f"{format_time(moment.astimezone(ZoneInfo(zone)).time())} {zone_label(zone=zone, at=moment)}"


def _the_event(event: EventPage, starts_at: datetime, zone: str) -> str:
    if not Delivery(event.delivery).is_online:
        return _("The event")
    opens = _clock(starts_at - JOIN_OPENS, zone)
    if event.delivery == Delivery.HYBRID:
        return _(
            "The event. For those online, the page behind your link lets you in from %(time)s"
        ) % {"time": opens}
    return _("The webinar. The page behind your link lets you in from %(time)s") % {"time": opens}


def _recording(event: EventPage, now: datetime) -> Step:
    expected = event.recording_expected_date
    if expected and expected >= local_date(now, event.zone):
        when = _("By %(date)s") % {"date": format_date(expected, weekday=False, year=False)}
    else:
        when = _("Afterwards")
    return Step(when=when, what=_("The recording, on the event’s page"))
