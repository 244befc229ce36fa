"""What people and staff do with registrations. Each action is one write with its rules; none sees a request."""

from events.registration.actions.cancel import cancel_registration
from events.registration.actions.changes import note_change, tell_of_changes
from events.registration.actions.manage import (
    EnoughInvitations,
    NothingToManage,
    change_address,
    correct_details,
    send_invitation_again,
    send_links,
)
from events.registration.actions.personal_feed import (
    EnoughFeeds,
    make_personal_feed,
    stop_personal_feed,
)
from events.registration.actions.promote import NotPromoted, promote_registration
from events.registration.actions.register import (
    AlreadyRegistered,
    NoPlaceHeld,
    Registrant,
    RegistrationClosed,
    add_by_hand,
    register,
)
from events.registration.actions.seats import (
    TooManyHeld,
    ensure_seats,
    fill_free_places,
    follow_capacity,
    hold_places,
)

__all__ = [
    "AlreadyRegistered",
    "EnoughFeeds",
    "EnoughInvitations",
    "NoPlaceHeld",
    "NotPromoted",
    "NothingToManage",
    "Registrant",
    "RegistrationClosed",
    "TooManyHeld",
    "add_by_hand",
    "cancel_registration",
    "change_address",
    "correct_details",
    "ensure_seats",
    "fill_free_places",
    "follow_capacity",
    "hold_places",
    "make_personal_feed",
    "note_change",
    "promote_registration",
    "register",
    "send_invitation_again",
    "send_links",
    "stop_personal_feed",
    "tell_of_changes",
]
