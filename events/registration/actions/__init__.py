"""What people and staff do with registrations. Each action is one write with its rules; none sees a request."""

from events.registration.actions.cancel import cancel_registration
from events.registration.actions.capacity import (
    TooManyHeld,
    fill_free_places,
    follow_capacity,
    hold_places,
)
from events.registration.actions.changes import note_change, tell_of_changes
from events.registration.actions.join_series import (
    Choice,
    SessionsNotOffered,
    add_by_hand_to_sessions,
    register_for_sessions,
)
from events.registration.actions.manage import (
    EnoughInvitations,
    NothingToManage,
    change_address,
    correct_all,
    correct_details,
    send_invitation_again,
    send_links,
)
from events.registration.actions.own_sessions import (
    add_sessions,
    give_back_session,
    leave_series,
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
from events.registration.actions.seats import SeatsAreBySession, ensure_seats
from events.registration.actions.team import invite_to_team

__all__ = [
    "AlreadyRegistered",
    "Choice",
    "EnoughFeeds",
    "EnoughInvitations",
    "NoPlaceHeld",
    "NotPromoted",
    "NothingToManage",
    "Registrant",
    "RegistrationClosed",
    "SeatsAreBySession",
    "SessionsNotOffered",
    "TooManyHeld",
    "add_by_hand",
    "add_by_hand_to_sessions",
    "add_sessions",
    "cancel_registration",
    "change_address",
    "correct_all",
    "correct_details",
    "ensure_seats",
    "fill_free_places",
    "follow_capacity",
    "give_back_session",
    "hold_places",
    "invite_to_team",
    "leave_series",
    "make_personal_feed",
    "note_change",
    "promote_registration",
    "register",
    "register_for_sessions",
    "send_invitation_again",
    "send_links",
    "stop_personal_feed",
    "tell_of_changes",
]
