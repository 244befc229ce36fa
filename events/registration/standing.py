"""How a person's registration stands, for their own page."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from events.enums import Delivery, EventStatus
from events.models import CalendarRecord, EventPage
from events.registration.actions import RegistrationClosed
from events.registration.actions.register import check_registration_is_open
from events.registration.answers import ENTERED, details
from events.registration.models import Registration
from events.registration.next_steps import JOIN_OPENS
from events.registration.queries import place_on_waitlist, promotion_freeze
from events.registration.session_queries import confirmed_to_come
from events.registration.sign_up import register_url
from events.times import format_moment


class JoinNotOpen(ValueError):
    """The way into the meeting is closed now; the message says when it opens."""


@dataclass(frozen=True, kw_only=True)
class OwnStanding:
    """Ready to print. `join_words` says when one can join where one can’t now; empty where there is nothing."""

    lines: list[tuple[str, str]]
    place: int | None
    no_promotion_after: str
    can_join: bool
    join_words: str
    can_change: bool
    can_be_invited: bool
    is_over: bool
    is_event_public: bool
    register_again_url: str


def own_standing(*, registration: Registration, now: datetime) -> OwnStanding:
    """The facts at `now`; a fixed number of queries."""
    event = registration.event
    is_off = event.status != EventStatus.SCHEDULED
    is_over = event.last_ends_at is None or event.last_ends_at <= now
    is_public = (
        event.live and CalendarRecord.objects.filter(page_id=event.pk, is_visible=True).exists()
    )
    is_ahead = not is_off and not is_over
    has_one_turn = registration.is_waitlisted and not event.has_chosen_sessions
    try:
        join_words, can_join = "", bool(meeting_address(registration=registration, now=now))
    except JoinNotOpen as closed:
        join_words, can_join = str(closed), False
    return OwnStanding(
        lines=details({name: getattr(registration, name) for name in ENTERED}),
        place=place_on_waitlist(registration) if has_one_turn and is_ahead else None,
        no_promotion_after=_freeze_words(event, now) if has_one_turn else "",
        can_join=can_join,
        join_words=join_words if registration.is_confirmed and is_ahead else "",
        can_change=registration.is_active and not is_over,
        can_be_invited=registration.is_confirmed and is_ahead,
        is_over=is_over,
        is_event_public=is_public,
        register_again_url=_register_again(registration, is_public, now),
    )


def meeting_address(*, registration: Registration, now: datetime) -> str:
    """Where a confirmed person joins, from JOIN_OPENS before a session until its end; else raises JoinNotOpen."""
    event = registration.event
    if not Delivery(event.delivery).is_online:
        raise JoinNotOpen("")
    if not registration.is_confirmed:
        raise JoinNotOpen(_("Only people with a place can join. You don’t have one now."))
    if event.status != EventStatus.SCHEDULED:
        raise JoinNotOpen(_("This event does not take place, so there is nothing to join."))
    ahead = [session for session in event.dated_sessions if session.ends_at > now]
    if not ahead:
        raise JoinNotOpen(_("This event is over."))
    if registration.chose_sessions:
        records = confirmed_to_come(registration=registration, now=now)
        keys = {record.session_key for record in records}
        ahead = [session for session in ahead if session.key in keys]
        if not ahead:
            raise JoinNotOpen(_("You have no place in a session that is still to come."))
    opens_at = ahead[0].starts_at - JOIN_OPENS
    if now < opens_at:
        raise JoinNotOpen(
            _("The button to join appears here on %(moment)s.")
            % {"moment": format_moment(at=opens_at, zone=ahead[0].zone)}
        )
    if not event.join_url:
        raise JoinNotOpen(
            _(
                "The address of the meeting is not known yet. Please open this page again at the start."
            )
        )
    return event.join_url


def _freeze_words(event: EventPage, now: datetime) -> str:
    ahead = [session for session in event.dated_sessions if session.ends_at > now]
    if not ahead:
        return ""
    return format_moment(at=ahead[0].starts_at - promotion_freeze(), zone=ahead[0].zone)


def _register_again(registration: Registration, is_public: bool, now: datetime) -> str:
    if registration.is_active or not is_public:
        return ""
    try:
        check_registration_is_open(event=registration.event, now=now)
    except RegistrationClosed:
        return ""
    return register_url(registration.event)
