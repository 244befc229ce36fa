"""Cancel, promote, send the invitation again: what each says before it is done, does, and says afterwards.

The pages for one registration and the bulk actions share these, so that both say and do the same.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from events.registration.actions import (
    EnoughInvitations,
    NothingToManage,
    NotPromoted,
    cancel_registration,
    promote_registration,
    send_invitation_again,
)
from events.registration.actions.seats import is_frozen
from events.registration.admin.seats import seats_of
from events.registration.admin.sessions import next_in_sessions, session_seats
from events.registration.enums import RegistrationState
from events.registration.models import Registration, SessionPlace
from events.registration.queries import sessions_to_come


class NotDone(ValueError):
    """The registration stays as it is; the message says why, in words for staff."""


@dataclass(frozen=True, kw_only=True)
class StaffAct:
    """One thing that staff do with a registration. `do` raises NotDone; `before` says what follows."""

    name: str
    label: str | Promise
    short: str | Promise
    submit: str | Promise
    is_serious: bool
    do: Callable[..., Registration]
    before: Callable[..., list[str]]
    after: Callable[[Registration], str]
    before_many: str | Promise
    after_many: Callable[[int], str]


def _cancel(*, registration, by, now) -> Registration:
    if not registration.is_active:
        raise NotDone(_("This registration is cancelled already."))
    return cancel_registration(registration=registration, by=by, now=now)


def _promote(*, registration, by, now) -> Registration:
    if not waits(registration):
        raise NotDone(_("This person has a place already."))
    try:
        return promote_registration(registration=registration, by=by, now=now)
    except NotPromoted as error:
        raise NotDone(str(error)) from None


def waits(registration: Registration) -> bool:
    """Whether there is something to promote this person in; one query where people choose sessions."""
    if not registration.chose_sessions:
        return not registration.is_confirmed
    waiting = SessionPlace.objects.filter(
        registration=registration, state=RegistrationState.WAITLISTED
    )
    return not registration.is_active or waiting.exists()


def _invite(*, registration, by, now) -> Registration:
    try:
        return send_invitation_again(registration=registration, by=by, now=now)
    except NothingToManage:
        raise NotDone(_why_no_invitation(registration)) from None
    except EnoughInvitations:
        raise NotDone(
            _("The invitation was sent again three times within the hour. Try later, or call.")
        ) from None


def _why_no_invitation(registration: Registration) -> str:
    if registration.is_waitlisted:
        return _("Whoever waits has no invitation yet. Give the person a place first.")
    if not registration.is_active:
        return _("This registration is cancelled. Add the person again instead.")
    return _("The event is called off or over, so there is no invitation to send.")


def _before_cancelling(*, registration, now) -> list[str]:
    name = {"name": registration.name}
    if registration.is_waitlisted:
        return [_("%(name)s leaves the waitlist and is told so by mail.") % name]
    if not sessions_to_come(event_id=registration.event_id, now=now):
        return [_("%(name)s is told by mail that the registration is cancelled.") % name]
    if registration.chose_sessions:
        rows = session_seats(registration.event)
        return [
            _("%(name)s gets mail that takes the sessions to come out of the calendar.") % name,
            *next_in_sessions(registration=registration, seats=rows, now=now),
        ]
    if not registration.takes_place:
        return [_("%(name)s gets mail that takes the event out of the calendar.") % name]
    return [
        _("%(name)s gets mail that takes the event out of the calendar.") % name,
        who_is_next(registration=registration, now=now),
    ]


def who_is_next(*, registration: Registration, now) -> str:
    """Who gets the place of somebody who is confirmed, as far as it can be known before."""
    seats = seats_of(registration.event)
    records = sessions_to_come(event_id=registration.event_id, now=now)
    if not seats.waiting:
        return _("Nobody waits for the place.")
    seats.taken -= 1
    if seats.free == 0:
        return _("Nobody moves up: more places are given away than there are.")
    if not records or not records[0].is_visible:
        return _("Nobody moves up, since the event is not public.")
    if is_frozen(records=records, now=now):
        return _(
            "Nobody moves up by themselves: it is too near the start. You can give the place by hand."
        )
    first = (
        Registration.objects.filter(
            event_id=registration.event_id, state=RegistrationState.WAITLISTED
        )
        .order_by("pk")
        .first()
    )
    if first is None:
        return _("Nobody waits for the place.")
    return _("%(name)s waits longest, gets the place and is told so by mail.") % {
        "name": first.name
    }


def _before_promoting(*, registration, now) -> list[str]:
    name = {"name": registration.name}
    if registration.chose_sessions:
        return [
            _(
                "%(name)s gets a place, before everybody who waits longer, in each session that they wait"
                " for and that has a free or a held one."
            )
            % name
        ]
    seats = seats_of(registration.event)
    sentence = (
        _("%(name)s gets a place and the invitation, before everybody who waits longer.") % name
    )
    if seats.free == 0 and seats.held:
        return [sentence, _("No place is free, so a held one is used.")]
    return [sentence]


def _before_inviting(*, registration, now) -> list[str]:
    where = {"email": registration.email}
    return [
        _("The invitation goes to %(email)s once more; calendars take it as an update.") % where
    ]


ACTS = {
    act.name: act
    for act in (
        StaffAct(
            name="cancel", label=gettext_lazy("Cancel registration"), short=gettext_lazy("Cancel"),
            submit=gettext_lazy("Cancel and send the mail"), is_serious=True,
            do=_cancel, before=_before_cancelling,
            after=lambda row: _("%(name)s is cancelled and is told so by mail.") % {"name": row.name},
            before_many=gettext_lazy(
                "Each of them is told by mail. Their places go to whoever waits longest."
            ),
            after_many=lambda n: ngettext(
                "%(n)d registration is cancelled.", "%(n)d registrations are cancelled.", n
            ) % {"n": n},
        ),
        StaffAct(
            name="promote", label=gettext_lazy("Give a place"), short=gettext_lazy("Give a place"),
            submit=gettext_lazy("Give the place and send the invitation"), is_serious=False,
            do=_promote, before=_before_promoting,
            after=lambda row: _("%(name)s has a place. The invitation is on its way.") % {"name": row.name},
            before_many=gettext_lazy(
                "Each of them gets a place and the invitation, while places are free or held."
            ),
            after_many=lambda n: ngettext(
                "%(n)d person has a place now.", "%(n)d people have a place now.", n
            ) % {"n": n},
        ),
        StaffAct(
            name="invite", label=gettext_lazy("Send the invitation again"), short=gettext_lazy("Invite again"),
            submit=gettext_lazy("Send it again"), is_serious=False,
            do=_invite, before=_before_inviting,
            after=lambda row: _("The invitation is on its way to %(email)s.") % {"email": row.email},
            before_many=gettext_lazy(
                "Each of them gets the invitation once more; calendars take it as an update."
            ),
            after_many=lambda n: ngettext(
                "%(n)d invitation is on its way.", "%(n)d invitations are on their way.", n
            ) % {"n": n},
        ),
    )
}  # fmt: skip
