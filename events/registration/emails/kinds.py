"""The kinds of mail of this room, for the outbox."""

from django.utils.translation import gettext_lazy as _

from events.outbox.kinds import PRIORITY_BULK, PRIORITY_NOW, PRIORITY_SOON, MailKind
from events.registration.emails.changes import (
    write_called_off,
    write_changed,
    write_changed_waiting,
    write_meeting,
)
from events.registration.emails.declined import write_declined
from events.registration.emails.farewells import (
    write_address_left,
    write_cancelled,
    write_left_waitlist,
    write_session_cancelled,
    write_session_left,
)
from events.registration.emails.feed import load_feeds, write_feed
from events.registration.emails.loading import load, load_with_all_of_address
from events.registration.emails.places import (
    write_confirmed,
    write_invitation,
    write_promoted,
    write_reminder,
    write_session,
    write_session_added,
)
from events.registration.emails.standing import (
    write_known,
    write_links,
    write_session_waitlisted,
    write_waitlisted,
)


def _kind(name, label, write, *, load=load, priority=PRIORITY_NOW) -> MailKind:
    return MailKind(
        name=f"registration.{name}", label=label, priority=priority, load=load, write=write
    )


MAIL_KINDS = [
    _kind("confirmed", _("Registration confirmed"), write_confirmed),
    _kind("session", _("Invitation to a further session"), write_session),
    _kind("waitlisted", _("On the waitlist"), write_waitlisted),
    _kind("promoted", _("Place from the waitlist"), write_promoted),
    _kind("invitation", _("Invitation again"), write_invitation),
    _kind("cancelled", _("Registration cancelled"), write_cancelled),
    _kind("session_cancelled", _("Further session cancelled"), write_session_cancelled),
    _kind("left_waitlist", _("Off the waitlist"), write_left_waitlist),
    _kind("session_added", _("Session added"), write_session_added),
    _kind("session_waitlisted", _("On a session's waitlist"), write_session_waitlisted),
    _kind("session_left", _("Session given back"), write_session_left),
    _kind("reminder", _("Reminder"), write_reminder, priority=PRIORITY_SOON),
    _kind("changed", _("Date or place changed"), write_changed, priority=PRIORITY_BULK),
    _kind("called_off", _("Event called off"), write_called_off, priority=PRIORITY_BULK),
    _kind(
        "changed_waiting",
        _("Change, to the waitlist"),
        write_changed_waiting,
        priority=PRIORITY_BULK,
    ),
    _kind("meeting", _("New link to join"), write_meeting, priority=PRIORITY_SOON),
    _kind("known", _("Registered already"), write_known),
    _kind("links", _("Links to registrations"), write_links, load=load_with_all_of_address),
    _kind("feed", _("Address of the calendar of registrations"), write_feed, load=load_feeds),
    _kind("address_left", _("Moved to another address"), write_address_left),
    _kind("declined", _("Declined in the calendar"), write_declined),
]
